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
