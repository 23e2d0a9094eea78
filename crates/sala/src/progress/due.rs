//! What is due next of the plans: pure, over what is told of them.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use rusqlite::Connection;
use serde::Serialize;

use super::{
    month::Month,
    records::{ASSISTANCE_GIVEN, COACHING_CONTACT, PLAN_RATING, PROGRESS_REPORT},
    value::Doing,
    views::{Facts, Plan, became},
};
use crate::{
    Reader, RecordId, Result,
    journal::{BookNo, Kind},
    people::value::codes,
    plans::{
        records::{ASSISTANCE, PLAN, PLAN_ACTIVITY},
        state::State,
        value::AssistanceState,
    },
    programme::records::PROGRAMME,
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
        let answered = matches!(became(request.state, request.helped), AssistanceState::Given | AssistanceState::Declined);
        found.push(due(What::Assistance, needed, request.title.clone(), request.id, answered));
    }
    for month in months {
        let told = plan.reports.iter().any(|report| report.month == *month);
        let month = report_of(book, plan.id, &plan.code, *month);
        found.push(Due { late: month.date < today, settled: told || !expected, ..month });
    }
    found
}

/// The report of a month, as one that nobody expects.
pub(super) fn report_of(book: RecordId, plan: RecordId, code: &str, month: Month) -> Due {
    let about = RecordId::natural(book, PLAN_RATING.name, &[&plan.to_string(), &month.to_string()]);
    Due { plan, code: code.to_owned(), what: What::Report, date: month.last_day(), title: month.to_string(), late: false, about, settled: true }
}

/// How often what is due may have become something else, by plan and what it is about: for the sequence numbers of a calendar. Counted as
/// [`crate::agenda::revisions`] counts, over all records that may settle or move it, removed ones too: a number must not go down.
///
/// # Errors
/// Store failures.
pub fn revisions(reader: &Reader<'_>, book: BookNo) -> Result<BTreeMap<(RecordId, RecordId), u64>> {
    let (sql, plans) = (reader.sql(), reader.actions_on(book, &PLAN)?);
    let programme: u64 = reader.actions_on(book, &PROGRAMME)?.values().sum();
    let counted = |kind: &'static Kind, owners: BTreeMap<RecordId, RecordId>| -> Result<Vec<(RecordId, RecordId, u64)>> {
        let actions = reader.actions_on(book, kind)?;
        Ok(owners.into_iter().map(|(id, plan)| (plan, id, actions.get(&id).copied().unwrap_or_default())).collect())
    };
    let (mut spoken, mut told) = (BTreeMap::<RecordId, u64>::new(), BTreeMap::<RecordId, u64>::new());
    let contacts = counted(
        &COACHING_CONTACT,
        lines_of(sql, book, "SELECT k.id, kp.id FROM coaching_contact l JOIN record k ON k.no = l.rec JOIN record kp ON kp.no = l.plan WHERE l.book = ?1")?,
    )?;
    contacts.iter().for_each(|(plan, _, actions)| *spoken.entry(*plan).or_default() += actions);
    let reports = "SELECT k.id, kp.id FROM progress_report l JOIN record k ON k.no = l.rec
                     JOIN plan_activity a ON a.rec = l.plan_activity JOIN record kp ON kp.no = a.plan WHERE l.book = ?1";
    counted(&PROGRESS_REPORT, lines_of(sql, book, reports)?)?.iter().for_each(|(plan, _, actions)| *told.entry(*plan).or_default() += actions);
    let helped = "SELECT k.id, kp.id FROM assistance_given l JOIN record k ON k.no = l.rec JOIN record kp ON kp.no = l.plan WHERE l.book = ?1";
    counted(&ASSISTANCE_GIVEN, lines_of(sql, book, helped)?)?.iter().for_each(|(plan, _, actions)| *told.entry(*plan).or_default() += actions);
    let of = |counted: &BTreeMap<RecordId, u64>, plan: &RecordId| counted.get(plan).copied().unwrap_or_default();
    let mut found = BTreeMap::new();
    for kind in [&PLAN_ACTIVITY, &ASSISTANCE] {
        let query = format!("SELECT k.id, kp.id FROM {} l JOIN record k ON k.no = l.rec JOIN record kp ON kp.no = l.plan WHERE l.book = ?1", kind.name);
        for (plan, about, actions) in counted(kind, lines_of(sql, book, &query)?)? {
            found.insert((plan, about), of(&plans, &plan) + actions + of(&told, &plan));
        }
    }
    for (plan, contact, _) in contacts {
        found.insert((plan, contact), of(&plans, &plan) + of(&spoken, &plan));
    }
    // A month is named by no record that must be there; which are followed, the programme says.
    for (plan, whole) in &plans {
        found.insert((*plan, *plan), whole + of(&told, plan) + programme);
    }
    Ok(found)
}

/// The plan of each record, removed or not.
fn lines_of(sql: &Connection, book: BookNo, query: &str) -> Result<BTreeMap<RecordId, RecordId>> {
    Ok(sql.prepare_cached(query)?.query_map([book.0], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?)
}
