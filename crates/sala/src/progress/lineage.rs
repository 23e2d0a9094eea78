//! Which plan came from which: several may become one, and one may become several.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::OptionalExtension as _;
use serde::Serialize;

use crate::{
    Problem, RecordId, Result, Seen,
    journal::{BookNo, Change, Value},
    plans::{
        self, State, Why,
        records::{ORIGIN, PLAN},
        views::{self, PlanLine},
    },
    value,
};

/// Let a plan be taken over by others: the first takes its place, the others came from it too.
///
/// # Errors
/// Those of [`plans::advance`]; `origin_taken` of one that came from another plan already; `successor_missing`, `successor_is_itself`, `successor_in_a_circle`.
pub fn supersede(change: &mut Change<'_>, plan: RecordId, by: &[RecordId], reason: &str) -> Result<()> {
    let Some((first, others)) = by.split_first() else { return Problem::new("successor_missing").refuse() };
    plans::state::superseded_anew(change, plan, others)?;
    for other in others {
        // A plan notes one other that it came from: what it notes already is not written over. The first is noted here, on the plan itself.
        if let (Some(origin), _) = self::origin(change.sql(), change.book(), *other)?
            && origin != plan
        {
            let code = |id| views::line(change.sql(), change.book(), id).map(|line| line.code);
            return Problem::new("origin_taken").with("plan", code(*other)?).with("origin", code(origin)?).refuse();
        }
        came_from(change, *other, Some(plan), None)?;
        plans::state::goes_on(change, *other)?;
    }
    plans::advance(change, plan, State::Superseded, &Why { reason: reason.to_owned(), successor: Some(*first) }, None)
}

/// Note which plan a plan came from; none where it came from none. `seen` is what the screen showed.
///
/// # Errors
/// `no_such_plan`, `successor_is_itself`, `successor_in_a_circle`.
pub fn came_from(change: &mut Change<'_>, plan: RecordId, origin: Option<RecordId>, seen: Option<&Seen>) -> Result<bool> {
    views::known(change.sql(), change.book(), plan)?;
    let Some(origin) = origin else { return change.set_shown(ORIGIN.of(&PLAN, plan), Value::cleared(), seen) };
    views::known(change.sql(), change.book(), origin)?;
    if origin == plan {
        return Problem::new("successor_is_itself").refuse();
    }
    if descendants(&steps(&views::list(change.sql(), change.book())?, &origins(change.sql(), change.book())?), plan).contains(&origin) {
        return Problem::new("successor_in_a_circle").refuse();
    }
    change.set_shown(ORIGIN.of(&PLAN, plan), value![origin], seen)
}

/// The plan that a plan came from, as noted on it, and the version of that note as shown, to be handed back.
///
/// # Errors
/// Store failures.
pub fn origin(sql: &rusqlite::Connection, book: BookNo, plan: RecordId) -> Result<(Option<RecordId>, Seen)> {
    let query = "SELECT o.id, l.origin_v FROM record k JOIN plan l ON l.rec = k.no LEFT JOIN record o ON o.no = l.origin WHERE k.book = ?1 AND k.id = ?2";
    let found = sql.prepare_cached(query)?.query_row((book.0, plan), |r| Ok((r.get(0)?, Seen::shown(r.get(1)?)))).optional()?;
    Ok(found.unwrap_or_default())
}

/// Which plan came from which by what is noted on the later one.
///
/// # Errors
/// Store failures.
pub fn origins(sql: &rusqlite::Connection, book: BookNo) -> Result<BTreeMap<RecordId, RecordId>> {
    let query = "SELECT k.id, o.id FROM plan l JOIN record k ON k.no = l.rec JOIN record o ON o.no = l.origin WHERE l.book = ?1";
    Ok(sql.prepare_cached(query)?.query_map([book.0], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?)
}

/// From the earlier plan to the later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Step {
    /// The earlier plan.
    pub from: RecordId,
    /// The later one.
    pub to: RecordId,
}

/// A plan in the picture: how many steps it lies from the earliest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The plan.
    pub plan: RecordId,
    /// From 0: later plans lie further on.
    pub column: usize,
}

/// Which plans came from which, and where each lies in a picture of that. Plans that came from none and became none are not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Lineage {
    /// By column, then as the plans are listed.
    pub places: Vec<Place>,
    /// From the earlier to the later.
    pub steps: Vec<Step>,
}

/// The lineage of all plans; pure.
#[must_use]
pub fn lineage(plans: &[PlanLine], origins: &BTreeMap<RecordId, RecordId>) -> Lineage {
    let steps = steps(plans, origins);
    let within: BTreeSet<_> = steps.iter().flat_map(|step| [step.from, step.to]).collect();
    let mut column: BTreeMap<RecordId, usize> = within.iter().map(|id| (*id, 0)).collect();
    // Two laptops may make a circle of what each saw straight: nobody is moved on more often than there are plans.
    for _ in 0..within.len() {
        for step in &steps {
            let after = column.get(&step.from).copied().unwrap_or_default() + 1;
            if let Some(to) = column.get_mut(&step.to) {
                *to = (*to).max(after).min(within.len());
            }
        }
    }
    let mut places: Vec<_> = plans.iter().filter_map(|plan| Some(Place { plan: plan.id, column: *column.get(&plan.id)? })).collect();
    places.sort_by_key(|place| place.column);
    Lineage { places, steps }
}

fn steps(plans: &[PlanLine], origins: &BTreeMap<RecordId, RecordId>) -> Vec<Step> {
    let there = |id: &RecordId| plans.iter().any(|plan| plan.id == *id);
    let replaced = plans.iter().filter_map(|plan| Some(Step { from: plan.id, to: plan.successor? }));
    let came = origins.iter().map(|(plan, origin)| Step { from: *origin, to: *plan });
    let steps: BTreeSet<_> = replaced.chain(came).filter(|step| there(&step.from) && there(&step.to)).collect();
    steps.into_iter().collect()
}

fn descendants(steps: &[Step], plan: RecordId) -> BTreeSet<RecordId> {
    let mut found = BTreeSet::from([plan]);
    loop {
        let more: Vec<_> = steps.iter().filter(|step| found.contains(&step.from) && !found.contains(&step.to)).map(|step| step.to).collect();
        if more.is_empty() {
            return found;
        }
        found.extend(more);
    }
}
