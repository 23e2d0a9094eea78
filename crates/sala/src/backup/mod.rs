//! Copies of a store that nobody need fear: the backup, restoring it, what is rescued of a damaged one, and going on under new keys wherever a store may not
//! be the only one that writes under its name.

mod automatic;
mod extent;
mod file;
mod look;
mod make;
mod mark;
mod memory;
mod new_keys;
mod rescue;
mod restore;
mod room;
mod say_again;

pub use automatic::{BackupPlan, LastBackup, Ran};
pub use look::BackupAccount;
pub use make::{BackedUp, BackupOptions};
pub use memory::Memory;
pub use new_keys::{NewKeys, Why};
pub use rescue::Rescued;
pub use restore::{Restored, Secrets};
