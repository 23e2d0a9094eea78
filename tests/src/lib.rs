//! Whole-product tests: stories with several laptops, the directions of the tree, the real window.

pub mod closed;
pub mod laptop;
pub mod samples;
pub mod trio;

#[cfg(feature = "window")]
pub mod window;
