//! The built-in programme, for looking around.

use serde_json::json;

use crate::laptop::Laptop;

#[test]
fn the_demo_is_whole_and_loads_once() {
    let hq = Laptop::new("HQ");
    let loaded = hq.does(&["demo"]);
    assert_eq!(loaded["store_made"], true, "looking at the demo takes no set-up");
    assert_eq!((&loaded["people"], &loaded["sessions"], &loaded["registers"], &loaded["conflicts"]), (&json!(29), &json!(24), &json!(20), &json!(1)));
    let report = hq.does(&["attendance", "report", "--programme", loaded["code"].as_str().unwrap()]);
    assert_eq!((&report["cells"], &report["open_conflicts"]), (&json!(580), &json!(1)), "one difference waits, and the report says so");
    assert_eq!(hq.waits(&["conflicts"])["conflicts"].as_array().unwrap().len(), 1);
    assert_eq!(hq.refusal(&["demo"]), "demo_already_here");
    assert_eq!(hq.does(&["verify"])["ok"], true, "everything in it holds");
}
