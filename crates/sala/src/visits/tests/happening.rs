//! A visit goes where its session goes, and does not happen where that does not.

use super::super::{
    VisitField, edit,
    views::{self, VisitLine},
};
use crate::{
    RecordId, Result, Seen,
    agenda::{self, Method, NewSession},
    attendance::classroom::{Classroom, refusal},
    decide,
};

struct Planned {
    room: Classroom,
    visit: RecordId,
    session: RecordId,
}

impl Planned {
    /// The third visit is a session of its day, from 08:30 to 11:30.
    fn new() -> Self {
        let room = Classroom::new();
        let line = room.read(|r, book| Ok(views::list(r.sql(), book)?[2].clone()));
        let new = NewSession {
            date: line.date.parse().unwrap(),
            starts_min: 510,
            ends_min: 690,
            method: Method::Visit,
            title: "Pottery".into(),
            room: None,
            trainers: vec![],
        };
        let session = room.change(|c| agenda::add(c, new)).unwrap();
        let planned = Self { room, visit: line.id, session };
        planned.edit(VisitField::Session(Some(session))).unwrap();
        planned
    }

    fn edit(&self, field: VisitField) -> Result<bool> {
        self.room.change(|c| edit(c, self.visit, field, None))
    }

    fn line(&self) -> VisitLine {
        self.room.read(|r, book| Ok(views::one(r, book, self.visit)?.line))
    }

    fn moves_to(&self, day: &str, starts: i64) {
        self.room.change(|c| agenda::move_to(c, self.session, day.parse().unwrap(), starts, None)).unwrap();
    }

    fn session_is_cancelled(&self, reason: &str) {
        let seen = self.room.read(|r, book| Ok(agenda::views::placed(r.sql(), book, self.session)?.line.seen.status));
        self.room.change(|c| agenda::cancel(c, self.session, reason, &seen)).unwrap();
    }

    /// The half days of a day and whether they left the denominator.
    fn registers(&self, day: &str) -> Vec<(String, bool)> {
        let day = day.parse().unwrap();
        let lines = self.room.read(|r, book| crate::attendance::views::registers(r, book, day));
        lines.into_iter().filter(|line| line.date == day).map(|line| (line.half, line.cancelled)).collect()
    }
}

#[test]
fn a_visit_is_on_the_day_and_at_the_hours_of_its_session() {
    let planned = Planned::new();
    let line = planned.line();
    assert_eq!((line.date.as_str(), line.starts_min, line.ends_min), ("2012-05-18", Some(510), Some(690)));
    assert_eq!((line.session, line.session_title.as_deref()), (Some(planned.session), Some("Pottery")));
    planned.edit(VisitField::Times { starts_min: Some(480), ends_min: None }).unwrap();
    assert_eq!((planned.line().starts_min, planned.line().ends_min), (Some(480), Some(690)), "it leaves half an hour earlier, and is back with the session");
    let own = || planned.room.read(|r, book| views::one(r, book, planned.visit).map(|view| (view.own_starts_min, view.own_ends_min)));
    assert_eq!(own(), (Some(480), None), "a form has before it what is said of the visit, and not what it follows");

    planned.moves_to("2012-05-19", 780);
    let line = planned.line();
    assert_eq!(line.date, "2012-05-19", "the visit goes with its session");
    assert_eq!(line.starts_min, Some(480), "eight o'clock until the session is over is still possible");
    planned.moves_to("2012-05-18", 510);
    planned.edit(VisitField::Times { starts_min: Some(480), ends_min: Some(690) }).unwrap();
    planned.moves_to("2012-05-19", 780);
    assert_eq!((planned.line().starts_min, planned.line().ends_min), (Some(780), Some(960)), "hours of a morning are none of an afternoon");
    planned.edit(VisitField::Times { starts_min: None, ends_min: None }).unwrap();
    assert_eq!(planned.registers("2012-05-19"), [("AM".to_owned(), true), ("PM".to_owned(), false)], "its register is that of the afternoon");

    for (starts_min, ends_min) in [(Some(18 * 60), None), (None, Some(8 * 60)), (Some(17 * 60), Some(18 * 60))] {
        assert_eq!(refusal(planned.edit(VisitField::Times { starts_min, ends_min })).code, "outside_session", "hours that no screen would show");
    }
    let problem = refusal(planned.edit(VisitField::Date("2012-05-17".parse().unwrap())));
    assert_eq!((problem.code, &problem.params["title"]), ("visit_follows_session", &"Pottery".into()));
    planned.edit(VisitField::Session(None)).unwrap();
    let line = planned.line();
    assert_eq!((line.date.as_str(), line.session), ("2012-05-19", None), "taken from its session it stays where it was shown");
    assert_eq!((line.starts_min, line.ends_min), (Some(780), Some(960)), "and at these hours");
    assert!(planned.edit(VisitField::Date("2012-05-17".parse().unwrap())).unwrap(), "and has a day of its own");
    assert_eq!(refusal(planned.edit(VisitField::Session(Some(RecordId::new_at(3))))).code, "no_such_session");
}

#[test]
fn a_visit_does_not_happen_where_its_session_does_not_or_somebody_says_so_of_it() {
    let planned = Planned::new();
    assert_eq!(planned.registers("2012-05-18")[0], ("AM".to_owned(), false));
    planned.session_is_cancelled("flood");
    let line = planned.line();
    assert_eq!((line.cancelled, line.by_session, line.reason.as_deref()), (true, true, Some("flood")), "the reason of the session is that of the visit");
    planned.room.desk.undo().unwrap();
    assert!(!planned.line().cancelled, "what is taken back of the session is taken back of the visit");

    assert_eq!(refusal(planned.edit(VisitField::Cancelled(Some("  ".into())))).code, "reason_missing");
    assert!(planned.edit(VisitField::Cancelled(Some("the host is ill".into()))).unwrap());
    let line = planned.line();
    assert_eq!((line.cancelled, line.by_session, line.reason.as_deref()), (true, false, Some("the host is ill")));
    planned.session_is_cancelled("flood");
    assert_eq!(planned.line().reason.as_deref(), Some("the host is ill"), "what is said of the visit itself is nearer");
    assert!(planned.edit(VisitField::Cancelled(None)).unwrap());
    assert_eq!((planned.line().by_session, planned.line().reason.as_deref()), (true, Some("flood")), "the session still does not happen");
}

#[test]
fn nobody_is_missed_on_the_half_day_of_a_visit_that_did_not_happen() {
    let planned = Planned::new();
    planned.edit(VisitField::Session(None)).unwrap();
    planned.edit(VisitField::Times { starts_min: None, ends_min: None }).unwrap();
    planned.edit(VisitField::Date("2012-05-19".parse().unwrap())).unwrap();
    assert_eq!(planned.registers("2012-05-19"), [("AM".to_owned(), false), ("PM".to_owned(), false)], "a visit without hours is of the whole day");
    planned.edit(VisitField::Cancelled(Some("the bridge is out".into()))).unwrap();
    assert!(planned.registers("2012-05-19").iter().all(|(_, cancelled)| *cancelled), "its registers leave the denominator");
    planned.room.desk.undo().unwrap();
    assert!(planned.registers("2012-05-19").iter().all(|(_, cancelled)| !*cancelled));
}

#[test]
fn a_form_that_had_not_seen_the_cancelling_replaces_nothing() {
    let planned = Planned::new();
    let shown = planned.room.read(|r, book| Ok(views::one(r, book, planned.visit)?.seen.status));
    let says = |reason: &str, seen: &Seen| planned.room.change(|c| edit(c, planned.visit, VisitField::Cancelled(Some(reason.into())), Some(seen)));
    says("flood", &shown).unwrap();
    says("the host is ill", &shown).unwrap();
    let asked = planned.room.desk.read(|r| decide::conflicts(r, Some(planned.room.book))).unwrap();
    assert_eq!((asked.len(), asked[0].field.as_str()), (1, "status"), "two reasons are one question");
}
