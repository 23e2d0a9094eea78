//! A day on the road, and the evening after it, from the command line.

use serde_json::json;

use crate::laptop::{CODE, Laptop, demo};

const POTTERY: [&str; 4] = ["--programme", CODE, "--visit", "Dan Kwian Pottery"];

/// `sala visit WORDS` of the potters.
fn at_the_potters(laptop: &Laptop, words: &[&str]) -> serde_json::Value {
    laptop.does(&[&["visit"][..], words, &POTTERY].concat())
}

fn refused(laptop: &Laptop, words: &[&str]) -> serde_json::Value {
    laptop.refuses(&[&["visit"][..], words, &POTTERY].concat())["error"].clone()
}

#[test]
fn a_visit_is_planned_counted_and_written_down() {
    let hq = Laptop::headquarters();
    hq.does(&["groups", "import", &demo("groups.csv"), "--programme", CODE]);
    let planned = hq.does(&["visit", "add", "--programme", CODE, "--date", "2012-05-21", "--host", "Ban Phon weavers", "--starts", "8:30", "--ends", "12:00"]);
    assert_eq!(planned["host"], "Ban Phon weavers");
    let list = hq.does(&["visit", "list", "--programme", CODE]);
    let hosts: Vec<_> = list["visits"].as_array().unwrap().iter().map(|v| v["host"].as_str().unwrap()).collect();
    assert_eq!(hosts.last(), Some(&"Ban Phon weavers"), "in the order of the days: {hosts:?}");

    let weavers = ["--programme", CODE, "--visit", "Ban Phon weavers"];
    hq.does(&[&["visit", "change", "--date", "2012-05-22", "--ends", "12:30", "--contact", "Mae Noi", "--phone", "+66 43 123"][..], &weavers].concat());
    let changed = hq.does(&[&["visit", "show"][..], &weavers].concat());
    let facts = ["date", "starts_min", "ends_min", "contact", "phone"].map(|fact| changed[fact].clone());
    assert_eq!(facts, [json!("2012-05-22"), json!(510), json!(750), json!("Mae Noi"), json!("+66 43 123")], "what is not named stays");
    assert_eq!(hq.refusal(&[&["visit", "change", "--date", "2012-06-22"][..], &weavers].concat()), "day_outside_programme");
    assert_eq!(hq.says(&[&["visit", "change"][..], &weavers].concat()).exit, 2, "something must be named");

    at_the_potters(&hq, &["stop", "--name", "Shop", "--starts", "10:30"]);
    at_the_potters(&hq, &["stop", "--name", "Kilns", "--starts", "9:00", "--place", "1"]);
    at_the_potters(&hq, &["vehicle", "--name", "Bus", "--seats", "2", "--driver", "Boon"]);
    let seated = at_the_potters(&hq, &["seat", "--participant", "P01", "P02", "P03", "--vehicle", "bus"]);
    assert_eq!(seated["too_many"], 1, "a finding: somebody at the door decides");
    at_the_potters(&hq, &["vehicle", "--name", "bus", "--seats", "40"]);

    at_the_potters(&hq, &["vehicle", "--name", "Cart"]);
    assert_eq!(at_the_potters(&hq, &["vehicle", "--name", "Cart", "--remove"])["unseated"], 0);
    at_the_potters(&hq, &["vehicle", "--name", "Cart"]);
    at_the_potters(&hq, &["seat", "--participant", "P04", "P05", "--vehicle", "Cart"]);
    let told = hq.says(&[&["visit", "vehicle", "--name", "Cart", "--remove"][..], &POTTERY].concat()).out;
    assert!(told.contains("2 people have no seat any more"), "{told}");

    let wrong = refused(&hq, &["count", "--at", "leaving", "--counted", "27", "--excused", "P07"]);
    assert_eq!(wrong["code"], "headcount_does_not_add_up");
    assert_eq!(wrong["params"], json!({ "counted": 27, "explained": 1, "roster": 29, "missing": 1 }), "with the numbers");
    let counted = at_the_potters(&hq, &["count", "--at", "leaving", "--in", "Bus=27", "--excused", "P07", "--own-way", "P16"]);
    assert_eq!((&counted["count"]["counted"], &counted["count"]["roster"]), (&json!(27), &json!(29)));
    at_the_potters(&hq, &["count", "--at", "stop/1", "--counted", "28", "--override-by", "Thida", "--reason", "one is with the potter"]);

    at_the_potters(&hq, &["observe", "--group", "A", "--seen", "Two kilns.", "--question", "Who pays?"]);
    let shown = hq.says(&[&["visit", "show"][..], &POTTERY].concat()).out;
    for said in ["1     Kilns", "27 counted + 2 explained = 29", "Thida answers for it: one is with the potter", "stop/1 Kilns", "seen: Two kilns."] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    at_the_potters(&hq, &["count", "--at", "stop/1", "--remove"]);
    assert_eq!(refused(&hq, &["count", "--at", "stop/1", "--remove"])["code"], "no_such_headcount", "once");
}

#[test]
fn what_is_mistyped_about_a_visit_is_told_and_nothing_is_changed() {
    let hq = Laptop::headquarters();
    at_the_potters(&hq, &["stop", "--name", "Kilns"]);
    at_the_potters(&hq, &["vehicle", "--name", "Bus"]);
    let before = hq.digest();
    for (words, code) in [
        (&["count", "--at", "stop/2", "--counted", "29"][..], "no_such_stop"),
        (&["count", "--at", "boarding", "--counted", "29"], "no_such_stop"),
        (&["count", "--at", "leaving", "--in", "Van=29"], "no_such_vehicle"),
        (&["count", "--at", "leaving", "--counted", "-3"], "count_out_of_range"),
        (&["count", "--at", "leaving", "--counted", "28", "--in", "Bus=29"], "vehicles_do_not_add_up"),
        (&["count", "--at", "leaving", "--counted", "28", "--excused", "P99"], "no_such_participant"),
        (&["count", "--at", "leaving", "--counted", "27", "--excused", "P01", "--own-way", "P01"], "explained_twice"),
        (&["count", "--at", "leaving", "--counted", "29", "--override-by", "Thida", "--reason", "to be sure"], "override_not_needed"),
        (&["vehicle", "--name", "Bus", "--seats", "0"], "seats_out_of_range"),
        (&["seat", "--participant", "P01", "--vehicle", "Van"], "no_such_vehicle"),
        (&["stop", "--name", "Kilns", "--starts", "10:00", "--ends", "9:00"], "ends_before_start"),
        (&["observe", "--group", "Z", "--seen", "x"], "no_such_group"),
        (&["observe", "--group", "A"], "nothing_observed"),
    ] {
        assert_eq!(refused(&hq, words)["code"], code, "{words:?}");
    }
    let unknown = hq.refuses(&["visit", "show", "--programme", CODE, "--visit", "2012-05-18"]);
    assert_eq!(unknown["error"]["code"], "visit_ambiguous", "two hosts on one day");
    assert_eq!(hq.refusal(&["visit", "show", "--programme", CODE, "--visit", "Nowhere"]), "no_such_visit");
    assert_eq!(hq.refusal(&["visit", "add", "--programme", CODE, "--date", "2012-07-01", "--host", "X"]), "day_outside_programme");
    assert_eq!(hq.refusal(&["visit", "add", "--programme", CODE, "--date", "2555-05-17", "--host", "X"]), "thai_year");
    assert_eq!(hq.says(&[&["visit", "count", "--at", "halfway", "--counted", "29"][..], &POTTERY].concat()).exit, 2, "no checkpoint is called so");
    assert_eq!(hq.digest(), before, "nothing was written");
}

#[test]
fn a_visit_made_by_mistake_goes_and_comes_back_with_what_stood_in_it() {
    let hq = Laptop::headquarters();
    at_the_potters(&hq, &["count", "--at", "boarding", "--counted", "29"]);
    let before = at_the_potters(&hq, &["show"]);
    let told = hq.says(&[&["visit", "remove"][..], &POTTERY].concat());
    assert_eq!(hq.does(&["visit", "list", "--programme", CODE])["visits"].as_array().unwrap().len(), 3);
    let again = told.out.split('`').nth(1).unwrap().trim_start_matches("sala ").to_owned();
    hq.does(&again.split(' ').collect::<Vec<_>>());
    let after = at_the_potters(&hq, &["show"]);
    assert_eq!(after["headcounts"], before["headcounts"], "with its count");
}

#[test]
fn two_laptops_count_one_door_differently_and_write_different_columns() {
    let hq = Laptop::headquarters();
    hq.does(&["groups", "import", &demo("groups.csv"), "--programme", CODE]);
    let (a, b) = (Laptop::joined(&hq, "LAP-A"), Laptop::joined(&hq, "LAP-B"));
    at_the_potters(&a, &["count", "--at", "leaving", "--counted", "28", "--excused", "P07"]);
    at_the_potters(&b, &["count", "--at", "leaving", "--counted", "28", "--own-way", "P16"]);
    at_the_potters(&a, &["observe", "--group", "A", "--seen", "Two kilns."]);
    at_the_potters(&b, &["observe", "--group", "A", "--lesson", "They fire together."]);
    for laptop in [&a, &b] {
        let file = laptop.path("evening.sala");
        laptop.does(&["export", "--out", &file]);
        let said = hq.says(&["import", &file, "--json"]);
        assert!([0, 4].contains(&said.exit), "{said:?}");
    }
    let waiting = hq.waits(&["conflicts"]);
    let conflicts = waiting["conflicts"].as_array().unwrap();
    assert_eq!(conflicts.len(), 1, "the texts stand beside each other: {conflicts:?}");
    assert_eq!((&conflicts[0]["kind"], &conflicts[0]["subject"]), (&json!("headcount"), &json!("Dan Kwian Pottery/leaving")));
    let said = hq.says(&["conflicts"]).out;
    assert!(said.contains("28 counted + 1 explained = 29 (Daw") || said.contains(": excused)"), "who is accounted for, by name: {said}");
    assert!(said.contains(": own way)"), "and why: {said}");
    let id = conflicts[0]["id"].as_str().unwrap();
    hq.does(&["resolve", id, "--choose", "LAP-B"]);
    let view = at_the_potters(&hq, &["show"]);
    assert_eq!(view["headcounts"][0]["count"]["explained"][0]["why"], "own_way", "the decision holds");
    let group = view["observed"].as_array().unwrap().iter().find(|one| one["group_name"] == "A").unwrap().clone();
    assert_eq!((&group["seen"]["text"], &group["lesson"]["text"]), (&json!("Two kilns."), &json!("They fire together.")));
}

#[test]
fn the_review_of_a_day_is_written_listed_and_taken_back() {
    let hq = Laptop::headquarters();
    let of = ["--programme", CODE];
    let add = |asked: &str, text: &str| hq.does(&[&["action-review", "add", "--date", "2012-05-18", "--asked", asked, "--text", text][..], &of].concat());
    add("change", "Leave earlier.");
    let note = add("expect", "Prices.")["note"].as_str().unwrap().to_owned();
    let list = hq.does(&[&["action-review", "list", "--date", "2012-05-18"][..], &of].concat());
    let asked: Vec<_> = list["notes"].as_array().unwrap().iter().map(|note| note["asked"].as_str().unwrap()).collect();
    assert_eq!(asked, ["expect", "change"], "before the day comes before after it");
    hq.does(&[&["action-review", "remove", "--note", &note][..], &of].concat());
    let told = hq.says(&["history", "--programme", CODE, &note]).out;
    for said in ["Prices.", "2012-05-18, expect", "removed"] {
        assert!(told.contains(said), "also of a note that was removed: {said}: {told}");
    }
    assert_eq!(hq.refusal(&[&["action-review", "remove", "--note", &note][..], &of].concat()), "no_such_note");
    hq.does(&[&["action-review", "remove", "--note", &note, "--put-back"][..], &of].concat());
    assert_eq!(hq.does(&[&["action-review", "list"][..], &of].concat())["notes"].as_array().unwrap().len(), 2, "it is there again");
    assert_eq!(hq.says(&[&["action-review", "add", "--date", "2012-05-18", "--asked", "why", "--text", "x"][..], &of].concat()).exit, 2);
    assert_eq!(
        hq.refusal(&[&["action-review", "add", "--date", "2012-05-18", "--asked", "keep", "--text", "x", "--group", "Z"][..], &of].concat()),
        "no_such_group"
    );
}

#[test]
fn a_visit_goes_with_its_session_and_a_visit_that_did_not_happen_stays_with_its_reason() {
    let hq = Laptop::headquarters();
    hq.does(&["agenda", "import", &demo("agenda.csv"), "--programme", CODE]);
    at_the_potters(&hq, &["change", "--session", "2012-05-18/08:30"]);
    let shown = at_the_potters(&hq, &["show"]);
    assert_eq!((&shown["session_title"], &shown["starts_min"]), (&json!("Dan Kwian Pottery"), &json!(510)), "with the hours of the session");
    at_the_potters(&hq, &["change", "--starts", "08:00"]);
    let shown = at_the_potters(&hq, &["show"]);
    assert_eq!(
        [&shown["own_starts_min"], &shown["own_ends_min"], &shown["ends_min"]],
        [&json!(480), &json!(null), &json!(690)],
        "only what is named is said of the visit"
    );
    hq.does(&["agenda", "move", "--programme", CODE, "--session", "2012-05-18/08:30", "--to", "2012-05-21/13:00"]);
    assert_eq!(at_the_potters(&hq, &["show"])["date"], "2012-05-21", "where the session went");
    assert_eq!(refused(&hq, &["change", "--date", "2012-05-22"])["code"], "visit_follows_session");

    hq.does(&["agenda", "cancel", "--programme", CODE, "--session", "2012-05-21/13:00/Dan Kwian Pottery", "--reason", "no bus"]);
    let shown = at_the_potters(&hq, &["show"]);
    assert_eq!([&shown["cancelled"], &shown["by_session"], &shown["reason"]], [&json!(true), &json!(true), &json!("no bus")]);
    let said = hq.says(&[&["visit", "show"][..], &POTTERY].concat()).out;
    assert!(said.contains("Did not happen: no bus"), "{said}");
    at_the_potters(&hq, &["change", "--no-session"]);
    assert_eq!(at_the_potters(&hq, &["show"])["cancelled"], false, "on a day of its own it happens");

    assert_eq!(refused(&hq, &["cancel"])["code"], "reason_missing");
    assert_eq!(
        at_the_potters(&hq, &["cancel", "--reason", "the host is ill"]),
        json!({ "visit": shown["id"], "cancelled": true, "reason": "the host is ill", "checks": [] })
    );
    let list = hq.says(&["visit", "list", "--programme", CODE]).out;
    assert!(list.lines().any(|line| line.contains("Dan Kwian Pottery") && line.contains("did not happen")), "{list}");
    let told = hq.says(&["history", "--programme", CODE, shown["id"].as_str().unwrap()]).out;
    assert!(told.contains("cancelled") && told.contains("the host is ill"), "{told}");
    assert_eq!(at_the_potters(&hq, &["cancel", "--happens"])["cancelled"], false);
}
