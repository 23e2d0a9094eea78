//! Sala.
