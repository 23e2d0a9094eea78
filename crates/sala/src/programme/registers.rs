//! The registers of a training day, or of a session, exist from the moment it is known.

use chrono::NaiveDate;

use crate::{RecordId, Result, attendance::records, journal::Change};

/// What stands in the place of the halves where a programme takes one register a session.
pub const PER_SESSION: &str = "SESSION";

/// True where a programme takes one register a session.
#[must_use]
pub fn per_session(halves: &[String]) -> bool {
    halves.iter().any(|half| half == PER_SESSION)
}

/// Make the registers of a day that are not there yet.
///
/// # Errors
/// Store failures.
pub(crate) fn ensure(change: &mut Change<'_>, day: NaiveDate, halves: &[String]) -> Result<()> {
    for half in halves.iter().filter(|half| *half != PER_SESSION) {
        records::register(change, day, half)?;
    }
    Ok(())
}

/// Make the register of a session where the programme takes one for each.
///
/// # Errors
/// Store failures.
pub(crate) fn ensure_of_session(change: &mut Change<'_>, session: RecordId, halves: &[String]) -> Result<()> {
    if per_session(halves) {
        records::register_of_session(change, session)?;
    }
    Ok(())
}
