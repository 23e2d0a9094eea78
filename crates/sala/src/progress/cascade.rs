//! A workshop that alumni hold for others: how far the training carries.

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    MAX_LINE, MAX_SAID, known,
    records::{ATTENDED, CASCADE_EVENT, EVENT, NOTED},
};
use crate::{
    Problem, RecordId, Result, Seen,
    journal::{Change, Field, Value},
    outputs::output::text,
    plans::{self, records::OF_PLAN},
    programme::happened::happened,
    value,
};

/// More people than any workshop has.
pub const MOST: i64 = 100_000;

/// How many took part. Women, men and not stated make the total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Attended {
    /// Women.
    pub women: i64,
    /// Men.
    pub men: i64,
    /// Nobody wrote down which.
    pub not_stated: i64,
}

impl Attended {
    /// Everybody.
    #[must_use]
    pub const fn total(self) -> i64 {
        self.women + self.men + self.not_stated
    }

    fn checked(self) -> Result<Value> {
        let Self { women, men, not_stated } = self;
        match [women, men, not_stated].into_iter().find(|n| !(0..=MOST).contains(n)) {
            Some(wrong) => Problem::new("count_out_of_range").with("count", wrong).with("max", MOST).refuse(),
            None => Ok(value![women, men, not_stated]),
        }
    }
}

/// A workshop as somebody notes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCascade {
    /// On which day.
    pub date: NaiveDate,
    /// What it was.
    pub title: String,
    /// Where.
    pub place: String,
    /// Who came; none where nobody counted.
    pub attended: Option<Attended>,
    /// What else there is to say.
    pub noted: String,
}

/// What the screen showed of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CascadeSeen {
    /// Of day, words and place.
    pub event: Seen,
    /// Of the numbers.
    pub attended: Seen,
    /// Of the note.
    pub noted: Seen,
}

/// Note a workshop.
///
/// # Errors
/// `no_such_plan`, `text_missing`, `text_too_long`, `thai_year`, `year_unlikely`, `day_before_programme`, `day_to_come`, `count_out_of_range`.
pub fn add(change: &mut Change<'_>, plan: RecordId, new: &NewCascade) -> Result<RecordId> {
    plans::views::known(change.sql(), change.book(), plan)?;
    let fields = fields(change, new)?;
    let id = change.create();
    change.set(OF_PLAN.of(&CASCADE_EVENT, id), plan)?;
    for (field, value) in fields.into_iter().filter(|(_, value)| !value.parts().is_empty()) {
        change.set(field.of(&CASCADE_EVENT, id), value)?;
    }
    Ok(id)
}

/// Note it otherwise. What says the same stays.
///
/// # Errors
/// `no_such_word`, and those of [`add`].
pub fn edit(change: &mut Change<'_>, cascade: RecordId, new: &NewCascade, seen: Option<&CascadeSeen>) -> Result<bool> {
    known(change, &CASCADE_EVENT, cascade)?;
    let shown = seen.map(|seen| [&seen.event, &seen.attended, &seen.noted]);
    let mut changed = false;
    for (nth, (field, value)) in fields(change, new)?.into_iter().enumerate() {
        let seen = shown.and_then(|shown| shown.get(nth).copied());
        changed |= change.set_shown(field.of(&CASCADE_EVENT, cascade), value, seen)?;
    }
    Ok(changed)
}

/// The fields of a workshop with their values.
pub(super) fn fields(change: &Change<'_>, new: &NewCascade) -> Result<[(&'static Field, Value); 3]> {
    let NewCascade { date, title, place, attended, noted } = new;
    happened(change, *date)?;
    let some = |field, typed: &str, max| Ok::<_, crate::Error>(Some(text(field, typed, max, false)?).filter(|text| !text.is_empty()));
    let (title, place) = (text("title", title, MAX_LINE, true)?, some("place", place, MAX_LINE)?);
    let attended = attended.map_or_else(|| Ok(Value::cleared()), Attended::checked)?;
    Ok([(&EVENT, value![*date, title, place]), (&ATTENDED, attended), (&NOTED, value![some("noted", noted, MAX_SAID)?])])
}
