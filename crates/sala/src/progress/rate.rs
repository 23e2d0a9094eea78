//! Red, amber, green, and why.

use super::{
    month::{Month, is_followed},
    records::{OF_MONTH, PLAN_RATING, RATING},
    value::Light,
};
use crate::{
    RecordId, Result, Seen,
    attendance::status::MAX_TEXT,
    journal::{Change, Value},
    outputs::output::text,
    plans, value,
};

/// A colour with its reason: red and amber say why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    light: Light,
    reason: Option<String>,
}

impl Rating {
    /// A colour with its reason.
    ///
    /// # Errors
    /// `text_missing` where red or amber says nothing; `text_too_long`.
    pub fn new(light: Light, reason: &str) -> Result<Self> {
        let reason = text("reason", reason, MAX_TEXT, light.needs_reason())?;
        Ok(Self { light, reason: Some(reason).filter(|reason| !reason.is_empty()) })
    }

    /// The colour.
    #[must_use]
    pub const fn light(&self) -> Light {
        self.light
    }

    pub(crate) fn into_value(self) -> Value {
        value![self.light.code(), self.reason]
    }
}

/// The record of a plan's rating in a month.
#[must_use]
pub fn id_of(change: &Change<'_>, plan: RecordId, month: Month) -> RecordId {
    change.natural(&PLAN_RATING, &[&plan.to_string(), &month.to_string()])
}

/// Say how a plan stands in a month; none takes it back. `seen` is what the screen showed. Answers false where that said nothing new.
///
/// # Errors
/// `no_such_plan`, `month_not_followed`.
pub fn rate(change: &mut Change<'_>, plan: RecordId, month: Month, rating: Option<Rating>, seen: Option<&Seen>) -> Result<bool> {
    let cell = cell(change, plan, month)?;
    change.set_shown(cell, rating.map_or_else(Value::cleared, Rating::into_value), seen)
}

/// The cell of a rating; its record is there afterwards.
pub(super) fn cell(change: &mut Change<'_>, plan: RecordId, month: Month) -> Result<crate::journal::Cell> {
    plans::views::known(change.sql(), change.book(), plan)?;
    is_followed(change.sql(), change.book(), month)?;
    let id = id_of(change, plan, month);
    // One that was taken back is told anew.
    change.revive(&PLAN_RATING, id)?;
    change.set_if_new(OF_MONTH.of(&PLAN_RATING, id), value![plan, month.to_string()])?;
    Ok(RATING.of(&PLAN_RATING, id))
}
