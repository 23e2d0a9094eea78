//! Which counts are missing: those of checkpoints whose hour is over. Before that they are to come.

use chrono::{NaiveDate, NaiveDateTime, Timelike as _};

use super::{
    checkpoint::Point,
    views::{HeadcountView, StopView, VisitView},
};

/// The end of a day, in minutes after midnight.
const MIDNIGHT: i64 = 24 * 60;

/// How many checkpoints of a visit nobody counted at although their hour is over. Of a visit that does not happen, none.
#[must_use]
pub fn missing(visit: &VisitView, now: NaiveDateTime) -> usize {
    let Ok(date) = visit.line.date.parse::<NaiveDate>() else { return 0 };
    if visit.line.cancelled || date > now.date() {
        return 0;
    }
    let minute = i64::from(now.hour() * 60 + now.minute());
    let over = |due: i64| date < now.date() || minute > due;
    hours(visit).into_iter().zip(&visit.headcounts).filter(|(due, one)| one.count.is_none() && over(*due)).count()
}

/// Until when heads are counted at each checkpoint, in minutes after midnight. One that has no time of its own has that of the next;
/// the last has the whole day.
fn hours(visit: &VisitView) -> Vec<i64> {
    let mut next = MIDNIGHT;
    let mut hours: Vec<_> = visit
        .headcounts
        .iter()
        .rev()
        .map(|one| {
            next = own(visit, one).unwrap_or(next);
            // Stops keep the hours that were typed: where the visit is later by now, they are of before.
            next.max(visit.line.starts_min.unwrap_or_default())
        })
        .collect();
    hours.reverse();
    hours
}

/// The time that a checkpoint has itself: who left is at the next place, and who is still at a stop can be counted there.
fn own(visit: &VisitView, one: &HeadcountView) -> Option<i64> {
    let stops = &visit.stops_in_order;
    let at = stops.iter().position(|stop| Some(stop.id) == one.stop);
    let begins = |stop: &StopView| stop.starts_min;
    match one.point {
        Point::Leaving => visit.line.starts_min.or_else(|| stops.first().and_then(begins)),
        Point::Stop => stops.get(at?)?.ends_min,
        Point::Boarding => stops.get(at?)?.ends_min.or_else(|| stops.get(at? + 1).and_then(begins)),
        Point::Return => visit.line.ends_min,
    }
}
