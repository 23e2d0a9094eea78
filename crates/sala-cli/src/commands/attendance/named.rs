//! How registers, half days, people and marks are named on the command line.

use std::str::FromStr;

use chrono::NaiveDate;
use clap::Args;
use sala::{
    Desk, Error, Problem, RecordId, Result,
    attendance::{
        Status,
        views::{find_person, find_register, registers, today},
    },
    programme::check_year,
};

use crate::{cli::OfProgramme, commands::programme_of};

/// One register of one programme.
#[derive(Clone, Debug, Args)]
pub struct AtRegister {
    #[command(flatten)]
    of: OfProgramme,
    /// Day and half, such as 2012-05-14/AM; for a session's register the hour, such as 2012-05-14/09:00, with the title where several begin then
    #[arg(long, value_name = "DATE/HALF")]
    register: HalfDay,
}

/// A half day as it is typed.
#[derive(Clone, Debug)]
pub(super) struct HalfDay {
    pub date: NaiveDate,
    pub half: String,
}

impl FromStr for HalfDay {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let (date, half) = text.split_once('/').ok_or("day and half are written as 2012-05-14/AM")?;
        let date = date.trim().parse().map_err(|_| format!("{date} is no day; days are written as 2012-05-14"))?;
        // AM is written in capitals; the title of a session as it is.
        let half = half.trim();
        // The session is named 2012-05-14/09:00/Clusters, and its register 2012-05-14/09:00 Clusters: either is understood.
        let half = &match half.split_once('/') {
            Some((hour, title)) if !hour.contains(' ') && sala::agenda::minutes(hour).is_some() => format!("{} {}", hour.trim(), title.trim()),
            _ => half.to_owned(),
        };
        Ok(Self { date, half: if half.len() <= 3 { half.to_uppercase() } else { half.to_owned() } })
    }
}

/// A day, or a half of it.
#[derive(Clone, Debug)]
pub(super) struct MaybeHalf {
    pub date: NaiveDate,
    pub half: Option<String>,
}

impl FromStr for MaybeHalf {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        if text.contains('/') {
            return text.parse().map(|HalfDay { date, half }| Self { date, half: Some(half) });
        }
        let date = text.trim().parse().map_err(|_| format!("{text} is no day; days are written as 2012-05-14"))?;
        Ok(Self { date, half: None })
    }
}

pub(super) fn status(text: &str) -> std::result::Result<Status, String> {
    text.parse().map_err(|_| format!("a status is one of {}", Status::ALL.map(Status::as_str).join(", ")))
}

impl AtRegister {
    pub(super) fn name(&self) -> String {
        format!("{}/{}", self.register.date, self.register.half)
    }

    /// The refusal where the programme has no such register, with those of that day.
    fn unknown(&self, desk: &Desk, book: RecordId) -> Error {
        let day = today(desk);
        let registers = desk.read(|r| registers(r, r.book(book)?, day)).unwrap_or_default();
        let there: Vec<_> = registers.into_iter().filter(|line| line.date == self.register.date).map(|line| line.half).collect();
        let problem = Problem::new("no_such_register").with("register", self.name());
        Error::Refused(if there.is_empty() { problem } else { problem.with("there", there) })
    }

    /// The programme and the register.
    pub(super) fn find(&self, desk: &Desk) -> Result<(RecordId, RecordId)> {
        check_year(self.register.date)?;
        let book = programme_of(desk, &self.of.programme)?;
        let found = desk.read(|r| find_register(r.sql(), r.book(book)?, self.register.date, &self.register.half))?;
        Ok((book, found.ok_or_else(|| self.unknown(desk, book))?))
    }
}

/// The person with this code.
pub(super) fn person(desk: &Desk, book: RecordId, code: &str) -> Result<RecordId> {
    let found = desk.read(|r| find_person(r.sql(), r.book(book)?, code))?;
    found.ok_or_else(|| Error::Refused(Problem::new("no_such_participant").with("participant", code)))
}
