//! Registers and marks.

mod advance;
mod history;
mod list;
mod named;
mod stray;

use std::{fmt::Write as _, path::PathBuf};

use clap::{Args, Subcommand};
use sala::{
    Desk, Error, Problem, RecordId, Result,
    attendance::{self, Mark, Paper, Parts, Status, mark::At, views::today},
};
use serde_json::json;

use super::{output::bring, report};
use crate::{
    answer::{Answer, count},
    cli::OfProgramme,
    words,
};
use named::{AtRegister, person, status};

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
    Advance(advance::Advance),
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
        Attendance::Import { file, of, fill_rest } => list::import(desk, file, &of, fill_rest),
        Attendance::Lock { at } => close(desk, &at, "attendance_lock", |change, register| attendance::lock(change, register, None)),
        Attendance::Advance(args) => advance::advance(desk, args),
        Attendance::Verify(Verify { at, signatures, others, explained }) => {
            let paper = signatures.map(|signatures| Paper { signatures, others, explained });
            close(desk, &at, "attendance_verify", |change, register| attendance::verify(change, register, paper.as_ref(), None))
        }
        Attendance::Reopen { at, reason } => close(desk, &at, "attendance_reopen", |change, register| attendance::reopen(change, register, &reason, None)),
        Attendance::Photograph { at, files } => photograph(desk, &at, &files),
        Attendance::Move(args) => stray::move_marks(desk, args),
        Attendance::Clear { at } => stray::clear(desk, &at),
        Attendance::Report(args) => report::run(desk, args),
        Attendance::History { at, participant } => history::history(desk, &at, &participant),
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
