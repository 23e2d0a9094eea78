//! Which registers a programme has: one by its name, those of a day, those from one to another.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension as _};

use crate::{RecordId, Result, attendance::facts::State, journal::BookNo};

/// How far a register has come; none where this programme has no such register.
pub(crate) fn register_state(sql: &Connection, book: BookNo, register: RecordId) -> Result<Option<State>> {
    let query = with_registers!("SELECT g.state FROM record k JOIN register_at g ON g.rec = k.no WHERE k.book = ?1 AND k.id = ?2 AND g.date IS NOT NULL");
    let state = sql.prepare_cached(query)?.query_row((book.0, register), |r| r.get::<_, Option<String>>(0)).optional()?;
    Ok(state.map(|word| State::from_stored(word.as_deref())))
}

/// A register of this programme by date and half, or by date and what that of a session is called; small letters are as good as capitals.
pub(crate) fn register_of(sql: &Connection, book: BookNo, date: &str, half: &str) -> Result<Option<RecordId>> {
    let query = with_registers!(
        "SELECT k.id FROM register_at g JOIN record k ON k.no = g.rec WHERE g.book = ?1 AND g.date = ?2 AND g.half = ?3 COLLATE NOCASE AND COALESCE(g.removed, 0) = 0
            AND g.session_removed = 0"
    );
    Ok(sql.prepare_cached(query)?.query_row((book.0, date, half), |r| r.get(0)).optional()?)
}

/// What the registers that are held on a day are called, in the order of the day.
pub(crate) fn registers_on(sql: &Connection, book: BookNo, date: &str) -> Result<Vec<String>> {
    let mut statement = sql.prepare_cached(super::super::REGISTERS)?;
    let mut rows = statement.query([book.0])?;
    let mut called = Vec::new();
    while let Some(row) = rows.next()? {
        if row.get_ref("date")?.as_str().is_ok_and(|day| day == date) && !row.get::<_, bool>("stray")? && !row.get::<_, bool>("cancelled")? {
            called.push(row.get("half")?);
        }
    }
    Ok(called)
}

/// The open registers that are held, up to a day. Nobody is marked in a stray any more.
pub(crate) fn open_registers(sql: &Connection, book: BookNo, until: NaiveDate) -> Result<Vec<RecordId>> {
    let mut statement = sql.prepare_cached(super::super::REGISTERS)?;
    let mut rows = statement.query([book.0])?;
    let mut open = Vec::new();
    while let Some(row) = rows.next()? {
        let state = State::from_stored(row.get::<_, Option<String>>("state")?.as_deref());
        let held = !row.get::<_, bool>("cancelled")? && !row.get::<_, bool>("stray")?;
        if state == State::Open && held && super::super::date_of(row)? <= until {
            open.push(row.get("id")?);
        }
    }
    Ok(open)
}

/// Whether a register is called so, or is one of several that begin at the hour which is named.
fn begins_at(called: &str, named: &str) -> bool {
    called.eq_ignore_ascii_case(named) || called.strip_prefix(named).is_some_and(|title| title.starts_with(' '))
}

/// The registers of a programme from one to another, both included, by day, then in the order of the day; no strays.
pub(crate) fn registers_between(
    sql: &Connection,
    book: BookNo,
    from: (NaiveDate, Option<&str>),
    to: (NaiveDate, Option<&str>),
) -> Result<Vec<(RecordId, State)>> {
    let mut statement = sql.prepare_cached(super::super::REGISTERS)?;
    let mut rows = statement.query([book.0])?;
    let (mut found, mut before_first, mut at_last) = (Vec::new(), from.1.is_some(), false);
    while let Some(row) = rows.next()? {
        let (date, half) = (super::super::date_of(row)?, row.get::<_, String>("half")?);
        if date < from.0 || date > to.0 {
            continue;
        }
        // On its first day it begins with the half that was named, and ends with the other on the last.
        before_first &= date == from.0 && from.1.is_some_and(|first| !begins_at(&half, first));
        if before_first {
            continue;
        }
        let is_last = date == to.0 && to.1.is_some_and(|last| begins_at(&half, last));
        if at_last && !is_last {
            break;
        }
        at_last = is_last;
        if !row.get::<_, bool>("cancelled")? && !row.get::<_, bool>("stray")? {
            found.push((row.get("id")?, State::from_stored(row.get::<_, Option<String>>("state")?.as_deref())));
        }
    }
    Ok(found)
}
