//! How taking files in ends: done, refused, or done with something waiting.

use serde_json::json;

use crate::laptop::{CODE, Laptop, demo};

#[test]
fn refused_files_beside_files_that_are_here_already_change_nothing_and_say_so() {
    let hq = Laptop::headquarters();
    let a = Laptop::joined(&hq, "LAP-A");
    a.does(&["attendance", "fill", "--programme", CODE, "--register", "2012-05-14/AM", "--status", "present"]);
    let (good, bad) = (a.path("good.sala"), hq.writes("bad.sala", b"Dear colleague"));
    a.does(&["export", "--out", &good]);

    let looked = hq.refuses(&["import", "--preview", &good, &bad]);
    assert_eq!(looked["bundles"][0]["status"], "preview", "looking tells what of it could go in: {looked}");
    hq.does(&["import", "--preview", &good]);
    hq.does(&["import", &good]);
    hq.does(&["import", &good]);
    let twice = a.path("twice.sala");
    a.does(&["export", "--everything", "--out", &twice]);
    let looked = hq.says(&["import", "--preview", &twice]).out;
    assert!(looked.contains("would change nothing") && looked.trim().lines().count() == 1, "no heading over an empty list: {looked}");
    let before = hq.digest();
    for files in [[&good, &bad], [&bad, &good]] {
        let answer = hq.refuses(&["import", files[0], files[1]]);
        assert_eq!(answer["error"]["code"], "not_a_sala_file", "the answer says why nothing was changed: {answer}");
        let mut became: Vec<_> = answer["bundles"].as_array().unwrap().iter().map(|b| b["status"].as_str().unwrap()).collect();
        became.sort_unstable();
        assert_eq!(became, ["already_known", "refused"], "each file is accounted for");
    }
    assert_eq!(hq.digest(), before, "nothing was changed");
    let more = a.path("more.sala");
    a.does(&["attendance", "fill", "--programme", CODE, "--register", "2012-05-14/PM", "--status", "present"]);
    a.does(&["export", "--out", &more]);
    let answer = hq.waits(&["import", &bad, &good, &more]);
    assert!(answer.get("error").is_none(), "something was done: {answer}");
    hq.does(&["status"]);
}

#[test]
fn a_file_kept_in_quarantine_is_something_done_and_waits_until_it_is_decided() {
    let hq = Laptop::headquarters();
    let c = Laptop::new("LAP-C");
    c.does(&["init", "--role", "site", "--label", "LAP-C"]);
    let facts = std::fs::read_to_string(demo("programme.json")).unwrap().replace(CODE, "OTHER-2012");
    c.does(&["programme", "new", "--file", &c.writes("other.json", facts)]);
    let (secret, file) = (c.writes("secret", "nine red boats"), c.path("c.sala"));
    c.does(&["export", "--out", &file, "--passphrase-file", &secret]);
    let (bad, with) = (hq.writes("bad.sala", b"Dear colleague"), ["--passphrase-file", &secret]);
    let looked = hq.does(&[&["import", "--preview", &file][..], &with].concat());
    assert_eq!(looked["bundles"][0]["status"], "quarantined", "looking keeps nothing, so nothing waits: {looked}");
    hq.does(&["status"]);
    let answer = hq.waits(&[&["import", &bad, &file][..], &with].concat());
    let became: Vec<_> = answer["bundles"].as_array().unwrap().iter().map(|b| b["status"].clone()).collect();
    assert_eq!(became, [json!("refused"), json!("quarantined")]);
    hq.waits(&["status"]);
    let a = Laptop::joined(&hq, "LAP-A");
    let good = a.path("good.sala");
    a.does(&["export", "--out", &good]);
    let pages = answer["bundles"][1]["why"].is_string();
    assert!(pages && answer["waiting"][0]["what"] == "quarantine" && answer["waiting"][0]["before"] == 0, "what came with this file is said: {answer}");
    let other = hq.waits(&["import", &good]);
    let waiting = other["waiting"].as_array().unwrap();
    assert!(waiting.len() == 1 && waiting[0]["what"] == "quarantine" && waiting[0]["before"] == waiting[0]["count"], "no fault of the second file: {other}");
    assert!(hq.says(&["import", &good]).out.contains("in quarantine, as before"), "people are told why it does not end with 0");
    hq.does(&["accept", "LAP-C"]);
    let taken = hq.does(&["set-aside"]);
    let names: Vec<_> = taken["bundles"].as_array().unwrap().iter().map(|one| one["file"].as_str().unwrap()).collect();
    assert!(names.contains(&"c.sala"), "a file that waited is called as somebody brought it: {names:?}");
    hq.does(&["import", &good]);
}

#[test]
fn what_a_day_brought_is_told_in_peoples_words_and_nothing_twice() {
    let hq = Laptop::headquarters();
    let a = Laptop::joined(&hq, "LAP-A");
    let at = ["--programme", CODE, "--register", "2012-05-14/AM"];
    a.does(&[&["attendance", "fill", "--status", "present"][..], &at].concat());
    a.does(&[&["attendance", "lock"][..], &at].concat());
    let output = ["output", "add", "--programme", CODE, "--group", "A", "--exercise", "Mapping", "--title", "Silk"];
    a.does(&[&output[..], &["--attach", &demo("flipchart-group-a.jpg"), &demo("flipchart-group-b.jpg")]].concat());
    let file = a.path("a.sala");
    a.does(&["export", "--out", &file]);
    let told = hq.says(&["import", &file]).out;
    assert!(told.contains("29 marks added") && told.contains("1 register step (locked, checked or reopened) added"), "{told}");
    assert_eq!(told.matches("attachment").count(), 1, "attachments are counted once: {told}");
    assert!(told.contains("2 attachments added") && !told.contains('_'), "under their one name, and nothing as it is stored: {told}");
}
