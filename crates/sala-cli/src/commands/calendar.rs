//! The agenda for the calendars that people carry with them.

use std::path::PathBuf;

use clap::Args;
use sala::{
    Desk, Error, Problem, Result, agenda, programme,
    store::{may_cover, write_file},
};
use sala_papers::calendar::{self, Agenda};
use serde_json::json;

use super::programme_of;
use crate::{
    answer::{Answer, count},
    cli::OfProgramme,
};

/// `sala agenda calendar`.
#[derive(Debug, Args)]
pub struct ToFile {
    #[command(flatten)]
    of: OfProgramme,
    /// The file, such as agenda.ics
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// BCP 47
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    language: String,
}

/// Write it.
pub fn run(desk: &Desk, args: ToFile) -> Result<Answer> {
    let ToFile { of, out, language } = args;
    let book = programme_of(desk, &of.programme)?;
    let (programme, sessions, revisions) = desk.read(|r| {
        let book = r.book(book)?;
        Ok((programme::views::facts(r.sql(), book)?, agenda::views::all(r.sql(), book)?, agenda::revisions(r, book)?))
    })?;
    let programme = programme.ok_or_else(|| Error::Refused(Problem::new("no_such_programme").with("programme", of.programme.as_str())))?;
    if sessions.is_empty() {
        return Problem::new("agenda_empty").refuse();
    }
    let made = calendar::ics(Agenda { programme: &programme, sessions: &sessions, revisions: &revisions, made: desk.now() }, calendar::words(&language));
    // A calendar that was written before gives way to this one; nothing else does.
    may_cover(&out, calendar::BEGINS)?;
    write_file(&out, made.as_bytes())?;
    let text = format!("{} in {}.", count(sessions.len() as u64, "session is", "sessions are"), out.display());
    Answer::new(&json!({ "file": out.display().to_string(), "sessions": sessions.len() }), text)
}
