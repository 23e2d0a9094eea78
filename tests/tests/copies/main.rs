//! Stories about copies: backups, stores that are restored, put back or cloned. Nothing recorded is lost, and no two
//! stores ever write under one name.

mod backups;
mod both_at_work;
mod cut_short;
mod damage;
mod doubles;
mod headquarters;
mod left;
mod long_removal;
mod met;
mod new_keys;
mod old_copies;
mod rescued;
mod rescued_again;
mod rescued_believes;
mod rescued_differs;
mod rescued_waits;
mod uncertified;

use std::path::Path;

use sala::{
    Desk, Error, RecordId,
    agenda::records::{SESSION, TITLE},
    bundle::ExportOptions,
    decide,
};
use sala_tests::laptop::{Laptop, copy_folder};

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

/// The titles of what is not removed.
fn shown(laptop: &Laptop) -> Vec<String> {
    let query = "SELECT title FROM session WHERE title IS NOT NULL AND coalesce(removed, 0) = 0 ORDER BY title";
    laptop.desk.read(|r| Ok(r.sql().prepare(query)?.query_map([], |row| row.get(0))?.collect::<std::result::Result<_, _>>()?)).expect("titles")
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

/// Headquarters takes in what a laptop carries to it, and accepts the name by which that goes on.
fn accepts(hq: &Laptop, laptop: &Laptop, file: &str, name: &str) {
    hq.import(&to_hq(laptop, file));
    hq.desk.accept(name, None, &Default::default()).expect("accepted");
}

fn refusal<T>(result: sala::Result<T>) -> &'static str {
    match result {
        Err(Error::Refused(problem)) => problem.code,
        Err(other) => other.problem().code,
        Ok(_) => panic!("this must be refused"),
    }
}

fn retitle(desk: &Desk, book: RecordId, id: RecordId, title: &str) {
    desk.change(book, "test", |c| c.set(TITLE.of(&SESSION, id), title)).expect("a title");
}

/// A copy of a laptop's store as it is now; it goes on working.
fn copied(laptop: Laptop) -> (Laptop, tempfile::TempDir) {
    let copy = tempfile::tempdir().expect("a folder");
    let laptop = laptop.after(|store| copy_folder(store, copy.path()));
    (laptop, copy)
}

/// The store as it was is put in the place of the one that went on.
fn put_back(a: Laptop, old: &Path) -> Laptop {
    a.after(|store| {
        std::fs::remove_dir_all(store).expect("gone");
        copy_folder(old, store);
    })
}

/// Headquarters sees no two stores that write as one, and asks nobody anything.
fn nothing_is_asked(hq: &Laptop, book: RecordId) {
    for replica in hq.desk.status().expect("a status").replicas {
        assert!(replica.forks.is_empty(), "{} did not fork: {:?}", replica.label, replica.forks);
    }
    let waiting = hq.desk.read(|r| decide::conflicts(r, Some(book))).expect("conflicts");
    assert!(waiting.is_empty(), "nobody contradicted anybody: {waiting:?}");
}

fn missing(laptop: &Laptop) -> Vec<(String, bool, u64, u64)> {
    let replicas = laptop.desk.status().expect("a status").replicas;
    replicas.iter().flat_map(|r| r.gaps.iter().map(|gap| (r.label.clone(), r.former, gap.first, gap.last))).collect()
}

/// The same weeks later: a difference that waits for a file is not asked about at first.
fn nothing_is_asked_weeks_later(hq: &Laptop, from: &Laptop, book: RecordId) {
    nothing_is_asked(hq, book);
    for laptop in [hq, from] {
        laptop.at("2012-06-10T08:00");
    }
    let gone_again = session(from, book, "Weeks later");
    hq.import(&to_hq(from, "weeks-later.sala"));
    nothing_is_asked(hq, book);
    let asked = from.desk.read(|r| decide::conflicts(r, Some(book))).expect("conflicts");
    assert!(asked.is_empty(), "nor is anybody else asked: {asked:?}");
    from.desk.change(book, "test", |c| c.remove(&SESSION, gone_again)).expect("a removal");
    hq.import(&to_hq(from, "weeks-later-again.sala"));
    hq.carry_to(from);
}
