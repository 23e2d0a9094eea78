//! Attendance: what a paper sheet says about each person and half day, and what follows from it.

pub mod facts;
pub mod grid;
pub mod rate;
pub mod report;
pub mod status;

pub use rate::Rate;
pub use status::{Mark, Status};
