//! Dividing people by rules.
