//! Opening the register of a day: one that is there, or one that the programme has and nobody opened yet.

use chrono::NaiveDate;

use super::{
    records,
    views::{find_register, stray::stray},
};
use crate::{
    Problem, RecordId, Result,
    journal::Change,
    programme::{registers::PER_SESSION, views},
};

/// The register of a half day, or of the session that begins at this hour. That of a half day is made if it is new; one of a session
/// is there from the moment the session is, so that no other hour has one: a register that never was would count for everybody.
///
/// # Errors
/// `day_outside_programme`, `thai_year`, `year_unlikely`; `no_such_register` with `register` where the programme takes none then.
pub fn open(change: &mut Change<'_>, date: NaiveDate, half: &str) -> Result<RecordId> {
    let date = views::day_of(change.sql(), change.book(), date)?;
    let half = half.trim();
    if let Some(register) = find_register(change.sql(), change.book(), date, half)?
        && stray(change.sql(), change.book(), register)?.is_none()
    {
        return Ok(register);
    }
    let half = half.to_uppercase();
    let halves = views::facts(change.sql(), change.book())?.map(|programme| programme.halves).unwrap_or_default();
    if half == PER_SESSION || !halves.contains(&half) {
        return Problem::new("no_such_register").with("register", format!("{date}/{half}")).refuse();
    }
    records::register(change, date, &half)
}
