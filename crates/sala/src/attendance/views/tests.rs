//! Which registers are held, and what a history says.

use crate::{
    agenda::{self, Method, NewSession, SessionField},
    attendance::{
        self, Parts, Status,
        classroom::Classroom,
        mark,
        records::{MARK, MARK_VALUE},
    },
    people::table::read_bytes,
    programme::records::{HALVES, PROGRAMME},
    value,
};

const AGENDA: &[u8] = include_bytes!("../../demo/files/agenda.csv");
const EXCEPTIONS: &[u8] = include_bytes!("../../demo/files/register-exceptions.csv");

/// The reference programme with its agenda, and everybody marked at its twenty registers.
fn taken() -> Classroom {
    let room = Classroom::new();
    agenda::import::apply(&room.desk, room.book, &read_bytes(AGENDA).unwrap(), &agenda::import::Options::default(), false).unwrap();
    fill_rest(&room);
    room
}

fn fill_rest(room: &Classroom) -> u64 {
    let file = read_bytes(EXCEPTIONS).unwrap();
    room.change(|c| attendance::import::import(c, &file.sheets[0], Some(Status::Present))).unwrap().filled
}

/// A session of an hour.
fn add(room: &Classroom, date: &str, starts_min: i64) -> crate::RecordId {
    let session = NewSession {
        date: date.parse().unwrap(),
        starts_min,
        ends_min: starts_min + 60,
        method: Method::Activity,
        title: "Market walk".into(),
        room: None,
        trainers: vec![],
    };
    room.change(|c| agenda::add(c, session)).unwrap()
}

fn shown(room: &Classroom, session: crate::RecordId) -> agenda::views::SessionLine {
    let days = room.read(|r, book| agenda::views::days(r.sql(), book));
    days.into_iter().flat_map(|day| day.sessions).find(|line| line.id == session).unwrap()
}

fn slot(room: &Classroom, session: crate::RecordId, date: &str, starts_min: i64) {
    let slot = SessionField::Slot { date: date.parse().unwrap(), starts_min, ends_min: starts_min + 60 };
    let seen = shown(room, session).seen.slot;
    room.change(|c| agenda::edit(c, session, slot, &seen)).unwrap();
}

#[test]
fn a_half_day_whose_only_session_moved_away_lowers_nobody_s_rate() {
    let room = taken();
    let whole = room.report();
    assert_eq!((whole.registers, whole.counts.unmarked), (20, 0), "ten days, all taken");

    let walk = add(&room, "2012-05-19", 540);
    let report = room.report();
    assert_eq!((report.registers, report.counts.unmarked), (21, 29), "a Saturday morning that nobody marked is asked for, its empty afternoon is not");
    slot(&room, walk, "2012-05-20", 840);
    assert_eq!(room.report().registers, 21, "it was Sunday afternoon: Saturday is held no longer");
    slot(&room, walk, "2012-05-21", 840);
    assert_eq!(room.report().people, whole.people, "it was Monday, which is marked: everybody's rate is what it was");
    assert_eq!(fill_rest(&room), 0, "and a list that fills the rest leaves both days alone");

    room.mark("2012-05-19/AM", "P01", Parts::of(Status::Present)).unwrap();
    assert_eq!(room.report().registers, 21, "a mark says that it was held after all");
    room.desk.undo().unwrap();
    assert_eq!(room.report().registers, 20, "and taken back, that it was not");
    slot(&room, walk, "2012-05-19", 540);
    assert_eq!(room.report().registers, 21, "a session brings it back too");
}

#[test]
fn an_evening_whose_sessions_are_cancelled_is_not_held_although_its_day_is() {
    let room = taken();
    room.change(|c| c.set(HALVES.of(&PROGRAMME, room.book), "AM,PM,EVE")).unwrap();
    let film = add(&room, "2012-05-15", 19 * 60);
    assert_eq!(room.report().registers, 21, "one evening with a session");
    let seen = shown(&room, film).seen.status;
    room.change(|c| agenda::cancel(c, film, "no power", &seen)).unwrap();
    let report = room.report();
    assert_eq!((report.registers, report.registers_cancelled), (20, 1), "it is cancelled; the afternoon before it is held as ever");
}

#[test]
fn without_an_agenda_every_register_is_asked_for() {
    let room = Classroom::new();
    assert_eq!(room.report().registers, 20, "the programme names its days, and nobody says which of them had a session");
}

#[test]
fn a_value_that_was_kept_for_review_is_not_told_as_taken_back() {
    let room = Classroom::new();
    let at = room.cell("2012-05-14/AM", "P07");
    room.mark("2012-05-14/AM", "P07", Parts::of(Status::Absent)).unwrap();
    room.change(|c| mark::clear(c, &at)).unwrap();
    let cell = MARK_VALUE.of_pair(&MARK, at.register, at.participant);
    room.change(|c| c.put(cell, value!["late", -5], &[])).unwrap();
    let lines = room.read(|r, book| super::history(r, book, at.register, at.participant));
    let told: Vec<_> = lines.iter().map(|line| (line.value.is_some(), line.kept)).collect();
    assert_eq!(told, [(true, false), (false, false), (false, true)], "marked, taken back, and a value that breaks a rule");
}
