//! Deciding: one difference as ever, many in one stroke, a merged text, and what is kept for review.

use serde_json::{Value as Json, json};

use crate::laptop::{CODE, Laptop};

const REGISTER: &str = "2012-05-14/AM";

/// Both laptops mark three people of one register differently, and headquarters has both files. A third laptop records nothing.
fn differing() -> (Laptop, Laptop) {
    let hq = Laptop::headquarters();
    let (mut a, mut b, _) = (Laptop::joined(&hq, "LAP-A"), Laptop::joined(&hq, "LAP-B"), Laptop::joined(&hq, "LAP-C"));
    (a.now, b.now) = ("2012-05-14T08:50:00Z".into(), "2012-05-14T08:40:00Z".into());
    for (laptop, status) in [(&a, "present"), (&b, "absent")] {
        for person in ["P01", "P02", "P03"] {
            laptop.does(&["attendance", "mark", "--programme", CODE, "--register", REGISTER, "--participant", person, "--status", status]);
        }
        let file = laptop.path("evening.sala");
        laptop.does(&["export", "--out", &file]);
        hq.says(&["import", &file]);
    }
    (hq, a)
}

fn ids(hq: &Laptop) -> Vec<String> {
    let said = hq.says(&["conflicts", "--json"]).json();
    said["conflicts"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

/// Everybody's mark in the register, by code.
fn marks(hq: &Laptop) -> Vec<Json> {
    let history = |person| hq.says(&["attendance", "history", "--programme", CODE, "--register", REGISTER, "--participant", person, "--json"]).json();
    ["P01", "P02", "P03"].map(|person| history(person)["history"].as_array().unwrap().last().unwrap()["value"].clone()).to_vec()
}

#[test]
fn many_differences_are_decided_in_one_stroke() {
    let (hq, _) = differing();
    let all = ids(&hq);
    assert_eq!(all.len(), 3, "three people were marked differently");
    assert_eq!(hq.refusal(&["resolve", "--all", "--choose", "1"]), "number_for_all", "number 1 is somebody else in each");
    let unknown = hq.refuses(&["resolve", &all[0], "--choose", "LAP-Z"]);
    assert_eq!(unknown["error"]["code"], "no_such_laptop", "a name that nobody has is not somebody who recorded nothing");
    assert_eq!(unknown["error"]["params"]["laptops"], json!(["LAP-A", "LAP-B"]), "and whose values there are is said");
    assert!(hq.says(&["resolve", &all[0], "--choose", "LAP-Z"]).err.contains("No laptop called LAP-Z is known here"));
    assert_eq!(hq.refusal(&["resolve", "--all", "--choose", "LAP-Z"]), "no_such_laptop", "nor does it decide many");
    let one = hq.refuses(&["resolve", &all[0], "--choose", "LAP-C"]);
    assert_eq!((&one["error"]["code"], &one["error"]["params"]["laptops"]), (&json!("no_value_of"), &json!(["LAP-A", "LAP-B"])));
    let none = hq.waits(&["resolve", "--all", "--choose", "LAP-C"]);
    assert_eq!(none["resolved"], json!([]), "a laptop that marked nobody decides nothing");
    assert_eq!((none["left"].as_array().unwrap().len(), &none["left"][0]["code"]), (3, &json!("no_value_of")), "and all wait on");
    let other = hq.does(&["resolve", "--all", "--choose", "LAP-B", "--kind", "session"]);
    assert_eq!(other["resolved"], json!([]), "only the kind that was named");
    let two = hq.does(&["resolve", &all[0], &all[1], "--choose", "lap-b"]);
    assert_eq!(two["resolved"], json!([all[0], all[1]]), "several by name");
    let rest = hq.does(&["resolve", "--all", "--programme", CODE, "--kind", "mark", "--choose", "newest"]);
    assert_eq!(rest["resolved"], json!([all[2]]), "and whatever waits");
    assert!(ids(&hq).is_empty(), "nothing waits any more");
    let said: Vec<_> = marks(&hq).iter().map(|mark| mark.to_string()).collect();
    assert!(said[0].contains("absent") && said[1].contains("absent"), "LAP-B's hold: {said:?}");
    assert!(said[2].contains("present"), "the newest holds, whoever wrote it: {said:?}");
}

#[test]
fn what_is_decided_at_a_locked_register_needs_no_second_look() {
    let hq = Laptop::headquarters();
    let (a, b) = (Laptop::joined(&hq, "LAP-A"), Laptop::joined(&hq, "LAP-B"));
    a.does(&["attendance", "fill", "--programme", CODE, "--register", REGISTER, "--status", "present"]);
    a.does(&["attendance", "lock", "--programme", CODE, "--register", REGISTER]);
    for person in ["P01", "P02"] {
        b.does(&["attendance", "mark", "--programme", CODE, "--register", REGISTER, "--participant", person, "--status", "absent"]);
    }
    for laptop in [&a, &b] {
        let file = laptop.path("evening.sala");
        laptop.does(&["export", "--out", &file]);
        hq.says(&["import", &file]);
    }
    hq.does(&["resolve", "--all", "--choose", "LAP-B"]);
    let status = hq.does(&["status"]);
    assert_eq!(status["after_lock"], json!([]), "whoever decided had the lock and both marks before them: nothing waits");
    let back = hq.path("back.sala");
    hq.does(&["export", "--out", &back, "--for", "LAP-A"]);
    let taken = a.does(&["import", &back]);
    assert_eq!(taken["after_lock"], json!([]), "nor on the laptop that had locked");
    assert!(marks(&a)[..2].iter().all(|mark| mark["status"] == "absent"), "where the decision holds now");

    a.does(&["attendance", "verify", "--programme", CODE, "--register", REGISTER]);
    b.does(&["attendance", "mark", "--programme", CODE, "--register", REGISTER, "--participant", "P03", "--status", "absent"]);
    for laptop in [&a, &b] {
        let file = laptop.path("morning.sala");
        laptop.does(&["export", "--out", &file]);
        hq.says(&["import", &file]);
    }
    hq.does(&["resolve", "--all", "--choose", "LAP-B"]);
    let late = &hq.waits(&["status"])["after_lock"];
    assert_eq!((late.as_array().unwrap().len(), &late[0]["participant"]), (1, &json!("P03")), "what was compared with the paper is compared again");
    let told = hq.says(&["status"]).out;
    assert!(told.contains("1 mark is not what somebody saw who closed the register"), "a decision is not said to have come in late: {told}");
    hq.does(&["attendance", "verify", "--programme", CODE, "--register", REGISTER]);
    assert_eq!(hq.does(&["status"])["after_lock"], json!([]), "whoever compares it ends the review");
}

#[test]
fn what_is_meant_by_all_must_be_said() {
    let hq = Laptop::headquarters();
    for words in [&["resolve", "--all"][..], &["resolve", "1.2.3", "--all", "--choose", "newest"], &["resolve", "1.2.3", "--kind", "mark", "--choose", "1"]] {
        assert_eq!(hq.says(words).exit, 2, "wrong usage: {words:?}");
    }
    assert_eq!(hq.refusal(&["resolve", "1.2.3", "--choose", "newest"]), "no_such_conflict");
}

#[test]
fn review_is_empty_where_nothing_breaks_a_rule() {
    let (hq, _) = differing();
    assert_eq!(hq.does(&["review", "--programme", CODE])["review"], json!([]));
    assert_eq!(hq.waits(&["status"])["review"], json!(0), "and the status counts none");
    assert_eq!(hq.refusal(&["review", "--programme", "NOBODY"]), "no_such_programme");
}

#[test]
fn a_value_that_cannot_stand_is_answered_with_what_the_field_takes() {
    let (hq, _) = differing();
    let id = &ids(&hq)[0];
    let before = hq.digest();
    let cases = [
        (r#"{"status":"late","minutes":9999}"#, "invalid_value", "minutes late are 1 to 600"),
        (r#"{"status":"asleep"}"#, "invalid_value", "not_arrived or departed"),
        (r#"{"status":"gone"}"#, "invalid_value", "not_arrived or departed"),
        (r#""late""#, "invalid_value", "status text, minutes number, reason text, approver text"),
        ("5", "invalid_value", "status text, minutes number"),
        (r#"{"minuets":5}"#, "invalid_value", "(see minuets)"),
        (r#"{"status":5}"#, "invalid_value", "(see status)"),
        ("late", "value_not_json", "in quotation marks"),
    ];
    for (value, code, told) in cases {
        assert_eq!(hq.refusal(&["resolve", id, "--value", value]), code, "{value}");
        let said = hq.says(&["resolve", id, "--value", value]).err;
        assert!(said.contains(told) && said.contains("nothing was changed"), "{value}: {said}");
        assert!(!said.contains("out_of_range") && !said.contains("status_unknown"), "no codes: {said}");
    }
    let said = hq.refuses(&["resolve", id, "--value", "5"]);
    assert_eq!(said["error"]["params"]["takes"][1], json!({ "name": "minutes", "type": "number" }), "a script is told so too");
    assert_eq!(hq.digest(), before, "nothing was decided");
}

#[test]
fn what_differs_is_shown_as_a_person_reads_it() {
    let hq = Laptop::headquarters();
    hq.does(&["groups", "import", &crate::laptop::demo("groups.csv"), "--programme", CODE]);
    let a = Laptop::joined(&hq, "LAP-A");
    let at = ["--programme", CODE, "--register", REGISTER, "--participant", "P07"];
    a.does(&[&["attendance", "mark"][..], &at, &["--status", "late", "--minutes", "7"]].concat());
    hq.does(&[&["attendance", "mark"][..], &at, &["--status", "not_arrived"]].concat());
    for (laptop, group) in [(&a, "D"), (&hq, "E")] {
        let list = laptop.writes("groups.csv", format!("Group,Participant,Role\n{group},P01,chair\n"));
        laptop.does(&["groups", "import", &list, "--programme", CODE]);
    }
    let file = a.path("evening.sala");
    a.does(&["export", "--out", &file]);
    hq.says(&["import", &file]);
    let told = hq.says(&["conflicts"]).out;
    for said in ["Late, 7 minutes", "Not arrived", "group D, chair", "group E, chair"] {
        assert!(told.contains(said), "{said}: {told}");
    }
    let ids = hq.says(&["conflicts", "--json"]).json();
    assert!(
        !told.contains("not_arrived") && !told.contains(ids["conflicts"][1]["values"][0]["value"]["grp"].as_str().unwrap_or("grp ")),
        "no codes and no ids: {told}"
    );
}

#[test]
fn a_number_means_the_value_that_was_listed_or_nothing_is_decided() {
    let (hq, _) = differing();
    let said = hq.says(&["conflicts", "--json"]).json();
    let (id, seen) = (said["conflicts"][0]["id"].as_str().unwrap().to_owned(), said["conflicts"][0]["seen"].as_str().unwrap().to_owned());
    // A plain edit replaces the value that is shown: under the same numbers stand others now.
    hq.does(&["attendance", "mark", "--programme", CODE, "--register", REGISTER, "--participant", "P01", "--status", "late"]);
    assert_eq!(hq.refusal(&["resolve", &id, "--choose", "2", "--seen", &seen]), "conflict_changed", "another value stands there since it was listed");
    assert_eq!(hq.refusal(&["resolve", &id, "5.1.1", "--choose", "2", "--seen", &seen]), "seen_of_one");
    let said = hq.says(&["conflicts", "--json"]).json();
    let seen = said["conflicts"].as_array().unwrap().iter().find(|one| one["id"] == id.as_str()).unwrap()["seen"].as_str().unwrap().to_owned();
    assert_eq!(hq.does(&["resolve", &id, "--choose", "1", "--seen", &seen])["resolved"], json!(id), "listed again, it is decided");
}

#[test]
fn a_mark_that_differs_is_cleared_and_what_cannot_be_empty_is_not_promised_to_be() {
    let (hq, _) = differing();
    let all = ids(&hq);
    let wrong = hq.says(&["resolve", &all[0], "--value", r#"{"stature":"tall"}"#]);
    assert!(wrong.err.contains("`null` clears"), "what may be empty is told so: {wrong:?}");
    hq.does(&["resolve", &all[0], "--value", "null"]);
    assert_eq!(ids(&hq).len(), 2, "decided");
    let list = hq.says(&["attendance", "report", "--programme", CODE, "--json"]).json();
    let counted = |key: &str| list[key].as_u64().unwrap();
    assert_eq!(counted("present") + counted("absent"), 2, "nobody says anything of the first any more: {list}");
    let one = hq.says(&["resolve", &all[1], &all[2], "--choose", "LAP-C"]).out;
    assert!(one.contains("2 differences wait on:"), "{one}");
    hq.does(&["resolve", &all[1], "--choose", "newest"]);
    let one = hq.says(&["resolve", "--all", "--choose", "LAP-C"]).out;
    assert!(one.contains("1 difference waits on:"), "{one}");
}

#[test]
fn hours_of_a_session_that_differ_are_not_cleared() {
    let hq = Laptop::headquarters();
    let a = Laptop::joined(&hq, "LAP-A");
    for (laptop, to) in [(&hq, "2012-05-14/09:30"), (&a, "2012-05-14/09:45")] {
        laptop.does(&["agenda", "move", "--programme", CODE, "--session", "2012-05-16/09:00", "--to", to]);
    }
    let file = a.path("a.sala");
    a.does(&["export", "--out", &file]);
    hq.waits(&["import", &file]);
    let id = ids(&hq)[0].clone();
    assert_eq!(hq.refusal(&["resolve", &id, "--value", "null"]), "value_incomplete", "a session without hours would be on no screen");
    let wrong = hq.says(&["resolve", &id, "--value", r#"{"day":"Monday"}"#]);
    assert!(wrong.err.contains("correct it") && !wrong.err.contains("null"), "and nobody is told that it could be: {wrong:?}");
}

#[test]
fn two_people_of_one_name_are_two_rows_and_each_can_be_told_from_the_other() {
    let hq = Laptop::headquarters();
    let (a, b) = (Laptop::joined(&hq, "LAP-A"), Laptop::joined(&hq, "LAP-B"));
    for (laptop, code) in [(&a, "P41"), (&b, "P42")] {
        laptop.does(&["roster", "replace", "P07", "--programme", CODE, "--name", "Nang Mo", "--new-code", code]);
        laptop.does(&["roster", "replace", "P08", "--programme", CODE, "--name", "Sok Mo", "--new-code", "P50"]);
        let file = laptop.path("evening.sala");
        laptop.does(&["export", "--out", &file]);
        hq.says(&["import", &file]);
    }
    let told = hq.says(&["conflicts"]).out;
    assert!(told.contains("Nang Mo (P41)") && told.contains("Nang Mo (P42)"), "both stand there, by their codes: {told}");
    let rows: Vec<_> = told.lines().filter(|line| line.contains("Sok Mo (")).collect();
    assert_eq!(rows.len(), 2, "also where the codes are one: {told}");
    assert!(!told.lines().any(|line| line.trim_start().starts_with("1, 2")), "no number means two people: {told}");
}
