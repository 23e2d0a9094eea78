//! Files that are set aside, and taken in again.

use sala::bundle::Status;
use sala_tests::{closed::to_schema_6, laptop::Laptop};

use super::Day;

#[test]
fn a_file_set_aside_counts_for_nothing_until_it_is_taken_in_again() {
    let day = Day::begin();
    day.write(&day.a, "first", "From A");
    day.write(&day.a, "opening", "Opening, as A has it");
    let file = day.a.export_for(&day.hq);
    let before = day.digest(&day.hq.desk);
    let taken = day.hq.import(&file);
    let with = day.digest(&day.hq.desk);
    // Somebody at headquarters builds on it: that stays.
    day.write(&day.hq, "second", "From headquarters");
    day.hq.desk.undo().expect("undo");

    let aside = day.hq.desk.set_aside(&taken.bundle[..8]).expect("set aside");
    assert_eq!(aside.entries, taken.new_entries, "all that it brought leaves");
    assert!(day.titles(&day.hq.desk, "first").is_empty(), "its values count no more");
    assert_eq!(day.titles(&day.hq.desk, "opening"), ["Opening"], "what it had replaced stands again");
    let refused = day.hq.desk.set_aside(&taken.bundle).expect_err("twice");
    assert_eq!(refused.problem().code, "already_set_aside");
    day.hq.carry_to(&day.b);
    assert!(day.titles(&day.b.desk, "first").is_empty(), "and it is not carried on to others");

    day.hq.desk.take_in_again(&taken.bundle).expect("again");
    assert_eq!(day.titles(&day.hq.desk, "first"), ["From A"], "it counts again");
    day.hq.desk.set_aside(&taken.bundle).expect("set aside once more");
    let again = day.hq.import(&file);
    assert_eq!((again.status, again.new_entries), (Status::Applied, taken.new_entries), "importing the file itself takes it in again too");
    assert_ne!(before, with, "the story changes something");
    day.digest(&day.hq.desk);
}

#[test]
fn what_was_set_aside_is_neither_missed_nor_sent_again_nor_comes_back_unsaid() {
    let day = Day::begin();
    day.write(&day.a, "first", "From A");
    let bundle = day.a.carry_to(&day.hq).bundle;
    day.hq.desk.set_aside(&bundle).expect("set aside");
    let of_a = || day.hq.desk.status().expect("status").replicas.into_iter().find(|r| r.label == "LAP-A").expect("LAP-A");
    day.hq.carry_to(&day.a);
    day.write(&day.a, "second", "Later");
    let next = day.a.carry_to(&day.hq);
    assert_eq!((next.status, next.back), (Status::Applied, 0), "LAP-A's next file brings what is new, and waits for nothing");
    assert!(day.titles(&day.hq.desk, "first").is_empty(), "what was set aside stays there");
    assert_eq!((of_a().gaps.len(), of_a().set_aside, of_a().pages), (0, 1, 1), "it lies here: nobody is asked for it");
    let all = day.a.file("all.sala");
    super::export_all(&day.a.desk, &all, sala::bundle::To::Headquarters);
    let looked = day.hq.desk.preview(&all, None).expect("a preview");
    assert_eq!(looked.back, 1, "a file that brings it all the same says so before");
    assert_eq!(day.hq.import(&all).back, 1, "and after");
    assert_eq!(day.titles(&day.hq.desk, "first"), ["From A"]);
    day.digest(&day.hq.desk);
}

#[test]
fn pages_that_another_file_brought_too_stay_when_one_is_set_aside() {
    let day = Day::begin();
    day.write(&day.a, "first", "From A");
    let first = day.hq.import(&day.a.export_for(&day.hq));
    day.write(&day.a, "second", "Later");
    let second = day.hq.import(&day.a.export_for(&day.hq));
    let aside = day.hq.desk.set_aside(&first.bundle).expect("set aside");
    assert_eq!(aside.pages, 0, "the second file carried the first one's pages as well, for want of a receipt");
    assert_eq!(day.titles(&day.hq.desk, "first"), ["From A"], "so nothing leaves");
    day.hq.desk.set_aside(&second.bundle).expect("set aside");
    assert!(day.titles(&day.hq.desk, "first").is_empty() && day.titles(&day.hq.desk, "second").is_empty(), "until that one is set aside too");
    day.digest(&day.hq.desk);
}

#[test]
fn pages_of_two_files_count_while_either_of_them_does() {
    let day = Day::begin();
    day.write(&day.a, "first", "From A");
    let first = day.hq.import(&day.a.export_for(&day.hq)).bundle;
    let second = day.hq.import(&day.a.export_for(&day.hq)).bundle;
    let shown = |why: &str, there: bool| assert_eq!(!day.titles(&day.hq.desk, "first").is_empty(), there, "{why}");
    day.hq.desk.set_aside(&second).expect("set aside");
    day.hq.desk.set_aside(&first).expect("set aside");
    shown("both are set aside", false);
    day.hq.desk.take_in_again(&second).expect("again");
    shown("the second file carried it as well", true);
    day.hq.desk.take_in_again(&first).expect("again");
    day.hq.desk.set_aside(&second).expect("set aside");
    shown("and so did the first", true);
    day.digest(&day.hq.desk);
}

#[test]
fn a_file_set_aside_and_its_laptop_revoked_counts_only_when_both_are_taken_back() {
    let day = Day::begin();
    day.write(&day.a, "first", "From A");
    let bundle = day.a.carry_to(&day.hq).bundle;
    let counts = || !day.titles(&day.hq.desk, "first").is_empty();
    day.hq.desk.set_aside(&bundle).expect("set aside");
    day.hq.desk.revoke("LAP-A", Some(1), None).expect("revoked");
    day.hq.desk.take_in_again(&bundle).expect("again");
    assert!(!counts(), "its laptop is not believed");
    day.hq.desk.set_aside(&bundle).expect("set aside");
    day.hq.desk.lift_revocation("LAP-A").expect("lifted");
    assert!(!counts(), "believing the laptop again takes no file in again");
    day.hq.desk.take_in_again(&bundle).expect("again");
    assert!(counts(), "nothing was thrown away");
    day.digest(&day.hq.desk);
}

#[test]
fn a_page_that_is_not_believed_is_of_every_file_that_brought_it() {
    let day = Day::begin();
    day.hq.desk.revoke("LAP-A", Some(1), None).expect("revoked");
    day.write(&day.a, "first", "From A");
    let first = day.a.carry_to(&day.hq).bundle;
    day.write(&day.a, "second", "Later");
    // For want of a receipt of pages that do not count, this one brings both.
    day.a.carry_to(&day.hq);
    day.hq.desk.set_aside(&first).expect("set aside");
    day.hq.desk.lift_revocation("LAP-A").expect("lifted");
    assert_eq!(day.titles(&day.hq.desk, "first"), ["From A"], "the second file counts, and brought it too");
    assert_eq!(day.titles(&day.hq.desk, "second"), ["Later"]);
    day.digest(&day.hq.desk);
}

#[test]
fn what_an_earlier_version_kept_outside_is_found_by_its_places_too() {
    let day = Day::begin();
    day.write(&day.a, "first", "From A");
    day.write(&day.a, "second", "From A, too");
    let bundle = day.a.carry_to(&day.hq).bundle;
    day.hq.desk.set_aside(&bundle).expect("set aside");
    let Day { hq, a, b, book } = day;
    let places = |hq: &Laptop| {
        let query = "SELECT hash, first_seq FROM page_aside ORDER BY hash";
        let all = |r: &sala::Reader<'_>| {
            Ok(r.sql().prepare(query)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<Vec<([u8; 32], i64)>, _>>()?)
        };
        hq.desk.read(all).expect("pages outside")
    };
    let known = places(&hq);
    assert!(matches!(known[..], [(_, 1)]), "{known:?}");
    let hq = hq.after(to_schema_6);
    assert_eq!(places(&hq), known, "they are read from the pages themselves");
    let plan = "EXPLAIN QUERY PLAN SELECT min(bundle) FROM carried WHERE hash = x'00'";
    let how: String = hq.desk.read(|r| Ok(r.sql().query_row(plan, [], |row| row.get(3))?)).expect("how it is looked for");
    assert!(how.contains("carried_hash"), "which files carried a page is asked of each page: {how}");
    let day = Day { hq, a, b, book };
    day.hq.desk.take_in_again(&bundle).expect("again");
    assert_eq!(day.titles(&day.hq.desk, "second"), ["From A, too"]);
    day.digest(&day.hq.desk);
}
