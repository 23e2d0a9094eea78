//! What a form tells beside the activities: how an indicator is, and what help is asked for; pure.

use chrono::NaiveDate;

use super::{
    ASK, INDICATOR,
    fill::{Entry, Says, Wrong},
    read::Refused,
    slip::Slip,
};
use crate::{
    Result,
    people::table::{DateGuess, dates},
    programme::check_year,
    progress::MAX_LINE,
};

/// How an indicator is, as one value: a figure says little without its day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// A number or words.
    pub actual: Option<String>,
    /// On which day it was looked at.
    pub measured: Option<NaiveDate>,
}

/// A request for assistance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// In words.
    pub title: String,
    /// By when.
    pub needed: Option<NaiveDate>,
}

impl Entry<'_> {
    pub(super) fn indicator(&self, wrong: &mut Wrong) -> Option<Says> {
        let [.., actual_at, measured_at] = INDICATOR.map(usize::from);
        let actual = wrong.unless(self.text(actual_at, MAX_LINE));
        let measured = wrong.unless(self.day(measured_at));
        let now = Reached { actual: actual?, measured: measured? };
        let shown = matches!(self.slip, Slip::Indicator { actual, measured, .. } if *actual == now.actual && *measured == now.measured);
        if now.actual.is_none() && now.measured.is_some() && !shown {
            wrong.add(self.refuse(actual_at, "actual_missing"));
            return None;
        }
        Some(Says::Indicator(now))
    }

    pub(super) fn request(&self, wrong: &mut Wrong) -> Option<Says> {
        let [title_at, needed_at] = ASK.map(usize::from);
        let title = wrong.unless(self.text(title_at, MAX_LINE));
        let needed = wrong.unless(self.day(needed_at));
        match (title?, self.row.cell(needed_at).trim()) {
            (None, "") => Some(Says::Nothing),
            // Something is asked for by a day, and nobody says what.
            (None, _) => {
                wrong.add(self.refuse(title_at, "title_missing"));
                None
            }
            (Some(title), _) => Some(Says::Request(Request { title, needed: needed? })),
        }
    }

    /// A day, where one is written.
    pub(super) fn day(&self, at: usize) -> Result<Option<NaiveDate>, Refused> {
        if self.row.cell(at).trim().is_empty() {
            return Ok(None);
        }
        let date = match dates(self.row.cell(at)) {
            DateGuess::Date(date) => date,
            DateGuess::ThaiYear(_) => return Err(self.refuse(at, "thai_year")),
            DateGuess::Ambiguous => return Err(self.refuse(at, "date_ambiguous")),
            DateGuess::Unreadable => return Err(self.refuse(at, "date_unreadable")),
        };
        check_year(date).map_err(|error| self.refuse(at, error.problem().code)).map(|()| Some(date))
    }
}
