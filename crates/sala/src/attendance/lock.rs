//! Closing a register, comparing it with the paper, and opening it again.

use serde_json::json;

use super::{
    facts::State,
    records::{OF_REGISTER, REGISTER, REGISTER_SEAL, SEAL, STATE},
    seal,
    status::MAX_TEXT,
    views::{self, lookup},
};
use crate::{Error, Problem, RecordId, Result, journal::Change, value};

/// Close a register. Refused while anybody is unmarked, saying who: unmarked is not absent, and only a person can tell.
///
/// # Errors
/// `no_such_register`, `unmarked` with `participants`, a list of `code` and `name`.
pub fn lock(change: &mut Change<'_>, register: RecordId) -> Result<()> {
    if state(change, register)? != State::Open {
        return Ok(());
    }
    let unmarked = lookup::unmarked(change.sql(), change.book(), register)?;
    if !unmarked.is_empty() {
        let people: Vec<_> = unmarked.iter().map(|p| json!({ "code": p.code, "name": p.name })).collect();
        return Problem::new("unmarked").with("count", unmarked.len()).with("participants", people).refuse();
    }
    close(change, register, State::Locked)
}

/// Note that a closed register was compared with its paper sheet.
///
/// # Errors
/// `no_such_register`, `register_open`.
pub fn verify(change: &mut Change<'_>, register: RecordId) -> Result<()> {
    match state(change, register)? {
        State::Open => Problem::new("register_open").refuse(),
        State::Verified if views::after_lock_at(change.sql(), change.book(), register)?.is_empty() => Ok(()),
        State::Locked | State::Verified => close(change, register, State::Verified),
    }
}

/// Open a closed register again, saying why.
///
/// # Errors
/// `no_such_register`, `register_open`, `reason_missing`, `text_too_long`.
pub fn reopen(change: &mut Change<'_>, register: RecordId, reason: &str) -> Result<()> {
    if state(change, register)? == State::Open {
        return Problem::new("register_open").refuse();
    }
    let reason = reason.trim();
    let length = reason.chars().count();
    if reason.is_empty() {
        return Problem::new("reason_missing").refuse();
    }
    if length > MAX_TEXT {
        return Problem::new("text_too_long").with("field", "reason").with("length", length).with("max", MAX_TEXT).refuse();
    }
    change.set(STATE.of(&REGISTER, register), value![State::Open.as_str(), reason])
}

/// Somebody decided what people's marks are, with every value before them: at a locked register the lock answers for those
/// too, so nobody is asked to review them once more. What was compared with the paper already is compared again, and a mark
/// that was taken away stays listed, because unmarked is no answer.
pub(crate) fn decided(change: &mut Change<'_>, register: RecordId, people: &[RecordId]) -> Result<()> {
    if lookup::register_state(change.sql(), change.book(), register)? != Some(State::Locked) {
        return Ok(());
    }
    let before = lookup::seal(change.sql(), change.book(), register)?.unwrap_or_default();
    let mut decided = lookup::marks(change.sql(), change.book(), register)?;
    decided.retain(|mark| people.contains(&mark.0) && mark.1.is_some() && seal::is_new(&before, mark));
    if decided.is_empty() { Ok(()) } else { put_under_seal(change, register, seal::with(&before, &decided)) }
}

fn close(change: &mut Change<'_>, register: RecordId, state: State) -> Result<()> {
    let marks = seal::of(&lookup::marks(change.sql(), change.book(), register)?);
    put_under_seal(change, register, marks)?;
    change.set(STATE.of(&REGISTER, register), value![state.as_str()])
}

fn put_under_seal(change: &mut Change<'_>, register: RecordId, marks: Vec<u8>) -> Result<()> {
    let seal = change.create();
    change.set(OF_REGISTER.of(&REGISTER_SEAL, seal), register)?;
    change.set(SEAL.of(&REGISTER_SEAL, seal), marks)
}

fn state(change: &Change<'_>, register: RecordId) -> Result<State> {
    let state = lookup::register_state(change.sql(), change.book(), register)?;
    state.ok_or(Error::Refused(Problem::new("no_such_register")))
}
