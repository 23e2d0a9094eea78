//! Stories about copies: backups, stores that are restored, put back or cloned. Nothing recorded is lost, and no two
//! stores ever write under one name.

mod backups;
mod damage;
mod headquarters;
mod new_keys;
mod old_copies;
mod rescued;

use sala::{
    Error, RecordId,
    agenda::records::{SESSION, TITLE},
    bundle::ExportOptions,
};
use sala_tests::laptop::Laptop;

/// A programme of one session: headquarters and a laptop that knows it.
struct Day {
    hq: Laptop,
    a: Laptop,
    book: RecordId,
}

impl Day {
    fn begin() -> Self {
        let hq = Laptop::headquarters();
        let a = Laptop::accepted_by(&hq, "LAP-A", "Thida N.");
        let book = hq.desk.new_book();
        session(&hq, book, "Opening");
        hq.carry_to(&a);
        Self { hq, a, book }
    }
}

/// Record one session more.
fn session(laptop: &Laptop, book: RecordId, title: &str) -> RecordId {
    let made = laptop.desk.change(book, "test", |c| {
        let id = c.create();
        c.set(TITLE.of(&SESSION, id), title).map(|()| id)
    });
    made.expect("a session")
}

fn titles(laptop: &Laptop) -> Vec<String> {
    let query = "SELECT title FROM session WHERE title IS NOT NULL ORDER BY title";
    laptop.desk.read(|r| Ok(r.sql().prepare(query)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)).expect("titles")
}

fn digest(laptop: &Laptop) -> String {
    laptop.desk.digest(None).expect("a digest").digest
}

fn all_know_the_same(laptops: &[&Laptop]) {
    let known: Vec<_> = laptops.iter().map(|l| (titles(l), digest(l))).collect();
    assert!(known.windows(2).all(|w| w[0] == w[1]), "after a full exchange all stores hold the same: {known:?}");
    for laptop in laptops {
        let verified = laptop.desk.verify().expect("verify runs");
        assert!(verified.ok, "{} must stand on its journal: {:?}", laptop.label, verified.problems);
    }
}

/// Carry to headquarters, whoever that is now.
fn to_hq(laptop: &Laptop, name: &str) -> std::path::PathBuf {
    let file = laptop.file(name);
    laptop.desk.export(&file, &ExportOptions::default(), &mut |_, _| true).expect("an export to headquarters");
    file
}

fn refusal<T>(result: sala::Result<T>) -> &'static str {
    match result {
        Err(Error::Refused(problem)) => problem.code,
        Err(other) => other.problem().code,
        Ok(_) => panic!("this must be refused"),
    }
}
