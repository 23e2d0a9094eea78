//! Sala's core: the journal that every laptop writes, the bundle that carries it, and the things a trainer names.
//!
//! Nothing here knows a screen. [`Desk`] is the one door.

mod clock;
mod desk;
mod error;
mod ids;

pub mod bundle;
pub mod journal;
pub mod store;
pub mod trust;

pub use clock::{Clock, SetClock, SystemClock};
pub use desk::{Desk, NewStore, Reader, Role, Undone};
pub use error::{Error, Problem, Result};
pub use ids::{EntryNo, RecordId, ReplicaId, Seen};
pub use store::KeyPlace;

/// Every kind of record that this version knows.
#[must_use]
pub fn registry() -> &'static journal::Registry {
    static REGISTRY: journal::Registry = journal::Registry::new(&[]);
    &REGISTRY
}
