//! Registers and marks.

use std::{fmt::Write as _, path::PathBuf, str::FromStr};

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use sala::{
    Desk, Error, Problem, RecordId, Result,
    attendance::{
        self, Mark, Paper, Parts, Status, Stretch,
        mark::At,
        views::{find_person, find_register, today},
    },
    programme::check_year,
};
use serde_json::json;

use super::{output::bring, programme_of, report, spreadsheet, stray};
use crate::{
    answer::{Answer, count, or_dash, table},
    cli::OfProgramme,
    words,
};

/// `sala attendance ...`.
#[derive(Debug, Subcommand)]
pub enum Attendance {
    /// Mark one person at one register
    Mark(MarkOne),
    /// Give everybody unmarked the same mark
    Fill {
        #[command(flatten)]
        at: AtRegister,
        /// present, late, excused, absent, not_arrived or departed
        #[arg(long, value_parser = status)]
        status: Status,
    },
    /// Import marks: Date, Half, Participant, Status, Minutes, Reason
    Import {
        /// CSV or XLSX
        file: PathBuf,
        #[command(flatten)]
        of: OfProgramme,
        /// The mark of everybody whom the list does not name, at every open register
        #[arg(long, value_name = "STATUS", value_parser = status)]
        fill_rest: Option<Status>,
    },
    /// Mark somebody in advance at every open register of some days: excused, not arrived, departed. Not arrived also where a register
    /// was closed before they belonged
    Advance(Advance),
    /// Close a register in which everybody is marked
    Lock {
        #[command(flatten)]
        at: AtRegister,
    },
    /// Open a closed register again
    Reopen {
        #[command(flatten)]
        at: AtRegister,
        /// Why
        #[arg(long, default_value = "", hide_default_value = true)]
        reason: String,
    },
    /// Note that a closed register was compared with its paper sheet
    Verify(Verify),
    /// Hang photographs of the signed sheet on a register
    Photograph {
        #[command(flatten)]
        at: AtRegister,
        /// JPEG, PNG or PDF; several, page by page
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Move the marks of a register in which nothing is held to another one; where that says otherwise of somebody, both stay
    Move(stray::Move),
    /// Take all marks away from a register in which nothing is held
    Clear {
        #[command(flatten)]
        at: AtRegister,
    },
    /// Counts and rates
    Report(report::Report),
    /// Everything that was ever said of one person at one register
    History {
        #[command(flatten)]
        at: AtRegister,
        /// The person's code
        #[arg(long, value_name = "CODE")]
        participant: String,
    },
}

/// `sala attendance mark`.
#[derive(Debug, Args)]
pub struct MarkOne {
    #[command(flatten)]
    at: AtRegister,
    /// The person's code
    #[arg(long, value_name = "CODE")]
    participant: String,
    /// present, late, excused, absent, not_arrived or departed
    #[arg(long, value_parser = status)]
    status: Status,
    /// Minutes late
    #[arg(long, allow_negative_numbers = true)]
    minutes: Option<i64>,
    /// Why
    #[arg(long)]
    reason: Option<String>,
    /// Who gave leave
    #[arg(long, value_name = "NAME")]
    approver: Option<String>,
    /// Minutes before the end at which somebody left who was there
    #[arg(long, value_name = "MINUTES", allow_negative_numbers = true)]
    left_early: Option<i64>,
}

/// `sala attendance advance`.
#[derive(Debug, Args)]
pub struct Advance {
    #[command(flatten)]
    of: OfProgramme,
    /// The person's code
    #[arg(long, value_name = "CODE")]
    participant: String,
    /// From this day on, or from this half of it, such as 2012-05-16/PM
    #[arg(long, value_name = "DATE[/HALF]")]
    from: MaybeHalf,
    /// Until this day, or this half of it, included
    #[arg(long, value_name = "DATE[/HALF]")]
    to: MaybeHalf,
    /// excused, not_arrived or departed
    #[arg(long, value_parser = status, default_value = "excused")]
    status: Status,
    /// Why
    #[arg(long)]
    reason: Option<String>,
    /// Who gave leave
    #[arg(long, value_name = "NAME")]
    approver: Option<String>,
}

/// `sala attendance verify`.
#[derive(Debug, Args)]
pub struct Verify {
    #[command(flatten)]
    at: AtRegister,
    /// How many participants signed the sheet
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    signatures: Option<i64>,
    /// How many others signed it: observers, staff, interpreters
    #[arg(long, value_name = "N", requires = "signatures", allow_negative_numbers = true, default_value_t = 0)]
    others: i64,
    /// Why that is not what the register says
    #[arg(long, value_name = "TEXT", requires = "signatures")]
    explained: Option<String>,
}

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
    pub(super) date: NaiveDate,
    pub(super) half: String,
}

impl FromStr for HalfDay {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let (date, half) = text.split_once('/').ok_or("day and half are written as 2012-05-14/AM")?;
        let date = date.trim().parse().map_err(|_| format!("{date} is no day; days are written as 2012-05-14"))?;
        // AM is written in capitals; the title of a session as it is.
        let half = half.trim();
        Ok(Self { date, half: if half.len() <= 3 { half.to_uppercase() } else { half.to_owned() } })
    }
}

/// A day, or a half of it.
#[derive(Clone, Debug)]
struct MaybeHalf {
    date: NaiveDate,
    half: Option<String>,
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

fn status(text: &str) -> std::result::Result<Status, String> {
    text.parse().map_err(|_| format!("a status is one of {}", Status::ALL.map(Status::as_str).join(", ")))
}

impl AtRegister {
    pub(super) fn name(&self) -> String {
        format!("{}/{}", self.register.date, self.register.half)
    }

    /// The refusal where the programme has no such register, with those of that day.
    fn unknown(&self, desk: &Desk, book: RecordId) -> Error {
        let day = today(desk);
        let registers = desk.read(|r| attendance::views::registers(r, r.book(book)?, day)).unwrap_or_default();
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

fn person(desk: &Desk, book: RecordId, code: &str) -> Result<RecordId> {
    let found = desk.read(|r| find_person(r.sql(), r.book(book)?, code))?;
    found.ok_or_else(|| Error::Refused(Problem::new("no_such_participant").with("participant", code)))
}

/// Do it.
pub fn run(desk: &Desk, args: Attendance) -> Result<Answer> {
    match args {
        Attendance::Mark(args) => mark(desk, args),
        Attendance::Fill { at, status } => {
            let (book, register) = at.find(desk)?;
            let filled = desk.change(book, "attendance_fill", |change| attendance::fill(change, register, status))?;
            let not_come = desk.read(|r| attendance::views::awaited(r.sql(), r.book(book)?, register))?;
            let away = desk.read(|r| attendance::views::elsewhere(r.sql(), r.book(book)?, register))?;
            let mut text = format!("{}: {} marked {}.", at.name(), count(filled, "person", "people"), words::mark(status));
            if !not_come.is_empty() {
                let _ = write!(
                    text,
                    " Not {}, who {} only nominated or did not show up: mark whoever came.",
                    not_come.join(", "),
                    if not_come.len() == 1 { "is" } else { "are" }
                );
            }
            if !away.is_empty() {
                let _ = write!(text, " Not {}: other registers say that they had not arrived yet, or had departed. Mark them one by one.", away.join(", "));
            }
            Answer::new(&json!({ "register": at.name(), "status": status, "filled": filled, "not_come": not_come, "away": away }), text)
        }
        Attendance::Import { file, of, fill_rest } => import(desk, file, &of, fill_rest),
        Attendance::Lock { at } => close(desk, &at, "attendance_lock", |change, register| attendance::lock(change, register, None)),
        Attendance::Advance(args) => advance(desk, args),
        Attendance::Verify(Verify { at, signatures, others, explained }) => {
            let paper = signatures.map(|signatures| Paper { signatures, others, explained });
            close(desk, &at, "attendance_verify", |change, register| attendance::verify(change, register, paper.as_ref(), None))
        }
        Attendance::Reopen { at, reason } => close(desk, &at, "attendance_reopen", |change, register| attendance::reopen(change, register, &reason, None)),
        Attendance::Photograph { at, files } => photograph(desk, &at, &files),
        Attendance::Move(args) => stray::move_marks(desk, args),
        Attendance::Clear { at } => stray::clear(desk, &at),
        Attendance::Report(args) => report::run(desk, args),
        Attendance::History { at, participant } => history(desk, &at, &participant),
    }
}

/// All of them or none.
fn photograph(desk: &Desk, at: &AtRegister, files: &[PathBuf]) -> Result<Answer> {
    let (book, register) = at.find(desk)?;
    let kept = files.iter().map(|path| bring(desk, path)).collect::<Result<Vec<_>>>()?;
    desk.change(book, "attach_paper", |change| kept.iter().try_for_each(|picture| attendance::photograph(change, register, picture).map(drop)))?;
    let papers = desk.read(|r| attendance::views::papers(r.sql(), r.book(book)?, register))?;
    let text = format!("{}: {} of its signed sheet.", at.name(), count(papers.len() as u64, "photograph", "photographs"));
    Answer::new(&json!({ "register": at.name(), "papers": papers }), text)
}

fn mark(desk: &Desk, args: MarkOne) -> Result<Answer> {
    let MarkOne { at, participant: code, status, minutes, reason, approver, left_early } = args;
    let new = Mark::try_from(Parts { status, minutes, reason, approver, left_early })?;
    let (book, register) = at.find(desk)?;
    let participant = person(desk, book, &code)?;
    let cell = At { register, participant, seen: None };
    desk.change(book, "attendance_mark", |change| attendance::mark::mark(change, &cell, new.clone()))?;
    let text = format!("{} at {}: {}.", code, at.name(), words::mark(status));
    // Every part has its key, as in the history, also where it is empty.
    let Parts { status, minutes, reason, approver, left_early } = new.into();
    let mark = json!({ "status": status, "minutes": minutes, "reason": reason, "approver": approver, "left_early": left_early });
    Answer::new(&json!({ "register": at.name(), "participant": code, "mark": mark }), text)
}

fn advance(desk: &Desk, args: Advance) -> Result<Answer> {
    let Advance { of, participant: code, from, to, status, reason, approver } = args;
    check_year(from.date)?;
    check_year(to.date)?;
    let mark = Mark::try_from(Parts { reason, approver, ..Parts::of(status) })?;
    let book = programme_of(desk, &of.programme)?;
    let participant = person(desk, book, &code)?;
    let stretch = Stretch { from: from.date, from_half: from.half, to: to.date, to_half: to.half };
    let done = desk.change(book, "attendance_advance", |change| attendance::advance(change, participant, &stretch, &mark))?;
    let mut text = format!("{code}: {} at {}.", words::mark(status), count(done.marked, "register", "registers"));
    if done.kept > 0 {
        text.push_str(&format!(" {} a mark already, which stays.", count(done.kept, "register had", "registers had")));
    }
    if done.closed > 0 {
        text.push_str(&format!(" {} closed: open it again first.", count(done.closed, "register is", "registers are")));
    }
    Answer::new(&json!({ "participant": code, "status": status, "marked": done.marked, "kept": done.kept, "closed": done.closed }), text)
}

fn import(desk: &Desk, file: PathBuf, of: &OfProgramme, fill_rest: Option<Status>) -> Result<Answer> {
    let book = programme_of(desk, &of.programme)?;
    let file = spreadsheet(&file)?;
    let first = file.sheets.first().ok_or_else(|| Error::Refused(Problem::new("table_empty")))?;
    let done = desk.change(book, "attendance_import", |change| attendance::import::import(change, first, fill_rest))?;
    let refused = (!done.refused.is_empty()).then(|| Problem::new("attendance_rows_refused").with("refused", done.refused.len()));
    let rows = done.refused.iter().map(|r| [r.row.to_string(), r.column.to_owned(), r.value.clone(), words::row(r.code).to_owned()]);
    let text = match refused.is_some() {
        true => table(["Row", "Column", "Value", "Refused because"], rows),
        false => {
            let left_out = match done.left_out {
                0 => String::new(),
                n => {
                    format!(" {} left out of that: other registers say that somebody had not arrived yet, or had departed.", count(n, "cell was", "cells were"))
                }
            };
            format!("{} added, {} updated, {} unchanged, {} filled in.{left_out}", done.added, done.updated, done.unchanged, done.filled)
        }
    };
    Ok(Answer::new(&done, text)?.refused(refused))
}

/// Change how far a register has come, and tell how it stands then.
fn close(desk: &Desk, at: &AtRegister, what: &'static str, verb: impl FnOnce(&mut sala::journal::Change<'_>, RecordId) -> Result<()>) -> Result<Answer> {
    let (book, register) = at.find(desk)?;
    desk.change(book, what, |change| verb(change, register))?;
    let day = today(desk);
    let line = desk.read(|r| Ok(attendance::views::registers(r, r.book(book)?, day)?.into_iter().find(|line| line.id == register)))?;
    let line = line.ok_or_else(|| Error::Refused(Problem::new("no_such_register").with("register", at.name())))?;
    let text = format!("{} is {}.", at.name(), line.state.as_str());
    Answer::new(&json!({ "register": at.name(), "state": line.state, "counts": line.counts, "paper": line.paper }), text)
}

fn history(desk: &Desk, at: &AtRegister, code: &str) -> Result<Answer> {
    let (book, register) = at.find(desk)?;
    let participant = person(desk, book, code)?;
    let lines = desk.read(|r| attendance::views::history(r, r.book(book)?, register, participant))?;
    let rows = lines.iter().map(|line| {
        let said = line.value.as_ref().map_or_else(
            || if line.kept { "kept for review" } else { "taken back" }.to_owned(),
            |mark| {
                let minutes = mark.minutes.map(|m| format!("{m} min"));
                let left = mark.left_early.map(|m| format!("left {m} min early"));
                [Some(mark.status.clone()), minutes, left, mark.reason.clone(), mark.approver.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ")
            },
        );
        let stands = if line.replaced { "replaced" } else { "stands" };
        [
            sala::rfc3339(line.at),
            line.author.clone(),
            line.replica_label.clone(),
            said,
            stands.to_owned(),
            or_dash(line.page),
            words::step(line.journey).to_owned(),
        ]
    });
    let text = match lines.is_empty() {
        true => format!("Nobody has marked {code} at {}.", at.name()),
        false => table(["At", "Author", "Laptop", "Said", "Now", "Page", "Way"], rows),
    };
    Answer::new(&json!({ "register": at.name(), "participant": code, "history": lines }), text)
}
