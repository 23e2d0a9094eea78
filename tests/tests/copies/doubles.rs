//! What is here twice though it was recorded once: in a page that came back, and open beside it or under another key.

use std::path::PathBuf;

use sala::{
    agenda::records::SESSION,
    bundle::{ExportOptions, To},
    trust::Grant,
};
use sala_tests::laptop::Laptop;

use crate::{Day, all_know_the_same, copied, nothing_is_asked_weeks_later, put_back, retitle, session, shown, to_hq};

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
    hq.import(&to_hq(&b, "b.sala"));
    hq.desk.accept("LAP-A 2", None, &Default::default()).expect("accepted");
    from_hq(&hq, &b, "back.sala");
    hq.import(&to_hq(&b, "again.sala"));
    assert_eq!(shown(&hq), ["As it was", "By the clone", "First, corrected", "Opening"], "nothing stands up again");
    assert_eq!(shown(&b), shown(&hq));
    from_hq(&hq, &b, "once-more.sala");
    nothing_is_asked_weeks_later(&hq, &b, book);
    all_know_the_same(&[&hq, &b]);
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
    hq.import(&to_hq(&a, "a.sala"));
    hq.desk.accept("LAP-A 2", None, &Default::default()).expect("accepted");
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
