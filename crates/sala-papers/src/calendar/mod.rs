//! The agenda as an iCalendar file (RFC 5545), for the calendars that people carry with them.
//!
//! Each session is one event with one name for ever (`UID`), so that a later file changes what an earlier one brought.
//! `SEQUENCE` says which of two is the later one; decision 0018 says why it is a count. Times are written in UTC: every
//! calendar reads them alike and shows them in its own zone, while zones by name are taken from a table that each program
//! has in another version, or not at all.

mod due;
mod event;
mod held;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use icalendar::{Calendar, Property};
use sala::{RecordId, agenda::views::Placed, programme::views::Programme};

pub use due::{ToDo, due};
pub use held::{held, keep, names_in};
pub use words::{CalendarWords, words};

/// What a calendar is made from.
#[derive(Clone, Copy, Debug)]
pub struct Agenda<'a> {
    /// The programme.
    pub programme: &'a Programme,
    /// Its sessions, cancelled ones too.
    pub sessions: &'a [Placed],
    /// How often each was changed.
    pub revisions: &'a BTreeMap<RecordId, u64>,
    /// When this file is made: between two files with one sequence number, calendars take the later one.
    pub made: DateTime<Utc>,
}

/// How a calendar file begins (RFC 5545, section 3.4).
pub const BEGINS: &[u8] = b"BEGIN:VCALENDAR";

/// The file: lines of at most 75 bytes, ended by CR and LF.
#[must_use]
pub fn ics(agenda: Agenda<'_>, words: &'static CalendarWords) -> String {
    let mut calendar = head(agenda.programme, "-//Sala//Agenda//EN");
    calendar.extend(agenda.sessions.iter().map(|session| event::of(agenda, session, words)));
    calendar.to_string()
}

/// What stands before the events.
fn head(programme: &Programme, product: &str) -> Calendar {
    let name = format!("{} · {}", programme.code, programme.title);
    let mut calendar = Calendar::empty();
    let head = [("VERSION", "2.0"), ("PRODID", product), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH")];
    for (key, value) in head {
        calendar.append_property(Property::new(key, value));
    }
    calendar.append_property(Property::new("NAME", event::escaped(&name)));
    calendar.append_property(Property::new("X-WR-CALNAME", name));
    if let Some(zone) = &programme.timezone {
        calendar.append_property(Property::new("X-WR-TIMEZONE", zone.as_str()));
    }
    calendar
}
