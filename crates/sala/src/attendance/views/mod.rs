//! What screens and reports read of attendance.

/// A query over `register_at`: the registers with the day and hour they are for.
macro_rules! with_registers {
    ($query:expr) => {
        concat!(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/attendance/views/at.sql")), $query)
    };
}
pub(crate) use with_registers;

/// Every register of a programme, and whether it is held: a visit holds its half day like a session.
const REGISTERS: &str = with_registers!(and_visits!(include_str!("registers.sql")));

mod after_lock;
mod away;
mod facts;
mod history;
pub(crate) mod lookup;
mod papers;
mod sheet;
pub(crate) mod stray;
#[cfg(test)]
mod tests;

use chrono::{Local, NaiveDate, NaiveDateTime};
use rusqlite::Connection;

use super::{
    facts::Paper,
    grid::{self, Grid, RegisterLine},
    report::{self, Report},
};
use crate::{Desk, EntryNo, RecordId, Result, Seen, journal::BookNo, visits::views::and_visits};

pub use after_lock::{LateMark, after_lock, after_lock_at};
pub(crate) use away::away;
pub use facts::facts;
pub use history::{HistoryLine, MarkView, history};
pub use papers::{PaperGone, papers, papers_gone, sheet_with};
pub(crate) use papers::{papers_gone_at, sheets};
pub use sheet::{Sheet, SheetRow, sheet};

/// The codes of those on the list whom nobody marked at a register, because they have not come: nominated, or no show.
///
/// # Errors
/// Store failures.
pub fn awaited(sql: &Connection, book: BookNo, register: RecordId) -> Result<Vec<String>> {
    Ok(lookup::awaited(sql, book, register)?.into_iter().map(|person| person.code).collect())
}

/// At how many registers somebody was seen: what leaves every figure when they leave the list.
///
/// # Errors
/// Store failures.
pub fn times_seen(sql: &Connection, book: BookNo, person: RecordId) -> Result<u64> {
    let query = "SELECT count(*) FROM record k JOIN mark m ON m.participant = k.no WHERE k.book = ?1 AND k.id = ?2 AND m.status IN ('present', 'late')";
    Ok(sql.prepare_cached(query)?.query_row((book.0, person), |r| r.get::<_, i64>(0))?.unsigned_abs())
}

/// The marks that say of somebody that they were there, as this store numbers them.
///
/// # Errors
/// Store failures.
pub(crate) fn seen_by(sql: &Connection, book: BookNo, person: RecordId) -> Result<Vec<EntryNo>> {
    let query = "SELECT m.mark_v FROM record k JOIN mark m ON m.participant = k.no WHERE k.book = ?1 AND k.id = ?2 AND m.status IN ('present', 'late')";
    Ok(sql.prepare_cached(query)?.query_map((book.0, person), |r| r.get(0).map(EntryNo))?.collect::<Result<_, _>>()?)
}

/// The codes of those who count and whom nobody marked at a register because other registers say that they had not arrived yet, or had departed.
///
/// # Errors
/// Store failures.
pub fn elsewhere(sql: &Connection, book: BookNo, register: RecordId) -> Result<Vec<String>> {
    let away = away(sql, book, register)?;
    Ok(lookup::unmarked(sql, book, register)?.into_iter().filter(|person| away.contains(&person.id)).map(|person| person.code).collect())
}

/// The day it is at the desk, by the laptop's clock and time zone.
#[must_use]
pub fn today(desk: &Desk) -> NaiveDate {
    now(desk).date()
}

/// The day and time that it is at the desk, by the same clock.
#[must_use]
pub fn now(desk: &Desk) -> NaiveDateTime {
    desk.now().with_timezone(&Local).naive_local()
}

/// The registers of a programme with their counts.
///
/// # Errors
/// Store failures.
pub fn registers(reader: &crate::Reader<'_>, book: BookNo, today: NaiveDate) -> Result<Vec<RegisterLine>> {
    Ok(grid::lines(&facts(reader, book, today)?))
}

/// The whole programme at a glance.
///
/// # Errors
/// Store failures.
pub fn grid(reader: &crate::Reader<'_>, book: BookNo, today: NaiveDate) -> Result<Grid> {
    Ok(grid::build(&facts(reader, book, today)?))
}

/// The attendance report.
///
/// # Errors
/// Store failures.
pub fn report(reader: &crate::Reader<'_>, book: BookNo, today: NaiveDate) -> Result<Report> {
    Ok(report::build(&facts(reader, book, today)?))
}

/// The register of a half day, such as (2012-05-14, AM); none where the programme has no such register.
///
/// # Errors
/// Store failures.
pub fn find_register(sql: &Connection, book: BookNo, date: NaiveDate, half: &str) -> Result<Option<RecordId>> {
    lookup::register_of(sql, book, &date.to_string(), half)
}

/// The person with this code, as badges and scanners give it; none where nobody has it.
///
/// # Errors
/// `code_ambiguous` where two laptops gave one code to two people.
pub fn find_person(sql: &Connection, book: BookNo, code: &str) -> Result<Option<RecordId>> {
    match lookup::Roster::read(sql, book)?.find(code) {
        Ok(person) => Ok(Some(person.id)),
        Err(error) if error.problem().code == "no_such_participant" => Ok(None),
        Err(error) => Err(error),
    }
}

/// The highest page among the photographed paper sheets of a register; 0 where there is none.
pub(super) fn last_page(sql: &Connection, book: BookNo, register: RecordId) -> Result<i64> {
    let query = "SELECT max(s.page) FROM record k JOIN sheet s ON s.register = k.no WHERE k.book = ?1 AND k.id = ?2 AND COALESCE(s.removed, 0) = 0";
    let page: Option<i64> = sql.prepare_cached(query)?.query_row((book.0, register), |r| r.get(0))?;
    Ok(page.unwrap_or(0))
}

/// Everything that a screen shows of a register beside its marks, by its entries: how far it has come, the count and the sheets of its paper.
fn seen_of(row: &rusqlite::Row<'_>) -> rusqlite::Result<Seen> {
    let hung: Option<String> = row.get("hung")?;
    // Written by the database one after the other, as a screen hands entries back.
    let sheets = hung.unwrap_or_default().parse::<Seen>().unwrap_or_default();
    let own = [row.get::<_, Option<i64>>("state_v")?, row.get("paper_v")?].into_iter().flatten().map(EntryNo);
    Ok(Seen(own.chain(sheets.0).collect()))
}

/// What was counted on the paper of a register's row; none where nobody has counted.
fn paper_of(row: &rusqlite::Row<'_>) -> rusqlite::Result<Option<Paper>> {
    let Some(signatures) = row.get("signatures")? else { return Ok(None) };
    Ok(Some(Paper { signatures, others: row.get::<_, Option<i64>>("others")?.unwrap_or(0), explained: row.get("explained")? }))
}

/// The day of a register's row. The fold lets no other text into a column of dates.
fn date_of(row: &rusqlite::Row<'_>) -> rusqlite::Result<NaiveDate> {
    let wrong = |e: chrono::ParseError| rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(e));
    row.get_ref("date")?.as_str()?.parse().map_err(wrong)
}
