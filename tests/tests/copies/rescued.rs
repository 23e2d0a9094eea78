//! A disk that forgets, and what is rescued of the store: whichever page of its database is lost, what lay on the others goes on, and what
//! had been carried comes back.

use std::path::{Path, PathBuf};

use sala::{
    RecordId,
    backup::{Rescued, Secrets},
    bundle::ExportOptions,
    people::records::{CODE, NAME, PARTICIPANT},
};
use sala_tests::laptop::{Laptop, copy_folder};
use tempfile::TempDir;

use crate::{all_know_the_same, digest, session, titles, to_hq};

pub const PAGE: usize = 4096;

/// A laptop that recorded some hundred things: some were carried, some are closed and were not, some are open. Its own and others'.
struct Season {
    here: TempDir,
    /// What it knew when it was closed for the last time, and what of that had been carried.
    titles: Vec<String>,
    names: Vec<String>,
    carried: Vec<String>,
}

pub fn person(laptop: &Laptop, book: RecordId, code: &str, name: &str) {
    let made = laptop.desk.change(book, "test", |c| {
        let id = c.create();
        c.set(CODE.of(&PARTICIPANT, id), code)?;
        c.set(NAME.of(&PARTICIPANT, id), name)
    });
    made.expect("a person");
}

pub fn names(laptop: &Laptop) -> Vec<String> {
    let query = "SELECT name FROM participant WHERE name IS NOT NULL ORDER BY name";
    laptop.desk.read(|r| Ok(r.sql().prepare(query)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)).expect("names")
}

impl Season {
    fn begin() -> Self {
        let here = tempfile::tempdir().expect("a folder");
        let hq = Laptop::headquarters();
        let (a, b) = (Laptop::accepted_by(&hq, "LAP-A", "Thida N."), Laptop::accepted_by(&hq, "LAP-B", "Sok R."));
        hq.carry_to(&a);
        hq.carry_to(&b);
        // Headquarters as it was before anything was recorded.
        let hq = hq.after(|store| copy_folder(store, &here.path().join("empty hq")));
        let book = a.desk.new_book();
        for n in 0..30 {
            session(&b, book, &format!("By B {n:02}, {}", "of many words ".repeat(10)));
        }
        b.carry_to(&hq);
        hq.carry_to(&a);
        for round in 0..4 {
            for n in 0..15 {
                session(&a, book, &format!("By A {round} {n:02}, {}", "with a title of many words ".repeat(10)));
                person(&a, book, &format!("P{round}{n:02}"), &format!("Name {round} {n:02} {}", "of many syllables ".repeat(8)));
            }
            a.desk.keep_attachment(&mut &vec![round; 5_000][..]).expect("a picture");
            if round < 3 {
                a.carry_to(&hq);
            }
        }
        let carried = titles(&hq);
        // Closed, for a stick that is lost.
        let _ = a.export_for(&hq);
        for n in 0..20 {
            session(&a, book, &format!("Open {n:02}"));
            person(&a, book, &format!("Q{n:02}"), &format!("Open name {n:02}"));
        }
        let season = Self { titles: titles(&a), names: names(&a), carried, here };
        copy_folder(hq.closed().path().join("store").as_path(), &season.hq());
        let a = a.closed();
        copy_folder(&a.path().join("store"), &season.broken());
        copy_folder(&a.path().join("memory"), &season.here.path().join("memory"));
        season
    }

    fn hq(&self) -> PathBuf {
        self.here.path().join("hq")
    }

    fn broken(&self) -> PathBuf {
        self.here.path().join("broken")
    }

    /// Headquarters with the rescued laptop's file, which it has accepted.
    fn at_hq(&self, which: &str, rescued: &Laptop) -> Laptop {
        let hq = Laptop::with_copy_of(&self.here.path().join(which), "2012-05-16T08:00");
        let file = rescued.file(&format!("for {which}.sala"));
        let options = ExportOptions { everything: true, ..ExportOptions::default() };
        let export = || rescued.desk.export(&file, &options, &mut |_, _| true);
        if export().is_err_and(|error| error.problem().code == "not_joined") {
            // Headquarters' certificate is lost: it is asked as by anybody.
            rescued.ask(&hq);
            hq.carry_to(rescued);
        }
        export().expect("an export to headquarters");
        hq.import(&file);
        if hq.desk.requests().is_ok_and(|waiting| !waiting.is_empty()) {
            hq.desk.accept("LAP-A 2", None, &Default::default()).expect("accepted");
        }
        hq
    }

    /// Damage one page after the other, each a share of them, and look at what is rescued.
    fn each(&self, share: usize, of: usize, look: impl Fn(usize, &Laptop, &Rescued)) -> Seen {
        let file = self.broken().join("sala.db");
        let whole = std::fs::read(&file).expect("the database");
        let mut seen = Seen::default();
        for page in (share..whole.len() / PAGE).step_by(of) {
            let mut bytes = whole.clone();
            match page % 3 {
                0 => bytes[page * PAGE..(page + 1) * PAGE].fill(0),
                1 => bytes[page * PAGE..page * PAGE + 512].fill(0x5a),
                _ => bytes[page * PAGE + 3_000] ^= 1,
            }
            std::fs::write(&file, &bytes).expect("a disk that forgets");
            let before = everything(&self.broken());
            let memory = tempfile::tempdir().expect("a folder");
            copy_folder(&self.here.path().join("memory"), memory.path());
            let rescued = Laptop::rescued(&self.broken(), Some(sala::backup::Memory::at(memory.path())), "2012-05-15T08:00");
            assert_eq!(everything(&self.broken()), before, "page {page}: the damaged store is left as it is");
            match rescued {
                Err(error) => {
                    assert_eq!(error.problem().code, "rescue_without_keys", "page {page}: {error}");
                    seen.refused += 1;
                }
                Ok((laptop, told)) => {
                    assert_eq!((told.unreadable, told.label.as_str(), told.from.as_str()), (1, "LAP-A 2", "LAP-A"), "page {page}");
                    let verified = laptop.desk.verify().expect("verify runs");
                    assert!(verified.ok, "page {page}: {:?}", verified.problems);
                    assert_eq!((told.attachments, told.lost_attachments), (4, 0), "page {page}: pictures are files of their own");
                    seen.whole += usize::from(told.whole);
                    seen.hurt += usize::from(!told.whole);
                    look(page, &laptop, &told);
                }
            }
        }
        std::fs::write(&file, &whole).expect("the store again");
        seen
    }
}

#[derive(Debug, Default)]
struct Seen {
    refused: usize,
    whole: usize,
    hurt: usize,
}

/// Every file of a folder, byte for byte.
fn everything(folder: &Path) -> Vec<(PathBuf, blake3::Hash)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(everything(&path));
        } else {
            let hash = blake3::hash(&std::fs::read(&path).expect("a file"));
            files.push((path, hash));
        }
    }
    files.sort_by(|a, b| a.0.cmp(&b.0));
    files
}

/// Whichever page is lost, what is rescued stands on the pages that it says it kept, and nothing else is lost.
fn whatever_page_is_lost(share: usize) {
    let season = Season::begin();
    let seen = season.each(share, 3, |page, laptop, told| {
        if told.whole && told.not_verified == 0 {
            assert!(titles(laptop) == season.titles && names(laptop) == season.names, "page {page}: all of it");
            assert_eq!((told.missing_pages, told.not_verified, told.withheld, told.open_actions), (0, 0, 0, 40), "page {page}");
        } else {
            let lost = season.titles.len() - titles(laptop).len();
            // A page of the journal holds what was recorded between two files, and some lie on one page of the database.
            assert!(lost < season.titles.len() * 3 / 4, "page {page}: one page of the database cost {lost} titles: {told:?}");
            let fed = season.at_hq("empty hq", laptop);
            assert_eq!(digest(&fed), digest(laptop), "page {page}: a store that is fed with the pages that were kept: {told:?}");
            assert_eq!(names(&fed), names(laptop), "page {page}");
        }
    });
    assert!(seen.whole > 20 && seen.hurt > 3, "{seen:?}");
}

#[test]
fn whatever_page_of_the_database_is_lost_the_rest_goes_on_first_third() {
    whatever_page_is_lost(0);
}

#[test]
fn whatever_page_of_the_database_is_lost_the_rest_goes_on_second_third() {
    whatever_page_is_lost(1);
}

#[test]
fn whatever_page_of_the_database_is_lost_the_rest_goes_on_last_third() {
    whatever_page_is_lost(2);
}

#[test]
fn headquarters_takes_in_what_was_rescued_and_what_it_held_comes_back() {
    let season = Season::begin();
    let (mut came_back, mut named_again) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    season.each(1, 2, |page, laptop, told| {
        if told.whole {
            return;
        }
        let (read, named) = (titles(laptop), names(laptop));
        let hq = season.at_hq("hq", laptop);
        assert!(read.iter().all(|title| titles(&hq).contains(title)), "page {page}: all that could be read is there: {told:?}");
        hq.carry_to(laptop);
        // What was asked for once more is here.
        laptop.carry_to(&hq);
        hq.carry_to(laptop);
        all_know_the_same(&[&hq, laptop]);
        let now = titles(laptop);
        assert!(season.carried.iter().all(|title| now.contains(title)), "page {page}: what had been carried is there again: {told:?}");
        assert_eq!(names(laptop), names(&hq), "page {page}: {told:?}");
        came_back.set(came_back.get() + usize::from(now.len() > read.len()));
        named_again.set(named_again.get() + usize::from(told.withheld > 0 && names(laptop).len() > named.len()));
    });
    assert!(*came_back.get_mut() > 0 && *named_again.get_mut() > 0, "{came_back:?} {named_again:?}");
}

#[test]
fn what_was_backed_up_and_never_carried_comes_back_by_way_of_the_restored_store() {
    let season = Season::begin();
    // The backup was made while the disk was whole; nothing of the last round was carried.
    let whole = Laptop::with_copy_of(&season.broken(), "2012-05-14T20:00");
    let backup = whole.backed_up("a.sala-backup");
    let memory = whole.memory();
    let uncarried: Vec<_> = season.titles.iter().filter(|title| !season.carried.contains(title)).cloned().collect();
    let lost_some = std::cell::Cell::new(0);
    season.each(1, 3, |page, laptop, told| {
        if told.whole || uncarried.iter().all(|title| titles(laptop).contains(title)) || lost_some.get() == 3 {
            return;
        }
        lost_some.set(lost_some.get() + 1);
        let hq = season.at_hq("hq", laptop);
        let (restored, _) = Laptop::restored(&backup, &Secrets::default(), Some(memory.clone()), "2012-05-17T08:00").expect("restored");
        hq.import(&to_hq(&restored, "of the backup.sala"));
        let waiting = hq.desk.requests().expect("requests");
        let fingerprint = waiting.first().expect("the restored laptop asks").fingerprint();
        hq.desk.accept(&fingerprint, None, &Default::default()).expect("accepted");
        hq.carry_to(laptop);
        let now = titles(laptop);
        assert!(season.titles.iter().all(|title| now.contains(title)), "page {page}: nothing is lost: {told:?}");
        assert_eq!(digest(&hq), digest(laptop));
    });
    assert!(lost_some.get() > 0, "some page of the database held what was not carried");
}

#[test]
fn a_store_that_somebody_works_in_or_that_is_not_there_is_not_rescued_and_a_folder_that_is_taken_is_left_alone() {
    let season = Season::begin();
    let open = Laptop::with_copy_of(&season.broken(), "2012-05-14T20:00");
    assert_eq!(crate::refusal(Laptop::rescued(open.desk.dir(), None, "2012-05-15T08:00").map(drop)), "store_in_use");
    assert_eq!(crate::refusal(Laptop::rescued(&season.here.path().join("nowhere"), None, "2012-05-15T08:00").map(drop)), "store_missing");
    let (clock, hq) = (open.clock.clone(), season.hq());
    let into = sala::Desk::rescue(&season.broken(), &hq, sala::KeyPlace::File, clock.clone(), None, &mut |_, _| true);
    assert_eq!(crate::refusal(into.map(drop)), "store_exists");
    let within = sala::Desk::rescue(&season.broken(), &season.broken().join("new"), sala::KeyPlace::File, clock.clone(), None, &mut |_, _| true);
    assert_eq!(crate::refusal(within.map(drop)), "folder_not_empty", "nothing is written in the damaged store's folder");
    let to = season.here.path().join("stopped");
    let stopped = sala::Desk::rescue(&season.broken(), &to, sala::KeyPlace::File, clock, None, &mut |done, all| done < all / 2);
    assert_eq!(crate::refusal(stopped.map(drop)), "stopped");
    assert!(!to.exists(), "nothing is left of it");
    std::fs::write(season.broken().join("store.key"), "0".repeat(64)).expect("another key");
    assert_eq!(crate::refusal(Laptop::rescued(&season.broken(), None, "2012-05-15T08:00").map(drop)), "store_key_wrong");
}
