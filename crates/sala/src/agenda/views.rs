//! The agenda as a screen shows it: day by day.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::Connection;
use serde::Serialize;

use super::session::Hours;
use crate::{
    Problem, RecordId, Result, Seen,
    journal::BookNo,
    people::{value::Role, views::roster},
};

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
    /// When it really was; none where it was as planned, or is not known.
    pub actual: Option<Hours>,
    /// Where.
    pub room: Option<String>,
    /// Who teaches.
    pub trainers: Vec<String>,
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
    /// Of the actual times.
    pub actual: Seen,
    /// Of the room.
    pub room: Seen,
    /// Of the trainers.
    pub trainers: Seen,
}

/// A session and its day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Placed {
    /// The day.
    pub date: NaiveDate,
    /// The session.
    #[serde(flatten)]
    pub line: SessionLine,
}

/// A session of the agenda.
///
/// # Errors
/// `no_such_session`; store failures.
pub fn placed(sql: &Connection, book: BookNo, session: RecordId) -> Result<Placed> {
    match all(sql, book)?.into_iter().find(|one| one.line.id == session) {
        Some(found) => Ok(found),
        None => Problem::new("no_such_session").with("session", session.to_string()).refuse(),
    }
}

/// All sessions in the order of the agenda, each with its day.
///
/// # Errors
/// Store failures.
pub fn all(sql: &Connection, book: BookNo) -> Result<Vec<Placed>> {
    let days = days(sql, book)?;
    Ok(days.into_iter().flat_map(|Day { date, sessions }| sessions.into_iter().map(move |line| Placed { date, line })).collect())
}

/// What a form suggests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Names {
    /// Rooms that sessions have.
    pub rooms: Vec<String>,
    /// Whoever teaches already, and the programme's resource persons and facilitators.
    pub trainers: Vec<String>,
}

/// Rooms and trainers that are known in a programme.
///
/// # Errors
/// Store failures.
pub fn names(sql: &Connection, book: BookNo) -> Result<Names> {
    let (mut rooms, mut trainers) = (BTreeSet::new(), BTreeSet::new());
    for Placed { line, .. } in all(sql, book)? {
        rooms.extend(line.room);
        trainers.extend(line.trainers);
    }
    let teach = [Role::ResourcePerson, Role::Facilitator].map(Role::code);
    let people = roster(sql, book)?.into_iter().filter(|person| person.role.as_deref().is_some_and(|role| teach.contains(&role)));
    trainers.extend(people.filter_map(|person| person.name));
    Ok(Names { rooms: rooms.into_iter().collect(), trainers: trainers.into_iter().collect() })
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
            actual: row
                .get::<_, Option<i64>>("actual_starts_min")?
                .zip(row.get("actual_ends_min")?)
                .map(|(starts_min, ends_min)| Hours { starts_min, ends_min }),
            room: row.get("room")?,
            trainers: text("trainers")?.lines().map(str::to_owned).collect(),
            seen: SessionSeen {
                slot: seen("slot_v")?,
                method: seen("method_v")?,
                title: seen("title_v")?,
                status: seen("status_v")?,
                actual: seen("actual_v")?,
                room: seen("room_v")?,
                trainers: seen("trainers_v")?,
            },
        };
        match days.last_mut().filter(|day| day.date == date) {
            Some(day) => day.sessions.push(session),
            None => days.push(Day { date, sessions: vec![session] }),
        }
    }
    Ok(days)
}
