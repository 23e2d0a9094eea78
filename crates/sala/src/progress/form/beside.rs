//! What a form tells beside the activities: how an indicator is, and what help is asked for; pure.

use chrono::NaiveDate;

use super::{
    ASK, INDICATOR,
    fill::{Entry, Says},
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
    pub(super) fn indicator(&self) -> Result<Says, Refused> {
        let [.., actual_at, measured_at] = INDICATOR.map(usize::from);
        let now = Reached { actual: self.text(actual_at, MAX_LINE)?, measured: self.day(measured_at)? };
        let shown = matches!(self.slip, Slip::Indicator { actual, measured, .. } if *actual == now.actual && *measured == now.measured);
        if now.actual.is_none() && now.measured.is_some() && !shown {
            return Err(self.refuse(actual_at, "actual_missing"));
        }
        Ok(Says::Indicator(now))
    }

    pub(super) fn request(&self) -> Result<Says, Refused> {
        let [title_at, needed_at] = ASK.map(usize::from);
        match (self.text(title_at, MAX_LINE)?, self.day(needed_at)?) {
            (None, None) => Ok(Says::Nothing),
            (None, Some(_)) => Err(self.refuse(title_at, "title_missing")),
            (Some(title), needed) => Ok(Says::Request(Request { title, needed })),
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
