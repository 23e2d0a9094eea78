//! The agenda: sessions by day.

pub mod import;
pub mod records;
mod session;
mod verbs;
pub mod views;

pub use session::{Method, NewSession, SessionStatus, minutes};
pub use verbs::{SessionField, add, cancel, edit};
