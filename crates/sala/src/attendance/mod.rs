//! Attendance: what a paper sheet says about each person and half day, and what follows from it.

pub mod advance;
#[cfg(test)]
pub(crate) mod classroom;
pub mod facts;
pub mod fill;
pub mod grid;
pub mod import;
pub mod lock;
pub mod mark;
pub mod open;
pub mod rate;
pub mod records;
pub mod report;
pub(crate) mod seal;
pub mod sheet;
pub mod status;
pub mod stray;
#[cfg(test)]
mod tests;
pub mod views;

pub use advance::{Advanced, Stretch, advance};
pub use facts::{Paper, State};
pub use fill::fill;
pub use lock::{lock, reopen, verify};
pub use mark::{clear, mark, remark};
pub use open::open;
pub use rate::Rate;
pub use records::{register, register_id};
pub use sheet::photograph;
pub use status::{Mark, Parts, Status};
