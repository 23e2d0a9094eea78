//! What is known of somebody before the days come: excused from Wednesday to Friday, not there before Tuesday, gone after Thursday noon.

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    facts::State,
    lock,
    records::{MARK, MARK_VALUE},
    status::Mark,
    views::lookup,
};
use crate::{Problem, RecordId, Result, journal::Change, programme::views::facts};

/// From one half day to another, both included. Without a half, the whole day.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// The first day.
    pub from: NaiveDate,
    /// Its first half, or the hour of its first session.
    pub from_half: Option<String>,
    /// The last day.
    pub to: NaiveDate,
    /// Its last half, or the hour of its last session.
    pub to_half: Option<String>,
}

/// What marking in advance did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Advanced {
    /// Registers at which the person is marked now.
    pub marked: u64,
    /// Registers at which somebody had marked them already: their marks stay.
    pub kept: u64,
    /// Registers that are closed: nothing was written there.
    pub closed: u64,
}

impl std::ops::Add for Advanced {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { marked: self.marked + other.marked, kept: self.kept + other.kept, closed: self.closed + other.closed }
    }
}

/// Mark somebody at every open register of a stretch where nobody has marked them yet. Only what can be known before: excused with
/// its reason and who gave leave, not arrived, departed. Filling the rest of a register leaves these marks as they are.
///
/// A register may have been closed before somebody belonged to the programme: then they are unmarked in it. That they had not arrived is
/// said there too, and the register stays closed: nobody who is marked in it is touched, and as many attended as before. Anything else
/// needs it open.
///
/// # Errors
/// `not_in_advance` for a status that somebody has to see, `reason_missing` and `approver_missing` for leave, `ends_before_start`,
/// `no_register_between`, `no_such_participant`, `participant_not_enrolled`.
pub fn advance(change: &mut Change<'_>, participant: RecordId, stretch: &Stretch, mark: &Mark) -> Result<Advanced> {
    if mark.status().is_roll_call() {
        return Problem::new("not_in_advance").with("status", mark.status().as_str()).refuse();
    }
    if mark.status() == super::Status::Excused {
        let missing = [("reason_missing", mark.reason()), ("approver_missing", mark.approver())].into_iter().find(|(_, said)| said.is_none());
        if let Some((code, _)) = missing {
            return Problem::new(code).refuse();
        }
    }
    let Stretch { from, from_half, to, to_half } = stretch;
    if to < from || (to == from && is_backwards(change, from_half.as_deref(), to_half.as_deref())?) {
        return Problem::new("ends_before_start").with("starts", from.to_string()).with("ends", to.to_string()).refuse();
    }
    let person = lookup::enrolled_person(change.sql(), change.book(), participant)?;
    let registers = lookup::registers_between(change.sql(), change.book(), (*from, from_half.as_deref()), (*to, to_half.as_deref()))?;
    if registers.is_empty() {
        return Problem::new("no_register_between").with("from", from.to_string()).with("to", to.to_string()).refuse();
    }
    let mut done = Advanced::default();
    for (register, state) in registers {
        let shown = lookup::shown(change.sql(), change.book(), register, person.id)?;
        if shown.as_ref().is_some_and(|shown| shown.mark.is_some()) {
            done.kept += 1;
            continue;
        }
        let came_later = person.belongs.here() && mark.status() == super::Status::NotArrived;
        if state != State::Open && !came_later {
            done.closed += 1;
            continue;
        }
        change.set(MARK_VALUE.of_pair(&MARK, register, person.id), mark.clone())?;
        // Where a mark was taken away as many may not attend any more: that stays listed for whoever compares it with the paper.
        if state != State::Open && shown.is_none() {
            lock::answer(change, register, &[(person.id, MARK_VALUE.name)])?;
        }
        done.marked += 1;
    }
    Ok(done)
}

/// True where a stretch within one day ends before it begins.
fn is_backwards(change: &Change<'_>, from: Option<&str>, to: Option<&str>) -> Result<bool> {
    let (Some(from), Some(to)) = (from, to) else { return Ok(false) };
    let halves = facts(change.sql(), change.book())?.map(|programme| programme.halves).unwrap_or_default();
    let place = |half: &str| halves.iter().position(|one| one == half);
    // Sessions are called by their hour.
    Ok(place(from).zip(place(to)).map_or(to < from, |(from, to)| to < from))
}
