//! Everything that is told of all plans of a programme: a handful of queries, each by the index of its book.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate};
use rusqlite::{Connection, Row};

use super::plan::{day, month, word};
use crate::{
    RecordId, Result,
    journal::BookNo,
    plans::{self, state::State, value::AssistanceState, views::content::AS_WRITTEN},
    programme,
    progress::{
        month::{Month, followed},
        value::{Doing, Light},
    },
};

/// A step of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// The record.
    pub id: RecordId,
    /// What is done.
    pub title: String,
    /// First day.
    pub starts: Option<NaiveDate>,
    /// Last day.
    pub ends: Option<NaiveDate>,
}

/// What is told of a step in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The record.
    pub id: RecordId,
    /// Of which activity.
    pub activity: RecordId,
    /// Of which month.
    pub month: Month,
    /// How it stands.
    pub doing: Option<Doing>,
    /// How much of it is done.
    pub percent: Option<i64>,
    /// What was said.
    pub said: Option<String>,
    /// The day for which it speaks: the last of its month, or the one on which it was written, if that was before.
    pub day: NaiveDate,
}

/// How a plan stood in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rated {
    /// The colour.
    pub light: Light,
    /// Why.
    pub reason: Option<String>,
    /// The day for which it speaks.
    pub day: NaiveDate,
}

/// A coach and the team spoke.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The record.
    pub id: RecordId,
    /// On which day.
    pub date: NaiveDate,
    /// What was said.
    pub said: Option<String>,
    /// What is next.
    pub next_step: Option<String>,
    /// By which day.
    pub next_on: Option<NaiveDate>,
}

/// Something with a day and a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// The day.
    pub date: NaiveDate,
    /// In words.
    pub title: String,
}

/// Assistance that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The record.
    pub id: RecordId,
    /// What.
    pub title: String,
    /// By when.
    pub needed: Option<NaiveDate>,
    /// How it stands, as its line says.
    pub state: AssistanceState,
    /// Something was given for it.
    pub helped: bool,
}

/// A plan with all that was told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The record.
    pub id: RecordId,
    /// Its code.
    pub code: String,
    /// The sector in words.
    pub sector: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// How it stands.
    pub state: State,
    /// Its steps, by their first day.
    pub activities: Vec<Activity>,
    /// What was told of them, by month.
    pub reports: Vec<Report>,
    /// How it stood, by month.
    pub ratings: BTreeMap<Month, Rated>,
    /// Oldest first, as are the next two.
    pub contacts: Vec<Contact>,
    /// Assistance that was given.
    pub help: Vec<Dated>,
    /// Workshops of alumni.
    pub cascades: Vec<Dated>,
    /// What was asked for, answered or not.
    pub requests: Vec<Request>,
}

/// All plans of a programme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// By code.
    pub plans: Vec<Plan>,
    /// Over which months they are followed.
    pub months: Vec<Month>,
    /// The programme's last day.
    pub since: Option<NaiveDate>,
}

/// Read them.
///
/// # Errors
/// Store failures.
pub fn facts(sql: &Connection, book: BookNo) -> Result<Facts> {
    let programme = programme::views::facts(sql, book)?;
    let months = programme.as_ref().map(followed).unwrap_or_default();
    let mut plans: Vec<_> = plans::views::list(sql, book)?.into_iter().map(named).collect();
    let at: BTreeMap<RecordId, usize> = plans.iter().enumerate().map(|(at, plan)| (plan.id, at)).collect();
    let mut put = |plan: RecordId, into: &dyn Fn(&mut Plan)| {
        if let Some(plan) = at.get(&plan).and_then(|at| plans.get_mut(*at)) {
            into(plan);
        }
    };
    for (plan, activity) in of_book(sql, book, "plan_activity", &format!("l.starts IS NULL, l.starts, {AS_WRITTEN}"), activity)? {
        put(plan, &|plan| plan.activities.push(activity.clone()));
    }
    for (plan, report) in reports(sql, book)? {
        put(plan, &|plan| plan.reports.push(report.clone()));
    }
    for (plan, (month, rated)) in of_book(sql, book, "plan_rating", "l.month", rating)?.into_iter().filter_map(|(p, r)| Some((p, r?))) {
        put(plan, &|plan| drop(plan.ratings.insert(month, rated.clone())));
    }
    let by_day = format!("l.date, {AS_WRITTEN}");
    for (plan, contact) in of_book(sql, book, "coaching_contact", &by_day, contact)?.into_iter().filter_map(|(p, c)| Some((p, c?))) {
        put(plan, &|plan| plan.contacts.push(contact.clone()));
    }
    for (plan, help) in of_book(sql, book, "assistance_given", &by_day, dated)?.into_iter().filter_map(|(p, h)| Some((p, h?))) {
        put(plan, &|plan| plan.help.push(help.clone()));
    }
    for (plan, cascade) in of_book(sql, book, "cascade_event", &by_day, dated)?.into_iter().filter_map(|(p, c)| Some((p, c?))) {
        put(plan, &|plan| plan.cascades.push(cascade.clone()));
    }
    let helped = helped(sql, book)?;
    for (plan, mut request) in of_book(sql, book, "assistance", AS_WRITTEN, request)? {
        request.helped = helped.contains(&request.id);
        put(plan, &|plan| plan.requests.push(request.clone()));
    }
    Ok(Facts { plans, months, since: programme.and_then(|programme| programme.ends) })
}

fn named(line: plans::views::PlanLine) -> Plan {
    Plan {
        id: line.id,
        code: line.code,
        sector: line.sector,
        country: line.country,
        state: line.state,
        activities: Vec::new(),
        reports: Vec::new(),
        ratings: BTreeMap::new(),
        contacts: Vec::new(),
        help: Vec::new(),
        cascades: Vec::new(),
        requests: Vec::new(),
    }
}

/// The records of a kind that belong to plans, with their plan.
fn of_book<T>(sql: &Connection, book: BookNo, kind: &str, order: &str, read: fn(&Row<'_>) -> rusqlite::Result<T>) -> Result<Vec<(RecordId, T)>> {
    let query = format!(
        "SELECT kp.id AS of_plan_id, k.id, l.* FROM {kind} l JOIN record k ON k.no = l.rec JOIN record kp ON kp.no = l.plan
          WHERE l.book = ?1 AND COALESCE(l.removed, 0) = 0 ORDER BY {order}"
    );
    let read = |r: &Row<'_>| Ok((r.get("of_plan_id")?, read(r)?));
    Ok(sql.prepare_cached(&query)?.query_map([book.0], read)?.collect::<Result<_, _>>()?)
}

fn reports(sql: &Connection, book: BookNo) -> Result<Vec<(RecordId, Report)>> {
    let query = "SELECT kp.id AS of_plan_id, k.id, ka.id AS activity, l.month, l.doing, l.percent, l.said, max(COALESCE(l.progress_t, 0), COALESCE(l.said_t, 0)) AS told
                   FROM progress_report l JOIN record k ON k.no = l.rec
                   JOIN plan_activity a ON a.rec = l.plan_activity AND COALESCE(a.removed, 0) = 0
                   JOIN record ka ON ka.no = a.rec JOIN record kp ON kp.no = a.plan
                  WHERE l.book = ?1 AND COALESCE(l.removed, 0) = 0 AND (l.doing IS NOT NULL OR l.said IS NOT NULL) ORDER BY l.month, ka.id";
    let read = |r: &Row<'_>| {
        let Some(month) = month(r, "month")? else { return Ok(None) };
        let report = Report {
            id: r.get("id")?,
            activity: r.get("activity")?,
            month,
            doing: word(r, "doing", Doing::from_code)?,
            percent: r.get("percent")?,
            said: r.get("said")?,
            day: speaks_for(month, r.get("told")?),
        };
        Ok(Some((r.get("of_plan_id")?, report)))
    };
    let found = sql.prepare_cached(query)?.query_map([book.0], read)?.collect::<Result<Vec<_>, _>>()?;
    Ok(found.into_iter().flatten().collect())
}

/// The day for which a word of a month speaks; `told` is its stamp, milliseconds since 1970.
fn speaks_for(month: Month, told: i64) -> NaiveDate {
    let told = DateTime::from_timestamp_millis(told).map(|at| at.with_timezone(&chrono::Local).date_naive());
    let last = month.last_day();
    // What was said before the month began is said of its first day at the earliest.
    told.map_or(last, |told| told.clamp(month.first_day(), last))
}

fn activity(r: &Row<'_>) -> rusqlite::Result<Activity> {
    Ok(Activity { id: r.get("id")?, title: text(r, "title")?, starts: day(r, "starts")?, ends: day(r, "ends")? })
}

fn rating(r: &Row<'_>) -> rusqlite::Result<Option<(Month, Rated)>> {
    let told = r.get::<_, Option<i64>>("rating_t")?.unwrap_or_default();
    let Some((month, light)) = month(r, "month")?.zip(word(r, "light", Light::from_code)?) else { return Ok(None) };
    Ok(Some((month, Rated { light, reason: r.get("reason")?, day: speaks_for(month, told) })))
}

fn contact(r: &Row<'_>) -> rusqlite::Result<Option<Contact>> {
    let Some(date) = day(r, "date")? else { return Ok(None) };
    Ok(Some(Contact { id: r.get("id")?, date, said: r.get("said")?, next_step: r.get("next_step")?, next_on: day(r, "next_on")? }))
}

fn dated(r: &Row<'_>) -> rusqlite::Result<Option<Dated>> {
    let Some(date) = day(r, "date")? else { return Ok(None) };
    Ok(Some(Dated { date, title: text(r, "title")? }))
}

fn request(r: &Row<'_>) -> rusqlite::Result<Request> {
    let state = word(r, "given_state", AssistanceState::from_code)?.unwrap_or(AssistanceState::Asked);
    Ok(Request { id: r.get("id")?, title: text(r, "title")?, needed: day(r, "needed")?, state, helped: false })
}

/// What became of a request: what was given for it answers it, whether or not somebody has said so in its line too.
pub fn became(said: AssistanceState, helped: bool) -> AssistanceState {
    match said {
        AssistanceState::Declined => AssistanceState::Declined,
        _ if helped => AssistanceState::Given,
        said => said,
    }
}

/// The requests for which something was given.
fn helped(sql: &Connection, book: BookNo) -> Result<BTreeSet<RecordId>> {
    let query = "SELECT DISTINCT k.id FROM assistance_given l JOIN record k ON k.no = l.assistance
                  WHERE l.book = ?1 AND COALESCE(l.removed, 0) = 0 AND l.date IS NOT NULL";
    Ok(sql.prepare_cached(query)?.query_map([book.0], |r| r.get(0))?.collect::<Result<_, _>>()?)
}

fn text(r: &Row<'_>, column: &str) -> rusqlite::Result<String> {
    Ok(r.get::<_, Option<String>>(column)?.unwrap_or_default())
}
