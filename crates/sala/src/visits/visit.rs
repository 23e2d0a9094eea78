//! Planning a visit: the day, the host, what for, whom to ask for.

use chrono::NaiveDate;

use super::{
    records::{CONTACT, DATE, HOST, NO_SESSION, OF_SESSION, PURPOSE, STATUS, TIMES, VISIT, times_hold},
    views::{self, lookup},
};
use crate::{
    Problem, RecordId, Result, Seen,
    agenda::{self, SessionStatus},
    attendance::status::MAX_TEXT as MAX_REASON,
    journal::{Change, Value},
    outputs::output::text,
    people::name,
    programme::{
        registers,
        views::{day_of, facts},
    },
    value,
};

/// The longest name of a host, a place or a person, in characters.
pub(super) const MAX_NAME: usize = 300;
/// The longest telephone number or plate.
pub(super) const MAX_SHORT: usize = 60;
/// The longest purpose.
const MAX_PURPOSE: usize = 2000;

/// A field of a visit with its new value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VisitField {
    /// The day, of a visit that is no session of the agenda.
    Date(NaiveDate),
    /// The session of the agenda that it is; none where it is on a day of its own.
    Session(Option<RecordId>),
    /// Why it did not happen; none where it does.
    Cancelled(Option<String>),
    /// Who is visited.
    Host(String),
    /// What for; blank takes it away.
    Purpose(String),
    /// Whom to ask for.
    Contact {
        /// Their name.
        person: String,
        /// How to reach them.
        phone: String,
    },
    /// When it leaves and is back, in minutes after midnight.
    Times {
        /// When it leaves the training centre.
        starts_min: Option<i64>,
        /// When it is back.
        ends_min: Option<i64>,
    },
}

/// Plan a visit.
///
/// # Errors
/// `host_missing`, `text_too_long`, `day_outside_programme`, `thai_year`, `year_unlikely`.
pub fn add(change: &mut Change<'_>, date: NaiveDate, host: &str) -> Result<RecordId> {
    let (date, host) = (held_on(change, date)?, host_of(host)?);
    let id = change.create();
    change.set(DATE.of(&VISIT, id), value![date])?;
    change.set(HOST.of(&VISIT, id), host)?;
    Ok(id)
}

/// Give a field of a visit a new value. `seen` is what the form showed.
///
/// # Errors
/// As [`add`], and `no_such_visit`, `ends_before_start`, `no_such_session`, `reason_missing`; `visit_follows_session` for the day of
/// a visit that is a session.
pub fn edit(change: &mut Change<'_>, visit: RecordId, field: VisitField, seen: Option<&Seen>) -> Result<bool> {
    known(change, visit)?;
    let (of, value) = match field {
        VisitField::Date(date) => {
            if let Some(session) = session_of(change, visit)? {
                return Problem::new("visit_follows_session").with("title", session.line.title).refuse();
            }
            (&DATE, value![held_on(change, date)?])
        }
        VisitField::Session(Some(session)) => {
            let placed = agenda::views::placed(change.sql(), change.book(), session)?;
            if lookup::session_of(change.sql(), change.book(), visit)? == Some(session) {
                change.set_if_new(DATE.of(&VISIT, visit), value![placed.date])?;
            } else {
                // Written also where it is the same: a day that another laptop gives it meanwhile differs from this one, and somebody is asked.
                change.set(DATE.of(&VISIT, visit), value![placed.date])?;
            }
            (&OF_SESSION, value![session])
        }
        VisitField::Session(None) => {
            // It stays on the day on which it was shown, and at these hours.
            if let Some(session) = session_of(change, visit)? {
                change.set_if_new(DATE.of(&VISIT, visit), value![session.date])?;
                if let Some(line) = views::list(change.sql(), change.book())?.into_iter().find(|line| line.id == visit) {
                    change.set_if_new(TIMES.of(&VISIT, visit), value![line.starts_min, line.ends_min])?;
                }
            }
            (&OF_SESSION, Value::cleared())
        }
        VisitField::Cancelled(reason) => (&STATUS, reason.map_or_else(|| Ok(Value::cleared()), |reason| cancelled(&reason))?),
        VisitField::Host(host) => (&HOST, value![host_of(&host)?]),
        VisitField::Purpose(purpose) => (&PURPOSE, value![some(text("purpose", &purpose, MAX_PURPOSE, false)?)]),
        VisitField::Contact { person, phone } => (&CONTACT, reachable(&person, &phone)?),
        VisitField::Times { starts_min, ends_min } => {
            let value = times(starts_min, ends_min)?;
            if let Some(session) = session_of(change, visit)? {
                within(&session, starts_min, ends_min)?;
            }
            (&TIMES, value)
        }
    };
    change.set_shown(of.of(&VISIT, visit), value, seen)
}

/// Say that a visit is no session of the agenda, also of one of which nobody ever said that it is: that it and a session of its name are two things is a
/// word, too, and nobody is asked any more. `seen` is what the screen showed of it.
///
/// # Errors
/// `no_such_visit`.
pub fn is_no_session(change: &mut Change<'_>, visit: RecordId, seen: Option<&Seen>) -> Result<bool> {
    known(change, visit)?;
    if !views::never_joined(change.sql(), change.book())?.contains(&visit) {
        return edit(change, visit, VisitField::Session(None), seen);
    }
    change.set_if_new(NO_SESSION.of(&VISIT, visit), 1)
}

/// Take a visit away with all that stands in it; it stays in the journal. `seen` is everything that the screen showed of it.
///
/// # Errors
/// `no_such_visit`.
pub fn remove(change: &mut Change<'_>, visit: RecordId, seen: Option<&Seen>) -> Result<()> {
    known(change, visit)?;
    change.remove_shown(&VISIT, visit, seen)
}

/// Let a visit that was removed be there again, with all that stood in it.
///
/// # Errors
/// `no_such_visit`.
pub fn put_back(change: &mut Change<'_>, visit: RecordId) -> Result<()> {
    if !lookup::was_visit(change.sql(), change.book(), visit)? {
        return Problem::new("no_such_visit").refuse();
    }
    change.revive(&VISIT, visit)
}

/// A day on which a visit can be: its registers are there afterwards, as for a session.
fn held_on(change: &mut Change<'_>, date: NaiveDate) -> Result<NaiveDate> {
    let date = day_of(change.sql(), change.book(), date)?;
    if let Some(programme) = facts(change.sql(), change.book())? {
        registers::ensure(change, date, &programme.halves)?;
    }
    Ok(date)
}

/// A refusal where there is no such visit.
pub(super) fn known(change: &Change<'_>, visit: RecordId) -> Result<()> {
    if lookup::has_visit(change.sql(), change.book(), visit)? { Ok(()) } else { Problem::new("no_such_visit").refuse() }
}

/// Times as they are stored.
pub(super) fn times(starts_min: Option<i64>, ends_min: Option<i64>) -> Result<Value> {
    if !times_hold(starts_min, ends_min) {
        return Problem::new("ends_before_start").with("starts_min", starts_min).with("ends_min", ends_min).refuse();
    }
    Ok(value![starts_min, ends_min])
}

/// A person outside the programme as they are stored.
pub(super) fn reachable(person: &str, phone: &str) -> Result<Value> {
    let person = text("person", &name::clean(person).text, MAX_NAME, false)?;
    Ok(value![some(person), some(text("phone", &name::clean(phone).text, MAX_SHORT, false)?)])
}

/// That it did not happen, as it is stored: as a session, it does not go without a reason.
fn cancelled(reason: &str) -> Result<Value> {
    let reason = name::clean(reason).text;
    if reason.is_empty() {
        return Problem::new("reason_missing").refuse();
    }
    Problem::if_too_long("reason", &reason, MAX_REASON)?;
    Ok(value![SessionStatus::Cancelled.code(), reason])
}

/// The session that a visit is; none where it is on a day of its own.
fn session_of(change: &Change<'_>, visit: RecordId) -> Result<Option<agenda::views::Placed>> {
    let session = lookup::session_of(change.sql(), change.book(), visit)?;
    session.map(|session| agenda::views::placed(change.sql(), change.book(), session)).transpose()
}

/// Hours of its own lie in those of its session, at least in part: others would be shown nowhere.
fn within(session: &agenda::views::Placed, starts: Option<i64>, ends: Option<i64>) -> Result<()> {
    let (from, until) = (session.line.starts_min, session.line.ends_min);
    if starts.is_some_and(|starts| starts >= until) || ends.is_some_and(|ends| ends <= from) {
        return Problem::new("outside_session").with("starts", agenda::clock(from)).with("ends", agenda::clock(until)).refuse();
    }
    Ok(())
}

/// Nothing where nothing was typed.
pub(super) fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

fn host_of(host: &str) -> Result<String> {
    let host = name::clean(host).text;
    if host.is_empty() {
        return Problem::new("host_missing").refuse();
    }
    text("host", &host, MAX_NAME, true)
}
