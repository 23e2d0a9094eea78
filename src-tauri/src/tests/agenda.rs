//! The agenda at work, as the page works with it.

use serde_json::{Value, json};

use super::{Page, Person, app_with};

/// The session of this title and its day, as the page has them.
fn session(days: &Value, title: &str) -> Value {
    let all = days.as_array().expect("days").iter().flat_map(|day| day["sessions"].as_array().expect("sessions"));
    all.clone().find(|one| one["title"] == title).unwrap_or_else(|| panic!("{title}: {days}")).clone()
}

#[test]
fn the_page_moves_exchanges_and_corrects_sessions_and_saves_a_calendar() {
    let folder = tempfile::tempdir().expect("a folder");
    let person = Person::default();
    let app = app_with(&folder.path().join("hq"), person.clone());
    let page = Page::of(&app);
    page.does("app_create_store", json!({ "role": "hq", "label": "HQ", "organisation": "MI", "author": "Officer" }));
    let programme = page.does("programme_new", json!({ "facts": super::story::facts() }))["id"].clone();
    let nothing = page.is_refused("agenda_calendar", json!({ "programme": programme }));
    assert_eq!(nothing["code"], "agenda_empty", "an empty calendar helps nobody");

    let facts = |title: &str, starts: u32| json!({ "date": "2012-05-14", "startsMin": starts, "endsMin": starts + 60, "method": "plenary", "title": title, "room": "Hall 1", "trainers": ["Sok Namuna"], "actual": null });
    for (title, starts) in [("Opening", 540), ("Diagnostics", 660)] {
        page.does("agenda_add", json!({ "programme": programme, "facts": facts(title, starts) }));
    }
    let days = page.does("agenda_days", json!({ "programme": programme }));
    assert_eq!(page.does("agenda_names", json!({ "programme": programme })), json!({ "rooms": ["Hall 1"], "trainers": ["Sok Namuna"] }));
    let (opening, diagnostics) = (session(&days, "Opening"), session(&days, "Diagnostics"));

    let to =
        json!({ "programme": programme, "id": diagnostics["id"], "date": "2012-05-14", "startsMin": 570, "endsMin": 630, "seen": diagnostics["seen"]["slot"] });
    let moved = page.does("agenda_move", to);
    let codes: Vec<_> = moved[0]["overlaps"].as_array().expect("overlaps").iter().map(|one| one["code"].clone()).collect();
    assert_eq!(codes, ["room_twice", "trainer_twice"], "the answer of a move says what it overlaps with");
    let of = |line: &Value| json!({ "id": line["id"], "seen": line["seen"]["slot"] });
    let stale = page.is_refused("agenda_swap", json!({ "programme": programme, "one": of(&opening), "other": of(&diagnostics) }));
    assert_eq!(stale["code"], "sessions_changed", "the page showed where it was before");
    let swapped = page.does("agenda_swap", json!({ "programme": programme, "one": of(&opening), "other": of(&session(&moved, "Diagnostics")) }));
    assert_eq!((session(&swapped, "Opening")["startsMin"].as_u64(), session(&swapped, "Diagnostics")["startsMin"].as_u64()), (Some(570), Some(540)));

    let line = session(&swapped, "Opening");
    let mut shown = line.clone();
    let keep = ["date", "startsMin", "endsMin", "method", "title", "room", "trainers", "actual"];
    shown.as_object_mut().expect("a session").retain(|key, _| keep.contains(&key.as_str()));
    let mut new = shown.clone();
    (new["room"], new["trainers"], new["actual"]) = (json!("Hall 2"), json!(["Dr. Ploy Tuayang"]), json!({ "startsMin": 575, "endsMin": 640 }));
    let edited = page.does("agenda_edit", json!({ "programme": programme, "id": line["id"], "shown": shown, "facts": new, "seen": line["seen"] }));
    let line = session(&edited, "Opening");
    assert_eq!((&line["room"], &line["trainers"]), (&json!("Hall 2"), &json!(["Dr. Ploy Tuayang"])));
    assert_eq!((&line["status"], &line["actual"]["endsMin"]), (&json!("held"), &json!(640)), "whoever says when it was says that it was");
    assert_eq!(edited[0]["overlaps"], json!([]), "another room, another trainer");
    assert_eq!(page.does("app_undo", Value::Null)["what"], "edit_session", "one form, one action");

    assert_eq!(page.does("agenda_calendar", json!({ "programme": programme })), Value::Null, "the dialog was closed");
    let file = folder.path().join("agenda.ics");
    person.will_choose(&file);
    assert_eq!(page.does("agenda_calendar", json!({ "programme": programme }))["name"], "agenda.ics");
    let text = std::fs::read_to_string(&file).expect("the file");
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 2, "both sessions: {text}");
}
