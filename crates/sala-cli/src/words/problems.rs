//! One entry for each code of the core and of the command line.

mod checks;
mod files;
mod plans;
mod scores;

/// The words for one code.
pub struct Words {
    /// What happened.
    pub what: &'static str,
    /// What was kept; none means the usual, that nothing was changed.
    pub kept: Option<&'static str>,
    /// What to do.
    pub todo: &'static str,
}

const fn w(what: &'static str, todo: &'static str) -> Option<Words> {
    Some(Words { what, kept: None, todo })
}

const fn kept(what: &'static str, kept: &'static str, todo: &'static str) -> Option<Words> {
    Some(Words { what, kept: Some(kept), todo })
}

/// The words for a code; none where it comes from a newer core.
pub fn words(code: &str) -> Option<Words> {
    store(code)
        .or_else(|| files::files(code))
        .or_else(|| carried(code))
        .or_else(|| files::lists(code))
        .or_else(|| work(code))
        .or_else(|| plans::plans(code))
        .or_else(|| scores::scores(code))
        .or_else(|| checks::checks(code))
}

fn store(code: &str) -> Option<Words> {
    match code {
        "unexpected" => {
            w("Something went wrong that nobody foresaw[ ({why})]", "tell support the reference {reference}[, which is in the log beside the store]")
        }
        "store_not_there" => {
            w("The store that is worked with lies in {path}, which is not there now", "plug that disk in, or name another folder with `--store DIR`")
        }
        "store_missing" => w("There is no store in {path}", "`sala init` makes one, `--store DIR` names another"),
        "store_exists" => w("There is a store in[ {path}] already", "name another folder with `--store DIR`"),
        "store_in_use" => w("Another copy of Sala is working in this store", "close it and try again; what only shows something works beside it"),
        "store_key_missing" => w("The key of this store is not to be found[ ({why})]", "log in as the user who made the store, or put its key file back"),
        "store_key_wrong" => w("The key does not open this store", "put back the key that was made with it"),
        "store_newer" => w("This store was written by a later version of Sala", "install that version"),
        "store_damaged" => kept("This store is damaged[: {why}][: {path}]", "it was left as it is", "copy the folder before anything else, and ask support"),
        "store_read_only" => w("This store cannot be written to", "check who owns its folder and whether the disk is write-protected"),
        "looking_disk_full" => kept(
            "This laptop's disk is full: the store is open for looking only",
            "what was recorded is kept and can be seen",
            "make room, and it can be written to again",
        ),
        "looking_read_only" => kept(
            "This store cannot be written to: it is open for looking only",
            "what was recorded is kept and can be seen",
            "check who owns its folder and whether the disk is write-protected",
        ),
        "store_is_behind" => w(
            "This is a copy of the store of {label} of which more has left already, or a copy of it writes elsewhere: it goes on under new keys, for which nothing can be written now",
            "see that the disk is neither full nor write-protected, and open it again",
        ),
        "looking_behind" => kept(
            "This is a copy of the store of {label} of which more has left already, or a copy of it writes elsewhere, and it cannot be written to now: it is open for looking only",
            "what it holds is shown, and the store of {label} may hold more",
            "see that the disk is neither full nor write-protected, and it goes on under new keys",
        ),
        "upgrade_not_copied" => w(
            "This store is of an earlier version, and the copy that is kept of it before it is brought up to date could not be made in {path} ({why})",
            "make room there and open it again",
        ),
        "store_does_not_verify" => {
            kept("This store does not hold what its journal says ({problems|problem|problems})", "it was left as it is", "copy its folder and ask support")
        }
        "disk_full" => w("The disk is full", "make room and try again"),
        "disk_failed" => w("The disk did not do as it was told ({why})", "copy the store to another disk and try again"),
        "keychain" => w("The system's keychain did not answer ({why})", "unlock it and try again"),
        "no_data_folder" => w("This user has no data folder", "name a folder with `--store DIR`"),
        "clock_implausible" => kept(
            "This laptop's clock says {now}, which cannot be",
            "work goes on and nothing is lost by it, but what is recorded bears that time",
            "set the clock",
        ),
        "clock_unreadable" => w("SALA_NOW is no time: {value}", "write it as 2012-05-14T08:30:00+07:00"),
        "programme_not_given" => w(
            "Headquarters has not given this programme to this laptop, {laptop}: it would not count what is written here",
            "ask headquarters to accept the laptop for this programme too",
        ),
        "laptop_revoked" => w(
            "Headquarters no longer believes this laptop: it would not count what is written here",
            "ask headquarters to lift the revocation; what was recorded before stays here and goes along in every file",
        ),
        "read_only" => w("Headquarters lets this laptop look but not write", "ask headquarters if that should change"),
        "label_wrong" => {
            w("This cannot be what a laptop is called: a label has 1 to 60 characters, all of them to be seen", "give another with `--label NAME`")
        }
        "author_wrong" => w("This cannot be the name of who is at the desk: a name has 1 to 200 characters", "give it with `--author NAME`"),
        "action_too_large" => w("This is too much for one step ({entries|value|values})", "split it into several"),
        "invalid_value" => w(
            "This value cannot stand in the field {field}[: {rule}][ (see {part})]",
            "correct it[; a value is JSON with these parts: {takes}], and `null` clears",
        ),
        "nothing_to_undo" => w(
            "Nothing to take back: nothing was done here since the store was made, a file was taken in, or somebody else sat down",
            "what was done before is changed by a new action; `sala history` tells of it",
        ),
        "no_such_record" => w("There is no such record here", "it may still be on its way in a file"),
        "stopped" => w("The work was stopped", "start it again at any time"),
        "restored_from_backup" => kept(
            "This store was restored from a backup of {former} and goes on as {label}",
            "all that the backup held is here",
            "its fingerprint, by which headquarters accepts a laptop: {fingerprint}",
        ),
        "store_is_an_old_copy" => kept(
            "This store is an old copy of {former}: files with more have left it already; it goes on as {label}",
            "all that it holds is kept, and headquarters' next file brings back what it lost",
            "its fingerprint, by which headquarters accepts a laptop: {fingerprint}",
        ),
        "store_was_copied" => kept(
            "A copy of {former} writes elsewhere; this one goes on as {label}",
            "what both recorded is kept",
            "its fingerprint, by which headquarters accepts a laptop: {fingerprint}",
        ),
        "folder_not_empty" => w("There are files in {path} already", "name a new folder with `--store DIR`"),
        "attachment_damaged" => {
            kept("The content of[ {name}] (content {hash}) is damaged", "it was left as it is", "ask for the file that brought it once more")
        }
        "attachment_lost" => kept(
            "The content of[ {name}] (content {hash}) is gone from the store's folder",
            "who hung it up, and where, is kept",
            "the next file to the laptop that recorded it asks for it, or put the folder `attachments` back from a copy",
        ),
        "folded_table_differs" => kept("The table {table} is not what the journal makes of it", "the journal is whole", "ask support"),
        "page_changed" => kept("Page {page} of {replica} was changed after it was signed", "it was left as it is", "ask support"),
        "page_signature_wrong" => kept("The signature of page {page} of {replica} does not hold", "it was left as it is", "ask support"),
        "page_author_unknown" => kept("Nobody has certified {replica}, who wrote page {page}", "it was left as it is", "accept that laptop, or ask support"),
        "page_out_of_place" => kept("Page {page} of {replica} is not where it belongs", "it was left as it is", "ask support"),
        _ => None,
    }
}

fn carried(code: &str) -> Option<Words> {
    match code {
        "not_a_sala_file" => w("This is no Sala file, whatever it is called", "choose the .sala file that the other laptop or headquarters wrote"),
        "is_a_request" => w("This is a laptop's request to join, not a file with records", "headquarters takes it with `sala accept FILE`"),
        "is_a_backup" => w("This is a backup of a laptop, not a file with records for another", "`sala restore FILE` makes a store of it"),
        "is_a_bundle" => {
            w("This is a sealed file between laptops, no backup", "take it in with `sala import FILE`, or choose the file that `sala backup` wrote")
        }
        "folder_unnameable" => w("The name of the folder {path} cannot be written down", "choose another folder"),
        "not_a_backup" => w("This is no backup of Sala", "choose the file that `sala backup` wrote"),
        "backup_newer" => w("This backup was written by a later version of Sala[, {version}]", "install that version here"),
        "backup_not_whole" => w("The backup did not hold what it should when it was opened again", "try another disk or stick"),
        "backup_folder_missing" => w("The folder for backups, {folder}, is not there", "plug its drive in, or choose another with `sala backup --folder DIR`"),
        "backup_no_folder" => w("No folder is known for automatic backups", "name one with `sala backup --automatic --folder DIR`"),
        "recovery_secret_wrong" => w("This is no recovery secret[: {why}]", "it begins with AGE-SECRET-KEY-1, as it was shown when headquarters was set up"),
        "bundle_newer" => w("This file was written by a later version of Sala", "install that version here"),
        "sealed_to_another" => w("This file is sealed to somebody else", "ask its sender for a file for this laptop"),
        "backup_needs_recovery" => {
            w("This backup was made on another machine and not with a passphrase", "give headquarters' recovery secret with `--recovery-key-file FILE`")
        }
        "passphrase_needed" => w("This file is sealed with a passphrase", "give it with `--passphrase-file FILE`"),
        "not_with_passphrase" => {
            w("This file was not made with a passphrase, and not for this laptop", "ask its sender for a file for this laptop, or for one with a passphrase")
        }
        "is_headquarters" => w("{label} is headquarters itself and needs no accepting", "accept the request of a laptop"),
        "headquarters_elsewhere" => w(
            "{label} is this headquarters, restored on another machine: it certified itself and needs no accepting",
            "let one of the two rest. What was written there is taken in here from `sala export --passphrase-file`",
        ),
        "not_a_file" => w("{name} is no file: it is a device or a pipe", "name the file itself"),
        "passphrase_wrong" => w("The passphrase does not open this file", "ask its sender for the right one"),
        "passphrase_empty" => w("The first line of {path} holds no passphrase", "write it there"),
        "signature_wrong" => w("A signature in this file does not hold: it is not what its author wrote", "ask its sender for a new one"),
        "damaged" => w("The {what} is damaged ({why})", "copy or make it again"),
        "frame_too_large" => w("A part of the file is larger than files may be", "ask support"),
        "pages_not_allowed" => kept(
            "{from} must not write some of what is in this file ({why}); values that do not count: {entries}",
            "they are kept outside, and everything else was taken in",
            "`sala revoke REPLICA --lift` or `sala accept` with other words lets them count",
        ),
        "pages_would_not_count" => w(
            "{from} must not write some of what is in this file ({why}); values that would not count: {entries}",
            "importing it keeps them outside, and takes everything else in",
        ),
        "own_pages_not_allowed" => kept(
            "Headquarters does not count some of what was recorded on this laptop ({why}); values: {entries}",
            "they stay here and go along in every file of this laptop",
            "ask headquarters to let them count: `sala accept` with other words, or `sala revoke LAPTOP --lift`",
        ),
        "receiver_revoked" => w(
            "{label} is revoked: it is given nothing more",
            "lift the revocation first if that is wrong; `--only-revocation` makes a file that tells it, and nothing else",
        ),
        "receiver_not_revoked" => {
            w("[{label} is not revoked: ]there is no such word for it", "leave out `--only-revocation`, or name a laptop that is revoked")
        }
        "receiver_ended" => w("The time of {label} has run out", "accept it again with a later `--until`"),
        "revoke_self" => w("Headquarters cannot revoke itself", "name a laptop"),
        "page_wrong" => w("Pages are counted from 1, as 4 or 4-6", "give them again"),
        "not_asked" => w("{label} is not asked for these pages", "`sala status` says what is asked for"),
        "until_over" => w("That time is over already[: {day}]", "give a later day with `--until`"),
        "no_such_bundle" => w("No file that was taken in is called so[: {which}]", "`sala set-aside` without a name lists them"),
        "ambiguous_bundle" => w("Several files begin with {which}", "give more of its letters"),
        "already_set_aside" => w("That file is set aside already", "`--again` takes it in again"),
        "not_set_aside" => w("That file is not set aside", "there is nothing to do"),
        "unknown_sender" => w("Nobody this laptop knows vouches for the sender of this file[, {from}]", "headquarters must accept that laptop first"),
        "sender_not_accepted" => kept(
            "Nobody has accepted the sender of this file yet[: {from}][, fingerprint {fingerprint}]",
            "it is kept aside, unopened",
            "compare the fingerprint over the telephone and `sala accept` it",
        ),
        "sender_ended" => kept(
            "The time of {from} ran out on {day}",
            "this file is kept aside, unopened",
            "`sala accept {from} --until DATE` gives it more time and takes the file in",
        ),
        "earlier_file_would_be_missing" => {
            w("An earlier file from {from} has not arrived yet", "this one can be imported all the same, and the missing one when it comes")
        }
        "sender_would_wait" => w("Nobody has accepted the sender of this file yet[: {from}]", "importing it keeps it aside until that laptop is accepted"),
        "earlier_file_missing" => kept("An earlier file from {from} has not arrived yet", "this one was taken in", "import the missing one when it comes"),
        "other_organisation" => w("This file comes from {theirs}, and this laptop belongs to {ours}", "use a store of its own for each organisation"),
        "not_joined" => w("This laptop belongs to no organisation yet", "`sala request` asks headquarters, and the pack it sends back joins it"),
        "not_headquarters" => w("Only headquarters can do this", "do it in headquarters' store"),
        "not_a_request" => w("[{path} ]is no request", "choose the file that `sala request --out FILE` wrote"),
        "no_such_request" => w("Nobody has asked under the name {which}", "`sala status` shows who has"),
        "ambiguous_request" => w("Several have asked under that name: {labels}", "give the whole fingerprint"),
        "no_such_replica" => w("No certified laptop is called {which}", "`sala status` shows them"),
        "ambiguous_replica" => w("Several laptops are called {which}", "give the start of its id, as `sala status` shows it"),
        "asked_of_itself" => w("These would be pages of this laptop itself, and no file goes to it", "name the laptop whose pages are missing"),
        "export_to_self" => w("A file for this very store would carry nothing", "name the receiver with `--for`"),
        "export_to_former" => w(
            "{former} is what this store was called before it went on as {label}",
            "where a store of that name is still at work, make it a file with `--passphrase-file FILE`",
        ),
        "no_such_kind" => w("No kind of record is called {kind}", "write it as `sala conflicts --json` does, such as `mark`"),
        "value_incomplete" => {
            w("The value says nothing of {part}, and all that were recorded do", "give all parts of {field}, as `sala conflicts --json` shows them")
        }
        "no_such_conflict" => w("There is no difference {id}: perhaps it was decided meanwhile", "`sala conflicts` shows what waits"),
        "demo_cut_short" => {
            kept("The demo was cut short on its way", "what was made so far stays, and is not whole", "make room on the disk and load it into a new store")
        }
        "label_taken" => w("Another laptop is called {label} already", "accept this one under another name with `--label`"),
        "programme_ambiguous" => w("Several programmes have the code {code}: {programmes}", "give the id in the place of the code, as in `--programme ID`"),
        "several_values_of" => w("{laptop} recorded several values here", "choose one by its number, as `sala conflicts` shows them"),
        "no_value_of" => w("{laptop} recorded no value here[; those who did: {laptops}]", "`sala conflicts` shows whose values there are"),
        "no_such_laptop" => w("No laptop called {laptop} is known here", "choose one of those whose values there are[: {laptops}]"),
        "no_suggestion" => w("These changes cannot be put together", "choose a value by its number, or give one with --value"),
        "number_for_all" => w("A number means another laptop's value in each difference", "choose `newest` or a laptop by its label"),
        "removal_too_large" => w("Too much stands in this record to remove it at once[ ({entries|value|values})]", "remove what stands in it first"),
        "conflict_changed" => w("Another value for this came in after it was shown", "look at `sala conflicts` again, then decide"),
        "journal_unreadable" => w("The journal cannot be read from its beginning", "ask every laptop for its file with `sala export --everything`"),
        "page_unreadable" => w("Page {page} of {replica} cannot be read", "ask that laptop for its file with `sala export --everything`"),
        "no_such_choice" => w("There is no value {n}; there are {of}", "choose one with `--choose N`"),
        "value_not_json" => w("The value is no JSON[: {value}]", "write it as `sala conflicts --json` shows it, a text in quotation marks; `null` clears"),
        _ => None,
    }
}

fn work(code: &str) -> Option<Words> {
    match code {
        "no_such_programme" => {
            w("No programme here has the code[ {programme}]", "`sala programme list` shows what there is; another may be on its way in a file")
        }
        "programme_code_taken" => w("There is a programme {code} already", "give the new one another code"),
        "programme_code_missing" => w("The programme has no code", "give it one of 1 to 32 characters without blanks or slashes"),
        "programme_code_invalid" => w("{code} cannot be a programme's code", "use 1 to 32 characters without blanks or slashes"),
        "programme_title_missing" => w("The programme has no title", "give it one"),
        "programme_too_long" => w("The programme would last {days} days, and {limit} is too long", "check its dates"),
        "programme_file_invalid" => w(
            "Line {line} of the programme's description holds something else than belongs there: {text}",
            "correct it; docs/command-line.md says what it holds",
        ),
        "programme_file_not_json" => w("The programme's description is no JSON[: see line {line}][, {text}]", "correct it, or choose the right file"),
        "programme_file_not_object" => w("The file describes no programme", "a description is one JSON object with code, title, starts and ends"),
        "programme_field_missing" => w("The programme's description has no {field}", "add it; docs/command-line.md says what it holds"),
        "demo_already_here" => w("The built-in programme is in this store already", "`sala programme show {programme}` shows it"),
        "demo_in_joined_store" => w(
            "This laptop belongs to {organisation}, and everybody in the built-in programme is invented: they would travel with its next file",
            "look round in another store with `--store DIR`",
        ),
        "demo_beside_programmes" => w(
            "This store holds {programmes}, and everybody in the built-in programme is invented: they would travel with the next pack",
            "look round in another store with `--store DIR`",
        ),
        "thai_year" => w("{date} looks like a Thai year", "write the Gregorian date[, {meant}]"),
        "year_unlikely" => w("{date} is hardly the year that is meant", "correct it"),
        "ends_after_midnight" => w("It would end after midnight", "let it begin earlier, or make it shorter first: a session is over on its own day"),
        "no_such_session" => w("The programme has no session[ {session}]", "name one as 2012-05-14/08:30 or by its id; `sala agenda list` shows them"),
        "session_ambiguous" => {
            w("Several sessions begin at {session}: {titles}", "add how the title of one begins, as in {session}/TITLE, or name its id: {ids}")
        }
        "swap_with_itself" => w("A session cannot exchange its time with itself", "name another one"),
        "sessions_changed" => w("{title} is no longer when it was shown", "look at the agenda again, then repeat it"),
        "too_many_trainers" => w("{count} trainers are too many for one session: at most {limit} are kept", "leave some out"),
        "agenda_empty" => w("The agenda is empty", "`sala agenda import FILE` brings sessions"),
        "date_wrong" => w("{value} is no date", "write dates as 2012-05-14"),
        "time_invalid" => w("That is no time[: {value}]", "write times as 08:30"),
        "ends_before_start" => w("It would end before it starts[ ({starts} to {ends})]", "correct the dates or hours"),
        "day_before_programme" => w("{date} is before the programme, which began on {starts}", "correct the day"),
        "presentation_too_long" => w("Nobody presents for longer than a day", "correct when it began or ended"),
        "day_outside_programme" => w("{date} is not within the programme's dates", "correct it, or the programme's dates"),
        "half_unknown" => w("{half} cannot be a register of a day, or stands there twice", "use AM, PM and EVE, each once, or SESSION alone"),
        "halves_missing" => w("The programme's days have no registers", "name them: AM, PM, EVE, or leave `registers_per_day` out for AM and PM"),
        "register_empty" => {
            w("Nobody who takes part is on this register yet", "import the roster, or the file that brings it; mark whoever came, if they are only nominated")
        }
        "rule_out_of_range" => w("The rule {rule} cannot be {value}", "give a number from 0 to {most}"),
        "timezone_invalid" => w("There is no time zone[ {timezone}]", "write it as the IANA database does, such as Asia/Bangkok"),
        "title_missing" => w("The title is missing", "give it one"),
        "name_missing" => w("The name is missing", "give it"),
        "name_too_long" => w("The name is longer than {limit} characters", "shorten it"),
        "name_without_letters" => w("{name} has no letters and is no name", "correct it"),
        "name_taken" => w("The name {name} is taken", "choose another"),
        "text_missing" => w("The {field} is missing", "give it"),
        "text_too_long" => w("The {field} is too long: at most {max} characters are kept", "shorten it"),
        "code_invalid" => w("{code} cannot be a person's code", "use at most 16 characters without blanks"),
        "code_taken" => w("The code {code} is taken", "choose another"),
        "code_ambiguous" => w(
            "Two people have the code {code}: two laptops gave it at the same time",
            "name the person by the id that `sala roster list --json` shows, or give them another code with `sala roster recode`",
        ),
        "email_invalid" => w("{email} is no e-mail address", "correct it"),
        "host_missing" => w("The visit has no host", "name the host"),
        "no_such_visit" => w("There is no such visit[: {visit}][; there are {visits}]", "name the host, or the id that `sala visit list` shows"),
        "visit_ambiguous" => w("{visit} may be several visits: {visits}", "name the id that `sala visit list` shows"),
        "visit_follows_session" => {
            w("The visit is the session {title} of the agenda and is on its day", "move the session, or take the visit from it with `--no-session`")
        }
        "no_such_stop" => w("The visit has no such stop[: {stop}][; there are {stops}]", "`sala visit show` numbers them"),
        "stop_has_headcounts" => w("Heads were counted at this stop[ ({count})]", "take those counts away first, if they were a mistake too"),
        "no_such_vehicle" => w("The visit has no such vehicle[: {vehicle}]", "`sala visit show` lists them"),
        "seats_out_of_range" => w("No vehicle has {seats} seats", "give 1 to {max}, or leave it out"),
        "count_out_of_range" => w("{count} is no number of heads, days or hours", "give at most {max}"),
        "vehicles_do_not_add_up" => w("The vehicles hold {sum} together, and {counted} were counted", "correct one of them"),
        "not_on_the_roster" => w("{participant} is not expected on this visit", "name only participants who are on the roster"),
        "explained_twice" => w("{participant} is accounted for twice", "give one reason"),
        "headcount_does_not_add_up" => w(
            "{counted} counted and {explained} explained do not make the {roster} on the roster",
            "count again, say who is accounted for, or go on with `--override-by NAME --reason TEXT`",
        ),
        "override_not_needed" => w("The numbers meet: nobody needs to answer for them", "leave `--override-by` out"),
        "no_such_headcount" => w("Nobody counted there", "`sala visit show` lists the checkpoints"),
        "nothing_observed" => w("Nothing is said of what they observed", "give `--seen`, `--lesson`, `--applicable` or `--question`"),
        "no_such_note" => w("There is no such note[: {note}]", "`sala action-review list` shows them"),
        "isic_invalid" => w("{isic} is no class of ISIC Rev. 4[ (plan {plan})]", "correct it"),
        "plan_code_missing" => w("An action plan has no code", "give it one"),
        "plan_code_taken" => w("Another action plan has the code {code}", "choose another code"),
        "plan_code_ambiguous" => w(
            "Several action plans have the code {code}: two laptops gave it at the same time",
            "name the one you mean by its id ({ids}), or give it another code with `sala plan write ID --code CODE`",
        ),
        "no_such_participant" => w("Nobody on the roster has the code[ {participant}]", "`sala roster list` shows the codes"),
        "participant_not_enrolled" => w("{participant} left the programme", "mark somebody who takes part"),
        "participant_not_come" => w(
            "{participant} is only nominated, or did not show up",
            "mark them present at a register if they came, or correct how the enrolment stands on the roster",
        ),
        "no_such_register" => w("The programme has no register[ {register}]", "check day and half; `sala agenda import` makes the registers of its days"),
        "register_locked" => w("The register is {state}", "`sala attendance reopen --reason TEXT` opens it again"),
        "register_open" => w("The register is open", "`sala attendance lock` closes it"),
        "register_changed" => w("The register is not what was shown[: {participants}]", "nothing was changed; look at it again, then repeat it"),
        "unmarked_closed" => w(
            "{count|person belongs|people belong} now and not marked at this closed register: {participants}",
            "say that they had not arrived with `sala attendance advance --status not_arrived`, or open it again and mark them",
        ),
        "unmarked" => w("{count|person is|people are} not marked yet: {participants}", "mark them, or fill them in with `sala attendance fill`"),
        "reason_missing" => w("A reason is missing", "give it with `--reason TEXT`"),
        "status_unknown" => w("{value} is no status", "use present, late, excused, absent, not_arrived or departed"),
        "minutes_out_of_range" => w("Nobody comes late or leaves early by {value|minute|minutes}", "give {min} to {max}"),
        "left_without_attending" => w("Who is {status} did not leave early: only who was there leaves", "leave `--left-early` out, or say `--status present`"),
        "not_in_advance" => w("Nobody can be {status} in advance", "say excused, not_arrived or departed; the rest is marked on the day"),
        "approver_missing" => w("Leave needs somebody who gave it", "give `--approver`"),
        "no_register_between" => w("There is no register from {from} to {to}", "`sala attendance report` shows the days"),
        "signatures_out_of_range" => w("{value} cannot be a number of signatures", "give 0 to {max}"),
        "signatures_differ" => w(
            "The sheet has {signatures} signatures of participants and {others} of others; the register has {attended} and {others_attended} who were there",
            "correct the register, or say with `--explained` why it is so",
        ),
        "nominee_was_there" => w(
            "{code} was there at registers (marks: {count}): whoever is replaced never counts, and these would leave every figure",
            "if somebody came in their place from the start, `--even-so`; if {code} came and left, say in the window that they left early or withdrew",
        ),
        "replaced_already" => w("{code} does not belong to the programme any more", "add the other person to the roster instead"),
        "substitute_self" => w("Nobody comes in their own place: {code} is the nominee", "name whoever comes instead"),
        "substitute_gone" => w("{by} left the programme", "name somebody who is on the roster, or correct how the enrolment of {by} stands"),
        "substitute_taken" => w("{by} comes in the place of {code} already", "name somebody else, or correct how the enrolment of {code} stands"),
        "replaced_in_circle" => w("{code} came in the place of {by}", "correct how the enrolment of {by} stands: whoever comes after all needs no substitute"),
        "halves_and_sessions" => w("A programme takes its registers by half day or by session, not both", "use SESSION alone, or AM, PM and EVE"),
        "minutes_without_late" => w("Only who is late has minutes, not who is {status}", "leave `--minutes` out, or say `--status late`"),
        "present_with_reason" => w("Who is present needs no reason", "leave reason and approver out"),
        "seen_of_one" => w("`--seen` belongs to one difference", "name one difference with it"),
        "no_canvas" => w("The output has no canvas", "`sala output canvas begin` gives it one"),
        "canvas_has_notes" => w("The canvas says something already", "take its notes off before it becomes another"),
        "canvas_full" => w("A canvas holds {most} notes at most", "take some off, or begin another output"),
        "no_such_region" => w("A {canvas} has no {region}", "`sala output canvas show` shows its regions"),
        "no_such_item" => w("There is no such note on this canvas", "`sala output canvas show` shows them"),
        "no_such_heading" => {
            w("No heading, or more than one, says {heading}[; there are {headings}]", "name it by its place, which `sala output canvas show` shows")
        }
        "note_beneath_itself" => w("A note cannot hang under what hangs under it", "hang it elsewhere"),
        "outside_scale" => w("{value} is outside the scale", "give 1 to 5"),
        "group_ambiguous" => w("Several sets have a group {group}", "name it with its set: {choices}"),
        "no_such_group" => w("There is no group[ {group}][; there are {groups}]", "`sala groups list` names them"),
        "no_such_group_set" => w("There is no such set of groups", "`sala groups list` shows them"),
        "draw_shape_missing" => w("It is not said how many groups to draw", "give `--groups N` or `--size N`"),
        "draw_has_groups" => w("The set has its {groups} groups already", "leave `--groups` and `--size` out: whoever has no group is drawn into them"),
        "draw_too_many_groups" => w("{people} people do not make {groups} groups", "ask for fewer"),
        "draw_nobody" => {
            w("There is nobody to draw[: all {people} have a place]", "name a new set with `--set NAME`, or take people out of their groups first")
        }
        "draw_not_drawn" => {
            w("A person[, {participant},] is not drawn and cannot be put in a group by hand", "pin only participants who have no place in the set")
        }
        "draw_pinned_twice" => w("{participant} is put in two groups by hand", "leave one of them out"),
        "draw_changed" => w("What comes of the draw is not what was shown", "draw again: people or groups have changed meanwhile"),
        "pin_unreadable" => w("{pin} does not say whom to put where", "write `--pin P07=A`"),
        "group_not_empty" => w("The group still has {members|member|members}", "place whoever is in it elsewhere first"),
        "group_has_outputs" => w("There are outputs of this group[ ({outputs})]", "remove them first (`sala output remove`), if they were a mistake too"),
        "exercise_has_brief" => w("The exercise[ {title}] has a brief already, and this is another", "`sala output brief` changes it"),
        "exercise_has_outputs" => w("The exercise has outputs[ ({outputs})]", "remove them first (`sala output remove`), if they were a mistake too"),
        "no_such_exercise" => w("There is no such exercise", "`sala output add --exercise NAME` makes one"),
        "no_such_output" => w("There is no such output", "`sala output list` shows them"),
        "output_final" => w("The output is final", "send it back to an earlier state first"),
        "output_empty" => w("The output has neither text nor files", "add one of them first"),
        "output_step" => w("An output does not go from {from} to {to}", "take one step at a time"),
        _ => None,
    }
}
