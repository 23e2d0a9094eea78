//! What people write to those who made an output.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{
    records::{ABOUT, BY, FEEDBACK, TEXT},
    views,
};
use crate::{Problem, RecordId, Result, Seen, journal::Change, outputs, outputs::output::text, people::value::codes, value};

/// The longest text, in characters.
const MAX_TEXT: usize = 10_000;
/// The longest name of who says so, in characters.
const MAX_NAME: usize = 200;

codes! {
    /// What kind of word it is.
    Word {
        /// What is good.
        Strength = "strength",
        /// What would make it better.
        Suggestion = "suggestion",
        /// What somebody wants to know.
        Question = "question",
    }
}

/// Feedback as somebody writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFeedback {
    /// The output.
    pub output: RecordId,
    /// What kind of word.
    pub word: Word,
    /// Who says so; blank where it is who writes it down.
    pub by: String,
    /// What they say.
    pub text: String,
}

/// Feedback as a screen shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FeedbackView {
    /// Which.
    pub id: RecordId,
    /// The output.
    pub output: RecordId,
    /// The output's title.
    pub title: String,
    /// The group that made it.
    pub group: Option<String>,
    /// What kind of word.
    pub word: Word,
    /// Who says so; none where it is who wrote it down.
    pub by: Option<String>,
    /// What they say; none where it was withheld.
    pub text: Option<String>,
    /// Who wrote it down.
    pub author: Option<String>,
    /// When, by that laptop's clock.
    #[serde(serialize_with = "crate::clock::in_answers_if_known")]
    pub at: Option<DateTime<Utc>>,
    /// The text as shown, to be handed back.
    pub text_seen: Seen,
    /// Who says so as shown, to be handed back.
    pub by_seen: Seen,
}

/// Write something to those who made an output.
///
/// # Errors
/// `no_such_output`, `text_missing`, `text_too_long`.
pub fn add(change: &mut Change<'_>, new: &NewFeedback) -> Result<RecordId> {
    let NewFeedback { output, word, by, text: typed } = new;
    let (by, written) = (text("by", by, MAX_NAME, false)?, text("text", typed, MAX_TEXT, true)?);
    if outputs::views::state_of(change.sql(), change.book(), *output)?.is_none() {
        return Problem::new("no_such_output").refuse();
    }
    let id = change.create();
    change.set(ABOUT.of(&FEEDBACK, id), value![*output, word.code()])?;
    if !by.is_empty() {
        change.set(BY.of(&FEEDBACK, id), by)?;
    }
    change.set(TEXT.of(&FEEDBACK, id), written)?;
    Ok(id)
}

/// Put it in other words. `seen` is what the screen showed as the text.
///
/// # Errors
/// `no_such_feedback`, `text_missing`, `text_too_long`.
pub fn edit(change: &mut Change<'_>, feedback: RecordId, typed: &str, seen: Option<&Seen>) -> Result<bool> {
    known(change, feedback)?;
    change.set_shown(TEXT.of(&FEEDBACK, feedback), text("text", typed, MAX_TEXT, true)?, seen)
}

/// Note that somebody else says so; blank where it is who wrote it down. `seen` is what the screen showed.
///
/// # Errors
/// `no_such_feedback`, `text_too_long`.
pub fn set_by(change: &mut Change<'_>, feedback: RecordId, by: &str, seen: Option<&Seen>) -> Result<bool> {
    known(change, feedback)?;
    let by = text("by", by, MAX_NAME, false)?;
    change.set_shown(BY.of(&FEEDBACK, feedback), value![(!by.is_empty()).then_some(by)], seen)
}

/// Take it away; it stays in the journal. `seen` is everything that the screen showed of it.
///
/// # Errors
/// `no_such_feedback`.
pub fn remove(change: &mut Change<'_>, feedback: RecordId, seen: Option<&Seen>) -> Result<()> {
    known(change, feedback)?;
    change.remove_shown(&FEEDBACK, feedback, seen)
}

/// Let it be there again that was taken away.
///
/// # Errors
/// `no_such_feedback`.
pub fn put_back(change: &mut Change<'_>, feedback: RecordId) -> Result<()> {
    if views::is_feedback(change.sql(), change.book(), feedback)?.is_none() {
        return Problem::new("no_such_feedback").refuse();
    }
    change.revive(&FEEDBACK, feedback)
}

fn known(change: &Change<'_>, feedback: RecordId) -> Result<()> {
    match views::is_feedback(change.sql(), change.book(), feedback)? {
        Some(true) => Ok(()),
        _ => Problem::new("no_such_feedback").refuse(),
    }
}
