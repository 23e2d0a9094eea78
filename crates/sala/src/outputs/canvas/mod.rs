//! Canvases: what a group put on a structured sheet, kept as data. Each note, heading and cell is a record of its own, so that two
//! laptops that write in different places of one canvas merge without a question.

mod branches;
mod frozen;
pub mod records;
mod shape;
#[cfg(test)]
mod tests;
mod verbs;
mod views;

pub use branches::MOST_LEVELS;
pub(crate) use branches::circle;
pub use frozen::{Frozen, FrozenCell, FrozenItem};
pub use shape::{CanvasKind, Region};
pub use verbs::{Headings, Place, Weight, add, begin, place, put_back, put_cell, remove, set_note, weigh};
pub use views::{Canvas, Cell, Item, canvas};
