//! The agenda: sessions by day.

mod find;
mod held;
pub mod import;
mod overlap;
pub mod records;
mod revision;
mod session;
mod slot;
#[cfg(test)]
mod tests;
mod verbs;
pub mod views;

pub use find::find;
pub use held::{HeldSeen, hold, plan_again};
pub use overlap::{Overlap, overlaps, overlaps_and_visits};
pub use revision::revisions;
pub use session::{Hours, Method, NewSession, SessionStatus, clock, minutes, names_in};
pub use slot::{Swapped, lengthen, move_to, swap};
pub use verbs::{SessionField, add, cancel, edit};
