//! The store: one encrypted SQLite file on the laptop's disk, its key, its lock and its attachments.

pub mod attachments;
mod copy;
mod key;
mod notes;
mod open;

pub use key::KeyPlace;
pub use open::Store;

pub(crate) use copy::{Counts, check_copy, take_up};
pub(crate) use key::{StoreKey, generate as new_key, keep_secret, kept_secrets};
pub(crate) use notes::{NEW_KEYS_WANTED, forget, note, noted};

#[cfg(test)]
mod tests;
