//! The agenda as a screen shows it: day by day.

use chrono::NaiveDate;
use rusqlite::Connection;
use serde::Serialize;

use crate::{RecordId, Result, Seen, journal::BookNo};

/// One day of the agenda.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Day {
    /// The day.
    pub date: NaiveDate,
    /// Its sessions, by start.
    pub sessions: Vec<SessionLine>,
}

/// One session.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SessionLine {
    /// The record.
    pub id: RecordId,
    /// Start, in minutes after midnight at the venue.
    pub starts_min: i64,
    /// End, in minutes after midnight.
    pub ends_min: i64,
    /// How the time is used.
    pub method: String,
    /// Title.
    pub title: String,
    /// How it stands.
    pub status: String,
    /// Why it was cancelled or moved.
    pub reason: Option<String>,
    /// The versions shown, for editing.
    pub seen: SessionSeen,
}

/// The version of every editable field.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SessionSeen {
    /// Of day, start and end.
    pub slot: Seen,
    /// Of the method.
    pub method: Seen,
    /// Of the title.
    pub title: Seen,
    /// Of the status.
    pub status: Seen,
}

/// All sessions, by day and start.
///
/// # Errors
/// Store failures.
pub fn days(sql: &Connection, book: BookNo) -> Result<Vec<Day>> {
    let mut query = sql.prepare_cached(include_str!("days.sql"))?;
    let mut rows = query.query([book.0])?;
    let mut days: Vec<Day> = Vec::new();
    while let Some(row) = rows.next()? {
        // Dates are checked when they are folded.
        let Ok(date) = row.get::<_, String>("date")?.parse::<NaiveDate>() else { continue };
        let seen = |version: &str| Ok::<_, rusqlite::Error>(Seen::shown(row.get(version)?));
        let text = |column: &str| Ok::<_, rusqlite::Error>(row.get::<_, Option<String>>(column)?.unwrap_or_default());
        let session = SessionLine {
            id: row.get("id")?,
            starts_min: row.get("starts_min")?,
            ends_min: row.get("ends_min")?,
            method: text("method")?,
            title: text("title")?,
            status: text("status")?,
            reason: row.get("reason")?,
            seen: SessionSeen { slot: seen("slot_v")?, method: seen("method_v")?, title: seen("title_v")?, status: seen("status_v")? },
        };
        match days.last_mut().filter(|day| day.date == date) {
            Some(day) => day.sessions.push(session),
            None => days.push(Day { date, sessions: vec![session] }),
        }
    }
    Ok(days)
}
