//! Presentations: in which order the outputs of an exercise are shown to the others, for how many minutes, and when it was.

mod held;
mod order;
pub mod records;
#[cfg(test)]
mod tests;
pub mod views;

pub use held::{Held, Step, hold, note};
pub use order::{MOST_MINUTES, draw, minutes, order};
