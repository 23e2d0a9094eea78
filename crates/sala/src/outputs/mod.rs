//! Outputs: what the groups produced, with its pictures and files.

pub mod canvas;
pub mod exercise;
pub mod files;
pub mod kinds;
pub mod names;
pub mod output;
pub mod picture;
pub mod records;
pub mod save;
pub mod state;
#[cfg(test)]
mod tests;
pub mod views;

pub use exercise::{exercise, remove_exercise, set_brief};
pub use files::{Kept, bring, hang, take_off};
pub use output::{New, add, put_back, remove, set_body, set_title};
pub use save::{Saved, save};
pub use state::{State, advance, send_back};
