//! What does not fit together although nobody disputes it. Two laptops wrote in two records, each was right by what it knew, and together
//! they leave somebody or something out of the figures: a session that was cancelled here and taken there, two people who replace each other.
//! Nothing of it is decided here. It is told on every laptop alike, until somebody has put it right.

mod canvas;
mod people;
mod registers;
mod scores;
mod visits;

use std::collections::BTreeSet;

use crate::{
    Desk, Problem, Reader, RecordId, Result,
    agenda::{self, SessionStatus},
    attendance::{self, grid::RegisterLine},
    journal::BookNo,
    people::views::{Person, roster},
    visits::views as travel,
};

/// All of it, in the order in which it is told. `registers` and `people` are those of the programme.
///
/// # Errors
/// Store failures.
pub fn all(reader: &Reader<'_>, book: BookNo, registers: &[RegisterLine], roster: &[Person]) -> Result<Vec<Problem>> {
    let mut found = registers::all(reader, book, registers)?;
    let visits = travel::list(reader.sql(), book)?;
    found.extend(visits.iter().filter_map(counted_not_held));
    found.extend(sessions_without_visit(reader, book, &visits)?);
    found.extend(travel::days_apart(reader.sql(), book)?.iter().map(day_apart));
    found.extend(visits::not_joined(reader, book, &visits)?);
    found.extend(canvas::circles(reader.sql(), book)?);
    found.extend(people::replaced_each_other(roster));
    found.extend(people::left_over(reader, book, roster)?);
    found.extend(people::replaced_and_seen(reader, book, roster)?);
    found.extend(scores::of_one_name(reader, book)?);
    found.extend(scores::beyond_scale(reader, book)?);
    found.extend(scores::of_other_scale(reader, book)?);
    Ok(found)
}

/// All of it of one programme, as it stands on this desk today.
///
/// # Errors
/// `no_such_programme`; store failures.
pub fn of(desk: &Desk, programme: RecordId) -> Result<Vec<Problem>> {
    let today = attendance::views::today(desk);
    desk.read(|r| {
        let book = r.book(programme)?;
        all(r, book, &attendance::views::registers(r, book, today)?, &roster(r.sql(), book)?)
    })
}

/// A visit that did not happen and at which heads were counted.
fn counted_not_held(visit: &travel::VisitLine) -> Option<Problem> {
    (visit.cancelled && visit.counted > 0).then(|| {
        Problem::new("counted_not_held")
            .with("host", visit.host.as_str())
            .with("date", visit.date.as_str())
            .with("count", visit.counted)
            .with("reason", visit.reason.as_deref())
            .with("visit", visit.id.to_string())
    })
}

/// Sessions that are visits of which none happens: they stand in the agenda, in every calendar and in the count as if somebody went. Several visits may be
/// one session, and one host may be ill: only people know whether the session is off.
fn sessions_without_visit(reader: &Reader<'_>, book: BookNo, visits: &[travel::VisitLine]) -> Result<Vec<Problem>> {
    let off = |session| visits.iter().filter(|visit| visit.session == Some(session)).all(|visit| visit.cancelled && !visit.by_session);
    let sessions: BTreeSet<_> = visits.iter().filter_map(|visit| visit.session).filter(|session| off(*session)).collect();
    if sessions.is_empty() {
        return Ok(Vec::new());
    }
    let said = |line: &agenda::views::SessionLine| [SessionStatus::Cancelled.code(), SessionStatus::Held.code()].contains(&&*line.status);
    let left = agenda::views::all(reader.sql(), book)?.into_iter().filter(|placed| sessions.contains(&placed.line.id) && !said(&placed.line));
    let told = left.map(|placed| {
        let hosts: Vec<_> = visits.iter().filter(|visit| visit.session == Some(placed.line.id)).map(|visit| visit.host.clone()).collect();
        Problem::new("session_without_visit")
            .with("title", placed.line.title)
            .with("date", placed.date.to_string())
            .with("hosts", hosts)
            .with("session", placed.line.id.to_string())
    });
    Ok(told.collect())
}

/// A visit whose own day somebody changed who had not heard that it is a session.
fn day_apart(visit: &travel::DaysApart) -> Problem {
    Problem::new("visit_day_apart")
        .with("host", visit.host.as_str())
        .with("own", visit.own.as_str())
        .with("date", visit.date.as_str())
        .with("title", visit.session.as_str())
        .with("visit", visit.id.to_string())
}
