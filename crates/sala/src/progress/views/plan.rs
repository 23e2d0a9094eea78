//! What was told of one plan.

use chrono::NaiveDate;
use rusqlite::{Connection, Row};
use serde::Serialize;

use crate::{
    RecordId, Result, Seen,
    journal::BookNo,
    outputs::views::{FileView, files_of},
    progress::{
        cascade::{Attended, CascadeSeen},
        contact::ContactSeen,
        help::HelpSeen,
        month::Month,
        value::{Doing, Light, Unit, Way},
    },
};

/// What is told of an activity in a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportView {
    /// The record.
    pub id: RecordId,
    /// Of which activity.
    pub activity: RecordId,
    /// Of which month.
    pub month: Month,
    /// How it stands; none where nobody said.
    pub doing: Option<Doing>,
    /// How much of it is done, in percent.
    pub percent: Option<i64>,
    /// What was said.
    pub said: Option<String>,
    /// What shows that it is so.
    pub evidence: Vec<FileView>,
    /// What the screen shows as progress, to be handed back.
    #[serde(skip)]
    pub progress_seen: Seen,
    /// What the screen shows as said.
    #[serde(skip)]
    pub said_seen: Seen,
}

/// How the plan stood in a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RatingView {
    /// Which month.
    pub month: Month,
    /// The colour; none where it was taken back.
    pub light: Option<Light>,
    /// Why.
    pub reason: Option<String>,
    /// What the screen shows of it.
    #[serde(skip)]
    pub seen: Seen,
}

/// A coach and the team spoke.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ContactView {
    /// The record.
    pub id: RecordId,
    /// On which day.
    pub date: NaiveDate,
    /// How.
    pub way: Option<Way>,
    /// Who spoke for the institute; none where that is withheld.
    pub coach: Option<String>,
    /// What was said.
    pub said: Option<String>,
    /// What is to be done next.
    pub next_step: Option<String>,
    /// By which day.
    pub next_on: Option<NaiveDate>,
    /// What the screen shows.
    #[serde(skip)]
    pub seen: ContactSeen,
}

/// Assistance that was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HelpView {
    /// The record.
    pub id: RecordId,
    /// On which day.
    pub date: NaiveDate,
    /// What.
    pub title: String,
    /// By whom; none where that is withheld.
    pub by: Option<String>,
    /// How much of it.
    pub amount: Option<i64>,
    /// In what.
    pub unit: Option<Unit>,
    /// The request that it answers.
    pub request: Option<RecordId>,
    /// What the screen shows.
    #[serde(skip)]
    pub seen: HelpSeen,
}

/// A workshop of alumni.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CascadeView {
    /// The record.
    pub id: RecordId,
    /// On which day.
    pub date: NaiveDate,
    /// What it was.
    pub title: String,
    /// Where.
    pub place: Option<String>,
    /// Who came; none where nobody counted.
    pub attended: Option<Attended>,
    /// Everybody; the sum.
    pub total: Option<i64>,
    /// What else there is to say.
    pub noted: Option<String>,
    /// What the screen shows.
    #[serde(skip)]
    pub seen: CascadeSeen,
}

/// The months of one plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PlanMonths {
    /// By month, then activity.
    pub reports: Vec<ReportView>,
    /// By month.
    pub ratings: Vec<RatingView>,
    /// Latest first.
    pub contacts: Vec<ContactView>,
    /// Latest first.
    pub help: Vec<HelpView>,
    /// Latest first.
    pub cascades: Vec<CascadeView>,
}

/// What was told of a plan.
///
/// # Errors
/// Store failures.
pub fn of_plan(sql: &Connection, book: BookNo, plan: RecordId) -> Result<PlanMonths> {
    Ok(PlanMonths {
        reports: reports(sql, book, plan)?,
        ratings: ratings(sql, book, plan)?,
        contacts: lines(sql, book, plan, "coaching_contact", "", contact)?,
        help: lines(sql, book, plan, "assistance_given", "LEFT JOIN record q ON q.no = l.assistance", help)?,
        cascades: lines(sql, book, plan, "cascade_event", "", cascade)?,
    })
}

fn reports(sql: &Connection, book: BookNo, plan: RecordId) -> Result<Vec<ReportView>> {
    let query = "SELECT kp.id, ka.id AS activity, p.month, p.doing, p.percent, p.said, p.progress_v, p.said_v
                   FROM record k JOIN plan_activity a ON a.plan = k.no AND COALESCE(a.removed, 0) = 0
                   JOIN progress_report p ON p.plan_activity = a.rec AND COALESCE(p.removed, 0) = 0
                   JOIN record kp ON kp.no = p.rec JOIN record ka ON ka.no = a.rec
                  WHERE k.book = ?1 AND k.id = ?2 ORDER BY p.month, a.starts IS NULL, a.starts, a.of_plan_t, ka.id";
    let read = |r: &Row<'_>| {
        let Some(month) = month(r, "month")? else { return Ok(None) };
        Ok(Some(ReportView {
            id: r.get("id")?,
            activity: r.get("activity")?,
            month,
            doing: word(r, "doing", Doing::from_code)?,
            percent: r.get("percent")?,
            said: r.get("said")?,
            evidence: Vec::new(),
            progress_seen: seen(r, "progress_v")?,
            said_seen: seen(r, "said_v")?,
        }))
    };
    let found = sql.prepare_cached(query)?.query_map((book.0, plan), read)?.collect::<Result<Vec<_>, _>>()?;
    let mut reports: Vec<_> = found.into_iter().flatten().collect();
    for report in &mut reports {
        report.evidence = files_of(sql, book, report.id)?;
    }
    // A report that says nothing and shows nothing is none: its words were taken back.
    reports.retain(|report| report.doing.is_some() || report.said.is_some() || !report.evidence.is_empty());
    Ok(reports)
}

fn ratings(sql: &Connection, book: BookNo, plan: RecordId) -> Result<Vec<RatingView>> {
    let query = "SELECT l.month, l.light, l.reason, l.rating_v FROM record k JOIN plan_rating l ON l.plan = k.no
                  WHERE k.book = ?1 AND k.id = ?2 AND COALESCE(l.removed, 0) = 0 ORDER BY l.month";
    let read = |r: &Row<'_>| {
        let Some(month) = month(r, "month")? else { return Ok(None) };
        Ok(Some(RatingView { month, light: word(r, "light", Light::from_code)?, reason: r.get("reason")?, seen: seen(r, "rating_v")? }))
    };
    let found = sql.prepare_cached(query)?.query_map((book.0, plan), read)?.collect::<Result<Vec<_>, _>>()?;
    Ok(found.into_iter().flatten().collect())
}

fn lines<T>(sql: &Connection, book: BookNo, plan: RecordId, kind: &str, join: &str, read: fn(&Row<'_>, NaiveDate) -> rusqlite::Result<T>) -> Result<Vec<T>> {
    let more = if join.is_empty() { "" } else { ", q.id AS request" };
    let query = format!(
        "SELECT kl.id, l.*{more} FROM record k JOIN {kind} l ON l.plan = k.no JOIN record kl ON kl.no = l.rec {join}
          WHERE k.book = ?1 AND k.id = ?2 AND COALESCE(l.removed, 0) = 0 ORDER BY l.date DESC, l.of_plan_t DESC, kl.id DESC"
    );
    let read = |r: &Row<'_>| day(r, "date")?.map(|date| read(r, date)).transpose();
    let found = sql.prepare_cached(&query)?.query_map((book.0, plan), read)?.collect::<Result<Vec<_>, _>>()?;
    Ok(found.into_iter().flatten().collect())
}

fn contact(r: &Row<'_>, date: NaiveDate) -> rusqlite::Result<ContactView> {
    Ok(ContactView {
        id: r.get("id")?,
        date,
        way: word(r, "way", Way::from_code)?,
        coach: r.get("coach")?,
        said: r.get("said")?,
        next_step: r.get("next_step")?,
        next_on: day(r, "next_on")?,
        seen: ContactSeen { contact: seen(r, "contact_v")?, said: seen(r, "said_v")?, next: seen(r, "next_v")? },
    })
}

fn help(r: &Row<'_>, date: NaiveDate) -> rusqlite::Result<HelpView> {
    Ok(HelpView {
        id: r.get("id")?,
        date,
        title: r.get::<_, Option<String>>("title")?.unwrap_or_default(),
        by: r.get("giver")?,
        amount: r.get("amount")?,
        unit: word(r, "in_units", Unit::from_code)?,
        request: r.get("request")?,
        seen: HelpSeen { gave: seen(r, "gave_v")?, request: seen(r, "for_request_v")? },
    })
}

fn cascade(r: &Row<'_>, date: NaiveDate) -> rusqlite::Result<CascadeView> {
    let numbers: [Option<i64>; 3] = [r.get("women")?, r.get("men")?, r.get("not_stated")?];
    let [women, men, not_stated] = numbers.map(Option::unwrap_or_default);
    let attended = numbers.iter().any(Option::is_some).then_some(Attended { women, men, not_stated });
    Ok(CascadeView {
        id: r.get("id")?,
        date,
        title: r.get::<_, Option<String>>("title")?.unwrap_or_default(),
        place: r.get("place")?,
        attended,
        total: attended.map(Attended::total),
        noted: r.get("noted")?,
        seen: CascadeSeen { event: seen(r, "event_v")?, attended: seen(r, "attended_v")?, noted: seen(r, "noted_v")? },
    })
}

pub(in crate::progress) fn day(r: &Row<'_>, column: &str) -> rusqlite::Result<Option<NaiveDate>> {
    Ok(r.get::<_, Option<String>>(column)?.and_then(|day| day.parse().ok()))
}

pub(super) fn month(r: &Row<'_>, column: &str) -> rusqlite::Result<Option<Month>> {
    Ok(r.get::<_, Option<String>>(column)?.and_then(|month| month.parse().ok()))
}

pub(super) fn word<T>(r: &Row<'_>, column: &str, found: fn(&str) -> Option<T>) -> rusqlite::Result<Option<T>> {
    Ok(r.get::<_, Option<String>>(column)?.and_then(|code| found(&code)))
}

fn seen(r: &Row<'_>, column: &str) -> rusqlite::Result<Seen> {
    Ok(Seen::shown(r.get(column)?))
}
