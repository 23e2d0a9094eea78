//! What is decided about: differences, and values that are kept for review.

use sala::decide;

use super::{all, count};
use crate::wire::{
    Id,
    travel::{Choice, Conflict, ConflictValue, Decision, Edited, ReviewLine, Suggestion},
};

impl From<decide::ConflictValue> for ConflictValue {
    fn from(value: decide::ConflictValue) -> Self {
        let decide::ConflictValue { n, value, author, replica, at, edited } = value;
        let edited = edited.map(|decide::Edited { kind, subject, field, value }| Edited { kind, subject, field, value });
        Self { n: count(n), value, author, replica, at, edited }
    }
}

impl From<decide::Conflict> for Conflict {
    fn from(conflict: decide::Conflict) -> Self {
        let decide::Conflict { id, programme, book, kind, subject, field, a: _, b: _, values, base, suggestion, names, seen } = conflict;
        Self {
            id,
            programme: Id(book),
            programme_code: programme,
            kind,
            subject,
            field,
            values: all(values),
            base,
            suggestion: suggestion.map(|decide::Suggestion { value, clashes }| Suggestion { value, clashes: count(clashes) }),
            names,
            seen: seen.into(),
            register: None,
        }
    }
}

impl From<decide::Review> for ReviewLine {
    fn from(review: decide::Review) -> Self {
        // What is shown in its place is kept there; otherwise nothing is, and it may be left so.
        let decide::Review {
            id,
            programme,
            book: _,
            kind,
            subject,
            field,
            a: _,
            b: _,
            value,
            why,
            because,
            newer,
            clears: _,
            author,
            replica,
            at,
            shown,
            names,
            seen,
        } = review;
        Self { id, programme_code: programme, kind, subject, field, value, why, because, newer, author, replica, at, shown, names, seen: seen.into() }
    }
}

impl From<Choice> for decide::Choice {
    fn from(choice: Choice) -> Self {
        match choice {
            Choice::Choose { n } => Self::Number(n as usize),
            Choice::Value { value } => Self::Value(value),
            Choice::Newest => Self::Newest,
            Choice::Of { laptop } => Self::Of(laptop),
        }
    }
}

impl From<Decision> for decide::Decision {
    fn from(decision: Decision) -> Self {
        let Decision { id, choice, seen } = decision;
        Self { id, choice: choice.into(), seen: Some(seen.0) }
    }
}
