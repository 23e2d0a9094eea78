//! Programmes: one training with its dates, rules and everything that belongs to it. A programme is a book.

mod create;
mod edit;
mod facts;
pub(crate) mod happened;
pub mod records;
pub(crate) mod registers;
#[cfg(test)]
mod tests;
pub mod views;

pub use create::create;
pub use edit::{ProgrammeField, edit};
pub use facts::{Facts, PlannedVisit, Rules, check_year};
