//! The reference programme, built into the product: to look around in, to teach with, to test against.
//!
//! It is made by the ordinary verbs from the files that a training office would hand over, so it can hold nothing that
//! the product could not have recorded. Programme, dates, hosts and plans are real; every person is fictional.

mod groups;
mod second_laptop;
#[cfg(test)]
mod tests;

use serde::Serialize;

use crate::{
    Desk, Error, Problem, RecordId, Result, Role,
    agenda::{self, SessionField, SessionStatus},
    attendance,
    people::{self, table::read_bytes},
    programme::{self, Facts},
};
use second_laptop::SecondLaptop;

/// The facts of the programme.
pub const PROGRAMME: &str = include_str!("files/programme.json");
/// The twenty-nine participants.
pub const ROSTER: &[u8] = include_bytes!("files/roster.csv");
/// The same people as an office first sends them.
pub const NOMINATIONS: &[u8] = include_bytes!("files/nominations.xlsx");
/// Twenty-four sessions over ten days.
pub const AGENDA: &[u8] = include_bytes!("files/agenda.csv");
/// Every mark that is not "present".
pub const EXCEPTIONS: &[u8] = include_bytes!("files/register-exceptions.csv");
/// Who worked in which group.
pub const GROUPS: &[u8] = include_bytes!("files/groups.csv");

/// What was loaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Loaded {
    /// The programme's record, which is its book.
    pub programme: RecordId,
    /// Its code.
    pub code: String,
    /// People enrolled.
    pub people: usize,
    /// Sessions.
    pub sessions: usize,
    /// Registers.
    pub registers: usize,
    /// Differences that wait for a decision: one at headquarters, none on a laptop, which has no second one to carry from.
    pub conflicts: u64,
}

/// Load the reference programme into this store.
///
/// At headquarters a second laptop takes part: it is certified, marks one person in its own store, and its sealed file is
/// received, so that a difference waits to be decided exactly as it would after a training day.
///
/// # Errors
/// `demo_already_here`; store failures, and what the disk says of the temporary folder.
pub fn load(desk: &Desk) -> Result<Loaded> {
    let facts = Facts::parse(PROGRAMME)?;
    let code = facts.code.clone();
    if desk.read(|reader| programme::views::by_code(reader.sql(), &code))?.is_some() {
        return Problem::new("demo_already_here").with("programme", code).refuse();
    }
    let programme = programme::create(desk, facts)?;
    let sessions = agenda::import::apply(desk, programme, &read_bytes(AGENDA)?, &agenda::import::Options::default(), false)?.added;
    let people = people::import::apply(desk, programme, &read_bytes(ROSTER)?, &people::import::Options::default(), false)?.added;
    groups::form(desk, programme)?;
    // The second laptop gets its pack before anybody has been marked, and marks without having seen what the first one will.
    let laptop = match desk.role()? {
        Role::Hq => Some(SecondLaptop::at_work(desk, programme)?),
        Role::Site => None,
    };
    mark(desk, programme)?;
    groups::produce(desk, programme)?;
    let registers = close(desk, programme)?;
    let conflicts = laptop.map_or(Ok(0), |laptop| laptop.carry(desk))?;
    Ok(Loaded { programme, code, people, sessions, registers, conflicts })
}

/// The exceptions as they were noted, and everybody else present.
fn mark(desk: &Desk, programme: RecordId) -> Result<()> {
    let list = read_bytes(EXCEPTIONS)?;
    let sheet = list.sheets.first().ok_or_else(|| Error::damaged("demo", "no list of exceptions"))?;
    desk.change(programme, "attendance_import", |change| {
        let done = attendance::import::import(change, sheet, Some(attendance::Status::Present))?;
        if done.refused.is_empty() { Ok(()) } else { Problem::new("attendance_rows_refused").with("refused", done.refused.len()).refuse() }
    })
}

/// How many of the last registers stay open, so that there is something left to close.
const LEFT_OPEN: usize = 2;

/// Closes the registers of the days that are over, and notes their sessions as held.
fn close(desk: &Desk, programme: RecordId) -> Result<usize> {
    let (registers, days) = desk.read(|reader| {
        let book = reader.book(programme)?;
        Ok((attendance::views::registers(reader, book, attendance::views::today(desk))?, agenda::views::days(reader.sql(), book)?))
    })?;
    let over = registers.len().saturating_sub(LEFT_OPEN);
    for register in registers.iter().take(over) {
        desk.change(programme, "attendance_lock", |change| attendance::lock(change, register.id))?;
    }
    let last_day = days.len().saturating_sub(1);
    desk.change(programme, "sessions_held", |change| {
        for session in days.iter().take(last_day).flat_map(|day| &day.sessions) {
            let held = SessionField::Status { status: SessionStatus::Held, reason: None };
            agenda::edit(change, session.id, held, &session.seen.status)?;
        }
        Ok(())
    })?;
    Ok(registers.len())
}
