//! Versions of a plan: what it said at one time, never changed afterwards. People commit to one exact version.

use super::{
    compare::{Said, compare},
    content::Content,
    records::{FROZEN, OF_PLAN, PLAN_VERSION},
    views::{self, VersionView},
};
use crate::{Error, Problem, RecordId, Result, journal::Change, value};

/// Keep what a plan says now, unless nothing changed since the last version. Answers the version.
///
/// # Errors
/// `no_such_plan`; `plan_empty`: it says nothing yet.
pub fn keep(change: &mut Change<'_>, plan: RecordId) -> Result<RecordId> {
    let now = views::content(change.sql(), change.book(), plan)?;
    if is_empty(&now.0) {
        return Problem::new("plan_empty").refuse();
    }
    let versions = views::versions(change.sql(), change.book(), plan)?;
    if let Some(last) = versions.last()
        && is_kept(last, &now)?
    {
        return Ok(last.id);
    }
    let (content, carried) = now;
    let names = serde_json::to_string(&carried.others).map_err(|e| Error::damaged("plan", e))?;
    let number = versions.iter().map(|version| version.number).max().unwrap_or(0) + 1;
    let json = serde_json::to_string(&content).map_err(|e| Error::damaged("plan", e))?;
    let id = change.create();
    change.set(OF_PLAN.of(&PLAN_VERSION, id), plan)?;
    change.set(FROZEN.of(&PLAN_VERSION, id), value![number, json, (!carried.others.is_empty()).then_some(names)])?;
    Ok(id)
}

/// True where a version holds what the plan says now, with the names of those outside the programme: people stand for what they read.
///
/// # Errors
/// As [`compare`].
pub fn is_kept<'a>(version: &'a VersionView, now: impl Into<Said<'a>>) -> Result<bool> {
    Ok(compare(version, now)?.is_empty())
}

/// What a plan is for, where and by whom is known before anybody has written what it says.
fn is_empty(content: &Content) -> bool {
    let Content { problem, objective, activities, outputs, .. } = content;
    problem.is_none() && objective.is_none() && activities.is_empty() && outputs.is_empty()
}
