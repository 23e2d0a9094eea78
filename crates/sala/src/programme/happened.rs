//! Days on which something is said to have happened.

use chrono::{Days, Local, NaiveDate};

use super::{check_year, views::not_before};
use crate::{Problem, Result, journal::Change};

/// A day on which something of a programme may have happened: not before it began, and not in days to come.
///
/// # Errors
/// `thai_year`, `year_unlikely`, `day_before_programme`, `day_to_come`.
pub(crate) fn happened(change: &Change<'_>, day: NaiveDate) -> Result<()> {
    check_year(day)?;
    not_before(change.sql(), change.book(), day)?;
    not_to_come(change, day)
}

/// A day that is not to come. Tomorrow passes: it is tomorrow already further east. Whoever's clock lags behind is held against the latest moment
/// that the store has heard of.
///
/// # Errors
/// `day_to_come` with the latest day that can be.
pub(crate) fn not_to_come(change: &Change<'_>, day: NaiveDate) -> Result<()> {
    let Some(heard) = change.heard() else { return Ok(()) };
    let last = heard.with_timezone(&Local).date_naive().checked_add_days(Days::new(1));
    match last.filter(|last| day > *last) {
        Some(last) => Problem::new("day_to_come").with("date", day.to_string()).with("last", last.to_string()).refuse(),
        None => Ok(()),
    }
}
