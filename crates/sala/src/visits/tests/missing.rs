//! Nobody is told of a count that is still to come.

use super::super::{Checkpoint, Count, NewStop, VisitField, add_stop, count, edit, missing, views};
use crate::{RecordId, attendance::classroom::Classroom};

/// A visit on 18 May from 08:00 to 12:00, with stops as (name, from, to).
fn road(stops: &[(&str, Option<i64>, Option<i64>)], hours: (Option<i64>, Option<i64>)) -> (Classroom, RecordId) {
    let room = Classroom::new();
    let visit = room.read(|r, book| Ok(views::list(r.sql(), book)?[2].id));
    room.change(|c| edit(c, visit, VisitField::Times { starts_min: hours.0, ends_min: hours.1 }, None)).unwrap();
    for (name, starts_min, ends_min) in stops {
        let new = NewStop { name: (*name).into(), host: String::new(), starts_min: *starts_min, ends_min: *ends_min };
        room.change(|c| add_stop(c, visit, &new)).unwrap();
    }
    (room, visit)
}

fn told(room: &Classroom, visit: RecordId, now: &str) -> usize {
    missing(&room.read(|r, book| views::one(r, book, visit)), now.parse().unwrap())
}

#[test]
fn a_count_is_missing_once_its_hour_is_over() {
    let (room, visit) = road(&[("Kilns", Some(540), Some(600)), ("Shop", Some(620), None)], (Some(480), Some(720)));
    let at = |now: &str| told(&room, visit, now);
    assert_eq!(at("2012-05-17T23:00:00"), 0, "the day before");
    assert_eq!(at("2012-05-18T07:30:00"), 0, "in the morning all of them are to come");
    assert_eq!(at("2012-05-18T08:00:00"), 0, "at eight the bus is leaving");
    assert_eq!(at("2012-05-18T08:01:00"), 1, "and then it has left");
    assert_eq!(at("2012-05-18T10:00:00"), 1, "at the kilns they can still be counted");
    assert_eq!(at("2012-05-18T10:05:00"), 3, "at the kilns and boarding from there");
    assert_eq!(at("2012-05-18T11:59:00"), 3, "a shop without an end is over when they are back");
    assert_eq!(at("2012-05-18T12:01:00"), 6);
    let everybody = room.read(|r, book| Ok(views::one(r, book, visit)?.roster)) as i64;
    room.change(|c| count(c, visit, Checkpoint::Leaving, Count { counted: everybody, ..Count::default() }, None)).unwrap();
    assert_eq!(at("2012-05-18T10:05:00"), 2, "what was counted is not missing");
}

#[test]
fn without_hours_a_count_is_missing_when_the_day_is_over() {
    let (room, visit) = road(&[], (None, None));
    assert_eq!(told(&room, visit, "2012-05-18T23:59:00"), 0);
    assert_eq!(told(&room, visit, "2012-05-19T00:00:00"), 3);
    room.change(|c| edit(c, visit, VisitField::Cancelled(Some("rain".into())), None)).unwrap();
    assert_eq!(told(&room, visit, "2012-05-19T00:00:00"), 0, "of a visit that did not happen nothing is missing");
}

#[test]
fn hours_of_stops_that_are_before_the_visit_are_of_before_it_was_moved() {
    let (room, visit) = road(&[("Kilns", Some(540), Some(600))], (Some(780), Some(960)));
    assert_eq!(told(&room, visit, "2012-05-18T12:00:00"), 0, "it leaves at one");
    assert_eq!(told(&room, visit, "2012-05-18T13:01:00"), 3, "and everything before the return is to be counted");
}
