//! A month of the calendar: what a report is about. Everybody means the same by June, whichever day a plan was signed on and
//! whatever a laptop knows of it, so two laptops that report on one activity meet in one record.

use std::{fmt, str::FromStr};

use chrono::{Datelike as _, Months, NaiveDate};
use serde::{Serialize, Serializer};

use crate::{
    Error, Problem, Result,
    journal::BookNo,
    programme::{check_year, views::Programme},
};

/// A month, stored as ISO 8601 writes it (`2012-06`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    first: NaiveDate,
}

impl Month {
    /// The month of a day.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self { first: day.with_day(1).unwrap_or(day) }
    }

    /// A month as people type it.
    ///
    /// # Errors
    /// `month_unreadable`; `thai_year` with the month it would be; `year_unlikely`.
    pub fn parse(typed: &str) -> Result<Self> {
        let month = typed.trim().parse::<Self>().map_err(|_| Error::Refused(Problem::new("month_unreadable").with("value", typed.trim())))?;
        check_year(month.first)?;
        Ok(month)
    }

    /// Its first day.
    #[must_use]
    pub const fn first_day(self) -> NaiveDate {
        self.first
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        self.next().first.pred_opt().unwrap_or(self.first)
    }

    /// The month after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self { first: self.first.checked_add_months(Months::new(1)).unwrap_or(self.first) }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first.format("%Y-%m"))
    }
}

/// The text is no month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a month")]
pub struct NoMonth;

impl FromStr for Month {
    type Err = NoMonth;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() != 7 {
            return Err(NoMonth);
        }
        format!("{text}-01").parse().map(Self::of).map_err(|_| NoMonth)
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

/// A month over which the plans of a programme are followed. While its own record has not arrived nobody knows them, and any is taken.
///
/// # Errors
/// `month_not_followed` with the first and the last; store failures.
pub(crate) fn is_followed(sql: &rusqlite::Connection, book: BookNo, month: Month) -> Result<()> {
    let months = crate::programme::views::facts(sql, book)?.map(|programme| followed(&programme)).unwrap_or_default();
    match (months.first(), months.last()) {
        (Some(first), Some(last)) if !(*first..=*last).contains(&month) => {
            let (month, first, last) = (month.to_string(), first.to_string(), last.to_string());
            Problem::new("month_not_followed").with("month", month).with("first", first).with("last", last).refuse()
        }
        _ => Ok(()),
    }
}

/// The months over which a programme's plans are followed: as many as it says, from the one after its last day's.
#[must_use]
pub fn followed(programme: &Programme) -> Vec<Month> {
    programme.ends.map_or_else(Vec::new, |ends| followed_from(ends, programme.follow_up_months).collect())
}

/// So many months from the one after a last day's.
pub(super) fn followed_from(ends: NaiveDate, months: i64) -> impl Iterator<Item = Month> {
    let all = std::iter::successors(Some(Month::of(ends).next()), |month| Some(month.next()));
    all.take(usize::try_from(months).unwrap_or(0))
}
