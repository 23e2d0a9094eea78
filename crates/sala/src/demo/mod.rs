//! The reference programme, built into the product: to look around in, to teach with, to test against.
//!
//! It is made by the ordinary verbs from the files that a training office would hand over, so it can hold nothing that
//! the product could not have recorded. Programme, dates, hosts and plans are real; every person is fictional.

mod action_reviews;
mod canvases;
mod groups;
mod months;
mod plans;
mod scores;
mod second_laptop;
mod sheets;
#[cfg(test)]
mod tests;
mod visits;

use std::{path::Path, sync::Arc};

use serde::Serialize;

use crate::{
    Clock, Desk, Error, NewStore, Problem, RecordId, Result, Role,
    agenda::{self, Hours},
    attendance,
    people::{self, table::read_bytes},
    programme::{self, Facts},
    store::Store,
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

/// What the ten teams planned, and how far they came.
pub const PLANS: &str = include_str!("files/plans.json");
/// What was told of the plans in the months after the training.
pub const MONTHS: &str = include_str!("files/months.json");

/// The setting that tells how far loading came.
const LOADED: &str = "demo";

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
    /// Differences that wait for a decision: two at headquarters, none on a laptop, which has no second one to carry from.
    pub conflicts: u64,
}

/// Make a new store in `dir` with the reference programme in it: whole, or not at all. It is made beside its place and
/// then given its name.
///
/// # Errors
/// `store_exists`; what the disk says. Nothing stands in `dir` then that did not stand there before.
pub fn make(dir: &Path, new: NewStore, clock: Arc<dyn Clock>) -> Result<(Desk, Loaded)> {
    if Store::exists(dir) {
        return Problem::new("store_exists").with("path", dir.display().to_string()).refuse();
    }
    let parent = dir.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(parent).map_err(Error::file(parent))?;
    let beside = tempfile::Builder::new().prefix(".sala-demo-").tempdir_in(parent).map_err(Error::file(parent))?;
    let made = beside.path().join("store");
    let desk = Desk::create(&made, new, clock.clone())?;
    // Nobody writes down how a store is opened in which everybody is invented.
    desk.forget_recovery_secret()?;
    let loaded = load(&desk)?;
    drop(desk);
    std::fs::create_dir_all(dir).map_err(Error::file(dir))?;
    for entry in std::fs::read_dir(&made).map_err(Error::file(&made))? {
        let entry = entry.map_err(Error::file(&made))?;
        // The database last: without it there is no store yet.
        if entry.file_name() != "sala.db" {
            let to = dir.join(entry.file_name());
            std::fs::rename(entry.path(), &to).map_err(Error::file(&to))?;
        }
    }
    let database = dir.join("sala.db");
    std::fs::rename(made.join("sala.db"), &database).map_err(Error::file(&database))?;
    Ok((Desk::open(dir, clock)?, loaded))
}

/// Load the reference programme into this store.
///
/// At headquarters a second laptop takes part: it is certified, marks one person and corrects a group's text in its own store, and
/// its sealed file is received, so that two differences wait to be decided exactly as they would after a training day.
///
/// # Errors
/// `demo_in_joined_store`, `demo_beside_programmes`; `demo_already_here`; `demo_cut_short` where the disk gave out on the way, now or the last time: what was made so far
/// stays, and is not whole.
pub fn load(desk: &Desk) -> Result<Loaded> {
    let facts = Facts::parse(PROGRAMME)?;
    let code = facts.code.clone();
    if desk.read(|reader| programme::views::by_code(reader.sql(), &code))?.is_some() {
        let code_of = if desk.setting(LOADED)?.as_deref() == Some("begun") { "demo_cut_short" } else { "demo_already_here" };
        return Problem::new(code_of).with("programme", code).refuse();
    }
    nobody_else_is_here(desk)?;
    desk.set_setting(LOADED, "begun")?;
    let loaded = build(desk, facts, code).map_err(|error| {
        tracing::warn!("the demo was cut short: {error}");
        Error::Refused(Problem::new("demo_cut_short").with("why", error.problem().code))
    })?;
    desk.set_setting(LOADED, "whole")?;
    // Nobody did any of it: nobody takes the last of it back.
    desk.write_of_others(|_| Ok(()))?;
    Ok(loaded)
}

/// Everybody in the demo is invented. Where real people are recorded, or where the next file goes to somebody who takes
/// it for real, they have no place.
fn nobody_else_is_here(desk: &Desk) -> Result<()> {
    if let (Role::Site, Some(organisation)) = (desk.role()?, desk.organisation()?) {
        return Problem::new("demo_in_joined_store").with("organisation", organisation.name).refuse();
    }
    let programmes: Vec<String> = desk.read(|reader| programme::views::list(reader.sql()))?.into_iter().map(|line| line.code).collect();
    if programmes.is_empty() { Ok(()) } else { Problem::new("demo_beside_programmes").with("programmes", programmes).refuse() }
}

fn build(desk: &Desk, facts: Facts, code: String) -> Result<Loaded> {
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
    scores::give(desk, programme)?;
    if let Some(laptop) = &laptop {
        laptop.corrects(desk, programme)?;
    }
    visits::go(desk, programme)?;
    plans::carry_out(desk, programme)?;
    months::follow(desk, programme)?;
    let registers = close(desk, programme)?;
    sheets::photograph(desk, programme)?;
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

/// Six countries presented on the first afternoon, and it took until ten past five.
const OVERRAN: (&str, i64) = ("Country papers", 17 * 60 + 10);

/// Closes the registers of the days that are over, and notes their sessions as held.
fn close(desk: &Desk, programme: RecordId) -> Result<usize> {
    let (registers, days) = desk.read(|reader| {
        let book = reader.book(programme)?;
        Ok((attendance::views::registers(reader, book, attendance::views::today(desk))?, agenda::views::days(reader.sql(), book)?))
    })?;
    let over = registers.len().saturating_sub(LEFT_OPEN);
    for register in registers.iter().take(over) {
        desk.change(programme, "attendance_lock", |change| attendance::lock(change, register.id, None))?;
    }
    let last_day = days.len().saturating_sub(1);
    desk.change(programme, "sessions_held", |change| {
        for session in days.iter().take(last_day).flat_map(|day| &day.sessions) {
            let actual = (session.title == OVERRAN.0).then_some(Hours { starts_min: session.starts_min, ends_min: OVERRAN.1 });
            agenda::hold(change, session.id, actual, None)?;
        }
        Ok(())
    })?;
    Ok(registers.len())
}
