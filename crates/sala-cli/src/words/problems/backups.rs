//! Backups and restoring them.

use super::{Words, w};

pub fn backups(code: &str) -> Option<Words> {
    match code {
        "is_a_backup" => w("This is a backup of a laptop, not a file with records for another", "`sala restore FILE` makes a store of it"),
        "not_a_backup" => w("This is no backup of Sala", "choose the file that `sala backup` wrote"),
        "backup_newer" => w("This backup was written by a later version of Sala[, {version}]", "install that version here"),
        "backup_unsigned" => w(
            "The store in {path} cannot be written to, and {entries|value was|values were} recorded last that no signed page holds yet: a backup holds signed pages alone, and signing them writes into the store",
            "see that its disk is neither full nor write-protected, then make the backup; what was recorded can be looked at meanwhile",
        ),
        "backup_beside_unsigned" => w(
            "Another copy of Sala works in the store in {path}, and {entries|value was|values were} recorded there that no signed page holds yet: a backup holds signed pages alone, and only the one at work signs them",
            "make the backup in that window, under Settings, or close it and try again",
        ),
        "backup_not_whole" => w("The backup did not hold what it should when it was opened again", "try another disk or stick"),
        "backup_folder_missing" => w("The folder for backups, {folder}, is not there", "plug its drive in, or choose another with `sala backup --folder DIR`"),
        "backup_no_folder" => w("No folder is known for automatic backups", "name one with `sala backup --automatic --folder DIR`"),
        "recovery_secret_does_not_fit" => w(
            "This recovery secret does not open {path}: it is another organisation's, or the laptop belonged to none yet. Whose backup it is stands inside, sealed[; the file was written on {written}]",
            "give the secret of the organisation whose backup it is, or restore it on the machine that made it",
        ),
        "backup_needs_recovery" => {
            w("This backup was made on another machine and not with a passphrase", "give headquarters' recovery secret with `--recovery-key-file FILE`")
        }
        _ => None,
    }
}
