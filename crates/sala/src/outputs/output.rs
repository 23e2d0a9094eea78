//! What a group produced: its title and text.

use super::{
    exercise::{MAX_BODY, MAX_TITLE},
    records::{BODY, EXERCISE, FOR_EXERCISE, OUTPUT, STATE, TITLE},
    state::State,
    views,
};
use crate::{
    Problem, RecordId, Result, Seen, groups,
    journal::{Change, Field},
    value,
};

/// A new output.
#[derive(Clone, Debug)]
pub struct New {
    /// The exercise it answers.
    pub exercise: RecordId,
    /// The group that made it; none where everybody did.
    pub group: Option<RecordId>,
    /// Its title.
    pub title: String,
    /// Its text.
    pub body: String,
}

/// Write an output down, as a draft.
///
/// # Errors
/// `no_such_exercise`, `no_such_group`, `text_missing`, `text_too_long`.
pub fn add(change: &mut Change<'_>, new: &New) -> Result<RecordId> {
    let title = text("title", &new.title, MAX_TITLE, true)?;
    let body = text("body", &new.body, MAX_BODY, false)?;
    if !views::exercises(change.sql(), change.book())?.iter().any(|e| e.id == new.exercise) {
        return Problem::new("no_such_exercise").refuse();
    }
    if let Some(group) = new.group
        && !groups::views::has_group(change.sql(), change.book(), group)?
    {
        return Problem::new("no_such_group").refuse();
    }
    let id = change.create();
    change.set(FOR_EXERCISE.of(&OUTPUT, id), value![new.exercise, new.group])?;
    change.set(TITLE.of(&OUTPUT, id), title)?;
    if !body.is_empty() {
        change.set(BODY.of(&OUTPUT, id), body)?;
    }
    change.set(STATE.of(&OUTPUT, id), value![State::Draft.as_str()])?;
    Ok(id)
}

/// Give an output another title.
///
/// # Errors
/// `no_such_output`, `output_final`, `text_missing`, `text_too_long`.
pub fn set_title(change: &mut Change<'_>, output: RecordId, title: &str, seen: Option<&Seen>) -> Result<()> {
    edit(change, output, &TITLE, text("title", title, MAX_TITLE, true)?, seen)
}

/// Give an output another text. What it was when it was submitted stays in its versions.
///
/// # Errors
/// As [`set_title`].
pub fn set_body(change: &mut Change<'_>, output: RecordId, body: &str, seen: Option<&Seen>) -> Result<()> {
    edit(change, output, &BODY, text("body", body, MAX_BODY, false)?, seen)
}

/// Take an output away that was written down by mistake, with its files and versions; they stay in the journal. `seen` is
/// everything that the screen showed of it.
///
/// # Errors
/// `no_such_output`, `output_final`.
pub fn remove(change: &mut Change<'_>, output: RecordId, seen: Option<&Seen>) -> Result<()> {
    open(change, output)?;
    change.remove_shown(&OUTPUT, output, seen)
}

/// Let an output that was removed be there again, with all that it had, and the exercise, the group and the set it belongs to.
///
/// # Errors
/// `no_such_output`; `name_taken` where another group or set has the name of its own now.
pub fn put_back(change: &mut Change<'_>, output: RecordId) -> Result<()> {
    let Some((exercise, group)) = views::belongs_to(change.sql(), change.book(), output)? else {
        return Problem::new("no_such_output").refuse();
    };
    change.revive(&OUTPUT, output)?;
    exercise.map_or(Ok(()), |exercise| change.revive(&EXERCISE, exercise))?;
    group.map_or(Ok(()), |group| groups::put_back_group(change, group))
}

pub(super) fn open(change: &Change<'_>, output: RecordId) -> Result<()> {
    match views::state_of(change.sql(), change.book(), output)? {
        None => Problem::new("no_such_output").refuse(),
        Some(State::Final) => Problem::new("output_final").refuse(),
        Some(_) => Ok(()),
    }
}

fn edit(change: &mut Change<'_>, output: RecordId, field: &'static Field, text: String, seen: Option<&Seen>) -> Result<()> {
    open(change, output)?;
    let (cell, value) = (field.of(&OUTPUT, output), value![(!text.is_empty()).then_some(text)]);
    match seen {
        Some(seen) => change.set_seen(cell, value, seen),
        None => change.set_if_new(cell, value).map(|_| ()),
    }
}

/// A text without blanks around it, not too long, and there where it must be.
pub(crate) fn text(field: &'static str, text: &str, max: usize, needed: bool) -> Result<String> {
    // Line breaks and tabs belong to a text; other control characters would only upset whoever prints it.
    let text: String = text.trim().chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    if needed && text.is_empty() {
        return Problem::new("text_missing").with("field", field).refuse();
    }
    Problem::if_too_long(field, &text, max)?;
    Ok(text)
}
