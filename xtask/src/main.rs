//! Sala.
fn main() {}
