//! Closing a register, comparing it with the paper, and opening it again.

use std::collections::HashSet;

use serde_json::json;

use super::{
    facts::{Paper, State},
    records::{OF_REGISTER, PAPER, REGISTER, REGISTER_SEAL, SEAL, STATE},
    seal::{self, Said, Seal},
    status::MAX_TEXT,
    views::{self, lookup},
};
use crate::{
    Error, Problem, RecordId, Result, Seen,
    journal::{Change, Value},
    value,
};

/// More signatures than fit on the sheets of any half day.
const MAX_SIGNATURES: i64 = 10_000;

/// Close a register. Refused while anybody is unmarked, saying who: unmarked is not absent, and only a person can tell.
///
/// Whoever closes a register answers for what they saw. `seen` is everything that the screen showed of it: the state, and each
/// person's mark and remark; none where nothing was shown, and what is there now is closed.
///
/// # Errors
/// `no_such_register`, `register_stray`, `register_changed`, `register_empty` and `unmarked` with `participants`, a list of `code` and `name`.
pub fn lock(change: &mut Change<'_>, register: RecordId, seen: Option<&Seen>) -> Result<()> {
    if state(change, register)? != State::Open {
        return Ok(());
    }
    super::stray::is_none(change, register)?;
    as_shown(change, register, seen)?;
    if !lookup::people(change.sql(), change.book())?.iter().any(|person| person.belongs.here()) {
        // Before the roster is here, or while nobody on it has come: closing it would say that everybody was looked at.
        return Problem::new("register_empty").refuse();
    }
    all_marked(change, register, "unmarked")?;
    close(change, register, State::Locked)
}

/// Refused while anybody who counts is unmarked, saying who.
fn all_marked(change: &Change<'_>, register: RecordId, code: &'static str) -> Result<()> {
    let unmarked = lookup::unmarked(change.sql(), change.book(), register)?;
    if unmarked.is_empty() {
        return Ok(());
    }
    let people: Vec<_> = unmarked.iter().map(|p| json!({ "code": p.code, "name": p.name })).collect();
    Problem::new(code).with("count", unmarked.len()).with("participants", people).refuse()
}

/// Note that a closed register was compared with its paper sheet; `seen` as in [`lock`]. Where somebody counted the signatures, they
/// are as many as the register has present, or it is said why not.
///
/// # Errors
/// `no_such_register`, `register_open`, `register_changed`, `signatures_out_of_range`, `text_too_long`; `unmarked_closed` with `participants`
/// where somebody belongs by now who is not marked; `signatures_differ` with `signatures`, `others` and what the register says, `attended` and `others_attended`.
pub fn verify(change: &mut Change<'_>, register: RecordId, paper: Option<&Paper>, seen: Option<&Seen>) -> Result<()> {
    let state = state(change, register)?;
    if state == State::Open {
        return Problem::new("register_open").refuse();
    }
    as_shown(change, register, seen)?;
    all_marked(change, register, "unmarked_closed")?;
    let counted = match paper {
        Some(paper) => change.set_if_new(PAPER.of(&REGISTER, register), counted(change, register, paper)?)?,
        None => false,
    };
    let (sql, book) = (change.sql(), change.book());
    let all_known = || Ok::<_, Error>(views::after_lock_at(sql, book, register)?.is_empty() && views::papers_gone_at(sql, book, register)?.is_empty());
    if !counted && state == State::Verified && all_known()? {
        return Ok(());
    }
    close(change, register, State::Verified)
}

/// What was counted, as it is stored.
fn counted(change: &Change<'_>, register: RecordId, paper: &Paper) -> Result<Value> {
    let Paper { signatures, others, explained } = paper;
    for counted in [signatures, others] {
        if !(0..=MAX_SIGNATURES).contains(counted) {
            return Problem::new("signatures_out_of_range").with("value", *counted).with("max", MAX_SIGNATURES).refuse();
        }
    }
    let explained = explained.as_deref().map(str::trim).filter(|text| !text.is_empty());
    Problem::if_too_long("explained", explained.unwrap_or_default(), MAX_TEXT)?;
    let (attended, others_attended) = lookup::attended(change.sql(), change.book(), register)?;
    let agree = (*signatures, *others) == (attended, others_attended);
    match explained {
        // Where they agree there is nothing to explain.
        _ if agree => Ok(value![*signatures, *others]),
        Some(why) => Ok(value![*signatures, *others, why]),
        None => Problem::new("signatures_differ")
            .with("signatures", *signatures)
            .with("others", *others)
            .with("attended", attended)
            .with("others_attended", others_attended)
            .refuse(),
    }
}

/// Open a closed register again, saying why; `seen` as in [`lock`].
///
/// # Errors
/// `no_such_register`, `register_open`, `register_changed`, `reason_missing`, `text_too_long`.
pub fn reopen(change: &mut Change<'_>, register: RecordId, reason: &str, seen: Option<&Seen>) -> Result<()> {
    if state(change, register)? == State::Open {
        return Problem::new("register_open").refuse();
    }
    as_shown(change, register, seen)?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Problem::new("reason_missing").refuse();
    }
    Problem::if_too_long("reason", reason, MAX_TEXT)?;
    let standing = standing(change, register)?;
    if !standing.is_empty() {
        put_seal(change, register, None, &standing)?;
    }
    change.set(STATE.of(&REGISTER, register), value![State::Open.as_str(), reason])
}

/// Somebody decided what people's marks and remarks are, with every value before them: at a locked register the lock answers
/// for those too, so nobody is asked to review them once more. What was compared with the paper already is compared again,
/// and a mark that was taken away stays listed, because unmarked is no answer.
pub(crate) fn decided(change: &mut Change<'_>, register: RecordId, cells: &[(RecordId, &str)]) -> Result<()> {
    if lookup::register_state(change.sql(), change.book(), register)? != Some(State::Locked) {
        return Ok(());
    }
    answer(change, register, cells)
}

/// Put what is said in these cells under the seal of a closed register, whose state stays.
pub(super) fn answer(change: &mut Change<'_>, register: RecordId, cells: &[(RecordId, &str)]) -> Result<()> {
    let standing = standing(change, register)?;
    let said = lookup::said(change.sql(), change.book(), register)?;
    let new = |said: &&Said| said.answers && cells.contains(&(said.participant, said.field)) && seal::is_new(&standing, said);
    if !said.iter().any(|said| new(&said)) {
        return Ok(());
    }
    let held = said.iter().filter(|said| !seal::is_new(&standing, said) || new(said));
    put_seal(change, register, Some(seal::common(&standing, held)), &standing)
}

/// Refused where a file that came in meanwhile changed what the screen showed, saying whose line it was.
pub(super) fn as_shown(change: &Change<'_>, register: RecordId, seen: Option<&Seen>) -> Result<()> {
    let Some(Seen(seen)) = seen else { return Ok(()) };
    let seen: HashSet<_> = seen.iter().copied().collect();
    let now = lookup::on_screen(change.sql(), change.book(), register)?;
    if seen == now.entries {
        return Ok(());
    }
    let changed = now.people.iter().filter(|(_, _, own)| own.iter().any(|entry| !seen.contains(entry)));
    let changed: Vec<_> = changed.map(|(code, name, _)| json!({ "code": code, "name": name })).collect();
    Problem::new("register_changed").with("count", changed.len()).with("participants", changed).refuse()
}

fn close(change: &mut Change<'_>, register: RecordId, state: State) -> Result<()> {
    let standing = standing(change, register)?;
    let said = lookup::said(change.sql(), change.book(), register)?;
    // A photograph may still be taken off a register that is only locked.
    let sheets = if state == State::Verified { views::sheets(change.sql(), change.book(), register)? } else { Vec::new() };
    put_seal(change, register, Some(seal::of(said.iter(), &sheets)), &standing)?;
    change.set(STATE.of(&REGISTER, register), value![state.as_str()])
}

/// The seals that whoever writes now has before them.
fn standing(change: &Change<'_>, register: RecordId) -> Result<Vec<Seal>> {
    Ok(lookup::seals(change.sql(), change.book(), Some(register))?.remove(&register).unwrap_or_default())
}

fn put_seal(change: &mut Change<'_>, register: RecordId, held: Option<Vec<u8>>, answered: &[Seal]) -> Result<()> {
    let seal = change.create();
    change.set(OF_REGISTER.of(&REGISTER_SEAL, seal), register)?;
    change.set(SEAL.of(&REGISTER_SEAL, seal), value![held, seal::names(answered)])
}

fn state(change: &Change<'_>, register: RecordId) -> Result<State> {
    let state = lookup::register_state(change.sql(), change.book(), register)?;
    state.ok_or(Error::Refused(Problem::new("no_such_register")))
}
