//! Sessions that get in each other's way: pointed out, never refused. Two of them in two rooms with two trainers do not.

use serde::Serialize;

use super::{
    session::{Method, SessionStatus},
    views::{Day, SessionLine},
};
use crate::{RecordId, visits::views::VisitLine};

/// Two sessions that cannot both be as they are planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Overlap {
    /// `room_twice`, `trainer_twice`, `everybody_twice`: both are for everybody, and not said to be in two rooms; or `everybody_away`: one is for
    /// everybody, and the other a visit to which everybody goes.
    pub code: &'static str,
    /// The session that begins first.
    pub first: RecordId,
    /// The other.
    pub second: RecordId,
    /// From when both are on, in minutes after midnight.
    pub starts_min: i64,
    /// Until when.
    pub ends_min: i64,
    /// The room, or who would have to be in two; none where it is everybody, unless the second is a visit that is no session: then its host.
    pub what: Option<String>,
}

/// Everything that overlaps on a day, by start. A cancelled session is in nobody's way.
#[must_use]
pub fn overlaps(day: &Day) -> Vec<Overlap> {
    let on: Vec<_> = day.sessions.iter().filter(|line| line.status != SessionStatus::Cancelled.code()).collect();
    let mut found = Vec::new();
    for (at, first) in on.iter().enumerate() {
        // In the order of their start: what begins when this one is over gets in nobody's way, nor does anything later.
        for second in on.iter().skip(at + 1).take_while(|second| second.starts_min < first.ends_min) {
            let overlap = |code, what| Overlap {
                code,
                first: first.id,
                second: second.id,
                starts_min: second.starts_min,
                ends_min: first.ends_min.min(second.ends_min),
                what,
            };
            let rooms = first.room.as_deref().zip(second.room.as_deref());
            if let Some((room, _)) = rooms.filter(|(one, other)| same(one, other)) {
                found.push(overlap("room_twice", Some(room.to_owned())));
            } else if rooms.is_none() && is_for_everybody(first) && is_for_everybody(second) {
                found.push(overlap("everybody_twice", None));
            } else if (is_for_everybody(first) && takes_everybody(second, &on)) || (takes_everybody(first, &on) && is_for_everybody(second)) {
                found.push(overlap("everybody_away", None));
            }
            let both = first.trainers.iter().filter(|one| second.trainers.iter().any(|other| same(one, other)));
            found.extend(both.map(|name| overlap("trainer_twice", Some(name.clone()))));
        }
    }
    found
}

/// The same, and what is for everybody beside a visit that is no session of the agenda. Such a visit is the `second`, and its host is `what`.
#[must_use]
pub fn overlaps_and_visits(day: &Day, visits: &[VisitLine]) -> Vec<Overlap> {
    let mut found = overlaps(day);
    let date = day.date.to_string();
    let own = visits.iter().filter(|visit| visit.session.is_none() && !visit.cancelled && visit.date == date);
    let own: Vec<_> = own.filter_map(|visit| Some((visit, visit.starts_min?, visit.ends_min?))).collect();
    let on: Vec<_> = day.sessions.iter().filter(|line| line.status != SessionStatus::Cancelled.code()).collect();
    for (visit, starts, ends) in &own {
        let meets = |from: i64, until: i64| from < *ends && *starts < until;
        let parted = own.iter().any(|(other, from, until)| other.id != visit.id && meets(*from, *until));
        if parted || on.iter().any(|line| is_visit(line) && meets(line.starts_min, line.ends_min)) {
            continue;
        }
        found.extend(on.iter().filter(|line| is_for_everybody(line) && meets(line.starts_min, line.ends_min)).map(|line| Overlap {
            code: "everybody_away",
            first: line.id,
            second: visit.id,
            starts_min: line.starts_min.max(*starts),
            ends_min: line.ends_min.min(*ends),
            what: Some(visit.host.clone()),
        }));
    }
    found.sort_by_key(|overlap| overlap.starts_min);
    found
}

/// Written by different people in different letters, a room is still one room.
fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// A visit beside which no other is: where there are several at a time, people are parted among them, and some may be here.
fn takes_everybody(line: &SessionLine, on: &[&SessionLine]) -> bool {
    let beside = |other: &&&SessionLine| other.id != line.id && is_visit(other) && other.starts_min < line.ends_min && line.starts_min < other.ends_min;
    is_visit(line) && !on.iter().any(|other| beside(&other))
}

fn is_visit(line: &SessionLine) -> bool {
    Method::from_code(&line.method) == Some(Method::Visit)
}

/// Group work, visits and presentations are held side by side; these are not.
fn is_for_everybody(line: &SessionLine) -> bool {
    matches!(Method::from_code(&line.method), Some(Method::Ceremony | Method::Plenary | Method::Activity))
}
