//! Marking one person at one register.

use super::{
    facts::State,
    records::{MARK, MARK_VALUE, REMARK},
    status::Mark,
    stray,
    views::lookup,
};
use crate::{
    Problem, RecordId, Result, Seen,
    journal::{Change, Value},
    value,
};

/// The longest remark, in characters.
pub const MAX_REMARK: usize = 2000;

/// Which cell.
#[derive(Clone, Debug)]
pub struct At {
    /// The register.
    pub register: RecordId,
    /// The person.
    pub participant: RecordId,
    /// What the screen showed when the gesture began; none means what the store shows now.
    pub seen: Option<Seen>,
}

/// Mark a person.
///
/// A mark by hand on a locked register is refused. One that arrives in a file, from a laptop that had not seen the lock,
/// is kept and listed for review: that is the fold's business, not this verb's.
///
/// # Errors
/// `no_such_register`, `register_locked`, `register_stray`, `no_such_participant`, `participant_not_enrolled`.
pub fn mark(change: &mut Change<'_>, at: &At, mark: Mark) -> Result<()> {
    writable(change, at)?;
    let shown = lookup::shown(change.sql(), change.book(), at.register, at.participant)?;
    if let Some(shown) = &shown
        && shown.mark.as_ref() == Some(&mark)
        && at.seen.as_ref().is_none_or(|seen| *seen == Seen::shown(Some(shown.version)))
    {
        // Pressing P on someone who is present says nothing new, and nothing new is written.
        return Ok(());
    }
    write(change, at, mark.into())
}

/// Take a mark away again: nobody has said where the person was. Also in a stray register, which is there to be emptied.
///
/// # Errors
/// As [`mark`], without `register_stray`.
pub fn clear(change: &mut Change<'_>, at: &At) -> Result<()> {
    still_open(change, at.register)?;
    lookup::enrolled_person(change.sql(), change.book(), at.participant)?;
    let shown = lookup::shown(change.sql(), change.book(), at.register, at.participant)?;
    if shown.is_none_or(|shown| shown.mark.is_none()) {
        return Ok(());
    }
    write(change, at, Value::cleared())
}

/// Note something beside a mark; blank takes the note away.
///
/// # Errors
/// As [`mark`], and `text_too_long`.
pub fn remark(change: &mut Change<'_>, at: &At, text: &str) -> Result<()> {
    writable(change, at)?;
    let text = text.trim();
    Problem::if_too_long("remark", text, MAX_REMARK)?;
    let cell = REMARK.of_pair(&MARK, at.register, at.participant);
    let value = value![(!text.is_empty()).then_some(text)];
    match &at.seen {
        Some(seen) => change.set_seen(cell, value, seen),
        None => change.set_if_new(cell, value).map(|_| ()),
    }
}

fn write(change: &mut Change<'_>, at: &At, value: Value) -> Result<()> {
    let cell = MARK_VALUE.of_pair(&MARK, at.register, at.participant);
    match &at.seen {
        Some(seen) => change.set_seen(cell, value, seen),
        None => change.set(cell, value),
    }
}

fn writable(change: &Change<'_>, at: &At) -> Result<()> {
    open_register(change, at.register)?;
    lookup::enrolled_person(change.sql(), change.book(), at.participant).map(|_| ())
}

/// The register is there and open, and one that the programme has.
pub(super) fn open_register(change: &Change<'_>, register: RecordId) -> Result<()> {
    still_open(change, register)?;
    stray::is_none(change, register)
}

/// The register is there and open.
pub(super) fn still_open(change: &Change<'_>, register: RecordId) -> Result<()> {
    match lookup::register_state(change.sql(), change.book(), register)? {
        None => Problem::new("no_such_register").refuse(),
        Some(State::Open) => Ok(()),
        Some(state) => Problem::new("register_locked").with("state", state.as_str()).refuse(),
    }
}
