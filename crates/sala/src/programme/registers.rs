//! The registers of a training day exist from the moment the day is known.

use chrono::NaiveDate;

use crate::{Result, attendance, journal::Change};

/// Make the registers of a day that are not there yet.
///
/// # Errors
/// Store failures.
pub(crate) fn ensure(change: &mut Change<'_>, day: NaiveDate, halves: &[String]) -> Result<()> {
    for half in halves {
        attendance::records::register(change, day, half)?;
    }
    Ok(())
}
