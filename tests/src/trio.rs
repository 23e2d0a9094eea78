//! Headquarters and the two laptops of a site, which carry to each other.

use sala::{RecordId, Result, journal::Change};

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

    /// All three.
    pub fn everywhere(&self) -> [&Laptop; 3] {
        [&self.hq, &self.a, &self.b]
    }
}
