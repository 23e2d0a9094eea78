//! Looking at a store in which the window works: two processes, and neither disturbs the other.

use std::sync::Arc;

use sala::{Desk, SystemClock};
use serde_json::json;

use crate::laptop::{CODE, Laptop, demo};

const AT: [&str; 4] = ["--programme", CODE, "--register", "2012-05-14/AM"];

#[test]
fn what_only_shows_something_works_while_another_copy_is_open_and_sees_what_it_keeps() {
    let hq = Laptop::headquarters();
    hq.does(&[&["attendance", "mark"][..], &AT, &["--participant", "P01", "--status", "late"]].concat());
    hq.does(&["output", "add", "--programme", CODE, "--group", "A", "--exercise", "E", "--title", "T", "--attach", &demo("flipchart-group-a.jpg")]);
    let output = hq.does(&["output", "list", "--programme", CODE])["outputs"][0]["id"].as_str().unwrap().to_owned();
    let (report, out) = (hq.path("report.csv"), hq.path("out"));
    let save = ["output", "save", "--programme", CODE, "--output", &output, "--out", &out];
    let history = [&["attendance", "history"][..], &AT, &["--participant", "P01"]].concat();
    let reading: [&[&str]; 13] = [
        &["status"],
        &["digest"],
        &["verify"],
        &["conflicts"],
        &["review"],
        &["programme", "list"],
        &["programme", "show", CODE],
        &["roster", "list", "--programme", CODE],
        &["groups", "list", "--programme", CODE],
        &["output", "list", "--programme", CODE],
        &["attendance", "report", "--programme", CODE],
        &["attendance", "report", "--programme", CODE, "--format", "csv", "--out", &report],
        &history,
    ];
    let alone: Vec<_> = reading.iter().map(|words| hq.does(words)).collect();

    // This process is the window; each command is another.
    let window = Desk::open(&hq.store(), Arc::new(SystemClock)).unwrap();
    for (words, alone) in reading.iter().zip(&alone) {
        assert_eq!(hq.does(words), *alone, "{words:?}: as if nobody else were at it");
    }
    hq.does(&save);
    let mark = [&["attendance", "mark"][..], &AT, &["--participant", "P02", "--status", "absent"]].concat();
    let before = hq.digest();
    for words in [&mark[..], &["export", "--out", &hq.path("x.sala"), "--for", "LAP-A"], &["groups", "remove", "--programme", CODE], &["set-aside"]] {
        assert_eq!(hq.refusal(words), "store_in_use", "{words:?}: two would write at one time");
    }
    assert_eq!(hq.digest(), before, "nothing was written");

    let book = window.read(|r| sala::programme::views::by_code(r.sql(), CODE)).unwrap().unwrap();
    let person = window.read(|r| sala::attendance::views::find_person(r.sql(), r.book(book)?, "P02")).unwrap().unwrap();
    let register = window.read(|r| sala::attendance::views::find_register(r.sql(), r.book(book)?, "2012-05-14".parse().unwrap(), "AM")).unwrap().unwrap();
    let at = sala::attendance::mark::At { register, participant: person, seen: None };
    window.change(book, "story", |c| sala::attendance::mark::mark(c, &at, sala::attendance::Mark::present())).unwrap();
    assert_eq!(hq.does(&["attendance", "report", "--programme", CODE])["present"], 1, "what the window kept is seen at once");
    assert_eq!(hq.does(&["verify"])["ok"], json!(true), "and holds");
    window.change(book, "story", |c| sala::attendance::mark::clear(c, &at)).unwrap();
    drop(window);
    hq.does(&mark);
    assert_eq!(hq.does(&["verify"])["ok"], json!(true), "nothing was disturbed");
}

#[test]
fn a_backup_is_made_while_another_copy_is_open_of_all_that_it_has_signed() {
    let hq = Laptop::headquarters();
    let window = Desk::open(&hq.store(), Arc::new(SystemClock)).unwrap();
    let (first, second) = (hq.path("first.sala-backup"), hq.path("second.sala-backup"));
    let unsigned = ["backup", "--out", &second];
    assert_eq!(hq.refusal(&unsigned), "backup_beside_unsigned", "only the one at work signs, and a backup holds what is signed");
    assert!(hq.says(&unsigned).err.contains("make the backup in that window"), "and what to do is said");
    assert!(!std::path::Path::new(&second).exists());
    window.backup(std::path::Path::new(&first), &Default::default(), &mut |_, _| true).unwrap();
    let made = hq.does(&unsigned);
    assert_eq!((&made["verified"], &made["lost_attachments"]), (&json!(true), &json!(null)));
    drop(window);
    let (before, new) = (hq.digest(), hq.path("new"));
    hq.does(&["restore", &second, "--store", &new]);
    assert_eq!(hq.does(&["digest", "--store", &new])["digest"], json!(before), "it is the store");
}

#[test]
fn whoever_is_named_for_a_look_beside_writes_nothing_down() {
    let hq = Laptop::headquarters();
    let window = Desk::open(&hq.store(), Arc::new(SystemClock)).unwrap();
    let author = window.author().unwrap();
    hq.does(&["status", "--author", "Somebody Else"]);
    assert_eq!(window.author().unwrap(), author, "the window's person stays at the desk");
}
