//! The store, its keys and what of it does not hold.

use super::{Words, kept, w};

pub fn store(code: &str) -> Option<Words> {
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
        "store_key_wrong" => w(
            "The key does not open this store",
            "put back the key that was made with it; where that is there, the disk has lost the beginning of the store: copy its folder, then make a new store of what can still be read with `sala rescue --to NEWDIR`, or of the last backup with `sala restore`",
        ),
        "store_newer" => w("This store was written by a later version of Sala", "install that version"),
        "store_damaged" => kept(
            "The disk has lost a part of this store[: {pages|page|pages} of {path}]",
            "it was left as it is, and what headquarters has received is there too",
            "copy its folder before anything else, then make a new store of all that can still be read with `sala rescue --to NEWDIR`; what was backed up and is missing then comes back with `sala restore`[: the backup of {made} lies in {backup}]",
        ),
        "store_read_only" => w("This store[, {path},] cannot be written to", "check who owns its folder and whether the disk is write-protected"),
        "looking_disk_full" => kept(
            "The disk[ that {path} lies on] is full: the store is open for looking only",
            "what was recorded is kept and can be seen",
            "make room, and it can be written to again",
        ),
        "looking_read_only" => kept(
            "This store[, {path},] cannot be written to: it is open for looking only",
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
        "disk_full" => w("The disk[ that {path} lies on] is full", "make room there and try again"),
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
        "organisation_missing" => w("The organisation has no name", "give it with `--organisation NAME`, or leave that out and it is called as the label says"),
        "author_wrong" => w("This cannot be the name of who is at the desk: a name has 1 to 200 characters", "give it with `--author NAME`"),
        "action_too_large" => w("This is too much for one step ({entries|value|values})", "split it into several"),
        "invalid_value" => w(
            "This value cannot stand in the field {field}[: {rule}][ (see {part})]",
            "correct it[; a value is JSON with these parts: {takes}][, and {clears} clears]",
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
        "rescued" => kept(
            "This store was made of what could be read of a damaged one of {former} and goes on as {label}",
            "the damaged one was left as it is",
            "its fingerprint, by which headquarters accepts a laptop: {fingerprint}",
        ),
        "rescue_without_keys" => w(
            "The keys of the store[ in {path}] lay on what the disk has lost: nothing can go on from it",
            "copy its folder and make a new store of the last backup with `sala restore`; what headquarters has received comes back from there",
        ),
        "rescue_does_not_verify" => w(
            "What could be read of the damaged store does not make a store that holds ({why})",
            "copy its folder and ask support; meanwhile a new store can be made of the last backup with `sala restore`",
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
        "folder_not_empty" => w("There are files in {path} already", "name a new folder, with `--store DIR`, or with `--to DIR` where a store is rescued"),
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
