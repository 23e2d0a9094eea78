//! What was marked where nothing is held: moved to the register where it belongs, or taken away. An earlier version opened a register at any hour,
//! and a half day may lose its sessions after it was taken, or have them cancelled.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    lock,
    mark::{open_register, still_open},
    open::open,
    records::{MARK, MARK_VALUE, REMARK},
    views::{
        lookup,
        stray::{people_in, planned, stray},
    },
};
use crate::{
    Error, Problem, RecordId, Result, Seen,
    journal::{Change, Value},
    value,
};

/// What moving did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// The register where the marks are now.
    pub register: RecordId,
    /// People of whom nothing stands in the old register any more.
    pub moved: u64,
    /// People of whom the other register says otherwise: what was said of them stays where it was.
    pub kept: u64,
}

/// Move marks and remarks from a register in which nothing is held to another one, which is made if it is new. Where that says otherwise of
/// somebody, both stay. `seen` is everything that the screen showed of it.
///
/// # Errors
/// `no_such_register`; `register_planned` where something is planned for it; `register_locked`, `register_changed`; those of [`open`] of the other
/// one, and `register_locked` and `register_stray` of it; `register_is_the_same` where both are one.
pub fn move_marks(change: &mut Change<'_>, from: RecordId, (date, half): (NaiveDate, &str), seen: Option<&Seen>) -> Result<Moved> {
    idle(change, from, seen)?;
    let to = open(change, date, half)?;
    if to == from {
        return Problem::new("register_is_the_same").refuse();
    }
    open_register(change, to)?;
    let there: HashMap<_, _> = people_in(change.sql(), change.book(), to)?.into_iter().collect();
    let people = people_in(change.sql(), change.book(), from)?;
    for (person, remark) in &people {
        let (mark, other) = (shown(change, from, *person)?, shown(change, to, *person)?);
        if mark.is_some() && (other.is_none() || other == mark) {
            if let Some(mark) = mark.filter(|_| other.is_none()) {
                change.set(MARK_VALUE.of_pair(&MARK, to, *person), mark)?;
            }
            change.set(MARK_VALUE.of_pair(&MARK, from, *person), Value::cleared())?;
        }
        let said = there.get(person).cloned().flatten();
        if remark.is_some() && (said.is_none() || said == *remark) {
            change.set_if_new(REMARK.of_pair(&MARK, to, *person), value![remark.clone()])?;
            change.set(REMARK.of_pair(&MARK, from, *person), Value::cleared())?;
        }
    }
    let kept = people_in(change.sql(), change.book(), from)?.len() as u64;
    Ok(Moved { register: to, moved: (people.len() as u64).saturating_sub(kept), kept })
}

/// Take all marks and remarks away from a register in which nothing is held; answers of how many people. `seen` as in [`move_marks`].
///
/// # Errors
/// `no_such_register`, `register_planned`, `register_locked`, `register_changed`.
pub fn clear_marks(change: &mut Change<'_>, register: RecordId, seen: Option<&Seen>) -> Result<u64> {
    idle(change, register, seen)?;
    let people = people_in(change.sql(), change.book(), register)?;
    for (person, _) in &people {
        change.set_if_new(MARK_VALUE.of_pair(&MARK, register, *person), Value::cleared())?;
        change.set_if_new(REMARK.of_pair(&MARK, register, *person), Value::cleared())?;
    }
    Ok(people.len() as u64)
}

/// Refused at a register of a half that the programme does not have.
pub(super) fn is_none(change: &Change<'_>, register: RecordId) -> Result<()> {
    match stray(change.sql(), change.book(), register)? {
        None => Ok(()),
        Some((date, half)) => Problem::new("register_stray").with("date", date).with("half", half).refuse(),
    }
}

/// The register is open, as it was shown, and nothing is planned for it, or nothing that was not cancelled.
fn idle(change: &Change<'_>, register: RecordId, seen: Option<&Seen>) -> Result<()> {
    let found = planned(change.sql(), change.book(), register)?;
    let (date, half, planned) = found.ok_or_else(|| Error::Refused(Problem::new("no_such_register")))?;
    if planned {
        return Problem::new("register_planned").with("date", date.to_string()).with("half", half).refuse();
    }
    still_open(change, register)?;
    lock::as_shown(change, register, seen)
}

fn shown(change: &Change<'_>, register: RecordId, person: RecordId) -> Result<Option<super::Mark>> {
    Ok(lookup::shown(change.sql(), change.book(), register, person)?.and_then(|shown| shown.mark))
}
