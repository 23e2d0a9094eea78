//! draft -> submitted -> presented -> final, forwards step by step, backwards with a reason.

use serde::{Deserialize, Serialize};

use super::{
    canvas,
    output::text,
    records::{FROZEN, OF_OUTPUT, OUTPUT, OUTPUT_VERSION, STATE},
    views,
};
use crate::{Error, Problem, RecordId, Result, Seen, attendance::status::MAX_TEXT, journal::Change, value};

/// How far an output has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The group is at work.
    #[default]
    Draft,
    /// Handed in: a version is kept as it was.
    Submitted,
    /// Shown to the others.
    Presented,
    /// Closed.
    Final,
}

impl State {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Submitted, Self::Presented, Self::Final];

    /// The word that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Presented => "presented",
            Self::Final => "final",
        }
    }

    /// The state that a stored word names; a word from a newer version is a draft to nobody's harm.
    #[must_use]
    pub fn from_stored(word: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|state| Some(state.as_str()) == word).unwrap_or_default()
    }

    const fn next(self) -> Option<Self> {
        match self {
            Self::Draft => Some(Self::Submitted),
            Self::Submitted => Some(Self::Presented),
            Self::Presented => Some(Self::Final),
            Self::Final => None,
        }
    }
}

/// Bring an output to its next state. Handing it in and closing it keep a version, unless nothing changed since the last.
/// `seen` is what the screen showed as its state.
///
/// # Errors
/// `no_such_output`; `output_step` where `to` is not the next state; `output_empty`: there is nothing to hand in.
pub fn advance(change: &mut Change<'_>, output: RecordId, to: State, seen: Option<&Seen>) -> Result<()> {
    let from = state(change, output)?;
    if from == to {
        return Ok(());
    }
    if from.next() != Some(to) {
        return Problem::new("output_step").with("from", from.as_str()).with("to", to.as_str()).refuse();
    }
    if matches!(to, State::Submitted | State::Final) {
        freeze(change, output)?;
    }
    change.set_shown(STATE.of(&OUTPUT, output), value![to.as_str()], seen).map(|_| ())
}

/// Send an output back to an earlier state, saying why. Its versions stay. `seen` as in [`advance`].
///
/// # Errors
/// `no_such_output`; `output_step` where `to` is not earlier; `text_missing` without a reason.
pub fn send_back(change: &mut Change<'_>, output: RecordId, to: State, reason: &str, seen: Option<&Seen>) -> Result<()> {
    let from = state(change, output)?;
    if to >= from {
        return Problem::new("output_step").with("from", from.as_str()).with("to", to.as_str()).refuse();
    }
    let reason = text("reason", reason, MAX_TEXT, true)?;
    change.set_shown(STATE.of(&OUTPUT, output), value![to.as_str(), reason], seen).map(|_| ())
}

fn state(change: &Change<'_>, output: RecordId) -> Result<State> {
    let state = views::state_of(change.sql(), change.book(), output)?;
    state.ok_or(Error::Refused(Problem::new("no_such_output")))
}

/// Keep the output as it stands now.
fn freeze(change: &mut Change<'_>, output: RecordId) -> Result<()> {
    let (title, body) = views::text_of(change.sql(), change.book(), output)?;
    let files = views::files_of(change.sql(), change.book(), output)?;
    let canvas = canvas::canvas(change.sql(), change.book(), output)?.map(|canvas| canvas.frozen()).filter(|canvas| !canvas.is_empty());
    if body.is_empty() && files.is_empty() && canvas.is_none() {
        return Problem::new("output_empty").refuse();
    }
    let files: Vec<_> = files.iter().map(views::FrozenFile::of).collect();
    let files = serde_json::to_string(&files).map_err(|e| Error::damaged("list of files", e))?;
    let canvas = canvas.map(|canvas| serde_json::to_string(&canvas)).transpose().map_err(|e| Error::damaged("canvas", e))?;
    let versions = views::versions_of(change.sql(), change.book(), output)?;
    if versions.last().is_some_and(|v| v.title == title && v.body == body && v.files_json == files && v.canvas_json == canvas) {
        return Ok(());
    }
    let number = versions.iter().map(|v| v.number).max().unwrap_or(0) + 1;
    let id = change.create();
    change.set(OF_OUTPUT.of(&OUTPUT_VERSION, id), output)?;
    change.set(FROZEN.of(&OUTPUT_VERSION, id), value![number, title, body, files, canvas])
}
