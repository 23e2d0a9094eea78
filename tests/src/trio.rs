//! Headquarters and the two laptops of a site, which carry to each other.

use sala::{
    RecordId, Result,
    agenda::{Method, NewSession},
    demo,
    journal::Change,
    people::{
        self,
        views::{Person, roster},
    },
    programme,
};

use crate::laptop::Laptop;

/// Headquarters and two laptops, with one programme.
pub struct Trio {
    /// Headquarters.
    pub hq: Laptop,
    /// LAP-A.
    pub a: Laptop,
    /// LAP-B.
    pub b: Laptop,
    /// The programme.
    pub book: RecordId,
}

impl Trio {
    /// LAP-A and LAP-B are accepted and get all that headquarters has.
    pub fn of(hq: Laptop, book: RecordId) -> Self {
        let [a, b] = ["LAP-A", "LAP-B"].map(|label| Laptop::accepted_by(&hq, label, "Thida N."));
        hq.carry_to(&a);
        hq.carry_to(&b);
        Self { hq, a, b, book }
    }

    /// Somebody does something at one of them.
    pub fn does<T>(&self, laptop: &Laptop, verb: impl FnOnce(&mut Change<'_>) -> Result<T>) -> T {
        laptop.desk.change(self.book, "story", verb).expect("it is done")
    }

    /// Everybody hears from everybody.
    pub fn evening(&self) {
        self.a.carry_to(&self.hq);
        self.b.carry_to(&self.hq);
        self.hq.carry_to(&self.a);
        self.hq.carry_to(&self.b);
    }

    /// Somebody of the list, as this laptop knows them.
    pub fn person(&self, laptop: &Laptop, code: &str) -> Person {
        let people = laptop.desk.read(|r| roster(r.sql(), r.book(self.book)?)).expect("the list");
        people.into_iter().find(|person| person.code == code).expect("somebody on the list")
    }

    /// Somebody of the list comes in the place of a nominee, as whoever looks at this laptop's list says.
    pub fn replaces(&self, laptop: &Laptop, nominee: &str, by: &str) {
        let (nominee, by) = (self.person(laptop, nominee), self.person(laptop, by));
        self.does(laptop, |c| people::replace_with(c, nominee.id, by.id, Some(&nominee.seen.status), Some(&by.seen.status)));
    }

    /// All three.
    pub fn everywhere(&self) -> [&Laptop; 3] {
        [&self.hq, &self.a, &self.b]
    }
}

/// Headquarters with the reference programme and its people.
pub fn with_people() -> (Laptop, RecordId) {
    let hq = Laptop::headquarters();
    let book = programme::create(&hq.desk, programme::Facts::parse(demo::PROGRAMME).expect("a description")).expect("a programme");
    let list = people::table::read_bytes(demo::ROSTER).expect("a list");
    people::import::apply(&hq.desk, book, &list, &Default::default(), false).expect("its people");
    (hq, book)
}

/// A session of a morning.
pub fn session(day: &str, title: &str) -> NewSession {
    let (date, title, trainers) = (day.parse().expect("a day"), title.to_owned(), Vec::new());
    NewSession { date, starts_min: 510, ends_min: 690, method: Method::Plenary, title, room: None, trainers }
}
