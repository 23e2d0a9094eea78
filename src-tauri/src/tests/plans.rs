//! Action plans, as the page works with them.

use serde_json::{Value, json};

use super::{Page, Person, app_with};

#[test]
fn a_line_that_the_page_takes_away_is_gone_and_asks_nobody() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = app_with(&folder.path().join("hq"), Person::default());
    let page = Page::of(&app);
    let store = page.does("app_load_demo", json!({ "job": "demo" }));
    let programme = store["currentProgramme"].clone();
    let plans = page.does("plans_list", json!({ "programme": programme }));
    let id = plans[0]["id"].clone();
    let waiting = || page.does("app_counters", Value::Null)["conflicts"].clone();
    let before = waiting();
    let mut plan = page.does("plans_one", json!({ "programme": programme, "id": id }));
    // What is told of the plan since, such as the reports of its activities, is on the same screen.
    let lists = ["partners", "activities", "outputs", "indicators", "budget", "risks", "assistance"];
    for (part, list) in ["partner", "activity", "output", "indicator", "budget", "risk", "assistance"].into_iter().zip(lists) {
        let had = plan[list].as_array().unwrap_or_else(|| panic!("{list}")).len();
        let line = plan[list][0]["id"].clone();
        plan = page.does("plans_remove_line", json!({ "programme": programme, "id": id, "part": part, "line": line, "seen": plan["contents"] }));
        assert_eq!(plan[list].as_array().expect("a list").len(), had - 1, "{part}: the line is gone");
        assert_eq!(waiting(), before, "{part}: nobody is asked about what one person took away");
    }
    assert_eq!(page.does("app_undo", Value::Null)["what"], "remove_plan_line");
}
