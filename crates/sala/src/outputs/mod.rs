//! Outputs: what the groups produced, with its pictures and files.

pub mod kinds;
pub mod picture;
