//! Programmes: one training with its dates, rules and everything that belongs to it. A programme is a book.

mod create;
mod facts;
pub mod records;
pub(crate) mod registers;
#[cfg(test)]
mod tests;
pub mod views;

pub use create::create;
pub use facts::{Facts, PlannedVisit, Rules, check_year};
