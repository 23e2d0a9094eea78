//! Before and after action review: what a team expects of a day, and what it makes of it in the evening.

mod note;
pub mod records;
#[cfg(test)]
mod tests;
pub mod views;

pub use note::{Asked, NewNote, add, edit, put_back, remove};
