//! Writing a note of a day's review.

use chrono::NaiveDate;

use super::{
    records::{ABOUT, REVIEW_NOTE, TEXT},
    views,
};
use crate::{Problem, RecordId, Result, Seen, groups, journal::Change, outputs::output::text, people::value::codes, programme::views::day_of, value};

/// The longest note, in characters.
const MAX_TEXT: usize = 10_000;

codes! {
    /// What a note answers: the first before the day, the others after it.
    Asked {
        /// What do we expect?
        Expect = "expect",
        /// What did we intend?
        Intended = "intended",
        /// What happened?
        Happened = "happened",
        /// What do we keep?
        Keep = "keep",
        /// What do we change tomorrow?
        Change = "change",
    }
}

impl Asked {
    /// True where it is asked before the day.
    #[must_use]
    pub const fn is_before(self) -> bool {
        matches!(self, Self::Expect)
    }
}

/// A note as somebody writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewNote {
    /// The day.
    pub date: NaiveDate,
    /// What it answers.
    pub asked: Asked,
    /// The group that says so; none where everybody does.
    pub group: Option<RecordId>,
    /// The answer.
    pub text: String,
}

/// Write a note down. Who is at the laptop is its author.
///
/// # Errors
/// `text_missing`, `text_too_long`, `no_such_group`, `day_outside_programme`, `thai_year`, `year_unlikely`.
pub fn add(change: &mut Change<'_>, new: &NewNote) -> Result<RecordId> {
    let NewNote { date, asked, group, text: typed } = new;
    let written = text("text", typed, MAX_TEXT, true)?;
    day_of(change.sql(), change.book(), *date)?;
    if let Some(group) = group
        && !groups::views::has_group(change.sql(), change.book(), *group)?
    {
        return Problem::new("no_such_group").refuse();
    }
    let id = change.create();
    change.set(ABOUT.of(&REVIEW_NOTE, id), value![*date, asked.code(), *group])?;
    change.set(TEXT.of(&REVIEW_NOTE, id), written)?;
    Ok(id)
}

/// Put a note in other words. Its author stays; who changed it is told beside. `seen` is what the screen showed.
///
/// # Errors
/// `no_such_note`, `text_missing`, `text_too_long`.
pub fn edit(change: &mut Change<'_>, note: RecordId, typed: &str, seen: Option<&Seen>) -> Result<bool> {
    known(change, note)?;
    let written = text("text", typed, MAX_TEXT, true)?;
    change.set_shown(TEXT.of(&REVIEW_NOTE, note), written, seen)
}

/// Take a note away; it stays in the journal. `seen` is everything that the screen showed of it.
///
/// # Errors
/// `no_such_note`.
pub fn remove(change: &mut Change<'_>, note: RecordId, seen: Option<&Seen>) -> Result<()> {
    known(change, note)?;
    change.remove_shown(&REVIEW_NOTE, note, seen)
}

/// Let a note be there again that was taken away.
///
/// # Errors
/// `no_such_note`.
pub fn put_back(change: &mut Change<'_>, note: RecordId) -> Result<()> {
    if views::note(change.sql(), change.book(), note)?.is_none() {
        return Problem::new("no_such_note").refuse();
    }
    change.revive(&REVIEW_NOTE, note)
}

fn known(change: &Change<'_>, note: RecordId) -> Result<()> {
    match views::note(change.sql(), change.book(), note)? {
        Some(true) => Ok(()),
        _ => Problem::new("no_such_note").refuse(),
    }
}
