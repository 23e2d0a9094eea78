//! The store: an encrypted SQLite file on the laptop's disk, its key, its lock, and its attachments in sealed files beside it.

mod at_rest;
pub mod attachments;
mod behind;
mod connection;
mod copy;
mod folder;
mod key;
mod notes;
mod open;
mod sealed;
mod stream;
mod upgrade;
pub mod whereabouts;
mod whole;

pub use key::KeyPlace;
pub use open::Store;

pub(crate) use behind::{PIECE, ReadAhead, write_behind};
pub(crate) use copy::{Counts, check_copy, open_copy, take_up};
pub(crate) use folder::{is_on_disk_of, part_in, sync_folder};
pub(crate) use key::{StoreKey, generate as new_key, keep_secret, kept_secrets};
pub(crate) use notes::{NEW_KEYS_WANTED, SAY_AGAIN, forget, goes_on, note, noted};
pub(crate) use open::{noted_in, takes_nothing};
pub(crate) use sealed::{folder_in as attachments_in, name as attachment_name};
pub(crate) use stream::{StreamKey, StreamReader, StreamWriter};
pub(crate) use whole::{Beside, Out, write_whole};
pub use whole::{may_cover, must_be_new};

/// Write a file whole or not at all: a full or pulled stick leaves no half of it under its name, and what was there before stays.
///
/// # Errors
/// What the disk says; `file_not_kept` where it does not hold what was written.
pub fn write_file(path: &std::path::Path, bytes: &[u8]) -> crate::Result<()> {
    write_whole(path, &mut |out| Ok(out.write_all(bytes)?)).map(|_| ())
}

#[cfg(test)]
mod tests;
