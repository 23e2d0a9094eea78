//! Whole-product tests: stories with several laptops, the directions of the tree, the real window.

#[cfg(feature = "window")]
pub mod window;
