//! What is due next of the plans: pure, over what is told of them.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::{
    month::Month,
    records::{COACHING_CONTACT, PLAN_RATING, PROGRESS_REPORT},
    value::Doing,
    views::{Facts, Plan},
};
use crate::{
    Reader, RecordId, Result,
    journal::BookNo,
    people::value::codes,
    plans::{
        records::{ASSISTANCE, PLAN, PLAN_ACTIVITY},
        state::State,
        value::AssistanceState,
    },
};

codes! {
    /// What is due.
    What {
        /// An activity comes to its last day.
        Activity = "activity",
        /// What a coach and a team agreed to do next.
        Step = "step",
        /// Assistance that was asked for by a day.
        Assistance = "assistance",
        /// A month of which nobody has told anything.
        Report = "report",
    }
}

/// One thing that is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Due {
    /// The plan.
    pub plan: RecordId,
    /// Its code.
    pub code: String,
    /// What it is.
    pub what: What,
    /// By which day.
    pub date: NaiveDate,
    /// In words: an activity, a step, a request; the month of a missing report.
    pub title: String,
    /// The day is past.
    pub late: bool,
    /// The record that it is about: the activity, contact or request; the plan's month.
    #[serde(skip)]
    pub about: RecordId,
    /// It was done, told, or is no longer expected. Only a calendar still says so: it has to take back what it said before.
    #[serde(skip)]
    pub settled: bool,
}

/// Everything with a day, settled or not, by day.
#[must_use]
pub fn all(facts: &Facts, book: RecordId, today: NaiveDate) -> Vec<Due> {
    let mut found: Vec<_> = facts.plans.iter().flat_map(|plan| of_plan(plan, &facts.months, book, today)).collect();
    found.sort_by(|one, other| (one.date, &one.code, one.what, &one.title).cmp(&(other.date, &other.code, other.what, &other.title)));
    found
}

/// What is over or comes within so many days and is not settled, by day.
#[must_use]
pub fn within(all: &[Due], today: NaiveDate, days: u64) -> Vec<Due> {
    let until = today.checked_add_days(Days::new(days)).unwrap_or(today);
    all.iter().filter(|due| !due.settled && due.date <= until).cloned().collect()
}

/// A plan is expected to be told of from the day somebody stands for it until it comes to an end.
#[must_use]
pub const fn is_expected(state: State) -> bool {
    matches!(state, State::Committed | State::InProgress)
}

fn of_plan(plan: &Plan, months: &[Month], book: RecordId, today: NaiveDate) -> Vec<Due> {
    let expected = is_expected(plan.state);
    let due = |what, date: NaiveDate, title: String, about, settled: bool| Due {
        plan: plan.id,
        code: plan.code.clone(),
        what,
        date,
        title,
        late: date < today,
        about,
        settled: settled || !expected,
    };
    let mut found = Vec::new();
    for activity in &plan.activities {
        let Some(ends) = activity.ends else { continue };
        let over = plan.reports.iter().rfind(|report| report.activity == activity.id && report.doing.is_some()).and_then(|report| report.doing);
        found.push(due(What::Activity, ends, activity.title.clone(), activity.id, over.is_some_and(Doing::is_over)));
    }
    for contact in &plan.contacts {
        let Some(by) = contact.next_on else { continue };
        // Whoever spoke on that day or later spoke of it.
        let spoken = plan.contacts.iter().any(|other| other.id != contact.id && other.date >= by);
        found.push(due(What::Step, by, contact.next_step.clone().unwrap_or_default(), contact.id, spoken));
    }
    for request in &plan.requests {
        let Some(needed) = request.needed else { continue };
        let answered = matches!(request.state, AssistanceState::Given | AssistanceState::Declined);
        found.push(due(What::Assistance, needed, request.title.clone(), request.id, answered));
    }
    for month in months {
        let told = plan.reports.iter().any(|report| report.month == *month);
        let about = RecordId::natural(book, PLAN_RATING.name, &[&plan.id.to_string(), &month.to_string()]);
        found.push(due(What::Report, month.last_day(), month.to_string(), about, told));
    }
    found
}

/// How often what is due may have become something else: for the sequence numbers of a calendar. Counted as
/// [`crate::agenda::revisions`] counts, over all records that may settle or move it.
///
/// # Errors
/// Store failures.
pub fn revisions(reader: &Reader<'_>, book: BookNo, facts: &Facts) -> Result<BTreeMap<(RecordId, RecordId), u64>> {
    let plans = reader.actions_on(book, &PLAN)?;
    let mut lines = reader.actions_on(book, &PLAN_ACTIVITY)?;
    lines.extend(reader.actions_on(book, &ASSISTANCE)?);
    let (contacts, reports) = (reader.actions_on(book, &COACHING_CONTACT)?, reader.actions_on(book, &PROGRESS_REPORT)?);
    let of = |counted: &BTreeMap<RecordId, u64>, id: &RecordId| counted.get(id).copied().unwrap_or_default();
    let mut found = BTreeMap::new();
    for plan in &facts.plans {
        let whole = of(&plans, &plan.id);
        let spoken: u64 = plan.contacts.iter().map(|contact| of(&contacts, &contact.id)).sum();
        let told: u64 = plan.reports.iter().map(|report| of(&reports, &report.id)).sum();
        for about in plan.activities.iter().map(|one| one.id).chain(plan.requests.iter().map(|one| one.id)) {
            found.insert((plan.id, about), whole + of(&lines, &about) + told);
        }
        for contact in &plan.contacts {
            found.insert((plan.id, contact.id), whole + spoken);
        }
        // A month is named by no record that must be there.
        found.insert((plan.id, plan.id), whole + told);
    }
    Ok(found)
}
