//! Visits that have a day of their own, beside that of their session or without one.

use rusqlite::Connection;

use crate::{RecordId, Result, journal::BookNo};

/// A visit whose own day was changed by somebody who had not heard that it is a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DaysApart {
    /// The visit.
    pub id: RecordId,
    /// Who is visited.
    pub host: String,
    /// The day that was said of the visit itself, ISO 8601.
    pub own: String,
    /// The day that it is on: that of its session.
    pub date: String,
    /// What the session is called.
    pub session: String,
}

/// All of them, by day. Where a visit is said to be a session its day is written with it, and none can be written afterwards: a day that is later than
/// that came from a laptop that had not heard of it, or was chosen where the two differed. That the session was moved since makes no difference.
///
/// # Errors
/// Store failures.
pub fn days_apart(sql: &Connection, book: BookNo) -> Result<Vec<DaysApart>> {
    let query = "SELECT k.id, COALESCE(v.host, '') AS host, v.date AS own, s.date, COALESCE(s.title, '') AS title
                   FROM visit v JOIN record k ON k.no = v.rec JOIN session s ON s.rec = v.session
                  WHERE v.book = ?1 AND COALESCE(v.removed, 0) = 0 AND COALESCE(s.removed, 0) = 0
                    AND v.date <> s.date AND v.date_t > v.of_session_t
                  ORDER BY s.date, k.id";
    let apart =
        |r: &rusqlite::Row<'_>| Ok(DaysApart { id: r.get("id")?, host: r.get("host")?, own: r.get("own")?, date: r.get("date")?, session: r.get("title")? });
    Ok(sql.prepare_cached(query)?.query_map([book.0], apart)?.collect::<Result<_, _>>()?)
}

/// The visits of which nobody ever said which session they are, or that they are none.
///
/// # Errors
/// Store failures.
pub fn never_joined(sql: &Connection, book: BookNo) -> Result<Vec<RecordId>> {
    let query = "SELECT k.id FROM visit v JOIN record k ON k.no = v.rec
          WHERE v.book = ?1 AND COALESCE(v.removed, 0) = 0 AND v.of_session_t IS NULL AND v.no_session IS NULL ORDER BY k.id";
    Ok(sql.prepare_cached(query)?.query_map([book.0], |r| r.get(0))?.collect::<Result<_, _>>()?)
}
