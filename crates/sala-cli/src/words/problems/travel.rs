//! Sealed files, and whom headquarters believes.

use super::{Words, kept, w};

pub fn travel(code: &str) -> Option<Words> {
    match code {
        "not_a_sala_file" => w("This is no Sala file, whatever it is called", "choose the .sala file that the other laptop or headquarters wrote"),
        "is_a_request" => w("This is a laptop's request to join, not a file with records", "headquarters takes it with `sala accept FILE`"),
        "is_a_bundle" => {
            w("This is a sealed file between laptops, no backup", "take it in with `sala import FILE`, or choose the file that `sala backup` wrote")
        }
        "folder_unnameable" => w("The name of the folder {path} cannot be written down", "choose another folder"),
        "recovery_secret_wrong" => w("This is no recovery secret[: {why}]", "it begins with AGE-SECRET-KEY-1, as it was shown when headquarters was set up"),
        "bundle_newer" => w("This file was written by a later version of Sala", "install that version here"),
        "sealed_to_another" => w("This file is sealed to somebody else", "ask its sender for a file for this laptop"),
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
        "passphrase_too_short" => w(
            "A passphrase has at least {min} characters, and this one has {length}",
            "give one of several words; what was sealed with a shorter one still opens with it",
        ),
        "passphrase_empty" => w("The first line of {path} holds no passphrase", "write it there"),
        "signature_wrong" => w("A signature in this file does not hold: it is not what its author wrote", "ask its sender for a new one"),
        "damaged" => {
            w("The file is damaged: {what} cannot be read", "copy it again from where it was made, or ask for it again: whoever made it still has everything")
        }
        "store_part_damaged" => {
            kept("A part of this store cannot be read: {what}", "it was left as it is", "ask support, and keep the store's folder as it is")
        }
        "frame_too_large" => w("A part of the file is larger than files may be", "ask support"),
        "pages_not_allowed" => kept(
            "{from} must not write some of what is in this file ({why}); values that do not count: {entries}",
            "they are kept outside, and everything else was taken in",
            "`sala accept LAPTOP` without `--read-only`, or with more `--programme CODE`, lets them count, or `sala revoke LAPTOP --lift` where it was revoked",
        ),
        "pages_would_not_count" => w(
            "{from} must not write some of what is in this file ({why}); values that would not count: {entries}",
            "importing it keeps them outside, and takes everything else in",
        ),
        "own_pages_not_allowed" => kept(
            "Headquarters does not count some of what was recorded on this laptop ({why}); values: {entries}",
            "they stay here and go along in every file of this laptop",
            "ask headquarters to let them count: `sala accept LAPTOP` without `--read-only` or with more `--programme CODE`, or `sala revoke LAPTOP --lift` where it was revoked",
        ),
        "receiver_revoked" => w(
            "{label} is revoked: it is given nothing more",
            "lift the revocation first if that is wrong; `--only-revocation` makes a file that tells it, and nothing else",
        ),
        "receiver_not_revoked" => {
            w("[{label} is not revoked: ]there is no such word for it", "leave out `--only-revocation`, or name a laptop that is revoked")
        }
        "receiver_ended" => w("The time of {label} has run out", "accept it again with a later `--until`"),
        "not_revoked" => w("{replica} is not revoked", "`sala status` says whom headquarters believes; what a laptop may do is said with `sala accept`"),
        "revoke_self" => w("Headquarters cannot revoke itself", "name a laptop"),
        "page_wrong" => w("Pages are counted from 1, as 4 or 4-6", "give them again"),
        "not_asked" => w("{label} is not asked for these pages", "`sala status` says what is asked for"),
        "page_not_known" => w(
            "Nobody has spoken of these pages of {label}: the last one that is known is {last}",
            "ask for earlier ones; what it wrote since comes with its next file by itself",
        ),
        "no_page_known" => w("No page of {label} is known yet", "there is nothing to ask for again: all that it wrote comes with its next file by itself"),
        "until_over" => w("That time is over already[: {day}]", "give a later day with `--until`"),
        "no_such_bundle" => w("No file that was taken in is called so[: {which}]", "`sala set-aside` without a name lists them"),
        "ambiguous_bundle" => w("{which} does not say which file is meant[: {files}]", "give the first letters of its id, four at least"),
        "already_set_aside" => w("That file is set aside already", "`--again` takes it in again"),
        "not_set_aside" => w("That file is not set aside", "there is nothing to do"),
        "unknown_sender" => w("Nobody this laptop knows vouches for the sender of this file[, {from}]", "headquarters must accept that laptop first"),
        "recovery_secret_joins_nothing" => w(
            "The recovery secret opens this file, but this laptop belongs to no organisation yet: it cannot tell whether {from} is to be believed",
            "join first: `sala request --out FILE` asks headquarters, and the pack that it sends back joins this laptop; then take this file in. Where headquarters itself is lost, `sala restore BACKUP --recovery-key-file SECRET` brings its store back",
        ),
        "sender_before_joining" => w(
            "This laptop belongs to no organisation yet: it cannot tell whether the sender of this file[, {from},] is to be believed",
            "join first: `sala request --out FILE` asks headquarters, and the pack that it sends back joins this laptop; then take this file in",
        ),
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
        "other_organisation_of_one_name" => w(
            "This file comes from another {theirs} than the one that this laptop belongs to: both have the name, and each its own headquarters[; the words of the one in the file: {their_words}][; of this laptop's: {our_words}]",
            "where headquarters was lost and made anew, bring the former one back instead: `sala restore BACKUP --recovery-key-file FILE` on its machine, and its laptops go on as before. Who is to work with the new one makes a store of its own with `sala init --store DIR`; this one keeps what was recorded in it",
        ),
        "not_joined" => w("This laptop belongs to no organisation yet", "`sala request` asks headquarters, and the pack it sends back joins it"),
        "not_headquarters" => w("Only headquarters can do this", "do it in headquarters' store"),
        "not_a_request" => w("[{path} ]is no request", "choose the file that `sala request --out FILE` wrote"),
        "no_such_request" => w("Nobody has asked under the name {which}", "`sala status` shows who has"),
        "ambiguous_request" => w("Several have asked under that name: {labels}", "give the whole fingerprint"),
        "programme_not_for_receiver" => w("{label} may not hold this programme", "`sala accept {label} --programme CODE` names what it may hold"),
        "no_such_replica" => w("No certified laptop is called {which}", "`sala status` shows them"),
        "ambiguous_replica" => w("Several laptops are called {which}", "give the start of its id, as `sala status` shows it"),
        "asked_of_itself" => w("These would be pages of this laptop itself, and no file goes to it", "name the laptop whose pages are missing"),
        "export_to_self" => w("A file for this very store would carry nothing", "name the receiver with `--for`"),
        "export_to_former" => w(
            "{former} is what this store was called before it went on as {label}",
            "where a store of that name is still at work, make it a file with `--passphrase-file FILE`",
        ),
        "demo_cut_short" => {
            kept("The demo was cut short on its way", "what was made so far stays, and is not whole", "make room on the disk and load it into a new store")
        }
        "label_taken" => w("Another laptop is called {label} already", "accept this one under another name with `--label`"),
        "programme_ambiguous" => w("Several programmes have the code {code}: {programmes}", "give the id in the place of the code, as in `--programme ID`"),
        "journal_unreadable" => w("The journal cannot be read from its beginning", "ask every laptop for its file with `sala export --everything`"),
        "page_unreadable" => w("Page {page} of {replica} cannot be read", "ask that laptop for its file with `sala export --everything`"),
        _ => None,
    }
}
