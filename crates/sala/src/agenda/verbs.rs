//! Adding, changing and cancelling a session by hand.

use chrono::NaiveDate;
use serde::Deserialize;

use super::{
    records::{ACTUAL, METHOD, ROOM, SESSION, SLOT, STATUS, TITLE, TRAINERS},
    session::{Hours, Method, NewSession, SessionStatus, hours, room, title, trainers},
};
use crate::{
    Problem, RecordId, Result, Seen,
    journal::{Change, Value},
    people::name,
    programme::{check_year, registers, views::facts},
    value,
};

/// Add a session; the day's registers, or its own, are made where they are missing.
///
/// # Errors
/// Those of [`NewSession::check`] and `day_outside_programme`.
pub fn add(change: &mut Change<'_>, session: NewSession) -> Result<RecordId> {
    let session = session.check()?;
    let halves = halves_of_day(change, session.date)?;
    registers::ensure(change, session.date, &halves)?;
    let id = write_new(change, &session)?;
    registers::ensure_of_session(change, id, &halves)?;
    Ok(id)
}

/// Write a session that is known to be right.
pub(super) fn write_new(change: &mut Change<'_>, session: &NewSession) -> Result<RecordId> {
    let id = change.create();
    change.set(SLOT.of(&SESSION, id), value![session.date, session.starts_min, session.ends_min])?;
    change.set(METHOD.of(&SESSION, id), session.method.code())?;
    change.set(TITLE.of(&SESSION, id), session.title.as_str())?;
    change.set(STATUS.of(&SESSION, id), SessionStatus::Planned.code())?;
    if let Some(room) = &session.room {
        change.set(ROOM.of(&SESSION, id), room.as_str())?;
    }
    if !session.trainers.is_empty() {
        change.set(TRAINERS.of(&SESSION, id), one_on_a_line(&session.trainers))?;
    }
    Ok(id)
}

/// Names as they are stored.
pub(super) fn one_on_a_line(names: &[String]) -> Value {
    value![(!names.is_empty()).then(|| names.join("\n"))]
}

/// Hours as they are stored; none where it was as planned.
pub(super) fn stored(actual: Option<Hours>) -> Value {
    actual.map_or_else(Value::cleared, |Hours { starts_min, ends_min }| value![starts_min, ends_min])
}

/// The registers of a day of the programme.
pub(super) fn halves_of_day(change: &Change<'_>, day: NaiveDate) -> Result<Vec<String>> {
    let Some(programme) = facts(change.sql(), change.book())? else {
        return Problem::new("no_such_programme").refuse();
    };
    if !programme.has_day(day) {
        return Problem::new("day_outside_programme").with("date", day.to_string()).refuse();
    }
    Ok(programme.halves)
}

/// A field of a session with its new value.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "field", rename_all = "snake_case")]
pub enum SessionField {
    /// When; a session that moves keeps its identity.
    Slot {
        /// The day.
        date: NaiveDate,
        /// Start, in minutes after midnight.
        starts_min: i64,
        /// End, in minutes after midnight.
        ends_min: i64,
    },
    /// How the time is used.
    Method {
        /// The method.
        method: Method,
    },
    /// Title.
    Title {
        /// The title.
        title: String,
    },
    /// How it stands, and why. That it is planned again is said with [`plan_again`](super::plan_again), which takes its real hours back too.
    Status {
        /// The status.
        status: SessionStatus,
        /// Why it was cancelled or moved.
        reason: Option<String>,
    },
    /// When it really was; none where as planned.
    Actual {
        /// Start and end.
        actual: Option<Hours>,
    },
    /// Where.
    Room {
        /// The room; none takes it away.
        room: Option<String>,
    },
    /// Who teaches.
    Trainers {
        /// Their names.
        trainers: Vec<String>,
    },
}

/// Give a field of a session a new value, replacing exactly what the form showed.
///
/// # Errors
/// Those of [`NewSession::check`], `day_outside_programme`, `reason_missing` for a cancelled session.
pub fn edit(change: &mut Change<'_>, session: RecordId, field: SessionField, seen: &Seen) -> Result<()> {
    let (of, value) = match field {
        SessionField::Slot { date, starts_min, ends_min } => {
            hours(starts_min, ends_min)?;
            check_year(date)?;
            let halves = halves_of_day(change, date)?;
            registers::ensure(change, date, &halves)?;
            (&SLOT, value![date, starts_min, ends_min])
        }
        SessionField::Method { method } => (&METHOD, value![method.code()]),
        SessionField::Title { title: typed } => (&TITLE, value![title(&typed)?]),
        SessionField::Status { status, reason } => {
            let reason = reason.map(|reason| name::clean(&reason).text).filter(|reason| !reason.is_empty());
            // A cancelled session leaves the programme: somebody will ask why.
            if status == SessionStatus::Cancelled && reason.is_none() {
                return Problem::new("reason_missing").refuse();
            }
            Problem::if_too_long("reason", reason.as_deref().unwrap_or_default(), crate::attendance::status::MAX_TEXT)?;
            (&STATUS, value![status.code(), reason])
        }
        SessionField::Actual { actual } => {
            actual.map_or(Ok(()), |Hours { starts_min, ends_min }| hours(starts_min, ends_min))?;
            (&ACTUAL, stored(actual))
        }
        SessionField::Room { room: typed } => (&ROOM, value![room(typed.as_deref())?]),
        SessionField::Trainers { trainers: typed } => (&TRAINERS, one_on_a_line(&trainers(&typed)?)),
    };
    // What stands there already is not said again.
    change.set_shown(of.of(&SESSION, session), value, Some(seen)).map(drop)
}

/// Cancel a session that does not, or did not, take place; it stays in the agenda with its reason.
///
/// # Errors
/// `reason_missing`.
pub fn cancel(change: &mut Change<'_>, session: RecordId, reason: &str, seen: &Seen) -> Result<()> {
    edit(change, session, SessionField::Status { status: SessionStatus::Cancelled, reason: Some(reason.to_owned()) }, seen)
}
