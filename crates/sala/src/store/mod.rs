//! The store: one encrypted SQLite file on the laptop's disk, its key, its lock and its attachments.

pub mod attachments;
mod key;
mod open;

pub use key::KeyPlace;
pub use open::Store;

#[cfg(test)]
mod tests;
