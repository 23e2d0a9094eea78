//! How a plan stands: draft -> presented -> committed -> in progress -> completed, partly done, superseded or dropped.

use super::{
    records::{ORIGIN, PLAN, STATE},
    version, views,
};
use crate::{
    EntryNo, Problem, RecordId, Result, Seen,
    attendance::status::MAX_TEXT,
    journal::{Change, Scalar, Value},
    outputs::output::text,
    people::value::codes,
    value,
};

codes! {
    /// How a plan stands.
    State {
        /// The team is at work.
        Draft = "draft",
        /// Shown to the others.
        Presented = "presented",
        /// Somebody stands for it.
        Committed = "committed",
        /// It is being carried out.
        InProgress = "in_progress",
        /// All of it was done.
        Completed = "completed",
        /// Some of it was done.
        Partly = "partly",
        /// Another plan took its place.
        Superseded = "superseded",
        /// It was given up.
        Dropped = "dropped",
    }
}

impl State {
    /// True where nothing more is expected of the plan.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Completed | Self::Partly | Self::Superseded | Self::Dropped)
    }

    /// True where a plan comes here because people stand for it.
    #[must_use]
    pub const fn needs_commitment(self) -> bool {
        matches!(self, Self::Committed | Self::InProgress | Self::Completed)
    }

    /// True where a state must say why.
    #[must_use]
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Partly | Self::Superseded | Self::Dropped)
    }
}

/// Where a plan is brought, and why.
#[derive(Clone, Debug, Default)]
pub struct Why {
    /// Why; needed where it goes back, is partly done, superseded or dropped, and where it is carried out though nobody stands for it.
    pub reason: String,
    /// The plan that took its place, of one that is superseded.
    pub successor: Option<RecordId>,
}

/// Bring a plan to another state. Presenting it keeps a version of what it says; it is
/// committed when somebody stands for one. `seen` is what the
/// screen showed as its state.
///
/// # Errors
/// `no_such_plan`; `text_missing` without a reason where one is needed; `plan_empty`: there is nothing to present;
/// `plan_without_commitment`; `plan_steps_skipped` with `to`: nobody stands for what would be carried out, and nobody says why; `successor_missing`,
/// `successor_is_itself`, `successor_in_a_circle`, `successor_over`.
pub fn advance(change: &mut Change<'_>, plan: RecordId, to: State, why: &Why, seen: Option<&Seen>) -> Result<()> {
    let from = views::state_of(change.sql(), change.book(), plan)?;
    let Some(from) = from else { return Problem::new("no_such_plan").refuse() };
    let goes_back = to < from || from.is_over();
    let reason = text("reason", &why.reason, MAX_TEXT, to != from && (goes_back || to.needs_reason()))?;
    let successor = match to {
        State::Superseded => Some(successor(change, plan, why.successor)?),
        _ => None,
    };
    if !goes_back && to == State::Presented {
        version::keep(change, plan)?;
    }
    // Who stands for a plan stands for a version of it, so that neither is missing.
    if !goes_back && to != from && to.needs_commitment() && views::commitments(change.sql(), change.book(), plan)?.is_empty() {
        match to {
            State::Committed => return Problem::new("plan_without_commitment").refuse(),
            // A plan of which the sheet was lost is carried out all the same: then somebody says so.
            _ if reason.is_empty() => return Problem::new("plan_steps_skipped").with("to", to.code()).refuse(),
            _ => {}
        }
    }
    if to != State::Superseded {
        superseded_anew(change, plan, &[])?;
    }
    let value = value![to.code(), (!reason.is_empty()).then_some(reason), successor];
    change.set_shown(STATE.of(&PLAN, plan), value, seen).map(|_| ())
}

/// A commitment was taken back: where it was the last, nobody stands for the plan, and it is as it was when it had only been shown.
pub(super) fn commitment_gone(change: &mut Change<'_>, plan: RecordId) -> Result<()> {
    let (sql, book) = (change.sql(), change.book());
    if views::state_of(sql, book, plan)? == Some(State::Committed) && views::commitments(sql, book, plan)?.is_empty() {
        change.set(STATE.of(&PLAN, plan), value![State::Presented.code()])?;
    }
    Ok(())
}

/// True of a state that says that another plan took the place.
pub(crate) fn supersedes(value: &Value) -> bool {
    matches!(value.part(0), Scalar::Text(code) if code == State::Superseded.code())
}

/// A plan is superseded no longer, or by others: the plans that were named beside its successor, but for those that are named again, came from it no
/// longer either.
pub(crate) fn superseded_anew(change: &mut Change<'_>, plan: RecordId, by: &[RecordId]) -> Result<()> {
    if views::state_of(change.sql(), change.book(), plan)? != Some(State::Superseded) {
        return Ok(());
    }
    let said = views::state_said(change.sql(), change.book(), plan)?;
    said.map_or(Ok(()), |said| let_go(change, plan, said, by))
}

/// What was said together goes together: the plans of which the gesture that wrote this entry said that they came from this one too, but for those to be kept.
pub(crate) fn let_go(change: &mut Change<'_>, plan: RecordId, said: (EntryNo, i64), keep: &[RecordId]) -> Result<()> {
    for other in views::came_with(change.sql(), change.book(), plan, said)?.into_iter().filter(|other| !keep.contains(other)) {
        change.set_if_new(ORIGIN.of(&PLAN, other), Value::cleared())?;
    }
    Ok(())
}

/// The plan that takes this one's place; following the line of successors must come to an end.
fn successor(change: &Change<'_>, plan: RecordId, successor: Option<RecordId>) -> Result<RecordId> {
    let Some(successor) = successor else { return Problem::new("successor_missing").refuse() };
    if successor == plan {
        return Problem::new("successor_is_itself").refuse();
    }
    if views::state_of(change.sql(), change.book(), successor)?.is_none() {
        return Problem::new("no_such_plan").refuse();
    }
    let after = views::successors(change.sql(), change.book())?;
    let mut next = Some(successor);
    for _ in 0..=after.len() {
        next = next.and_then(|plan| after.get(&plan).copied());
        if next == Some(plan) {
            return Problem::new("successor_in_a_circle").refuse();
        }
    }
    goes_on(change, successor)?;
    Ok(successor)
}

/// Nothing more is expected of a plan that is over: it takes nobody's place.
pub(crate) fn goes_on(change: &Change<'_>, plan: RecordId) -> Result<()> {
    let Some(stands) = views::state_of(change.sql(), change.book(), plan)?.filter(|stands| stands.is_over()) else { return Ok(()) };
    let code = views::line(change.sql(), change.book(), plan)?.code;
    Problem::new("successor_over").with("plan", code).with("state", stands.code()).refuse()
}
