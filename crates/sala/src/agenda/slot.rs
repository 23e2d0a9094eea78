//! When a session is: moved, exchanged with another, made longer or shorter. It keeps its identity, and everything that
//! hangs on it.

use chrono::NaiveDate;

use super::{
    records::{SESSION, SLOT},
    session::hours,
    verbs::halves_of_day,
    views::{Placed, placed},
};
use crate::{
    Problem, RecordId, Result, Seen,
    journal::Change,
    programme::{check_year, registers},
    value,
};

/// Let a session begin at another time, as long as before. Answers false where it is there already. Without `seen`, whoever
/// asks saw what the store shows.
///
/// # Errors
/// `no_such_session`, `day_outside_programme`, `ends_after_midnight`, `thai_year`, `year_unlikely`.
pub fn move_to(change: &mut Change<'_>, session: RecordId, date: NaiveDate, starts_min: i64, seen: Option<&Seen>) -> Result<bool> {
    let now = placed(change.sql(), change.book(), session)?;
    let length = now.line.ends_min - now.line.starts_min;
    put(change, session, date, (starts_min, starts_min + length), seen)
}

/// Let a session end later or earlier. Answers false where it ends then already.
///
/// # Errors
/// `no_such_session`, `ends_before_start`, `ends_after_midnight`.
pub fn lengthen(change: &mut Change<'_>, session: RecordId, ends_min: i64, seen: Option<&Seen>) -> Result<bool> {
    let now = placed(change.sql(), change.book(), session)?;
    put(change, session, now.date, (now.line.starts_min, ends_min), seen)
}

/// Give a session this day, start and end; the day's registers are made where they are missing.
fn put(change: &mut Change<'_>, session: RecordId, date: NaiveDate, (starts_min, ends_min): (i64, i64), seen: Option<&Seen>) -> Result<bool> {
    hours(starts_min, ends_min)?;
    check_year(date)?;
    let halves = halves_of_day(change, date)?;
    registers::ensure(change, date, &halves)?;
    change.set_shown(SLOT.of(&SESSION, session), value![date, starts_min, ends_min], seen)
}

/// One of two sessions that exchange their times.
#[derive(Clone, Copy, Debug)]
pub struct Swapped<'a> {
    /// The session.
    pub session: RecordId,
    /// Its day and time as they were shown; none where whoever asks saw what the store shows.
    pub seen: Option<&'a Seen>,
}

/// Let two sessions exchange day, start and end. Both are as they were shown, or nothing is changed: half of an exchange
/// would leave two sessions at one time and none at the other.
///
/// # Errors
/// `no_such_session`, `swap_with_itself`, `sessions_changed` where a file moved one of them meanwhile.
pub fn swap(change: &mut Change<'_>, one: Swapped<'_>, other: Swapped<'_>) -> Result<()> {
    if one.session == other.session {
        return Problem::new("swap_with_itself").refuse();
    }
    let as_shown = |change: &Change<'_>, of: Swapped<'_>| {
        let now = placed(change.sql(), change.book(), of.session)?;
        match of.seen.is_none_or(|seen| *seen == now.line.seen.slot) {
            true => Ok(now),
            false => Problem::new("sessions_changed").with("title", now.line.title).refuse(),
        }
    };
    let (first, second) = (as_shown(change, one)?, as_shown(change, other)?);
    for (to, from) in [(&first, &second), (&second, &first)] {
        let Placed { date, line } = from;
        change.set_shown(SLOT.of(&SESSION, to.line.id), value![*date, line.starts_min, line.ends_min], Some(&to.line.seen.slot))?;
    }
    Ok(())
}
