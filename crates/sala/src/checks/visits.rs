//! Visits and the sessions that they seem to be: nothing is joined by itself, and what is not joined does not follow.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::{
    Problem, Reader, Result,
    agenda::{
        self, Method, SessionStatus, clock,
        records::{SESSION, SLOT},
        views::Placed,
    },
    journal::{BookNo, Scalar, code_of},
    visits::views::{VisitLine, never_joined},
};

/// Visits beside which a session of their day and name stands, and visits that such a session left behind. Of one of which somebody said that it is no
/// session nothing is told.
///
/// # Errors
/// Store failures.
pub(super) fn not_joined(reader: &Reader<'_>, book: BookNo, visits: &[VisitLine]) -> Result<Vec<Problem>> {
    let unsaid: BTreeSet<_> = never_joined(reader.sql(), book)?.into_iter().collect();
    let alone: Vec<_> = visits.iter().filter(|visit| !visit.cancelled && unsaid.contains(&visit.id)).collect();
    if alone.is_empty() {
        return Ok(Vec::new());
    }
    let programme = code_of(reader.sql(), reader.tables().registry, book)?;
    let joined: BTreeSet<_> = visits.iter().filter_map(|visit| visit.session).collect();
    let mut free = agenda::views::all(reader.sql(), book)?;
    free.retain(|session| !joined.contains(&session.line.id));
    let mut found = Vec::new();
    for visit in alone {
        let called: Vec<_> = free.iter().filter(|session| is_called(session, &visit.host)).collect();
        let (here, elsewhere): (Vec<_>, Vec<_>) = called.into_iter().partition(|session| session.date.to_string() == visit.date);
        let off = |session: &&&Placed| session.line.status == SessionStatus::Cancelled.code();
        let told = if let Some(session) = here.iter().find(|session| !off(session)) {
            told("visit_not_joined", visit, session)
        } else if let Some(session) = here.first() {
            told("visit_not_cancelled", visit, session).with("reason", session.line.reason.as_deref())
        } else if let Some(session) = was_there(reader, book, &elsewhere, &visit.date)? {
            told("visit_left_behind", visit, session)
        } else {
            continue;
        };
        found.push(told.with("programme", programme.as_str()));
    }
    Ok(found)
}

/// The session among these that stood on that day before it was moved.
fn was_there<'s>(reader: &Reader<'_>, book: BookNo, sessions: &[&'s Placed], day: &str) -> Result<Option<&'s Placed>> {
    if sessions.is_empty() {
        return Ok(None);
    }
    let cells: Vec<_> = sessions.iter().map(|session| SLOT.of(&SESSION, session.line.id)).collect();
    let past = reader.histories(book, &cells)?;
    let at =
        past.iter().find(|(_, past)| matches!(past.value.part(0), Scalar::Text(date) if date.parse::<NaiveDate>().is_ok_and(|date| date.to_string() == day)));
    Ok(at.and_then(|(place, _)| sessions.get(*place).copied()))
}

/// A session of that name, or a visit in whose title the host stands.
fn is_called(session: &Placed, host: &str) -> bool {
    let (title, host) = (session.line.title.trim().to_lowercase(), host.trim().to_lowercase());
    title == host || (Method::from_code(&session.line.method) == Some(Method::Visit) && !host.is_empty() && title.contains(&host))
}

fn told(code: &'static str, visit: &VisitLine, session: &Placed) -> Problem {
    Problem::new(code)
        .with("host", visit.host.as_str())
        .with("date", visit.date.as_str())
        .with("title", session.line.title.as_str())
        .with("at", format!("{}/{}", session.date, clock(session.line.starts_min)))
        .with("visit", visit.id.to_string())
        .with("session", session.line.id.to_string())
}
