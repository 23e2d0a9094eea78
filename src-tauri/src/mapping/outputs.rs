//! Exercises, outputs and files.

use std::collections::HashMap;

use sala::{
    RecordId, Seen,
    outputs::{State, views},
};

use super::{all, canvas, count};
use crate::wire::{
    files::FileView,
    outputs::{ExerciseLine, FrozenFile, OutputLine, OutputSeen, OutputState, OutputVersion, OutputView},
};

impl From<State> for OutputState {
    fn from(state: State) -> Self {
        match state {
            State::Draft => Self::Draft,
            State::Submitted => Self::Submitted,
            State::Presented => Self::Presented,
            State::Final => Self::Final,
        }
    }
}

impl From<OutputState> for State {
    fn from(state: OutputState) -> Self {
        match state {
            OutputState::Draft => Self::Draft,
            OutputState::Submitted => Self::Submitted,
            OutputState::Presented => Self::Presented,
            OutputState::Final => Self::Final,
        }
    }
}

/// An exercise and everything live in it.
impl From<(views::ExerciseLine, Seen)> for ExerciseLine {
    fn from((line, contents): (views::ExerciseLine, Seen)) -> Self {
        let views::ExerciseLine { id, title, brief, brief_seen } = line;
        Self { id: id.into(), title, brief, brief_seen: brief_seen.into(), contents: contents.into() }
    }
}

impl From<views::FileView> for FileView {
    fn from(file: views::FileView) -> Self {
        let views::FileView { id, hash, name, mime, bytes, width, height, here } = file;
        Self { id: id.into(), hash, name, mime, bytes, width, height, here }
    }
}

impl From<views::FrozenFile> for FrozenFile {
    fn from(file: views::FrozenFile) -> Self {
        let views::FrozenFile { hash, name, mime, bytes } = file;
        Self { hash, name, mime, bytes }
    }
}

/// A line, and the files among which its cover is the first picture.
impl From<(views::OutputLine, Vec<views::FileView>)> for OutputLine {
    fn from((line, attached): (views::OutputLine, Vec<views::FileView>)) -> Self {
        let views::OutputLine { id, exercise_id, exercise, group_id, group, title, state, files, versions } = line;
        Self {
            id: id.into(),
            exercise: exercise_id.map(Into::into),
            exercise_title: exercise.unwrap_or_default(),
            group: group_id.map(Into::into),
            group_name: group.unwrap_or_default(),
            title,
            state: state.into(),
            files: count(files),
            versions: count(versions),
            cover: attached.into_iter().find(|file| file.width.is_some() && file.here).map(FileView::from),
        }
    }
}

impl From<views::VersionView> for OutputVersion {
    fn from(version: views::VersionView) -> Self {
        // Not taken apart: it keeps a part of its own to itself.
        Self {
            number: count(version.number),
            title: version.title,
            body: version.body,
            files: all(version.files),
            canvas: version.canvas.map(Into::into),
            at: version.at.map(|at| at.to_rfc3339()),
            author: version.author,
        }
    }
}

/// An output, everything live in it, and in each item of its canvas.
impl From<(views::OutputView, Seen, HashMap<RecordId, Seen>)> for OutputView {
    fn from((output, contents, of_items): (views::OutputView, Seen, HashMap<RecordId, Seen>)) -> Self {
        let views::OutputView { line, title_seen, body, body_seen, state_seen, reason, canvas, canvas_seen, attached, handed_in } = output;
        let views::OutputLine { id, exercise_id, exercise, group_id, group, title, state, files: _, versions: _ } = line;
        Self {
            id: id.into(),
            exercise: exercise_id.map(Into::into),
            exercise_title: exercise.unwrap_or_default(),
            group: group_id.map(Into::into),
            group_name: group.unwrap_or_default(),
            title,
            body,
            state: state.into(),
            reason,
            seen: OutputSeen { title: title_seen.into(), body: body_seen.into() },
            state_seen: state_seen.into(),
            contents: contents.into(),
            canvas: canvas.map(|canvas| canvas::shown((canvas, of_items))),
            canvas_seen: canvas_seen.into(),
            files: all(attached),
            versions: all(handed_in),
        }
    }
}
