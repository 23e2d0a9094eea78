//! All plans at a glance: one row a plan, months across, the last word and what is due next. Pure, over what is told.

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    due::{self, Due},
    month::Month,
    value::{Doing, Light},
    views::{Facts, Plan},
};
use crate::{RecordId, people::value::codes, plans::state::State};

codes! {
    /// Of which kind the last word is.
    WordOf {
        /// A report on an activity.
        Report = "report",
        /// A rating.
        Rating = "rating",
        /// A coaching contact.
        Contact = "contact",
        /// Assistance that was given.
        Help = "help",
        /// A workshop of alumni.
        Cascade = "cascade",
    }
}

/// What was last heard of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LastWord {
    /// On which day, or for which it speaks.
    pub date: NaiveDate,
    /// Of which kind.
    pub of: WordOf,
    /// In words; empty where there are none.
    pub text: String,
}

/// A plan in a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// The month.
    pub month: Month,
    /// How it stood; none where nobody said.
    pub light: Option<Light>,
    /// Why.
    pub reason: Option<String>,
    /// How many activities were told of.
    pub reports: usize,
    /// Of how many of these it was not said that nothing was done. Zero with reports is "no progress"; zero without is "no report". Who only
    /// wrote what happened said neither.
    pub moving: usize,
}

/// A plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
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
    /// Its steps, and how many of them are done.
    pub activities: usize,
    /// How many of them are done.
    pub done: usize,
    /// By month.
    pub months: Vec<Cell>,
    /// What was last heard of it.
    pub last: Option<LastWord>,
    /// What is due next.
    pub next: Option<Due>,
    /// Nobody has heard of it for [`SILENT`] days, and somebody should have.
    pub silent: bool,
}

/// All plans.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Glance {
    /// Over which months they are followed.
    pub months: Vec<Month>,
    /// By code.
    pub plans: Vec<Row>,
}

/// After how many days without a word somebody should ask.
pub const SILENT: i64 = 30;

/// All plans as they are on a day.
#[must_use]
pub fn glance(facts: &Facts, book: RecordId, today: NaiveDate) -> Glance {
    let due = due::all(facts, book, today);
    let row = |plan: &Plan| {
        let last = last_word(plan);
        let heard = last.as_ref().map(|last| last.date).or(facts.since);
        let is_over = |id: RecordId| plan.reports.iter().rfind(|one| one.activity == id && one.doing.is_some()).and_then(|one| one.doing) == Some(Doing::Done);
        Row {
            id: plan.id,
            code: plan.code.clone(),
            sector: plan.sector.clone(),
            country: plan.country.clone(),
            state: plan.state,
            activities: plan.activities.len(),
            done: plan.activities.iter().filter(|one| is_over(one.id)).count(),
            months: facts.months.iter().map(|month| cell(plan, *month)).collect(),
            next: due.iter().find(|due| due.plan == plan.id && !due.settled).cloned(),
            silent: due::is_expected(plan.state) && heard.is_some_and(|heard| (today - heard).num_days() > SILENT),
            last,
        }
    };
    Glance { months: facts.months.clone(), plans: facts.plans.iter().map(row).collect() }
}

fn cell(plan: &Plan, month: Month) -> Cell {
    let rating = plan.ratings.get(&month);
    let reports = plan.reports.iter().filter(|report| report.month == month);
    let still = |doing: Option<Doing>| matches!(doing, Some(Doing::NotStarted | Doing::Stopped));
    Cell {
        month,
        light: rating.map(|rated| rated.light),
        reason: rating.and_then(|rated| rated.reason.clone()),
        reports: reports.clone().count(),
        moving: reports.filter(|report| !still(report.doing)).count(),
    }
}

fn last_word(plan: &Plan) -> Option<LastWord> {
    let word = |date: NaiveDate, of: WordOf, text: &str| LastWord { date, of, text: text.to_owned() };
    let title = |id: RecordId| plan.activities.iter().find(|one| one.id == id).map_or("", |one| one.title.as_str());
    let reports = plan.reports.iter().map(|one| word(one.day, WordOf::Report, one.said.as_deref().unwrap_or_else(|| title(one.activity))));
    let ratings = plan.ratings.values().map(|one| word(one.day, WordOf::Rating, one.reason.as_deref().unwrap_or_default()));
    let contacts = plan.contacts.iter().map(|one| word(one.date, WordOf::Contact, one.said.as_deref().unwrap_or_default()));
    let help = plan.help.iter().map(|one| word(one.date, WordOf::Help, &one.title));
    let cascades = plan.cascades.iter().map(|one| word(one.date, WordOf::Cascade, &one.title));
    // Of one day, what says something in words.
    ratings.chain(cascades).chain(help).chain(reports).chain(contacts).max_by_key(|word| (word.date, !word.text.is_empty()))
}
