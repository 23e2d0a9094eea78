//! The form that a plan lead without Sala fills in and mails back.
//!
//! Each row carries a slip in a hidden column: which record it is about, what it showed, and under which entries. So a form is read on
//! any laptop, in any order and more than once, and what was recorded meanwhile is decided about instead of lost (decision 23).

mod beside;
mod fill;
mod read;
mod slip;

use chrono::NaiveDate;
use serde::Serialize;

pub use beside::{Reached, Request};
pub use fill::{Filled, parse};
pub use read::{About, Outcome, Read, ReadRow, Refused, preview, read};
pub use slip::{Head, Slip, VERSION};

use super::{
    month::Month,
    value::{Doing, Light},
    views,
};
use crate::{
    Error, Problem, Reader, RecordId, Result,
    journal::{BookNo, names_of},
    plans::{self, value::AssistanceState},
    programme,
};

/// How many workshops of alumni fit on a form.
pub const CASCADES: u32 = 4;
/// How many requests for assistance fit on a form.
pub const REQUESTS: u32 = 3;
/// The column that carries the slips: the one behind the last that people see, from 0.
pub const SLIPS: u16 = 6;

/// The columns of an activity, from 0: what is done, from, until, how it stands, how much of it, what is told.
pub const ACTIVITY: [u16; 6] = [0, 1, 2, 3, 4, 5];
/// The columns of a workshop, from 0: what it was, day, place, women, men, not stated.
pub const CASCADE: [u16; 6] = [0, 1, 2, 3, 4, 5];

/// The columns of an indicator, from 0: what is measured, before, target, how it is, on which day.
pub const INDICATOR: [u16; 5] = [0, 1, 2, 3, 4];
/// The columns of a request, from 0: what is asked for, by when.
pub const ASK: [u16; 2] = [0, 1];

/// The words in which a form offers what can be chosen; it carries them along, so it is read in any language.
#[derive(Clone, Copy, Debug)]
pub struct Choices {
    /// How an activity may stand.
    pub doing: [(Doing, &'static str); 4],
    /// How the plan may stand.
    pub light: [(Light, &'static str); 3],
}

/// A row of a form: an activity as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormRow {
    /// What is done.
    pub title: String,
    /// First day.
    pub starts: Option<NaiveDate>,
    /// Last day.
    pub ends: Option<NaiveDate>,
    /// What is told of it so far.
    pub doing: Option<Doing>,
    /// How much of it is done.
    pub percent: Option<i64>,
    /// What was said.
    pub said: Option<String>,
    /// Its slip.
    #[serde(skip)]
    pub slip: String,
}

/// A row of a form: an indicator as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormIndicator {
    /// What is measured, and in what.
    pub title: String,
    /// How it was before.
    pub baseline: Option<String>,
    /// How it should become.
    pub target: Option<String>,
    /// How it is.
    pub reached: Reached,
    /// Its slip.
    pub slip: String,
}

/// What was asked for before, as it stands. Only told: a form does not change it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What, and by when.
    pub request: Request,
    /// What became of it.
    pub state: AssistanceState,
}

/// A form for one plan and one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The programme's code and title.
    pub programme: String,
    /// The plan's code.
    pub code: String,
    /// The sector in words.
    pub sector: String,
    /// The month.
    pub month: Month,
    /// The activities.
    pub rows: Vec<FormRow>,
    /// How the plan stands so far, and why.
    pub light: Option<Light>,
    /// Why.
    pub reason: Option<String>,
    /// The slip of the rating.
    pub rating_slip: String,
    /// The slip of the form itself.
    pub head_slip: String,
    /// The slips of the workshops.
    pub cascade_slips: Vec<String>,
    /// The indicators.
    pub indicators: Vec<FormIndicator>,
    /// What help was asked for so far, and what became of it.
    pub asked: Vec<Asked>,
    /// The slips of the requests.
    pub request_slips: Vec<String>,
}

/// The form of a plan for a month, as things stand. `made` names the form: milliseconds since 1970.
///
/// # Errors
/// `no_such_plan`; `month_not_followed`; `plan_without_activities` where there is nothing to tell of.
pub fn form(reader: &Reader<'_>, book: BookNo, book_id: RecordId, plan: RecordId, month: Month, choices: &Choices, made: i64) -> Result<Form> {
    let sql = reader.sql();
    let line = plans::views::line(sql, book, plan)?;
    // What could not be taken in when it comes back is not sent out.
    super::month::is_followed(sql, book, month)?;
    let (content, carried) = plans::content(sql, book, plan)?;
    if content.activities.is_empty() {
        return Problem::new("plan_without_activities").refuse();
    }
    let indicators = content.indicators.iter().map(|one| {
        let (actual, measured) = carried.actual.get(&one.id).cloned().unwrap_or_default();
        let slip = Slip::Indicator { id: one.id, names: names_of(sql, &one.seen.reached)?, actual: actual.clone(), measured };
        let title = one.unit.as_ref().map_or_else(|| one.title.clone(), |unit| format!("{} ({unit})", one.title));
        Ok(FormIndicator { title, baseline: one.baseline.clone(), target: one.target.clone(), reached: Reached { actual, measured }, slip: slip.write()? })
    });
    let indicators = indicators.collect::<Result<Vec<_>>>()?;
    let told = views::of_plan(sql, book, plan)?;
    let asked = content.assistance.iter().map(|one| {
        let said = carried.given.get(&one.id).and_then(|(state, ..)| AssistanceState::from_code(state)).unwrap_or(AssistanceState::Asked);
        let helped = told.help.iter().any(|help| help.request == Some(one.id));
        Asked { request: Request { title: one.title.clone(), needed: one.needed }, state: views::became(said, helped) }
    });
    let asked = asked.collect();
    let facts = programme::views::facts(sql, book)?;
    let rows = content.activities.into_iter().map(|activity| {
        let report = told.reports.iter().find(|report| report.activity == activity.id && report.month == month);
        let (doing, percent, said) = report.map_or((None, None, None), |report| (report.doing, report.percent, report.said.clone()));
        let slip = Slip::Activity {
            id: activity.id,
            progress: report.map_or_else(|| Ok(Vec::new()), |report| names_of(sql, &report.progress_seen))?,
            told: report.map_or_else(|| Ok(Vec::new()), |report| names_of(sql, &report.said_seen))?,
            doing,
            percent,
            said: said.clone(),
        };
        Ok(FormRow { title: activity.title, starts: activity.starts, ends: activity.ends, doing, percent, said, slip: slip.write()? })
    });
    let rows = rows.collect::<Result<Vec<_>>>()?;
    let rating = told.ratings.iter().find(|rating| rating.month == month);
    let (light, reason) = rating.map_or((None, None), |rating| (rating.light, rating.reason.clone()));
    let names = rating.map_or_else(|| Ok(Vec::new()), |rating| names_of(sql, &rating.seen))?;
    let head = Head {
        sala_form: VERSION,
        programme: book_id,
        plan,
        month: month.to_string(),
        form: RecordId::new_at(made),
        doing: choices.doing.iter().map(|(doing, word)| ((*word).to_owned(), *doing)).collect(),
        light: choices.light.iter().map(|(light, word)| ((*word).to_owned(), *light)).collect(),
    };
    let cascade_slips = (1..=CASCADES).map(|nth| Slip::Cascade { nth }.write()).collect::<Result<_>>()?;
    let request_slips = (1..=REQUESTS).map(|nth| Slip::Request { nth }.write()).collect::<Result<_>>()?;
    Ok(Form {
        programme: facts.map(|facts| format!("{} \u{b7} {}", facts.code, facts.title)).unwrap_or_default(),
        code: line.code,
        sector: line.sector,
        month,
        rows,
        rating_slip: Slip::Rating { names, light, reason: reason.clone() }.write()?,
        light,
        reason,
        head_slip: serde_json::to_string(&head).map_err(|e| Error::damaged("form", e))?,
        cascade_slips,
        indicators,
        asked,
        request_slips,
    })
}
