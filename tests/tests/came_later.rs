//! Somebody who belongs only after registers were closed without them, told by two laptops and headquarters.

use std::ops::Deref;

use sala::{
    RecordId, Result,
    attendance::{self, Advanced, Mark, Paper, Parts, State, Status, Stretch, mark::At, report::PersonLine, views},
    decide,
    people::{self, details::Details, value::Standing},
    programme,
};
use sala_tests::{laptop::Laptop, trio::Trio};

const FACTS: &str = r#"{ "code": "SME", "title": "SME clusters", "starts": "2012-05-14", "ends": "2012-05-25",
    "training_days": ["2012-05-14", "2012-05-15", "2012-05-16"], "registers_per_day": ["AM", "PM"] }"#;

/// Closed before Noy came.
const CLOSED: [&str; 3] = ["2012-05-14/AM", "2012-05-14/PM", "2012-05-15/AM"];

/// Headquarters with three people, of whom Noy is only nominated; LAP-A has closed three half days, two of them compared with the paper.
struct Week {
    trio: Trio,
    noy: RecordId,
    khamla: RecordId,
}

impl Deref for Week {
    type Target = Trio;
    fn deref(&self) -> &Trio {
        &self.trio
    }
}

impl Week {
    fn new() -> Self {
        let hq = Laptop::headquarters();
        let book = programme::create(&hq.desk, programme::Facts::parse(FACTS).expect("a description")).expect("a programme");
        let enrol = |name: &str, standing| {
            let details = Details { name: name.into(), standing: Some(standing), ..Details::default() };
            hq.desk.change(book, "enrol", |c| people::enrol(c, None, &details)).expect("a person")
        };
        enrol("Namuna", Standing::Accepted);
        let khamla = enrol("Khamla", Standing::Accepted);
        let noy = enrol("Noy", Standing::Nominated);
        let week = Self { trio: Trio::of(hq, book), noy, khamla };
        for name in CLOSED {
            let register = week.register(&week.a, name);
            week.does(&week.a, |c| attendance::fill(c, register, Status::Present));
            week.does(&week.a, |c| attendance::lock(c, register, None));
        }
        for name in &CLOSED[..2] {
            week.compares(&week.a, name, 2).expect("two signed");
        }
        week
    }

    fn register(&self, laptop: &Laptop, name: &str) -> RecordId {
        let (day, half) = name.split_once('/').expect("a half day");
        laptop.desk.read(|r| views::find_register(r.sql(), r.book(self.book)?, day.parse().expect("a day"), half)).expect("a look").expect("a register")
    }

    fn marks(&self, laptop: &Laptop, name: &str, participant: RecordId, status: Status) {
        let at = At { register: self.register(laptop, name), participant, seen: None };
        self.does(laptop, |c| attendance::mark(c, &at, Mark::try_from(Parts::of(status))?));
    }

    /// As many signed the paper.
    fn compares(&self, laptop: &Laptop, name: &str, signatures: i64) -> Result<()> {
        let (register, paper) = (self.register(laptop, name), Paper { signatures, others: 0, explained: None });
        laptop.desk.change(self.book, "verify", |c| attendance::verify(c, register, Some(&paper), None))
    }

    /// Of the half days up to the morning of the 15th.
    fn had_not_arrived(&self, laptop: &Laptop, who: RecordId) -> Advanced {
        let day = |day: &str| day.parse().expect("a day");
        let stretch = Stretch { from: day("2012-05-14"), from_half: None, to: day("2012-05-15"), to_half: Some("AM".into()) };
        self.does(laptop, |c| attendance::advance(c, who, &stretch, &Mark::try_from(Parts::of(Status::NotArrived))?))
    }

    /// The closed registers with somebody who is not marked in them, and who.
    fn unsaid(&self, laptop: &Laptop) -> Vec<(String, Vec<String>)> {
        let facts = laptop.desk.read(|r| views::facts(r, r.book(self.book)?, "2012-05-16".parse().expect("a day"))).expect("the facts");
        let named = |people: Vec<&attendance::facts::PersonFacts>| people.iter().filter_map(|person| person.name.clone()).collect();
        facts.came_later().into_iter().map(|(register, people)| (format!("{}/{}", register.date, register.half), named(people))).collect()
    }

    fn line(&self, laptop: &Laptop, name: &str) -> PersonLine {
        let report = laptop.desk.read(|r| views::report(r, r.book(self.book)?, "2012-05-16".parse().expect("a day"))).expect("a report");
        report.people.into_iter().find(|line| line.name.as_deref() == Some(name)).expect("somebody who counts")
    }

    fn state(&self, laptop: &Laptop, name: &str) -> State {
        let register = self.register(laptop, name);
        laptop.desk.read(|r| views::sheet(r, r.book(self.book)?, register, "2012-05-16".parse().expect("a day"))).expect("a sheet").register.state
    }

    fn late(&self, laptop: &Laptop) -> usize {
        laptop.desk.read(|r| views::after_lock(r.sql(), r.book(self.book)?)).expect("a look").len()
    }
}

#[test]
fn who_comes_on_the_third_day_is_told_of_at_every_register_that_was_closed_without_them_and_one_gesture_says_so() {
    let week = Week::new();
    week.evening();
    assert!(week.everywhere().iter().all(|laptop| week.unsaid(laptop).is_empty()), "who has not come is nobody's unmarked cell");
    week.marks(week.b.at("2012-05-16T02:00"), "2012-05-16/AM", week.noy, Status::Late);
    week.evening();
    for laptop in week.everywhere() {
        let unsaid = CLOSED.map(|name| (name.to_owned(), vec!["Noy".to_owned()])).to_vec();
        assert_eq!(week.unsaid(laptop), unsaid, "{}: nobody has said where Noy was", laptop.label);
        assert_eq!(week.late(laptop), 0, "{}: no mark came in there", laptop.label);
    }
    let refused = week.compares(&week.a, CLOSED[2], 2).expect_err("somebody is unmarked").problem();
    assert_eq!((refused.code, &refused.params["count"]), ("unmarked_closed", &1.into()), "and compared with the paper it is when that is said");

    // Both trainers say it, without having heard of each other.
    for laptop in [&week.a, &week.b] {
        assert_eq!(week.had_not_arrived(laptop, week.noy), Advanced { marked: 3, kept: 0, closed: 0 }, "{}", laptop.label);
        assert!(week.unsaid(laptop).is_empty(), "{}: it is said", laptop.label);
    }
    week.evening();
    for laptop in week.everywhere() {
        assert!(week.unsaid(laptop).is_empty() && week.late(laptop) == 0, "{}: the lock answers for it", laptop.label);
        assert_eq!(CLOSED.map(|name| week.state(laptop, name)), [State::Verified, State::Verified, State::Locked], "{}: and holds", laptop.label);
        assert!(laptop.desk.read(|r| decide::conflicts(r, Some(week.book))).expect("a look").is_empty(), "{}: they agree", laptop.label);
        let noy = week.line(laptop, "Noy");
        assert_eq!(
            (noy.rate.attended, noy.rate.of, noy.unmarked),
            (1, 5, 1),
            "{}: of all that was held, like everybody; one half day is open still",
            laptop.label
        );
        assert!(laptop.desk.verify().expect("a look").ok, "{} stands on its journal", laptop.label);
    }
    week.compares(&week.a, CLOSED[2], 2).expect("as many signed as attended");
}

#[test]
fn what_was_said_of_the_late_comer_can_be_taken_back() {
    let week = Week::new();
    week.marks(&week.a, "2012-05-16/AM", week.noy, Status::Present);
    week.had_not_arrived(&week.a, week.noy);
    week.a.desk.undo().expect("one step back").expect("something was done");
    assert_eq!(week.unsaid(&week.a).len(), 3, "it is asked for again");
    assert_eq!(week.had_not_arrived(&week.a, week.noy).marked, 3, "and said again");
    assert!(week.unsaid(&week.a).is_empty());
    assert_eq!(week.late(&week.a), 3, "what was said, taken back and said otherwise is looked at");
    for name in CLOSED {
        week.compares(&week.a, name, 2).expect("as many signed as attended");
    }
    assert_eq!(week.late(&week.a), 0, "when it is compared with the paper");
}

#[test]
fn where_a_mark_was_taken_away_the_register_is_compared_anew() {
    let week = Week::new();
    week.a.carry_to(&week.hq);
    week.hq.carry_to(&week.b);
    // LAP-B opens a register that LAP-A has closed, and takes a mark away there.
    let register = week.register(&week.b, CLOSED[2]);
    week.does(&week.b, |c| attendance::reopen(c, register, "not Khamla's signature", None));
    let at = At { register, participant: week.khamla, seen: None };
    week.does(&week.b, |c| attendance::clear(c, &at));
    // On LAP-A it is closed once more, before that comes in.
    let here = week.register(&week.a, CLOSED[2]);
    week.does(&week.a, |c| attendance::reopen(c, here, "a look", None));
    week.does(&week.a, |c| attendance::lock(c, here, None));
    week.b.carry_to(&week.hq);
    week.hq.carry_to(&week.a);
    for conflict in week.a.desk.read(|r| decide::conflicts(r, Some(week.book))).expect("a look") {
        let closed = conflict.values.iter().find(|value| value.replica == "LAP-A").expect("what LAP-A says").n;
        week.a.desk.resolve(&conflict.id, &decide::Choice::Number(closed), None).expect("it is closed");
    }
    assert_eq!(week.state(&week.a, CLOSED[2]), State::Locked);
    assert_eq!(week.unsaid(&week.a), [(CLOSED[2].to_owned(), vec!["Khamla".to_owned()])], "it is told all the same");
    let done = week.had_not_arrived(&week.a, week.khamla);
    assert_eq!((done.marked, done.kept), (1, 2));
    assert_eq!(week.late(&week.a), 1, "somebody was seen there once: the lock does not answer for that");
    assert_eq!(week.compares(&week.a, CLOSED[2], 2).expect_err("one signed who had not arrived").problem().code, "signatures_differ");
}
