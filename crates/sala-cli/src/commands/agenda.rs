//! The agenda: from a spreadsheet, shown, and at work.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Subcommand;
use sala::{
    Desk, Problem, Result,
    agenda::{
        Overlap, clock,
        import::{Options, apply, preview},
        overlaps_and_visits,
        views::{Day, SessionLine, days},
    },
    visits,
};
use serde_json::{Value as Json, json};

use super::{calendar, checks, programme_of, roster::refusals, session, session_new, spreadsheet};
use crate::{
    answer::{Answer, count, or_dash, table},
    cli::OfProgramme,
    words,
};

/// `sala agenda ...`.
#[derive(Debug, Subcommand)]
pub enum Agenda {
    /// Import sessions: Date, Start, End, Method, Title, and where there are such columns Room and Trainers
    Import {
        /// CSV or XLSX
        file: PathBuf,
        #[command(flatten)]
        of: OfProgramme,
        /// Years over 2400 are Thai years: take them as such
        #[arg(long)]
        thai_years: bool,
    },
    /// Add one session
    Add(session_new::Add),
    /// All sessions, and which of them overlap
    List {
        #[command(flatten)]
        of: OfProgramme,
        /// Only this day
        #[arg(long, value_name = "DATE")]
        day: Option<NaiveDate>,
    },
    /// Let a session begin at another time; it takes as long as before
    Move(session::Move),
    /// Let two sessions exchange their times
    Swap(session::Swap),
    /// Let a session end later or earlier
    Lengthen(session::Lengthen),
    /// Correct what a session is called, where it is and who teaches
    Edit(session::Edit),
    /// A session does not, or did not, take place
    Cancel(session::Cancel),
    /// A session is planned, neither cancelled nor held
    Plan(session::Plan),
    /// A session took place; where it was not as planned, when
    Hold(session::Hold),
    /// Write the agenda as a calendar file (.ics)
    Calendar(calendar::ToFile),
}

/// Do it.
pub fn run(desk: &Desk, args: Agenda) -> Result<Answer> {
    match args {
        Agenda::Import { file, of, thai_years } => import(desk, &file, &of, thai_years),
        Agenda::Add(args) => session_new::add(desk, args),
        Agenda::List { of, day } => list(desk, &of, day),
        Agenda::Move(args) => session::move_to(desk, args),
        Agenda::Swap(args) => session::swap(desk, args),
        Agenda::Lengthen(args) => session::lengthen(desk, args),
        Agenda::Edit(args) => session::edit(desk, args),
        Agenda::Cancel(args) => session::cancel(desk, args),
        Agenda::Plan(args) => session::plan(desk, args),
        Agenda::Hold(args) => session::hold(desk, args),
        Agenda::Calendar(args) => calendar::run(desk, args),
    }
}

fn import(desk: &Desk, file: &std::path::Path, of: &OfProgramme, thai_years: bool) -> Result<Answer> {
    let book = programme_of(desk, &of.programme)?;
    let sheet = spreadsheet(file)?;
    let options = Options { sheet: None, thai_years };
    let mut plan = preview(desk, book, &sheet, &options)?;
    if plan.refused.is_empty() {
        let plan = apply(desk, book, &sheet, &options, false)?;
        let text = format!("{} added, {} updated, {} unchanged.", count(plan.added as u64, "session", "sessions"), plan.updated, plan.unchanged);
        return Answer::new(&plan, text);
    }
    // Nothing was written: the counts say so.
    (plan.added, plan.updated) = (0, 0);
    let problem = Problem::new("agenda_rows_refused").with("refused", plan.refused.len());
    Ok(Answer::new(&plan, refusals(&plan.refused))?.refused(Some(problem)))
}

fn list(desk: &Desk, of: &OfProgramme, only: Option<NaiveDate>) -> Result<Answer> {
    let book = programme_of(desk, &of.programme)?;
    let (mut days, visits) = desk.read(|r| Ok((days(r.sql(), r.book(book)?)?, visits::views::list(r.sql(), r.book(book)?)?)))?;
    let known: usize = days.iter().map(|day| day.sessions.len()).sum();
    days.retain(|day| only.is_none_or(|only| only == day.date));
    let found: Vec<(&Day, Overlap)> = days.iter().flat_map(|day| overlaps_and_visits(day, &visits).into_iter().map(move |overlap| (day, overlap))).collect();
    let text = match (days.is_empty(), only) {
        // A day without sessions is no programme without an agenda.
        (true, Some(day)) if known > 0 => {
            format!("No sessions on {day}. The programme has {}: `sala agenda list`.", count(known as u64, "session", "sessions"))
        }
        (true, _) => "No sessions: `sala agenda import FILE` brings them, `sala agenda add` one of them.".to_owned(),
        (false, _) => {
            let rows = days.iter().flat_map(|day| day.sessions.iter().map(|line| row(day.date, line)));
            let sessions = table(["Date", "From", "To", "Title", "Status", "Held", "Room", "Trainers"], rows);
            let told = found.iter().map(|(day, overlap)| words::overlap(day, overlap));
            std::iter::once(sessions).chain(told).collect::<Vec<_>>().join("\n")
        }
    };
    let told: Vec<Json> = found.iter().map(|(day, overlap)| with_day(day.date, overlap)).collect::<Result<_>>()?;
    let mut apart = checks::of(desk, book, Some(checks::OF_AGENDA))?;
    apart.retain(|check| only.is_none_or(|only| check.params.get("date").and_then(Json::as_str) == Some(&*only.to_string())));
    Answer::new(&json!({ "days": days, "overlaps": told, "checks": apart }), text + &checks::told(&apart))
}

/// An overlap with the day it is on.
fn with_day(date: NaiveDate, overlap: &Overlap) -> Result<Json> {
    let mut told = serde_json::to_value(overlap).map_err(|e| sala::Error::damaged("answer", e))?;
    if let Json::Object(parts) = &mut told {
        parts.insert("date".to_owned(), date.to_string().into());
    }
    Ok(told)
}

fn row(date: NaiveDate, line: &SessionLine) -> [String; 8] {
    let held = line.actual.map(|actual| format!("{}-{}", clock(actual.starts_min), clock(actual.ends_min)));
    let trainers = (!line.trainers.is_empty()).then(|| line.trainers.join(", "));
    let why = line.reason.as_deref().map(|reason| format!(": {reason}")).unwrap_or_default();
    let status = line.status.replace('_', " ") + &why;
    [date.to_string(), clock(line.starts_min), clock(line.ends_min), line.title.clone(), status, or_dash(held), or_dash(line.room.as_ref()), or_dash(trainers)]
}
