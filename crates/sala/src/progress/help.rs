//! Technical assistance that was given: often several times for one request, and sometimes for none.

use chrono::NaiveDate;

use super::{
    MAX_LINE, known,
    records::{ASSISTANCE_GIVEN, FOR_REQUEST, GAVE},
    value::Unit,
};
use crate::{
    Problem, RecordId, Result, Seen,
    journal::{Change, Field, Value},
    outputs::output::text,
    people::name,
    plans::{self, records::OF_PLAN},
    programme::happened::happened,
    value,
};

/// More hours or days than anybody gives at once.
pub const MOST: i64 = 1_000;

/// Assistance as somebody notes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewHelp {
    /// On which day, or from which on.
    pub date: NaiveDate,
    /// What was given.
    pub title: String,
    /// Who gave it.
    pub by: String,
    /// How much, and in what.
    pub amount: Option<(i64, Unit)>,
    /// The request of the plan that it answers.
    pub request: Option<RecordId>,
}

/// What the screen showed of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HelpSeen {
    /// Of day, words, giver and amount.
    pub gave: Seen,
    /// Of the request.
    pub request: Seen,
}

/// Note assistance that was given.
///
/// # Errors
/// `no_such_plan`, `no_such_line` where the plan has no such request, `text_missing`, `text_too_long`, `thai_year`, `year_unlikely`,
/// `day_before_programme`, `day_to_come`, `count_out_of_range`.
pub fn add(change: &mut Change<'_>, plan: RecordId, new: &NewHelp) -> Result<RecordId> {
    plans::views::known(change.sql(), change.book(), plan)?;
    let fields = fields(change, plan, new)?;
    let id = change.create();
    change.set(OF_PLAN.of(&ASSISTANCE_GIVEN, id), plan)?;
    for (field, value) in fields.into_iter().filter(|(_, value)| !value.parts().is_empty()) {
        change.set(field.of(&ASSISTANCE_GIVEN, id), value)?;
    }
    Ok(id)
}

/// Note it otherwise. What says the same stays.
///
/// # Errors
/// `no_such_word`, and those of [`add`].
pub fn edit(change: &mut Change<'_>, plan: RecordId, help: RecordId, new: &NewHelp, seen: Option<&HelpSeen>) -> Result<bool> {
    known(change, &ASSISTANCE_GIVEN, help)?;
    let shown = seen.map(|seen| [&seen.gave, &seen.request]);
    let mut changed = false;
    for (nth, (field, value)) in fields(change, plan, new)?.into_iter().enumerate() {
        let seen = shown.and_then(|shown| shown.get(nth).copied());
        changed |= change.set_shown(field.of(&ASSISTANCE_GIVEN, help), value, seen)?;
    }
    Ok(changed)
}

fn fields(change: &Change<'_>, plan: RecordId, new: &NewHelp) -> Result<[(&'static Field, Value); 2]> {
    let NewHelp { date, title, by, amount, request } = new;
    happened(change, *date)?;
    if let Some((amount, _)) = amount.filter(|(amount, _)| !(1..=MOST).contains(amount)) {
        return Problem::new("count_out_of_range").with("count", amount).with("max", MOST).refuse();
    }
    if let Some(request) = request {
        let (content, _) = plans::views::content(change.sql(), change.book(), plan)?;
        if !content.assistance.iter().any(|line| line.id == *request) {
            return Problem::new("no_such_line").with("line", request.to_string()).refuse();
        }
    }
    let title = text("title", title, MAX_LINE, true)?;
    let by = text("by", &name::clean(by).text, MAX_LINE, true)?;
    let (amount, unit) = amount.map(|(amount, unit)| (amount, unit.code())).unzip();
    Ok([(&GAVE, value![*date, title, by, amount, unit]), (&FOR_REQUEST, value![*request])])
}
