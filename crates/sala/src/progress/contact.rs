//! A coach and a team spoke.

use chrono::NaiveDate;

use super::{
    MAX_LINE, MAX_SAID, known,
    records::{COACHING_CONTACT, CONTACT, NEXT, SAID},
    value::Way,
};
use crate::{
    Problem, RecordId, Result, Seen,
    journal::{Change, Field, Value},
    outputs::output::text,
    people::name,
    plans::{self, records::OF_PLAN},
    programme::{check_year, happened::happened},
    value,
};

/// A contact as somebody notes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewContact {
    /// On which day.
    pub date: NaiveDate,
    /// How.
    pub way: Way,
    /// Who spoke for the institute.
    pub coach: String,
    /// What was said.
    pub said: String,
    /// What is to be done next.
    pub next_step: String,
    /// By which day.
    pub next_on: Option<NaiveDate>,
}

/// What the screen showed of a contact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactSeen {
    /// Of day, way and coach.
    pub contact: Seen,
    /// Of what was said.
    pub said: Seen,
    /// Of what is next.
    pub next: Seen,
}

/// Note a contact.
///
/// # Errors
/// `no_such_plan`, `text_missing` without a coach, `text_too_long`, `thai_year`, `year_unlikely`, `day_before_programme`, `day_to_come`, `next_before_contact`.
pub fn add(change: &mut Change<'_>, plan: RecordId, new: &NewContact) -> Result<RecordId> {
    plans::views::known(change.sql(), change.book(), plan)?;
    let fields = fields(change, new)?;
    let id = change.create();
    change.set(OF_PLAN.of(&COACHING_CONTACT, id), plan)?;
    for (field, value) in fields.into_iter().filter(|(_, value)| !value.parts().is_empty()) {
        change.set(field.of(&COACHING_CONTACT, id), value)?;
    }
    Ok(id)
}

/// Note a contact otherwise. What says the same stays.
///
/// # Errors
/// `no_such_word`, and those of [`add`].
pub fn edit(change: &mut Change<'_>, contact: RecordId, new: &NewContact, seen: Option<&ContactSeen>) -> Result<bool> {
    known(change, &COACHING_CONTACT, contact)?;
    let shown = seen.map(|seen| [&seen.contact, &seen.said, &seen.next]);
    let mut changed = false;
    for (nth, (field, value)) in fields(change, new)?.into_iter().enumerate() {
        let seen = shown.and_then(|shown| shown.get(nth).copied());
        changed |= change.set_shown(field.of(&COACHING_CONTACT, contact), value, seen)?;
    }
    Ok(changed)
}

fn fields(change: &Change<'_>, new: &NewContact) -> Result<[(&'static Field, Value); 3]> {
    let NewContact { date, way, coach, said, next_step, next_on } = new;
    happened(change, *date)?;
    if let Some(next_on) = next_on {
        check_year(*next_on)?;
        if next_on < date {
            return Problem::new("next_before_contact").with("date", date.to_string()).with("next", next_on.to_string()).refuse();
        }
    }
    let coach = text("coach", &name::clean(coach).text, MAX_LINE, true)?;
    let some = |field, typed: &str, max| Ok::<_, crate::Error>(Some(text(field, typed, max, false)?).filter(|text| !text.is_empty()));
    let (said, next_step) = (some("said", said, MAX_SAID)?, some("next_step", next_step, MAX_LINE)?);
    Ok([(&CONTACT, value![*date, way.code(), coach]), (&SAID, value![said]), (&NEXT, value![next_step, *next_on])])
}
