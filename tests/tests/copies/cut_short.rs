//! What the power cut short is gone on with only once the store knows whether it is an old copy, and a copy that is made in between
//! is another store.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
};

use sala::{
    Desk,
    backup::{Secrets, Why},
    bundle::{ExportOptions, Status, To},
    fault,
};
use sala_tests::laptop::{Laptop, copy_folder};

use crate::{Day, all_know_the_same, copied, missing, nothing_is_asked, retitle, session, titles, to_hq};

/// Do something until the power goes at this point.
fn dies_at(point: &'static str, work: impl FnOnce()) {
    fault::gone_at(Some((point, 1)));
    let lived = catch_unwind(AssertUnwindSafe(work)).is_ok();
    fault::gone_at(None);
    assert!(!lived, "the power went at {point}");
}

/// Everything that headquarters has, for the laptop that is called so.
fn everything(hq: &Laptop, to: &str) -> PathBuf {
    let file = hq.file(&format!("everything for {}.sala", to.get(..5).unwrap_or(to)));
    let options = ExportOptions { to: To::Replica(to.to_owned()), everything: true, ..ExportOptions::default() };
    hq.desk.export(&file, &options, &mut |_, _| true).expect("an export");
    file
}

/// Headquarters accepts it by its request, and takes its file in.
fn is_accepted(hq: &Laptop, laptop: &Laptop) {
    let request = laptop.file("request");
    laptop.desk.write_request(&request).expect("a request");
    hq.desk.accept_file(&request, None, &Default::default()).expect("accepted, under a free name");
    hq.import(&to_hq(laptop, "to-hq.sala"));
}

/// A clone of LAP-A which took a file in that showed it, and had not gone on under new keys when the power went.
fn cut_short() -> (Day, Laptop) {
    let Day { hq, a, book } = Day::begin();
    session(&a, book, "Before the disk was cloned");
    let (a, b) = a.cloned();
    session(&a, book, "On the first");
    a.carry_to(&hq);
    let own = session(&b, book, "On the second");
    let file = everything(&hq, "LAP-A");
    dies_at("import.taken", || drop(b.import(&file)));
    // Nothing keeps people from work in between: what they correct is what lies there for the next key.
    retitle(&b.desk, book, own, "On the second, corrected");
    (Day { hq, a, book }, b)
}

#[test]
fn a_copy_made_between_a_file_that_shows_a_copy_and_going_on_never_goes_on_under_the_same_key() {
    let (Day { hq, a, book }, b) = cut_short();
    let (b, c) = b.cloned();
    for one in [&b, &c] {
        assert_eq!(one.desk.new_keys().expect("asked").expect("it goes on as another").former, "LAP-A");
    }
    assert_ne!(b.desk.replica(), c.desk.replica(), "each makes its own key");
    session(&b, book, "Later on the second");
    session(&c, book, "Later on the third");
    for laptop in [&b, &c] {
        is_accepted(&hq, laptop);
    }
    nothing_is_asked(&hq, book);
    let all = ["Before the disk was cloned", "Later on the second", "Later on the third", "On the first", "On the second, corrected", "Opening"];
    assert_eq!(titles(&hq), all);
    for laptop in [&b, &c] {
        laptop.import(&everything(&hq, &laptop.desk.replica().to_string()));
    }
    all_know_the_same(&[&hq, &b, &c]);
    drop(a);
}

#[test]
fn a_backup_made_in_between_is_restored_under_a_key_of_its_own() {
    let (Day { hq, book, .. }, b) = cut_short();
    let backup = b.backed_up("b.sala-backup");
    let (c, _) = Laptop::restored(&backup, &Secrets::default(), Some(b.memory()), "2012-05-15T08:00").expect("restored");
    let b = b.after(|_| ());
    assert_ne!(b.desk.replica(), c.desk.replica(), "each makes its own key");
    for laptop in [&b, &c] {
        is_accepted(&hq, laptop);
    }
    nothing_is_asked(&hq, book);
    assert_eq!(titles(&hq), ["Before the disk was cloned", "On the first", "On the second, corrected", "Opening"]);
}

#[test]
fn what_waits_in_quarantine_is_taken_in_only_once_the_store_knows_whether_it_is_an_old_copy() {
    let Day { hq, a, book } = Day::begin();
    let other = hq.desk.new_book();
    let (second, elsewhere) = (session(&hq, book, "Second"), session(&hq, other, "Elsewhere"));
    let (hq, old) = copied(hq);
    // Pages of both books are closed; only that of one travels.
    let file = hq.file("one-book.sala");
    let options = ExportOptions { to: To::Replica("LAP-A".to_owned()), book: Some(book), ..ExportOptions::default() };
    hq.desk.export(&file, &options, &mut |_, _| true).expect("an export");
    a.import(&file);
    let told = a.desk.go_on_under_new_keys(Why::StoreWasCopied).expect("new keys");
    let brings_it_back = a.file("back.sala");
    let options = ExportOptions { everything: true, ..ExportOptions::default() };
    a.desk.export(&brings_it_back, &options, &mut |_, _| true).expect("an export");

    let hq = hq.after(|store| {
        std::fs::remove_dir_all(store).expect("gone");
        copy_folder(old.path(), store);
        let unawares = Desk::open(store, std::sync::Arc::new(sala::SystemClock)).expect("opened by somebody who remembers nothing");
        assert_eq!(unawares.import(&brings_it_back, None, &mut |_, _| true).expect("kept").status, Status::Quarantined);
        dies_at("import.checked", || drop(unawares.accept(&told.fingerprint, None, &Default::default())));
    });
    assert_eq!(hq.label, "HQ 2", "its memory outside the store says so");
    assert!(hq.desk.status().expect("a status").replicas.iter().all(|r| r.quarantined == 0), "what waited is taken in");
    assert_eq!(missing(&hq), [("HQ".to_owned(), true, 1, 1)], "the page of the other book left, and is told to be missing");
    retitle(&hq.desk, other, elsewhere, "Elsewhere, corrected");
    retitle(&hq.desk, book, second, "Second, corrected");
    assert_eq!(titles(&hq), ["Elsewhere, corrected", "Opening", "Second, corrected"]);
    assert!(hq.desk.verify().expect("verify runs").ok);
}
