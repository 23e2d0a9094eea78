//! Scores: a rubric for an exercise, what a panel and the participants themselves give each output by it, what comes of that, and what
//! people write to a group.

pub mod feedback;
mod interest;
mod juror;
pub mod records;
pub mod rubric;
mod scorer;
mod scoring;
pub mod tally;
#[cfg(test)]
mod tests;
pub mod views;

pub use interest::{Noticed, Relation};
pub use juror::{add_juror, edit_juror, remove_juror};
pub use scorer::{Scorer, Side};
pub use scoring::{declare, give, put_back, remark, withdraw};
