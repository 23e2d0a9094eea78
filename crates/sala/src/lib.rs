//! Sala.
pub mod people;
