//! The visits of a programme.

use rusqlite::Connection;
use serde::Serialize;

use crate::{RecordId, Result, journal::BookNo};

/// One visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VisitLine {
    /// The record.
    pub id: RecordId,
    /// The day, ISO 8601.
    pub date: String,
    /// Who is visited.
    pub host: String,
}

/// All visits, by day, in the order in which they were planned.
///
/// # Errors
/// Store failures.
pub fn list(sql: &Connection, book: BookNo) -> Result<Vec<VisitLine>> {
    let query = "SELECT r.id, v.date, v.host FROM visit v JOIN record r ON r.no = v.rec
                 WHERE v.book = ?1 AND COALESCE(v.removed, 0) = 0 AND v.date IS NOT NULL ORDER BY v.date, v.rec";
    let mut query = sql.prepare_cached(query)?;
    let visits = query
        .query_map([book.0], |row| Ok(VisitLine { id: row.get(0)?, date: row.get(1)?, host: row.get::<_, Option<String>>(2)?.unwrap_or_default() }))?
        .collect::<Result<_, _>>()?;
    Ok(visits)
}
