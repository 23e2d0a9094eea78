//! What is typed into a line, checked.

use chrono::NaiveDate;

use super::LineField;
use crate::{
    Problem, RecordId, Result,
    journal::{Change, Value},
    outputs::output::text,
    plans::{MAX_LINE, text::forms_a_consortium},
    programme::{check_year, happened::not_to_come},
    value,
};

/// A stage is said only of a plan that has stages.
pub(super) fn fits(change: &Change<'_>, plan: RecordId, field: &LineField) -> Result<()> {
    match field {
        LineField::Stage { stage: Some(_) } => forms_a_consortium(change, plan),
        _ => Ok(()),
    }
}

pub(super) fn needed(field: &'static str, typed: &str) -> Result<String> {
    text(field, typed, MAX_LINE, true)
}

pub(super) fn some(field: &'static str, typed: &str) -> Result<Option<String>> {
    Ok(Some(text(field, typed, MAX_LINE, false)?).filter(|text| !text.is_empty()))
}

pub(super) fn day(day: Option<NaiveDate>) -> Result<Option<NaiveDate>> {
    day.map(|day| check_year(day).map(|()| day)).transpose()
}

/// A day on which something was measured or given.
pub(super) fn past(change: &Change<'_>, on: Option<NaiveDate>) -> Result<Option<NaiveDate>> {
    let on = day(on)?;
    on.map_or(Ok(()), |on| not_to_come(change, on))?;
    Ok(on)
}

pub(super) fn period(starts: Option<NaiveDate>, ends: Option<NaiveDate>) -> Result<Value> {
    let (starts, ends) = (day(starts)?, day(ends)?);
    match (starts, ends) {
        (Some(starts), Some(ends)) if ends < starts => {
            Problem::new("ends_before_start").with("starts", starts.to_string()).with("ends", ends.to_string()).refuse()
        }
        _ => Ok(value![starts, ends]),
    }
}
