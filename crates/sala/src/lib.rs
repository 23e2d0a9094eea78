//! Sala.
pub mod attendance;
pub mod groups;
pub mod outputs;
