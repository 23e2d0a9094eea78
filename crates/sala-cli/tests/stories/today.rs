//! What waits, on one page.

use serde_json::json;

use crate::laptop::{CODE, Laptop};

#[test]
fn a_day_is_told_with_its_registers_and_what_waits() {
    let mut hq = Laptop::headquarters();
    hq.now = "2012-05-15T03:00:00Z".to_owned();
    let today = ["today", "--programme", CODE];
    let shown = hq.does(&today);
    assert_eq!((&shown["date"], &shown["is_today"], &shown["day_number"]), (&json!("2012-05-15"), &json!(true), &json!(2)));
    assert_eq!(shown["sessions"][0]["title"], "Cluster concepts and competitiveness");
    let open: Vec<_> = shown["still_open"].as_array().unwrap().iter().map(|one| one["half"].clone()).collect();
    assert_eq!(open, [json!("AM"), json!("PM")], "nobody took yesterday's registers");
    let told = hq.says(&today).out;
    for line in ["SMECEC-2012: 2012-05-15, day 2 of 10", "- 2012-05-14/AM: still open; 29 people are not marked", "2012-05-15/PM"] {
        assert!(told.contains(line), "{line}: {told}");
    }
    assert_eq!(hq.does(&["today", "--programme", CODE, "--day", "2012-05-18"])["is_today"], false, "any other day");
    hq.now = "2012-12-15T03:00:00Z".to_owned();
    let later = hq.does(&today);
    assert_eq!((&later["date"], later["due"].is_array()), (&json!("2012-05-25"), true), "once it is over, what is due of the plans");
    assert_eq!(hq.refusal(&["today", "--programme", "NOBODY"]), "no_such_programme");
}

#[test]
fn what_waits_in_the_demo_ends_with_four() {
    let hq = Laptop::new("HQ");
    hq.does(&["demo"]);
    let shown = hq.waits(&["today", "--programme", CODE]);
    assert_eq!(shown["conflicts"], 2);
    let drafts: Vec<_> = shown["drafts"].as_array().unwrap().iter().map(|one| one["group"].clone()).collect();
    assert_eq!(drafts, [json!("E")]);
    let told = hq.says(&["today", "--programme", CODE]).out;
    assert!(told.contains("2 differences wait for a decision: `sala conflicts`") && told.contains("1 output is a draft still: E "), "{told}");
}
