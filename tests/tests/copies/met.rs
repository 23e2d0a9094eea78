//! Pages of a laptop's own that come to it from elsewhere: they hold what is open here, or stand in its way, whether they count or not.

use std::path::{Path, PathBuf};

use sala::{
    RecordId,
    agenda::records::{SESSION, TITLE},
    bundle::{ExportOptions, To},
    decide,
    journal::Scalar,
    trust::Grant,
};
use sala_tests::laptop::{Laptop, copy_folder};

use crate::{Day, accepts, all_know_the_same, copied, session, titles, to_hq};

const WORDS: &str = "nine red boats";

fn call(laptop: &Laptop, book: RecordId, id: RecordId, title: &str) {
    laptop.desk.change(book, "test", |c| c.set(TITLE.of(&SESSION, id), title)).expect("a title");
}

fn back(a: Laptop, old: &Path) -> Laptop {
    a.after(|store| {
        std::fs::remove_dir_all(store).expect("gone");
        copy_folder(old, store);
    })
}

/// A file for whoever knows the words.
fn for_all(laptop: &Laptop, name: &str) -> PathBuf {
    let file = laptop.file(name);
    let options = ExportOptions { to: To::Passphrase(WORDS.to_owned()), ..ExportOptions::default() };
    laptop.desk.export(&file, &options, &mut |_, _| true).expect("an export");
    file
}

fn reads(laptop: &Laptop, file: &Path) {
    laptop.desk.import(file, Some(WORDS), &mut |_, _| true).expect("an import");
}

fn asked(laptop: &Laptop, book: RecordId) -> usize {
    laptop.desk.read(|r| decide::conflicts(r, Some(book))).expect("conflicts").len()
}

#[test]
fn a_difference_that_came_with_our_own_lost_page_is_asked_here_too_once_it_was_waited_for_long_enough() {
    let Day { hq, a, book } = Day::begin();
    let [b, c] = ["LAP-B", "LAP-C"].map(|label| Laptop::accepted_by(&hq, label, "Bounthong S."));
    let opening = session(&hq, book, "In hall 1");
    for laptop in [&a, &b, &c] {
        hq.carry_to(laptop);
    }
    session(&a, book, "Open when the folder was copied");
    let (a, old) = copied(a);
    call(&b, book, opening, "In hall 2");
    b.carry_to(&a);
    call(&a, book, opening, "In hall 3");
    // Of what it hands over headquarters gets its own page alone; the disk of LAP-B, and with it what it said, is gone.
    let options = ExportOptions { split: Some(1), ..ExportOptions::default() };
    let parts = a.desk.export(&a.file("parts.sala"), &options, &mut |_, _| true).expect("an export").volumes;
    let own = parts.iter().find(|part| part.entries == 2).expect("a file with the page of two entries");
    hq.import(&own.file);
    drop(b);
    call(&c, book, opening, "In hall 4");
    c.carry_to(&hq);

    let a = back(a, old.path());
    accepts(&hq, &a, "a.sala", "LAP-A 2");
    hq.carry_to(&a);
    assert!(titles(&a).contains(&"Open when the folder was copied".to_owned()));
    assert_eq!((asked(&hq, book), asked(&a, book)), (0, 0), "a file may be on its way that settles the matter");
    for laptop in [&hq, &a, &c] {
        laptop.at("2012-06-10T08:00");
    }
    session(&c, book, "Weeks later");
    c.carry_to(&hq);
    hq.carry_to(&a);
    assert_eq!((asked(&hq, book), asked(&a, book)), (1, 1), "it did not come, and whoever sits here is asked as everybody is");
    all_know_the_same(&[&hq, &a]);
}

#[test]
fn a_page_that_counts_again_holds_what_waits_for_it_and_nothing_is_there_twice() {
    let Day { hq, a, book } = Day::begin();
    let first = session(&a, book, "Frist");
    call(&a, book, first, "First");
    let (a, old) = copied(a);
    let stick = for_all(&a, "stick.sala");
    let a = back(a, old.path());
    hq.desk.revoke("LAP-A", None, None).expect("it is believed no more");
    reads(&a, &for_all(&hq, "revoked.sala"));
    reads(&a, &stick);
    assert_eq!(titles(&a), ["First", "Opening"], "what was recorded here stays on the screen while its page lies outside");
    hq.desk.lift_revocation("LAP-A").expect("it is believed again");
    reads(&a, &for_all(&hq, "lifted.sala"));
    reads(&hq, &stick);
    assert_eq!(asked(&a, book), 0, "a title and its own correction are no difference");
    let entries = [&a, &hq].map(|laptop| laptop.desk.digest(None).expect("a digest").entries);
    assert_eq!(entries[0], entries[1], "each entry is here once");
    all_know_the_same(&[&hq, &a]);
}

#[test]
fn a_page_of_our_own_that_does_not_count_shows_all_the_same_that_another_store_writes_as_this_one() {
    let Day { hq, a, book } = Day::begin();
    let (a, b) = a.cloned();
    session(&a, book, "On the first");
    session(&b, book, "On the second");
    let of_b = for_all(&b, "of-b.sala");
    hq.desk.accept("LAP-A", None, &Grant { read_only: true, ..Grant::default() }).expect("it may only look");
    hq.carry_to(&a);
    reads(&a, &of_b);
    let told = a.desk.new_keys().expect("asked").expect("somebody else closed the page that would be next here");
    let of_a = to_hq(&a, "of-a.sala");
    hq.desk.accept("LAP-A", None, &Grant::default()).expect("it may write again");
    reads(&hq, &of_b);
    hq.import(&of_a);
    hq.desk.accept(&told.fingerprint, None, &Grant::default()).expect("accepted");
    assert_eq!(titles(&hq), ["On the first", "On the second", "Opening"], "the work of both is there");
    let forks: usize = hq.desk.status().expect("a status").replicas.iter().map(|one| one.forks.len()).sum();
    assert_eq!(forks, 0, "and no number was signed twice");
}

#[test]
fn a_form_that_was_open_while_the_store_went_on_under_new_keys_corrects_all_that_said_what_it_showed() {
    let Day { hq, a, book } = Day::begin();
    let opening = session(&hq, book, "Opening in hall 1");
    let c = Laptop::accepted_by(&hq, "LAP-C", "Somchai P.");
    hq.carry_to(&a);
    hq.carry_to(&c);
    let (a, b) = a.cloned();
    session(&a, book, "On the first");
    a.carry_to(&hq);
    c.at("2012-05-14T09:00");
    call(&c, book, opening, "In hall 2");
    let of_c = c.export_for(&a);
    b.at("2012-05-14T10:00");
    call(&b, book, opening, "In hall 2");
    b.import(&of_c);
    let query = "SELECT s.title_v FROM session s JOIN record r ON r.no = s.rec WHERE r.id = ?1";
    let seen = sala::Seen::shown(b.desk.read(|r| Ok(r.sql().query_row(query, [opening], |row| row.get(0))?)).expect("a version"));
    let file = hq.file("everything.sala");
    let options = ExportOptions { to: To::Replica("LAP-A".to_owned()), everything: true, ..ExportOptions::default() };
    hq.desk.export(&file, &options, &mut |_, _| true).expect("an export");
    b.import(&file);
    b.desk.new_keys().expect("asked").expect("another store wrote what it would write next");

    let cell = || TITLE.of(&SESSION, opening);
    let said = b.desk.change(book, "test", |change| change.set_shown(cell(), "In hall 2", Some(&seen))).expect("saved");
    assert!(!said, "who saves what the form showed says nothing new");
    b.desk.change(book, "test", |change| change.set_seen(cell(), "In hall 3", &seen)).expect("a correction");
    let past = b.desk.read(|r| r.history(r.book(book)?, &cell())).expect("a history");
    let live: Vec<_> = past.into_iter().filter(|one| one.live).map(|one| one.value.part(0).clone()).collect();
    assert_eq!(live, [Scalar::Text("In hall 3".into())], "two people who recorded the same are one value, and both are corrected");
    assert_eq!(asked(&b, book), 0);
}
