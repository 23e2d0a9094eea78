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
    let listed = hq.says(&["status"]).out;
    assert!(
        listed.contains(&format!("LAP-A may only look; it wrote 29 entries (page 2 in {CODE}), which are kept and not taken in.")),
        "headquarters has a list of it: {listed}"
    );
    assert!(listed.contains("`sala accept LAP-A --read-only --from-page 3` takes in what it wrote until then"), "and what to do: {listed}");

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

    let status = hq.does(&["status"]);
    let from = &hq.does(&["accept", "LAP-A", "--read-only"])["limits"]["from"][0];
    assert_eq!((&from["page"], &from["programme"]), (&json!(2), &json!(CODE)), "which page is the first that does not count: {status}");
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
    assert!(!hq.says(&["status"]).out.contains("not taken in"), "then nothing is said any more");
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
fn whoever_accepts_is_told_which_limits_hold_and_answers_for_nothing_that_waited_before() {
    let mut hq = Laptop::headquarters();
    let (a, b) = (Laptop::joined(&hq, "LAP-A"), Laptop::joined(&hq, "LAP-B"));
    hq.now = "2012-05-14T20:00:00Z".to_owned();
    for (laptop, status) in [(&a, "late"), (&b, "absent")] {
        laptop.does(&["attendance", "mark", "--programme", CODE, "--register", "2012-05-14/AM", "--participant", "P07", "--status", status]);
        laptop.does(&["export", "--out", &laptop.path("day.sala")]);
    }
    hq.does(&["import", &a.path("day.sala")]);
    hq.waits(&["import", &b.path("day.sala")]);
    let again = hq.does(&["accept", "LAP-A"]);
    assert_eq!((&again["waiting"][0]["what"], &again["waiting"][0]["before"]), (&json!("conflicts"), &json!(1)), "what waited before is said: {again}");
    assert_eq!((&again["limits"]["read_only"], &again["limits"]["programmes"], &again["limits"]["until"]), (&json!(false), &json!(null), &json!(null)));
    let words = ["accept", "LAP-A", "--programme", CODE, "--until", "2012-06-30", "--read-only"];
    // The mark that differs stands: it was here before the laptop was told to look only.
    let narrowed = hq.does(&words);
    let limits = &narrowed["limits"];
    assert_eq!((&limits["read_only"], &limits["programmes"], &limits["until_day"]), (&json!(true), &json!([CODE]), &json!("2012-06-30")));
    let told = hq.says(&words).out;
    assert!(told.contains(&format!("It may look at only {CODE} and write in none; its files are taken in until 2012-06-30.")), "in words too: {told}");
    assert!(told.contains(&format!("from page 2 in {CODE} on")), "and from where on: {told}");
    hq.waits(&["revoke", "LAP-B", "--from-page", "2"]);
    let revoked = hq.says(&["accept", "LAP-B"]);
    assert!(revoked.exit == 0 && revoked.out.contains(&format!("It is revoked from page 2 in {CODE} on")), "accepting it does not change that: {revoked:?}");
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
    let a = Laptop::joined(&hq, "LAP-A");
    let asked = |hq: &Laptop| {
        hq.does(&["status"])["replicas"].as_array().unwrap().iter().map(|one| one["asked"].clone()).filter(|asked| asked != &json!([])).collect::<Vec<_>>()
    };
    assert_eq!(hq.refusal(&["ask", "HQ", "--pages", "1"]), "asked_of_itself");
    assert_eq!(hq.refusal(&["ask", "LAP-A", "--pages", "1"]), "no_page_known", "a wish for pages that never were would never end");
    let file = a.path("a.sala");
    for register in ["2012-05-14/AM", "2012-05-14/PM"] {
        a.does(&["attendance", "fill", "--programme", CODE, "--register", register, "--status", "present"]);
        a.does(&["export", "--out", &file]);
    }
    hq.does(&["import", &file]);
    let never = hq.refuses(&["ask", "LAP-A", "--pages", "4-6", "--programme", CODE]);
    assert_eq!((&never["error"]["code"], &never["error"]["params"]["last"]), (&json!("page_not_known"), &json!(2)), "which are known is said");
    let cut = hq.does(&["ask", "LAP-A", "--pages", "2-6", "--programme", CODE]);
    assert_eq!((&cut["first"], &cut["last"]), (&json!(2), &json!(2)), "of those that are known, and no others: {cut}");
    assert!(hq.says(&["ask", "LAP-A", "--pages", "2-6"]).out.contains("Nobody has spoken of later ones"), "which is said");
    assert_eq!((&asked(&hq)[0][0]["last"], &asked(&hq)[0][0]["programme"]), (&json!(2), &json!(CODE)), "whoever looks sees what is asked for");
    assert_eq!(hq.refusal(&["ask", "LAP-A", "--pages", "1", "--withdraw"]), "not_asked", "other pages");
    hq.does(&["ask", "LAP-A", "--pages", "2", "--withdraw"]);
    assert_eq!(asked(&hq), Vec::<serde_json::Value>::new());
    hq.now = "2012-06-01T11:30:00Z".to_owned();
    assert_eq!(hq.refusal(&["accept", "LAP-A", "--until", "2012-05-30"]), "until_over");
    // While it is the 31st on some island.
    hq.does(&["accept", "LAP-A", "--until", "2012-05-31"]);
}
