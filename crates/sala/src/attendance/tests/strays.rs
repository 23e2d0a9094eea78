//! A register of an hour in a programme of half days: an earlier version opened it, and marks went into it.

use super::super::{
    classroom::{AFTERWARDS, Classroom, late, refusal},
    records,
    stray::{clear_marks, move_marks},
    *,
};
use crate::{RecordId, checks, people::views::roster};

const STRAY: &str = "2012-05-14/10:30";
const AM: &str = "2012-05-14/AM";

/// The classroom with a stray in which two people are marked, as an earlier version left it.
fn with_stray() -> (Classroom, RecordId) {
    let room = Classroom::new();
    let day = "2012-05-14".parse().unwrap();
    let stray = room.change(|c| records::register(c, day, "10:30")).unwrap();
    for (code, parts) in [("P01", Parts::of(Status::Present)), ("P02", late(5))] {
        let person = room.person(code);
        room.change(|c| c.set(records::MARK_VALUE.of_pair(&records::MARK, stray, person), Mark::try_from(parts.clone())?)).unwrap();
    }
    (room, stray)
}

fn told(room: &Classroom) -> Vec<String> {
    room.read(|r, book| {
        let registers = views::registers(r, book, AFTERWARDS.parse().unwrap())?;
        Ok(checks::all(r, book, &registers, &roster(r.sql(), book)?)?.into_iter().map(|problem| problem.code.to_owned()).collect())
    })
}

fn halves(room: &Classroom) -> Vec<(String, bool)> {
    let registers = room.read(|r, book| views::registers(r, book, AFTERWARDS.parse().unwrap()));
    registers.into_iter().filter(|line| line.date.to_string() == "2012-05-14").map(|line| (line.half, line.stray)).collect()
}

#[test]
fn a_stray_is_shown_and_told_and_nobody_is_marked_in_it_any_more() {
    let (room, stray) = with_stray();
    assert!(halves(&room).contains(&("10:30".to_owned(), true)), "{:?}", halves(&room));
    assert_eq!(told(&room), ["register_stray_taken"]);
    assert_eq!(room.report().registers, 21, "what was marked counts until somebody says where it belongs");
    assert_eq!(refusal(room.mark(STRAY, "P03", Parts::of(Status::Present))).code, "register_stray");
    assert_eq!(refusal(room.change(|c| fill(c, stray, Status::Present))).code, "register_stray");
    assert_eq!(refusal(room.change(|c| lock(c, stray, None))).code, "register_stray");
    let day = "2012-05-14".parse().unwrap();
    assert_eq!(refusal(room.change(|c| open(c, day, "10:30"))).code, "no_such_register", "nor is it opened again");
    assert_eq!(room.status(STRAY, "P02").as_deref(), Some("late"), "what stands in it stays");
}

#[test]
fn its_marks_move_to_where_they_belong_and_what_is_said_otherwise_there_stays() {
    let (room, stray) = with_stray();
    room.mark(AM, "P02", Parts::of(Status::Absent)).unwrap();
    let day = "2012-05-14".parse().unwrap();
    assert_eq!(refusal(room.change(|c| move_marks(c, stray, (day, "10:30"), None))).code, "no_such_register", "not to a stray");
    let planned = room.register(AM);
    assert_eq!(refusal(room.change(|c| move_marks(c, planned, (day, "PM"), None))).code, "register_planned", "what is planned stays in its place");
    let done = room.change(|c| move_marks(c, stray, (day, "AM"), None)).unwrap();
    assert_eq!((done.moved, done.kept), (1, 1));
    assert_eq!((room.status(AM, "P01").as_deref(), room.status(STRAY, "P01")), (Some("present"), None), "moved");
    assert_eq!((room.status(AM, "P02").as_deref(), room.status(STRAY, "P02").as_deref()), (Some("absent"), Some("late")), "nobody guesses which is right");

    assert_eq!(room.change(|c| clear_marks(c, stray, None)).unwrap(), 1);
    assert!(!halves(&room).iter().any(|(_, stray)| *stray), "an empty stray is nothing");
    assert!(told(&room).is_empty());
    assert_eq!(room.report().registers, 20, "and in nobody's rate");
    room.desk.undo().unwrap();
    room.desk.undo().unwrap();
    assert_eq!((room.status(AM, "P01"), room.status(STRAY, "P01").as_deref()), (None, Some("present")), "each gesture is taken back as one");
}

#[test]
fn a_gesture_on_a_stray_that_changed_behind_the_screen_is_refused() {
    let (room, stray) = with_stray();
    let seen = crate::Seen::default();
    assert_eq!(refusal(room.change(|c| clear_marks(c, stray, Some(&seen)))).code, "register_changed");
    assert_eq!(room.status(STRAY, "P01").as_deref(), Some("present"), "nothing was taken away");
}

#[test]
fn marks_of_a_register_whose_session_was_cancelled_afterwards_are_taken_away() {
    let room = Classroom::new();
    let session = crate::agenda::NewSession {
        date: "2012-05-14".parse().unwrap(),
        starts_min: 540,
        ends_min: 660,
        method: crate::agenda::Method::Plenary,
        title: "Clusters".into(),
        room: None,
        trainers: vec![],
    };
    let session = room.change(|c| crate::agenda::add(c, session)).unwrap();
    let register = room.register(AM);
    room.mark(AM, "P01", Parts::of(Status::Present)).unwrap();
    assert_eq!(refusal(room.change(|c| clear_marks(c, register, None))).code, "register_planned");
    let status = |room: &Classroom| room.read(|r, book| crate::agenda::views::placed(r.sql(), book, session)).line.seen.status;
    let seen = status(&room);
    room.change(|c| crate::agenda::cancel(c, session, "The hall is flooded", &seen)).unwrap();
    assert_eq!(told(&room), ["taken_not_held"]);
    assert_eq!(room.change(|c| clear_marks(c, register, None)).unwrap(), 1, "nothing is held there");
    assert!(told(&room).is_empty() && room.status(AM, "P01").is_none());
}
