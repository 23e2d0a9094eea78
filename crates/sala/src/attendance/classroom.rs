//! A classroom for stories: a real encrypted store with the reference programme in it.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{
    mark::{At, mark},
    records::register_id,
    status::{Mark, Parts, Status},
    views,
};
use crate::{
    Desk, KeyPlace, NewStore, Problem, Reader, RecordId, Result, Role, SetClock,
    journal::{BookNo, Change},
    people::{import, table::read_bytes},
    programme,
};

/// A laptop with the reference programme: 29 people, 20 registers.
pub(crate) struct Classroom {
    pub desk: Desk,
    pub book: RecordId,
    clock: Arc<SetClock>,
    _dir: tempfile::TempDir,
}

/// The morning after the last day.
pub(crate) const AFTERWARDS: &str = "2012-05-26";

impl Classroom {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(SetClock::at("2012-05-14T01:30:00Z".parse().unwrap()));
        let new = NewStore { role: Role::Site, label: "LAP-A".into(), organisation: None, author: "Trainer".into(), key_place: KeyPlace::File };
        let desk = Desk::create(&dir.path().join("store"), new, clock.clone()).unwrap();
        let facts = programme::Facts::parse(include_str!("../demo/files/programme.json")).unwrap();
        let book = programme::create(&desk, facts).unwrap();
        let roster = read_bytes(include_bytes!("../demo/files/roster.csv")).unwrap();
        import::apply(&desk, book, &roster, &import::Options::default(), false).unwrap();
        Self { desk, book, clock, _dir: dir }
    }

    pub fn at(&self, time: &str) -> &Self {
        self.clock.set(time.parse().unwrap());
        self
    }

    pub fn change<T>(&self, verb: impl FnOnce(&mut Change<'_>) -> Result<T>) -> Result<T> {
        self.desk.change(self.book, "story", verb)
    }

    pub fn read<T>(&self, view: impl FnOnce(&Reader<'_>, BookNo) -> Result<T>) -> T {
        self.desk.read(|r| view(r, r.book(self.book)?)).unwrap()
    }

    /// A register such as `2012-05-14/AM`.
    pub fn register(&self, name: &str) -> RecordId {
        let (date, half) = name.split_once('/').unwrap();
        let date: NaiveDate = date.parse().unwrap();
        self.change(|c| Ok(register_id(c, date, half))).unwrap()
    }

    pub fn person(&self, code: &str) -> RecordId {
        self.read(|r, book| views::find_person(r.sql(), book, code)).unwrap()
    }

    pub fn cell(&self, register: &str, code: &str) -> At {
        At { register: self.register(register), participant: self.person(code), seen: None }
    }

    pub fn mark(&self, register: &str, code: &str, parts: Parts) -> Result<()> {
        let at = self.cell(register, code);
        let new = Mark::try_from(parts)?;
        self.change(|c| mark(c, &at, new))
    }

    pub fn sheet(&self, register: &str) -> views::Sheet {
        let register = self.register(register);
        self.read(|r, book| views::sheet(r, book, register, AFTERWARDS.parse().unwrap()))
    }

    /// What is shown of a person at a register.
    pub fn status(&self, register: &str, code: &str) -> Option<String> {
        let row = self.sheet(register).rows.into_iter().find(|row| row.code == code).unwrap();
        row.mark.map(|mark| mark.status)
    }

    pub fn report(&self) -> super::report::Report {
        self.read(|r, book| views::report(r, book, AFTERWARDS.parse().unwrap()))
    }
}

pub(crate) fn late(minutes: i64) -> Parts {
    Parts { minutes: Some(minutes), ..Parts::of(Status::Late) }
}

pub(crate) fn excused(reason: &str) -> Parts {
    Parts { reason: Some(reason.into()), approver: Some("Dr. Suchat".into()), ..Parts::of(Status::Excused) }
}

pub(crate) fn refusal<T>(result: Result<T>) -> Problem {
    match result {
        Ok(_) => panic!("this should have been refused"),
        Err(error) => error.problem(),
    }
}
