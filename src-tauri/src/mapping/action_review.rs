//! The review of a day.

use sala::action_review::{Asked as CoreAsked, views::NoteView};

use crate::wire::action_review::{Asked, ReviewNote};

impl From<CoreAsked> for Asked {
    fn from(asked: CoreAsked) -> Self {
        match asked {
            CoreAsked::Expect => Self::Expect,
            CoreAsked::Intended => Self::Intended,
            CoreAsked::Happened => Self::Happened,
            CoreAsked::Keep => Self::Keep,
            CoreAsked::Change => Self::Change,
        }
    }
}

impl From<Asked> for CoreAsked {
    fn from(asked: Asked) -> Self {
        match asked {
            Asked::Expect => Self::Expect,
            Asked::Intended => Self::Intended,
            Asked::Happened => Self::Happened,
            Asked::Keep => Self::Keep,
            Asked::Change => Self::Change,
        }
    }
}

/// A note and everything live in it.
impl From<(NoteView, sala::Seen)> for ReviewNote {
    fn from((note, contents): (NoteView, sala::Seen)) -> Self {
        let NoteView { id, date, asked, group_id, group, text, seen, author, at, changed_by } = note;
        Self {
            id: id.into(),
            date: date.to_string(),
            asked: asked.into(),
            group: group_id.map(Into::into),
            group_name: group,
            text,
            seen: seen.into(),
            contents: contents.into(),
            author,
            at: at.map(|at| at.to_rfc3339()),
            changed_by,
        }
    }
}
