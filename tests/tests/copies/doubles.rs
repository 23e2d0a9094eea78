//! What is here twice though it was recorded once: in a page that came back, and open beside it or under another key.

use std::path::PathBuf;

use sala::{
    agenda::records::{SESSION, TITLE},
    bundle::{ExportOptions, To},
    trust::Grant,
};
use sala_tests::laptop::Laptop;

use crate::{Day, accepts, all_know_the_same, copied, nothing_is_asked_weeks_later, put_back, retitle, session, shown, to_hq};

const WORD: &str = "nine red boats";

/// A file that whoever knows the word opens.
fn for_anybody(laptop: &Laptop, name: &str) -> PathBuf {
    let file = laptop.file(name);
    let options = ExportOptions { to: To::Passphrase(WORD.to_owned()), ..ExportOptions::default() };
    laptop.desk.export(&file, &options, &mut |_, _| true).expect("an export");
    file
}

/// Headquarters' next file for this very store.
fn from_hq(hq: &Laptop, to: &Laptop, name: &str) {
    let file = hq.file(name);
    let to_whom = To::Replica(to.desk.replica().to_string());
    hq.desk.export(&file, &ExportOptions { to: to_whom, ..ExportOptions::default() }, &mut |_, _| true).expect("an export");
    to.import(&file);
}

#[test]
fn what_a_clone_had_open_and_headquarters_holds_goes_with_whatever_replaced_or_removed_it() {
    let Day { hq, a, book } = Day::begin();
    let (first, gone) = (session(&a, book, "First"), session(&a, book, "Gone"));
    session(&a, book, "As it was");
    let (a, b) = a.cloned();
    a.carry_to(&hq);
    retitle(&a.desk, book, first, "First, corrected");
    a.desk.change(book, "test", |c| c.remove(&SESSION, gone)).expect("a removal");
    a.carry_to(&hq);
    // Headquarters' ordinary file says what it holds, and does not bring what LAP-A has.
    hq.carry_to(&b);
    assert_eq!(b.desk.label().expect("a label"), "LAP-A 2", "nobody on this machine remembers anything, and headquarters' word is enough");
    session(&b, book, "By the clone");
    accepts(&hq, &b, "b.sala", "LAP-A 2");
    from_hq(&hq, &b, "back.sala");
    hq.import(&to_hq(&b, "again.sala"));
    assert_eq!(shown(&hq), ["As it was", "By the clone", "First, corrected", "Opening"], "nothing stands up again");
    assert_eq!(shown(&b), shown(&hq));
    from_hq(&hq, &b, "once-more.sala");
    nothing_is_asked_weeks_later(&hq, &b, book);
    all_know_the_same(&[&hq, &b]);
}

/// How many entries a store has recorded under all its names.
fn recorded(laptop: &Laptop) -> u64 {
    laptop.desk.journey().expect("a journey").recorded
}

#[test]
fn what_was_made_and_taken_back_before_a_copy_is_settled_and_not_again_with_every_file() {
    let Day { hq, a, book } = Day::begin();
    let gone = session(&a, book, "Taken back");
    a.desk.change(book, "test", |c| c.remove(&SESSION, gone)).expect("a removal");
    let corrected = session(&a, book, "Frist");
    let (a, b) = a.cloned();
    a.carry_to(&hq);
    hq.carry_to(&b);
    assert_eq!(b.desk.label().expect("a label"), "LAP-A 2");
    retitle(&b.desk, book, corrected, "First");
    accepts(&hq, &b, "b.sala", "LAP-A 2");
    a.desk.change(book, "test", |c| c.remove(&SESSION, corrected)).expect("a removal");
    a.carry_to(&hq);
    from_hq(&hq, &b, "back.sala");
    let settled = recorded(&b);
    let b = b.after(|_| {});
    for name in ["again.sala", "once-more.sala"] {
        hq.import(&to_hq(&b, &format!("b-{name}")));
        from_hq(&hq, &b, name);
    }
    assert_eq!(recorded(&b.after(|_| {})), settled, "nothing is said more than once more");
}

#[test]
fn what_is_said_once_more_was_recorded_by_whoever_recorded_it_and_when_they_did() {
    let Day { hq, a, book } = Day::begin();
    let first = session(&a, book, "First");
    let (a, b) = a.cloned();
    a.carry_to(&hq);
    a.at("2012-05-16T10:00");
    a.desk.set_author("Daw Su").expect("an author");
    retitle(&a.desk, book, first, "First, corrected");
    a.carry_to(&hq);
    hq.carry_to(&b);
    session(&b, book, "By the clone");
    accepts(&hq, &b, "b.sala", "LAP-A 2");
    for laptop in [&hq, &b] {
        laptop.at("2012-05-20T10:00");
    }
    from_hq(&hq, &b, "back.sala");
    let told = b.desk.read(|r| r.history(r.book(book)?, &TITLE.of(&SESSION, first))).expect("a history");
    let live: Vec<_> = told.iter().filter(|past| past.live).map(|past| (past.author.as_str(), past.wall)).collect();
    let corrected = told.iter().find(|past| past.author == "Daw Su").expect("the correction");
    assert!(told.iter().filter(|past| past.author == "Daw Su").count() > 1, "it is said once more: {told:?}");
    assert!(live.iter().all(|one| *one == ("Daw Su", corrected.wall)), "as hers, of that day: {told:?}");
}

#[test]
fn a_page_that_a_copy_closed_and_wrote_in_counts_for_its_author_here_as_it_does_everywhere() {
    let Day { hq, a, book } = Day::begin();
    session(&a, book, "Open when it was copied");
    let (a, b) = a.cloned();
    session(&b, book, "By the clone");
    let of_the_clone = for_anybody(&b, "b.sala");
    a.desk.import(&of_the_clone, Some(WORD), &mut |_, _| true).expect("an import");
    assert_eq!(shown(&a), ["By the clone", "Open when it was copied", "Opening"]);
    b.carry_to(&hq);
    accepts(&hq, &a, "a.sala", "LAP-A 2");
    hq.desk.revoke("LAP-A", Some(1), None).expect("revoked");
    from_hq(&hq, &a, "word.sala");
    assert_eq!(shown(&hq), ["Opening"], "what the revoked key closed does not count");
    all_know_the_same(&[&hq, &a]);
}

#[test]
fn a_page_that_counts_again_holds_what_was_open_here() {
    let Day { hq, a, book } = Day::begin();
    session(&a, book, "First");
    let (a, old) = copied(a);
    let lost = for_anybody(&a, "lost.sala");
    let stick = tempfile::tempdir().expect("a stick");
    let found = stick.path().join("found.sala");
    std::fs::copy(&lost, &found).expect("a copy");
    let a = put_back(a, old.path());
    accepts(&hq, &a, "a.sala", "LAP-A 2");
    hq.desk.revoke("LAP-A", Some(1), None).expect("revoked");
    from_hq(&hq, &a, "word.sala");
    a.desk.import(&found, Some(WORD), &mut |_, _| true).expect("it is kept, and does not count");
    hq.desk.lift_revocation("LAP-A").expect("believed again");
    from_hq(&hq, &a, "again.sala");
    hq.import(&to_hq(&a, "b.sala"));
    hq.import(&to_hq(&a, "c.sala"));
    assert_eq!(shown(&hq), ["First", "Opening"]);
    from_hq(&hq, &a, "last.sala");
    nothing_is_asked_weeks_later(&hq, &a, book);
    all_know_the_same(&[&hq, &a]);
}

#[test]
fn a_page_of_our_own_that_does_not_count_shows_a_copy_all_the_same() {
    let Day { hq, a, book } = Day::begin();
    session(&a, book, "First");
    a.carry_to(&hq);
    let (a, b) = a.cloned();
    session(&b, book, "By the clone");
    let of_the_clone = for_anybody(&b, "b.sala");
    session(&a, book, "Open when it was narrowed");
    hq.desk.accept("LAP-A", None, &Grant { read_only: true, from_page: Some(2), ..Grant::default() }).expect("narrowed");
    hq.carry_to(&a);
    assert!(a.desk.new_keys().expect("asked").is_none(), "it knows of nothing yet");
    a.desk.import(&of_the_clone, Some(WORD), &mut |_, _| true).expect("it is kept, and does not count");
    assert!(a.desk.new_keys().expect("asked").is_some(), "that number is taken elsewhere");
}
