//! What headquarters lets a laptop do, and how the laptop hears of it.

use serde_json::json;

use crate::laptop::{CODE, Laptop, demo};

#[test]
fn a_laptop_is_accepted_again_with_less_and_headquarters_says_from_which_page_on() {
    let mut hq = Laptop::headquarters();
    let a = Laptop::joined(&hq, "LAP-A");
    hq.now = "2012-05-14T20:00:00Z".to_owned();
    let file = a.path("a.sala");
    let morning = |register: &str| {
        a.does(&["attendance", "fill", "--programme", CODE, "--register", register, "--status", "present"]);
        a.does(&["export", "--out", &file]);
    };
    morning("2012-05-14/AM");
    hq.does(&["import", &file]);
    // The second day is on its way when headquarters says that the laptop may only look from now on.
    morning("2012-05-15/AM");
    hq.does(&["accept", "LAP-A", "--read-only"]);
    let first = hq.digest();
    let came = &hq.does(&["import", &file])["bundles"][0];
    assert_eq!((&came["why"], &came["new_entries"]), (&json!("pages_not_allowed"), &json!(0)), "what came after the word is kept outside: {came}");
    assert_eq!(hq.digest(), first, "and what was believed before counts on");

    let pack = hq.path("pack.sala");
    hq.does(&["export", "--out", &pack, "--for", "LAP-A"]);
    let told = &a.does(&["import", &pack])["bundles"][0];
    assert_eq!(told["why"], "own_pages_not_allowed", "whoever sits at the laptop is told");
    let status = a.does(&["status"]);
    assert_eq!(status["not_allowed"], json!({ "entries": 29, "why": "read_only" }), "of the second day's marks, and always");
    let said = a.says(&["status"]).out;
    assert!(said.contains("not counted by headquarters: 29 entries"), "in words: {said}");
    let mark = ["attendance", "mark", "--programme", CODE, "--register", "2012-05-16/AM", "--participant", "P07", "--status", "absent"];
    assert_eq!(a.refusal(&mark), "read_only", "a third day is not begun in vain");

    assert_eq!(hq.refusal(&["accept", "LAP-A", "--read-only", "--from-page", "3", "--label", "HQ"]), "label_taken");
    assert_eq!(hq.says(&["accept", "LAP-A", "--read-only", "--from-page", "0"]).exit, 2, "pages are counted from 1");
    hq.does(&["accept", "LAP-A", "--read-only", "--from-page", "3"]);
    assert_ne!(hq.digest(), first, "up to the second page it may count");
    hq.does(&["export", "--out", &pack, "--for", "LAP-A"]);
    assert_eq!(a.does(&["import", &pack])["bundles"][0]["why"], json!(null));
    assert_eq!((a.digest(), a.does(&["status"])["not_allowed"].clone()), (hq.digest(), json!(null)), "both know the same, and nothing is said any more");
    hq.does(&["accept", "LAP-A", "--read-only", "--from-page", "1"]);
    assert_ne!(hq.digest(), first, "nothing of it counts where headquarters says so");
    hq.does(&["accept", "LAP-A"]);
    assert_eq!(hq.digest(), a.digest(), "and all of it where it lets the laptop write again");
}

#[test]
fn a_laptop_is_given_some_programmes_and_says_at_once_which_others_it_may_not_write() {
    let hq = Laptop::headquarters();
    let a = Laptop::joined(&hq, "LAP-A");
    let other = std::fs::read_to_string(demo("programme.json")).unwrap().replace(CODE, "OTHER-2012");
    hq.does(&["programme", "new", "--file", &hq.writes("other.json", &other)]);
    hq.does(&["accept", "LAP-A", "--programme", "OTHER-2012"]);
    let pack = hq.path("pack.sala");
    hq.does(&["export", "--out", &pack, "--for", "LAP-A"]);
    a.does(&["import", &pack]);
    let fill = |code: &str| ["attendance", "fill", "--programme", code, "--register", "2012-05-14/AM", "--status", "present"].map(str::to_owned);
    let words = fill(CODE);
    let words: Vec<_> = words.iter().map(String::as_str).collect();
    assert_eq!(a.refusal(&words), "programme_not_given", "it can look at it, and writes no day in vain");
    let third = other.replace("OTHER-2012", "THIRD-2012");
    assert_eq!(a.refusal(&["programme", "new", "--file", &a.writes("third.json", third)]), "programme_not_given", "nor does it make one of its own");
    hq.does(&["accept", "LAP-A"]);
    hq.does(&["export", "--out", &pack, "--for", "LAP-A"]);
    a.does(&["import", &pack]);
    a.does(&words);
}

#[test]
fn a_waiting_laptop_is_accepted_by_the_name_it_calls_itself_under_another() {
    let hq = Laptop::headquarters();
    let c = Laptop::new("LAP-C");
    c.does(&["init", "--role", "site", "--label", "LAP-C"]);
    let facts = std::fs::read_to_string(demo("programme.json")).unwrap().replace(CODE, "OTHER-2012");
    c.does(&["programme", "new", "--file", &c.writes("other.json", facts)]);
    let (secret, file) = (c.writes("secret", "nine red boats"), c.path("c.sala"));
    c.does(&["export", "--out", &file, "--passphrase-file", &secret]);
    hq.waits(&["import", &file, "--passphrase-file", &secret]);
    assert_eq!(hq.does(&["accept", "lap-c", "--label", "Room 2"])["label"], "Room 2", "as people write it");
    assert_eq!(hq.does(&["programme", "show", "OTHER-2012"])["registers"], 20, "what waited is here");
    assert_eq!(hq.refusal(&["accept", "LAP-C"]), "no_such_request", "nobody is called so any more");
    assert_eq!(hq.does(&["accept", "Room 2"])["label"], "Room 2", "accepting it again changes nothing");
    assert_eq!(hq.does(&["import", &file, "--passphrase-file", &secret])["bundles"][0]["status"], "already_known", "nor does its file, brought again");
}

#[test]
fn pages_that_are_asked_for_are_listed_until_that_is_withdrawn_and_nobody_is_accepted_for_a_time_that_is_over() {
    let mut hq = Laptop::headquarters();
    let _a = Laptop::joined(&hq, "LAP-A");
    let asked = |hq: &Laptop| hq.does(&["status"])["replicas"].as_array().unwrap().iter().filter_map(|one| one.get("asked").cloned()).collect::<Vec<_>>();
    assert_eq!(hq.refusal(&["ask", "HQ", "--pages", "1"]), "asked_of_itself");
    hq.does(&["ask", "LAP-A", "--pages", "4-6", "--programme", CODE]);
    assert_eq!((&asked(&hq)[0][0]["first"], &asked(&hq)[0][0]["programme"]), (&json!(4), &json!(CODE)), "whoever looks sees what is asked for");
    assert_eq!(hq.refusal(&["ask", "LAP-A", "--pages", "4", "--withdraw"]), "not_asked", "other pages");
    hq.does(&["ask", "LAP-A", "--pages", "4-6", "--withdraw"]);
    assert_eq!(asked(&hq), Vec::<serde_json::Value>::new());
    hq.now = "2012-06-01T11:30:00Z".to_owned();
    assert_eq!(hq.refusal(&["accept", "LAP-A", "--until", "2012-05-30"]), "until_over");
    // While it is the 31st on some island.
    hq.does(&["accept", "LAP-A", "--until", "2012-05-31"]);
}
