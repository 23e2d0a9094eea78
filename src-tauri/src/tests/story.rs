//! A morning at the training site, told through the commands that the page calls.

use serde_json::{Value, json};

use super::{Page, app};

pub(super) fn facts() -> Value {
    json!({
        "code": "SMECEC-2012", "title": "SME Cluster Development and Export Consortia", "category": "Trade", "organiser": "Mekong Institute",
        "partner": "", "venue": "Khon Kaen", "timezone": "Asia/Bangkok", "starts": "2012-05-14", "ends": "2012-05-25",
        "halves": ["AM", "PM"], "minPercent": 80, "graceMinutes": 15, "followUpMonths": 6,
    })
}

fn person(code: &str, name: &str) -> Value {
    json!({
        "code": code, "name": name, "native": null, "language": null, "sex": "F", "country": "LA", "organisation": null, "orgType": null,
        "position": null, "email": null, "phone": null, "role": "participant", "status": "active",
    })
}

#[test]
fn a_register_is_taken_corrected_and_locked_from_the_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = app(folder.path());
    let page = Page::of(&app);

    let store = page.does("app_create_store", json!({ "role": "site", "label": "LAP-A", "organisation": null, "author": "Thida N." }));
    assert_eq!((&store["label"], &store["author"]), (&json!("LAP-A"), &json!("Thida N.")), "the laptop knows who it is and who is at it");

    let programme = page.does("programme_new", json!({ "facts": facts() }))["id"].clone();
    let khamla = page.does("people_add", json!({ "programme": programme, "facts": person("P07", "Khamla Tuayang") }))["id"].clone();
    page.does("people_add", json!({ "programme": programme, "facts": person("P08", "Noy Tuayang") }));
    let register = page.does("attendance_open", json!({ "programme": programme, "date": "2012-05-14", "half": "AM" }))["id"].clone();
    let at = json!({ "programme": programme, "register": register });
    let shown = |sheet: &Value| {
        let cells = sheet["rows"].as_array().expect("rows").iter().flat_map(|row| [&row["seen"], &row["remarkSeen"]]);
        let seen: Vec<_> = cells.chain([&sheet["register"]["seen"]]).filter_map(Value::as_str).filter(|seen| !seen.is_empty()).collect();
        json!({ "programme": programme, "register": register, "seen": seen.join(".") })
    };

    let seen = page.does("attendance_sheet", at.clone())["rows"][0]["seen"].clone();
    let late = json!({ "status": "late", "minutes": 25, "reason": null, "approver": null });
    let marked = page.does("attendance_mark", json!({ "programme": programme, "register": register, "participant": khamla, "mark": late, "seen": seen }));
    assert_eq!(marked["row"]["mark"]["minutes"], 25, "the row shows what was just recorded");
    assert_eq!(marked["register"]["counts"]["unmarked"], 1, "and the count follows");

    let refusal = page.is_refused("attendance_lock", shown(&page.does("attendance_sheet", at.clone())));
    assert_eq!(refusal["code"], "unmarked", "a register with an unmarked cell does not lock");

    let sheet = page.does("attendance_fill", json!({ "programme": programme, "register": register, "status": "present" }));
    assert_eq!(sheet["rows"][0]["mark"]["status"], "late", "filling never touches a mark that somebody set");
    assert_eq!(sheet["rows"][1]["mark"]["status"], "present", "everyone else was there");

    assert_eq!(page.does("app_undo", Value::Null)["what"], "fill", "the last action can be taken back");
    let unmarked = page.does("attendance_sheet", at.clone());
    assert_eq!(unmarked["rows"][1]["mark"], Value::Null, "the filled cell is unmarked again");

    page.does("attendance_fill", json!({ "programme": programme, "register": register, "status": "present" }));
    assert_eq!(page.is_refused("attendance_lock", shown(&unmarked))["code"], "register_changed", "not what a screen did not show");
    assert_eq!(page.does("attendance_lock", shown(&page.does("attendance_sheet", at)))["state"], "locked", "with every cell marked it locks");
}

#[test]
fn without_a_store_every_screen_says_so_instead_of_failing() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = app(folder.path());
    let page = Page::of(&app);
    for command in ["app_store", "app_counters", "app_undo", "travel_status"] {
        assert_eq!(page.is_refused(command, Value::Null)["code"], "store_missing", "{command} has nothing to work on yet");
    }
}
