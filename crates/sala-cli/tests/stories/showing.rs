//! The built-in programme, for looking around.

use serde_json::json;

use crate::laptop::{CODE, Laptop};

#[test]
fn the_demo_is_whole_and_loads_once() {
    let hq = Laptop::new("HQ");
    let loaded = hq.does(&["demo"]);
    assert_eq!(loaded["store_made"], true, "looking at the demo takes no set-up");
    assert_eq!((&loaded["people"], &loaded["sessions"], &loaded["registers"], &loaded["conflicts"]), (&json!(29), &json!(24), &json!(20), &json!(2)));
    let report = hq.does(&["attendance", "report", "--programme", loaded["code"].as_str().unwrap()]);
    assert_eq!((&report["cells"], &report["open_conflicts"]), (&json!(580), &json!(2)), "two differences wait, and the report says so");
    assert_eq!(hq.waits(&["conflicts"])["conflicts"].as_array().unwrap().len(), 2);
    assert_eq!(hq.refusal(&["demo"]), "demo_already_here");
    assert_eq!(hq.does(&["verify"])["ok"], true, "everything in it holds");
}

#[test]
fn invented_people_are_kept_out_of_stores_from_which_they_would_travel() {
    let hq = Laptop::headquarters();
    let a = Laptop::joined(&hq, "LAP-A");
    let before = (hq.digest(), a.digest());
    // Its own programme has the demo's code here; a laptop that was joined, and holds nothing yet, is asked too.
    assert_eq!(a.refusal(&["demo"]), "demo_already_here");
    assert_eq!(hq.refusal(&["demo"]), "demo_already_here");
    let facts = std::fs::read_to_string(crate::laptop::demo("programme.json")).unwrap().replace(CODE, "REAL-2026");
    let other = Laptop::new("HQ");
    other.does(&["init", "--role", "hq", "--label", "HQ", "--organisation", "Mekong Institute"]);
    let b = Laptop::joined(&other, "LAP-B");
    assert_eq!(b.refusal(&["demo"]), "demo_in_joined_store");
    let said = b.says(&["demo"]);
    assert!(said.err.contains("Mekong Institute") && said.err.contains("--store"), "why, and what to do: {}", said.err);
    other.does(&["programme", "new", "--file", &other.writes("real.json", facts)]);
    assert_eq!(other.refusal(&["demo"]), "demo_beside_programmes");
    for laptop in [&b, &other] {
        assert!(!laptop.says(&["programme", "list"]).out.contains(CODE), "nothing was loaded");
    }
    assert_eq!((hq.digest(), a.digest()), before, "nothing was changed");
    let own = Laptop::new("HQ");
    own.does(&["init", "--role", "hq", "--label", "HQ"]);
    assert_eq!(own.does(&["demo"])["people"], 29, "an empty store of one's own is the place for it");
}
