//! What keeps a desk from being lost: a backup that becomes a desk again, and saying whom it believes, until when and in what.

use std::fs;
use std::path::Path;

use sala::bundle::{ExportOptions, Status};
use sala_tests::laptop::{Laptop as Site, copy_folder};

use crate::{
    laptop::{Laptop, demo_file},
    looks,
};

/// Nothing of what is on the screen is cut off, too pale, or out of reach of whoever cannot see it.
fn is_right(laptop: &Laptop, what: &str) {
    for (width, height) in [(1024, 640), (1280, 800)] {
        laptop.screen.resize(width, height);
        let faults = [looks::faults(&laptop.screen, "en"), looks::barriers(&laptop.screen)].concat();
        assert!(faults.is_empty(), "{what}, {width} wide: {faults:?}");
        laptop.screen.keep_picture(&format!("care-{what}-{width}"));
    }
}

#[test]
fn a_backup_becomes_a_desk_again_on_an_empty_laptop_and_beside_one_that_is_at_work() {
    let folder = tempfile::tempdir().unwrap();
    let hq = Laptop::start("hq", folder.path(), &[]);
    hq.set_up("hq", "HQ", "Programme officer");
    hq.will_open(&demo_file("programme.json"));
    hq.screen.press_button("From a file…");
    hq.screen.sees("SME Cluster Development and Export Consortia");
    let backup = hq.backs_up();

    let new = Laptop::start("new", folder.path(), &[]);
    new.screen.press_button("Restore from a backup");
    let whole = fs::read(&backup).unwrap();
    for (name, bytes, said) in [
        ("letter.sala-backup", &b"Dear colleagues"[..], "This is no backup of Sala"),
        ("carried.sala", b"age-encryption.org/v1", "This is a file that laptops carry to each other"),
        ("half.sala-backup", &whole[..whole.len() / 2], "The file is not complete"),
    ] {
        let wrong = folder.path().join(name);
        fs::write(&wrong, bytes).unwrap();
        new.will_open(&wrong);
        new.screen.press_button("Choose the backup…");
        new.screen.sees(said);
    }
    is_right(&new, "wrong-backup");
    new.will_open(&backup);
    new.screen.press_button("Choose the backup…");
    new.screen.sees("Backup of HQ");
    new.screen.sees("Mekong Institute");
    is_right(&new, "backup");
    new.screen.press("button", "Restore");
    new.screen.sees("This laptop goes on as HQ 2");
    new.screen.sees("SME Cluster Development and Export Consortia");
    new.screen.keep_picture("care-restored");
    drop(new);
    let again = Laptop::start("new", folder.path(), &[]);
    again.screen.sees("SME Cluster Development and Export Consortia");

    // The desk that was backed up is at work all the while.
    hq.settings();
    // The driver does not scroll to what is half in sight.
    hq.screen.script("document.querySelector('main').scrollTo(0, 10000)");
    hq.screen.press_button("Restore…");
    hq.will_open(&backup);
    hq.screen.press_button("Choose the backup…");
    hq.screen.sees("Backup of HQ");
    is_right(&hq, "backup-beside");
    hq.screen.press("button", "Restore");
    hq.screen.sees("under new keys.");
    is_right(&hq, "restored-beside");
    hq.screen.press_button("Stay with what is open");
    hq.go("Travel");
    hq.screen.sees("HQ");
    hq.screen.no_longer_sees("HQ 3");
}

#[test]
fn a_desk_whose_disk_lost_a_part_of_it_goes_on_with_what_can_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Laptop::start("demo", folder.path(), &["--demo"]);
    demo.screen.sees("SME Cluster Development and Export Consortia");
    drop(demo);
    let database = folder.path().join("demo/store/sala.db");
    let mut bytes = fs::read(&database).unwrap();
    bytes[..4096].fill(0);
    fs::write(&database, bytes).unwrap();

    let hurt = Laptop::start("demo", folder.path(), &[]);
    hurt.screen.sees("Rescue what can be read");
    is_right(&hurt, "damaged");
    hurt.screen.press_button("Rescue what can be read");
    hurt.screen.sees("Another folder");
    is_right(&hurt, "rescue");
    hurt.screen.press("button", "Rescue");
    hurt.screen.sees("Work with it from now on");
    is_right(&hurt, "rescued");
    hurt.screen.press_button("Work with it from now on");
    hurt.screen.sees("SME Cluster Development and Export Consortia");
    hurt.go("People");
    hurt.screen.sees("29 participants");
}

#[test]
fn headquarters_accepts_a_laptop_for_one_programme_and_asks_it_for_no_page_that_nobody_knows() {
    let folder = tempfile::tempdir().unwrap();
    let hq = Laptop::start("hq", folder.path(), &[]);
    hq.set_up("hq", "HQ", "Programme officer");
    hq.will_open(&demo_file("programme.json"));
    hq.screen.press_button("From a file…");
    hq.screen.sees("SME Cluster Development and Export Consortia");
    let a = Laptop::start("a", folder.path(), &[]);
    a.set_up("site", "LAP-A", "Lead trainer");

    hq.will_open(&a.asks_to_join());
    hq.go("Travel");
    hq.screen.press_button("Open a laptop’s request…");
    hq.screen.fill("Name of the laptop", "HQ");
    hq.screen.press_button("The words are the same: accept");
    hq.screen.sees("Another laptop is called HQ already");
    hq.screen.fill("Name of the laptop", "LAP-A");
    hq.screen.press("radio", "Only these");
    hq.screen.press_button("The words are the same: accept");
    hq.screen.sees("Choose at least one programme.");
    is_right(&hq, "accepting");
    hq.screen.press("checkbox", "SMECEC-2012");
    hq.screen.press_button("The words are the same: accept");
    hq.screen.sees("LAP-A is accepted.");
    hq.screen.sees("It may see one programme only.");
    a.receives(&hq.carries(None), "The words are the same: join");

    hq.screen.press_button("More for LAP-A");
    hq.screen.press("menuitem", "Ask for pages again…");
    hq.screen.fill("From page", "none");
    hq.screen.press_button("Ask for them");
    hq.screen.sees("Pages are counted from 1.");
    is_right(&hq, "asking");
    hq.screen.fill("From page", "1");
    hq.screen.press_button("Ask for them");
    hq.screen.sees("No page of LAP-A is known yet");
    is_right(&hq, "not-asked");
}

/// Headquarters as a folder that a window can open: of LAP-A's three pages the second is missing.
fn headquarters_with_a_gap(folder: &Path) {
    let hq = Site::headquarters();
    let facts = fs::read_to_string(demo_file("programme.json")).expect("the description");
    let book = sala::programme::create(&hq.desk, sala::programme::Facts::parse(&facts).expect("a description")).expect("a programme");
    let a = Site::accepted_by(&hq, "LAP-A", "Thida N.");
    let title = sala::agenda::records::TITLE.of(&sala::agenda::records::SESSION, book);
    hq.carry_to(&a);
    for (day, words) in [("14", "On the first day"), ("15", "On the second day"), ("16", "On the third day")] {
        a.at(&format!("2012-05-{day}T17:00"));
        a.desk.change(book, "test", |c| c.set(title, words)).expect("written");
        // Closes a page.
        drop(a.export_for(&hq));
    }
    let options = ExportOptions { split: Some(1), ..ExportOptions::default() };
    let parts = a.desk.export(&a.file("parts.sala"), &options, &mut |_, _| true).expect("a file for each page").volumes;
    hq.import(&parts[0].file);
    assert_eq!(hq.import(&parts[2].file).status, Status::Waiting, "a page is missing in between");
    drop(hq.after(|store| copy_folder(store, &folder.join("hq/store"))));
}

#[test]
fn missing_pages_are_asked_for_where_they_are_told_and_that_can_be_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    headquarters_with_a_gap(folder.path());
    let hq = Laptop::start("hq", folder.path(), &[]);
    hq.screen.press_button("It is written down");
    hq.go("Travel");
    hq.screen.sees("Page 2 of LAP-A is missing in SMECEC-2012");
    hq.screen.press_button("Ask LAP-A for page 2");
    hq.screen.sees("Page 2 is asked for in SMECEC-2012");
    is_right(&hq, "gap-asked");
    hq.screen.press_button("Ask LAP-A for page 2 no more");
    hq.screen.sees("LAP-A is not asked any more.");
    hq.screen.no_longer_sees("Page 2 is asked for");
    hq.screen.sees("Page 2 of LAP-A is missing in SMECEC-2012");
}
