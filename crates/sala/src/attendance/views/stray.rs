//! Registers of a half that the programme does not have, and what stands in a register.

use rusqlite::{Connection, OptionalExtension as _};

use crate::{RecordId, Result, journal::BookNo};

/// The day and half of a register of which the programme has no such half day: an earlier version opened a register at any hour. None of any other.
pub(crate) fn stray(sql: &Connection, book: BookNo, register: RecordId) -> Result<Option<(String, String)>> {
    let query = "SELECT COALESCE(g.date, ''), COALESCE(g.half, '') FROM record k JOIN register g ON g.rec = k.no LEFT JOIN programme p ON p.book = g.book
                  WHERE k.book = ?1 AND k.id = ?2 AND g.session IS NULL
                    AND instr(',' || COALESCE(p.halves, 'AM,PM') || ',', ',' || COALESCE(g.half, '') || ',') = 0";
    Ok(sql.prepare_cached(query)?.query_row((book.0, register), |r| Ok((r.get(0)?, r.get(1)?))).optional()?)
}

/// The day and half of a register, and whether anything is planned for it that was not cancelled; none where this programme has no such register.
pub(crate) fn planned(sql: &Connection, book: BookNo, register: RecordId) -> Result<Option<(chrono::NaiveDate, String, bool)>> {
    let mut statement = sql.prepare_cached(super::REGISTERS)?;
    let mut rows = statement.query([book.0])?;
    while let Some(row) = rows.next()? {
        if row.get::<_, RecordId>("id")? == register {
            let idle = row.get::<_, bool>("stray")? || row.get::<_, bool>("empty")? || row.get::<_, bool>("cancelled")?;
            return Ok(Some((super::date_of(row)?, row.get("half")?, !idle)));
        }
    }
    Ok(None)
}

/// Everybody of whom anything stands in a register, also who has left the list, with the remark.
pub(crate) fn people_in(sql: &Connection, book: BookNo, register: RecordId) -> Result<Vec<(RecordId, Option<String>)>> {
    let query = "SELECT p.id, m.remark FROM record g JOIN mark m ON m.register = g.no JOIN record p ON p.no = m.participant
                  WHERE g.book = ?1 AND g.id = ?2 AND (m.status IS NOT NULL OR m.remark IS NOT NULL) ORDER BY p.id";
    Ok(sql.prepare_cached(query)?.query_map((book.0, register), |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?)
}
