//! Stories about several files taken in at one stroke: each is checked while the one before it is folded, and the answers
//! are those of one after the other.

use std::path::PathBuf;

use sala::{
    RecordId, Role,
    agenda::records::{SESSION, TITLE},
    bundle::{ExportOptions, Imported, Status, To},
    decide,
};
use sala_tests::laptop::Laptop;

fn write(laptop: &Laptop, book: RecordId, session: &str, title: &str) {
    let cell = TITLE.of(&SESSION, RecordId::natural(book, "session", &[session]));
    laptop.desk.change(book, "test", |c| c.set(cell, title)).expect("a title");
}

fn all(laptop: &Laptop, files: &[PathBuf]) -> Vec<sala::Result<Imported>> {
    laptop.desk.import_many(files, None, &mut |_, _| true).expect("the store is sound")
}

#[test]
fn a_laptop_that_joins_with_one_file_believes_the_next() {
    let hq = Laptop::headquarters();
    let book = hq.desk.new_book();
    write(&hq, book, "opening", "Opening");
    let a = Laptop::accepted_by(&hq, "LAP-A", "Thida N.");
    hq.carry_to(&a);
    write(&a, book, "day 1", "Day 1");
    let from_a = a.file("for-whoever-knows-the-word.sala");
    let options = ExportOptions { to: To::Passphrase("thanaka bark".into()), ..ExportOptions::default() };
    a.desk.export(&from_a, &options, &mut |_, _| true).expect("an export");
    // Neither belongs to the organisation before it has taken headquarters' file in, and LAP-A has never heard of them.
    let (one, other) = (Laptop::accepted_by(&hq, "LAP-N", "Somchai R."), Laptop::accepted_by(&hq, "LAP-Z", "Zaw M."));
    let files = |new: &Laptop| [hq.export_for(new), from_a.clone()];

    let looked = one.desk.preview_many(&files(&one), Some("thanaka bark")).expect("the store is sound");
    assert!(looked.iter().all(Result::is_ok), "a preview of both believes the second file because of the first: {looked:?}");
    let taken = one.desk.import_many(&files(&one), Some("thanaka bark"), &mut |_, _| true).expect("the store is sound");
    let new: Vec<_> = taken.into_iter().map(|file| file.expect("both come in").new_entries).collect();
    assert_eq!(new, [1, 1], "the opening, and what LAP-A wrote");

    let [from_hq, from_a] = files(&other);
    let turned = other.desk.import_many(&[from_a, from_hq], Some("thanaka bark"), &mut |_, _| true).expect("the store is sound");
    assert!(turned[0].is_err(), "in the other order nothing says yet whom to believe");
    assert_eq!(turned[1].as_ref().expect("headquarters' file").status, Status::Applied, "and the file behind it comes in");
}

#[test]
fn differences_are_told_file_by_file_as_if_each_had_come_alone() {
    let hq = Laptop::headquarters();
    let book = hq.desk.new_book();
    write(&hq, book, "opening", "Opening");
    let sites: Vec<_> = ["LAP-A", "LAP-B", "LAP-C"].map(|label| Laptop::accepted_by(&hq, label, "Thida N.")).into();
    for (site, days) in sites.iter().zip([0..4, 2..6, 3..5]) {
        hq.carry_to(site);
        days.for_each(|day| write(site, book, &format!("day {day}"), &format!("Day {day} by {}", site.label)));
    }
    let files: Vec<_> = sites.iter().map(|site| site.export_for(&hq)).collect();

    let looked: Vec<_> = hq.desk.preview_many(&files, None).expect("the store is sound").into_iter().map(|one| one.expect("a preview").conflicts).collect();
    let told: Vec<_> = all(&hq, &files).into_iter().map(|one| one.expect("an import").conflicts).collect();
    assert_eq!(told, [0, 2, 1], "A and B differ on two days; C joins one difference and makes another");
    assert_eq!(looked, told, "the preview told the same");
    assert_eq!(hq.desk.read(|r| decide::count(r, None)).expect("a count"), 3, "and the screens count the same");

    // Decided at headquarters, carried to a site together with what makes a new difference there.
    let first = hq.desk.read(|r| decide::conflicts(r, None)).expect("conflicts").remove(0);
    hq.desk.resolve(&first.id, &decide::Choice::Number(1), None).expect("a decision");
    write(&hq, book, "day 9", "Day 9 by HQ");
    write(&sites[0], book, "day 9", "Day 9 by LAP-A");
    let before = sites[0].desk.read(|r| decide::count(r, None)).expect("a count");
    let taken = sites[0].import(&hq.export_for(&sites[0]));
    let after = sites[0].desk.read(|r| decide::count(r, None)).expect("a count");
    assert_eq!(taken.conflicts, after - before, "a store of one site tells of its own new differences");
    assert_eq!(after, 3, "two days that still differ, and the ninth");
}

#[test]
fn a_file_that_is_no_bundle_holds_up_neither_the_one_before_nor_the_one_behind() {
    let hq = Laptop::headquarters();
    let site = Laptop::new("LAP-A", Role::Site, "Thida N.");
    site.ask(&hq);
    let book = hq.desk.new_book();
    write(&hq, book, "opening", "Opening");
    hq.carry_to(&site);
    write(&site, book, "day 1", "Day 1");
    let first = site.export_for(&hq);
    write(&site, book, "day 2", "Day 2");
    let second = site.export_for(&hq);
    let wrong = hq.file("wrong.sala");
    std::fs::write(&wrong, b"no bundle at all").expect("a file");
    let gone = hq.file("pulled-stick.sala");

    let taken = all(&hq, &[first, wrong, gone, second]);
    assert!(taken[1].is_err() && taken[2].is_err(), "what is no bundle, or is gone, is refused");
    let new: Vec<_> = [&taken[0], &taken[3]].map(|one| one.as_ref().expect("a bundle").new_entries).into();
    assert_eq!(new, [1, 1], "and what lies around it comes in");
}
