//! What a group brings home from a visit.

use super::{
    records::{APPLICABLE, LESSON, OBSERVATION, QUESTION, SEEN},
    visit::{known, some},
};
use crate::{
    Problem, RecordId, Result, Seen, groups,
    journal::{Change, Field},
    outputs::output::text,
    people::value::codes,
    value,
};

/// The longest text of an observation, in characters.
pub const MAX_TEXT: usize = 10_000;

codes! {
    /// What is observed.
    Aspect {
        /// What they saw.
        Seen = "seen",
        /// What there is to learn from it.
        Lesson = "lesson",
        /// What of it would work at home.
        Applicable = "applicable",
        /// What they still want to know.
        Question = "question",
    }
}

impl Aspect {
    /// The field that keeps it.
    #[must_use]
    pub const fn field(self) -> &'static Field {
        match self {
            Self::Seen => &SEEN,
            Self::Lesson => &LESSON,
            Self::Applicable => &APPLICABLE,
            Self::Question => &QUESTION,
        }
    }
}

/// Write down what a group observed; blank takes it away. `seen` is what the screen showed. Answers false where that said nothing new.
///
/// # Errors
/// `no_such_visit`, `no_such_group`, `text_too_long`.
pub fn observe(change: &mut Change<'_>, visit: RecordId, group: RecordId, aspect: Aspect, typed: &str, seen: Option<&Seen>) -> Result<bool> {
    known(change, visit)?;
    if !groups::views::has_group(change.sql(), change.book(), group)? {
        return Problem::new("no_such_group").refuse();
    }
    let text = text(aspect.code(), typed, MAX_TEXT, false)?;
    change.set_shown(aspect.field().of_pair(&OBSERVATION, visit, group), value![some(text)], seen)
}
