//! Groups: how the participants are divided for work together.

pub mod draw;
pub mod import;
pub mod records;
pub mod set;
#[cfg(test)]
mod tests;
pub mod views;

pub use import::import;
pub use set::{group, place, put_back_group, put_back_set, remove_group, remove_set, rename_group, rename_set, set, take_out};
