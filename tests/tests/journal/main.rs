//! Stories about the journal: what two laptops wrote meets, in any order, and nothing is lost.

mod files;
mod joining;
mod values;

use sala::{
    RecordId,
    agenda::records::{SESSION, TITLE},
    decide::{self, Conflict},
    journal::Past,
};
use sala_tests::laptop::Laptop;

/// A programme of one session: headquarters and two laptops that know it.
struct Day {
    hq: Laptop,
    a: Laptop,
    b: Laptop,
    book: RecordId,
    session: RecordId,
}

impl Day {
    fn begin() -> Self {
        let hq = Laptop::headquarters();
        let (a, b) = (Laptop::accepted_by(&hq, "LAP-A", "Thida N."), Laptop::accepted_by(&hq, "LAP-B", "Bounthong S."));
        let book = hq.desk.new_book();
        let session = hq.desk.change(book, "test", |c| {
            let id = c.create();
            c.set(TITLE.of(&SESSION, id), "Opening").map(|()| id)
        });
        let day = Self { session: session.expect("a session"), hq, a, b, book };
        day.hq.carry_to(&day.a);
        day.hq.carry_to(&day.b);
        day
    }

    fn write(&self, laptop: &Laptop, time: &str, title: &str) {
        laptop.at(time).desk.change(self.book, "test", |c| c.set(TITLE.of(&SESSION, self.session), title)).expect("a title");
    }

    fn history(&self, laptop: &Laptop) -> Vec<Past> {
        laptop.desk.read(|r| r.history(r.book(self.book)?, &TITLE.of(&SESSION, self.session))).expect("a history")
    }

    fn live(&self, laptop: &Laptop) -> Vec<sala::journal::Value> {
        self.history(laptop).into_iter().filter(|p| p.live).map(|p| p.value).collect()
    }

    fn conflicts(&self, laptop: &Laptop) -> Vec<Conflict> {
        laptop.desk.read(|r| decide::conflicts(r, Some(self.book))).expect("conflicts")
    }

    fn all_know_the_same(&self) {
        let digests: Vec<_> = [&self.hq, &self.a, &self.b].iter().map(|l| l.desk.digest(None).expect("a digest").digest).collect();
        assert!(digests.windows(2).all(|w| w[0] == w[1]), "after a full exchange all stores hold the same live values: {digests:?}");
        for laptop in [&self.hq, &self.a, &self.b] {
            let verified = laptop.desk.verify().expect("verify runs");
            assert!(verified.ok, "{} must stand on its journal: {:?}", laptop.label, verified.problems);
        }
    }
}
