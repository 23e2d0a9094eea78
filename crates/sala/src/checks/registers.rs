//! Registers that were taken where by the agenda nothing was held, or nothing is any more.

use chrono::NaiveDate;

use crate::{
    Problem, Reader, RecordId, Result,
    agenda::{
        clock,
        records::{SESSION, SLOT},
    },
    attendance::{State, grid::RegisterLine},
    journal::{BookNo, Past, Scalar},
};

/// All of them, in the order of the registers.
pub(super) fn all(reader: &Reader<'_>, book: BookNo, registers: &[RegisterLine]) -> Result<Vec<Problem>> {
    let mut found: Vec<_> = registers.iter().filter_map(not_held).collect();
    found.extend(registers.iter().filter_map(stray));
    found.extend(without_session(reader, book, registers)?);
    Ok(found)
}

/// A register that somebody took, or closed, of what did not happen by the agenda: it leaves the denominator.
fn not_held(register: &RegisterLine) -> Option<Problem> {
    (register.cancelled && is_taken(register)).then(|| {
        let problem = told("taken_not_held", register);
        match &register.session {
            Some(title) => problem.with("title", title.as_str()),
            None => problem,
        }
    })
}

/// A register of a half that the programme does not have, in which somebody is marked or which somebody closed.
fn stray(register: &RegisterLine) -> Option<Problem> {
    (register.stray && !register.cancelled).then(|| told("register_stray_taken", register))
}

/// A register that somebody took before its sessions were moved elsewhere, or taken out of the agenda: it counts, and nothing was held then. One for
/// which nothing was ever planned is nobody's mistake: not every agenda is complete.
fn without_session(reader: &Reader<'_>, book: BookNo, registers: &[RegisterLine]) -> Result<Vec<Problem>> {
    let left: Vec<_> = registers.iter().filter(|register| register.empty && !register.stray && !register.cancelled && is_taken(register)).collect();
    if left.is_empty() {
        return Ok(Vec::new());
    }
    let evening = registers.iter().any(|register| register.half == "EVE");
    let sessions = sessions(reader, book)?;
    let told = left.into_iter().filter_map(|register| {
        let was = |session: &&Once| session.slots.iter().any(|slot| slot.date == register.date && slot.is_in(&register.half, evening));
        let gone: Vec<_> = sessions.iter().filter(was).collect();
        if gone.is_empty() {
            return None;
        }
        let titles: Vec<_> = gone.iter().map(|session| session.title.clone()).collect();
        let problem = told("taken_without_session", register).with("titles", titles);
        Some(match gone.iter().find_map(|session| session.now) {
            Some(now) => {
                let half = ["AM", "PM", "EVE"].into_iter().find(|half| now.is_in(half, evening) && registers.iter().any(|one| one.half == *half));
                problem.with("now", format!("{} {}", now.date, clock(now.starts))).with("to_date", now.date.to_string()).with("to_half", half)
            }
            None => problem,
        })
    });
    Ok(told.collect())
}

/// Somebody was seen or missed at it, or it was closed.
fn is_taken(register: &RegisterLine) -> bool {
    marked(register) > 0 || register.state != State::Open
}

fn marked(register: &RegisterLine) -> u64 {
    register.counts.present + register.counts.late + register.counts.absent
}

fn told(code: &'static str, register: &RegisterLine) -> Problem {
    Problem::new(code).with("date", register.date.to_string()).with("half", register.half.as_str()).with("count", marked(register))
}

/// When something was planned.
#[derive(Clone, Copy)]
struct When {
    date: NaiveDate,
    starts: i64,
    ends: i64,
}

impl When {
    /// As `attendance/views/registers.sql` asks.
    fn is_in(&self, half: &str, evening: bool) -> bool {
        match half {
            "AM" => self.starts < 720,
            "PM" => self.ends > 720 && (self.starts < 1080 || !evening),
            "EVE" => self.ends > 1080,
            _ => true,
        }
    }
}

/// A session, and whenever it was planned.
struct Once {
    title: String,
    /// None where it was taken out of the agenda.
    now: Option<When>,
    slots: Vec<When>,
}

fn sessions(reader: &Reader<'_>, book: BookNo) -> Result<Vec<Once>> {
    let query = "SELECT k.id, COALESCE(s.title, ''), COALESCE(s.removed, 0) FROM session s JOIN record k ON k.no = s.rec WHERE s.book = ?1 ORDER BY k.id";
    let mut query = reader.sql().prepare_cached(query)?;
    let rows = query.query_map([book.0], |r| Ok((r.get::<_, RecordId>(0)?, r.get::<_, String>(1)?, r.get::<_, bool>(2)?)))?;
    let known = rows.collect::<std::result::Result<Vec<_>, _>>()?;
    let cells: Vec<_> = known.iter().map(|(id, ..)| SLOT.of(&SESSION, *id)).collect();
    // Read in one pass: Today asks for this.
    let mut past: Vec<Vec<Past>> = known.iter().map(|_| Vec::new()).collect();
    for (at, value) in reader.histories(book, &cells)? {
        if let Some(of) = past.get_mut(at) {
            of.push(value);
        }
    }
    let found = known.into_iter().zip(past).map(|((_, title, removed), past)| {
        let now = past.iter().rev().find(|past| past.live).and_then(when).filter(|_| !removed);
        Once { title, now, slots: past.iter().filter_map(when).collect() }
    });
    Ok(found.collect())
}

fn when(past: &Past) -> Option<When> {
    if SLOT.fault(&past.value).is_some() {
        return None;
    }
    match (past.value.part(0), past.value.part(1), past.value.part(2)) {
        (Scalar::Text(date), Scalar::Int(starts), Scalar::Int(ends)) => Some(When { date: date.parse().ok()?, starts: *starts, ends: *ends }),
        _ => None,
    }
}
