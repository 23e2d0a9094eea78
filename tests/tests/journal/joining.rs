//! Laptops that ask to be believed.

use sala::{
    agenda::records::{SESSION, TITLE},
    bundle::Status,
};
use sala_tests::laptop::Laptop;

use crate::Day;

#[test]
fn a_laptop_nobody_accepted_waits_in_quarantine_and_then_applies() {
    let day = Day::begin();
    let stranger = Laptop::new("LAP-C", sala::Role::Site, "Somchai");
    let written = stranger.desk.change(day.book, "test", |c| c.set(TITLE.of(&SESSION, day.session), "From a new laptop"));
    written.expect("a new laptop works at once");
    let file = stranger.file("first.sala");
    let options = sala::bundle::ExportOptions { to: sala::bundle::To::Passphrase("green mango".into()), ..Default::default() };
    stranger.desk.export(&file, &options, &mut |_, _| true).expect("a file by passphrase");

    let waiting = day.hq.desk.import(&file, Some("green mango"), &mut |_, _| true).expect("kept");
    assert_eq!(waiting.status, Status::Quarantined, "nobody vouches for it yet");
    assert_eq!(day.history(&day.hq).len(), 1, "and nothing of it is believed");
    day.hq.desk.accept("LAP-C", None, &Default::default()).expect("headquarters accepts it by name");
    assert_eq!(day.history(&day.hq).len(), 2, "then it applies without being imported again");
    let refused = day.hq.desk.import(&file, Some("wrong"), &mut |_, _| true).expect_err("the wrong passphrase opens nothing");
    assert_eq!(refused.problem().code, "passphrase_wrong");
}

#[test]
fn a_laptop_that_is_turned_away_leaves_nothing_behind_and_may_ask_again() {
    let day = Day::begin();
    let stranger = Laptop::new("LAP-C", sala::Role::Site, "Somchai");
    let other = Laptop::new("LAP-D", sala::Role::Site, "Bounthong S.");
    for laptop in [&stranger, &other] {
        laptop.desk.change(day.book, "test", |c| c.set(TITLE.of(&SESSION, day.session), laptop.label.as_str())).expect("a new laptop works at once");
    }
    let sends = |laptop: &Laptop, name: &str| {
        let file = laptop.file(name);
        let options = sala::bundle::ExportOptions { to: sala::bundle::To::Passphrase("green mango".into()), ..Default::default() };
        laptop.desk.export(&file, &options, &mut |_, _| true).expect("a file by passphrase");
        day.hq.desk.import(&file, Some("green mango"), &mut |_, _| true).expect("kept").status
    };
    assert_eq!(["first.sala", "second.sala"].map(|name| sends(&stranger, name)), [Status::Quarantined, Status::Quarantined]);
    assert_eq!(sends(&other, "other.sala"), Status::Quarantined);
    let before = day.hq.desk.digest(None).expect("a digest");
    let kept = || std::fs::read_dir(day.hq.desk.dir().join("quarantine")).expect("what waits").count();
    assert_eq!(kept(), 3);

    let code = |which: &str| day.hq.desk.turn_away(which).expect_err("refused").problem().code;
    assert_eq!((code("LAP-X"), code("HQ")), ("no_such_request", "no_such_request"), "only who asked can be turned away");
    assert_eq!(stranger.desk.turn_away("LAP-D").expect_err("refused").problem().code, "not_headquarters");
    let away = day.hq.desk.turn_away(&stranger.desk.request().expect("a request").fingerprint()).expect("by its words");
    assert_eq!((away.label.as_str(), away.files, away.pages), ("LAP-C", 2, 2), "what was dropped, and of whom");
    let status = day.hq.desk.status().expect("a status");
    assert!(!status.replicas.iter().any(|one| one.label == "LAP-C"), "it asks no more");
    assert_eq!((status.quarantined.pages, kept()), (Some(1), 1), "and the other one still waits");
    assert_eq!(day.hq.desk.digest(None).expect("a digest"), before, "nothing else changed");
    assert_eq!(code("LAP-C"), "no_such_request", "it is turned away once");

    assert_eq!(sends(&stranger, "third.sala"), Status::Quarantined, "the same laptop asks again");
    day.hq.desk.accept("LAP-C", None, &Default::default()).expect("and is accepted");
    assert_eq!(day.history(&day.hq).len(), 2, "what it wrote the first time comes in");
    assert!(day.hq.desk.verify().expect("it verifies").ok);
}

#[test]
fn two_laptops_of_one_name_are_not_certified() {
    let hq = Laptop::headquarters();
    let first = Laptop::accepted_by(&hq, "LAP-A", "Thida N.");
    let second = Laptop::new("LAP-A", sala::Role::Site, "Bounthong S.");
    let request = second.file("second.sala-request");
    second.desk.write_request(&request).expect("a request");
    let code = |label: Option<&str>| hq.desk.accept_file(&request, label, &Default::default()).map(|c| c.certificate.label).map_err(|e| e.problem().code);
    assert_eq!(code(None), Err("label_taken"), "a register's history could not tell them apart");
    assert_eq!(code(Some("lap\u{200B}-\u{FF21}")), Err("label_taken"), "nor could a reader's eyes");
    assert_eq!(code(Some("\u{202E}A-PAL")), Err("label_wrong"), "nor may a name read otherwise than it is written");
    assert_eq!(code(Some("")), Err("label_wrong"), "a laptop without a name cannot be spoken of");
    assert_eq!(code(Some("LAP-A2")), Ok("LAP-A2".into()), "another name will do");
    assert_eq!(code(Some("LAP-Z")), Ok("LAP-Z".into()), "and it can be called otherwise later");
    let own = first.file("again.sala-request");
    first.desk.write_request(&own).expect("a request");
    let refused = first.desk.accept_file(&own, None, &Default::default()).expect_err("a site certifies nobody");
    assert_eq!(refused.problem().code, "not_headquarters");
    assert!(first.desk.requests().expect("requests").is_empty(), "and nothing of the attempt stays");
}

#[test]
fn a_laptop_that_asks_to_be_headquarters_becomes_a_site() {
    let hq = Laptop::headquarters();
    let other = Laptop::new("HQ-2", sala::Role::Hq, "Somebody");
    let request = other.file("request.sala-request");
    other.desk.write_request(&request).expect("a request");
    let accepted = hq.desk.accept_file(&request, None, &Default::default()).expect("accepted");
    assert_eq!(accepted.certificate.role(), sala::Role::Site, "others would seal their files to it otherwise");
}
