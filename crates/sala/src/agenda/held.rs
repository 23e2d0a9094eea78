//! That a session took place, and when.

use super::{
    records::{ACTUAL, SESSION, STATUS},
    session::{Hours, SessionStatus, hours},
    verbs::{SessionField, edit, stored},
    views::placed,
};
use crate::{
    RecordId, Result, Seen,
    journal::{Change, Value},
    value,
};

/// The versions of what [`hold`] and [`plan_again`] write.
#[derive(Clone, Copy, Debug)]
pub struct HeldSeen<'a> {
    /// Of the status.
    pub status: &'a Seen,
    /// Of the actual times.
    pub actual: &'a Seen,
}

/// Note that a session took place; `actual` where it was not as planned. The plan stays beside it. Hours that are the
/// planned ones say nothing more than the plan.
///
/// # Errors
/// `no_such_session`, `ends_before_start`, `ends_after_midnight`.
pub fn hold(change: &mut Change<'_>, session: RecordId, actual: Option<Hours>, seen: Option<HeldSeen<'_>>) -> Result<()> {
    let line = placed(change.sql(), change.book(), session)?.line;
    if let Some(Hours { starts_min, ends_min }) = actual {
        hours(starts_min, ends_min)?;
    }
    let actual = actual.filter(|actual| (actual.starts_min, actual.ends_min) != (line.starts_min, line.ends_min));
    if line.status != SessionStatus::Held.code() {
        change.set_shown(STATUS.of(&SESSION, session), value![SessionStatus::Held.code()], seen.map(|seen| seen.status))?;
    }
    change.set_shown(ACTUAL.of(&SESSION, session), stored(actual), seen.map(|seen| seen.actual))?;
    Ok(())
}

/// A session was said to be cancelled or held by mistake: it is planned, and was not held from then to then either. Hours that came from another laptop
/// since it was shown are not taken back by somebody who never saw them: the two differ, and somebody decides.
///
/// # Errors
/// As [`edit`](super::edit).
pub fn plan_again(change: &mut Change<'_>, session: RecordId, seen: HeldSeen<'_>) -> Result<()> {
    change.set_shown(ACTUAL.of(&SESSION, session), Value::cleared(), Some(seen.actual))?;
    edit(change, session, SessionField::Status { status: SessionStatus::Planned, reason: None }, seen.status)
}
