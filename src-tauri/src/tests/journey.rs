//! From headquarters to a laptop and back, told through the commands that the pages call.

use std::path::Path;

use serde_json::{Value, json};

use super::{Page, Person, app_with};

fn at(programme: &Value) -> Value {
    json!({ "programme": programme })
}

fn carry(to: &str) -> Value {
    json!({ "programme": null, "to": to, "withoutAttachments": false, "everything": false, "splitMb": null, "onlyRevocation": false, "target": { "kind": "choose" }, "job": "carry" })
}

fn pick() -> Value {
    json!({ "kind": "pick" })
}

/// Reads the file that the person chooses and takes it in.
fn receive(page: &Page, person: &Person, file: &Path) -> Value {
    person.will_choose(file);
    let preview = page.does("travel_receive", json!({ "from": pick(), "job": "receive" }));
    assert_eq!(preview["status"], "preview", "nothing is taken in before it was seen");
    page.does("travel_take_in", json!({ "file": preview["file"], "job": "take_in" }))
}

#[test]
fn a_laptop_joins_marks_and_carries_and_headquarters_decides_what_differs() {
    let folder = tempfile::tempdir().expect("a folder");
    let stick = |name: &str| folder.path().join(name);
    let (at_hq, at_site) = (Person::default(), Person::default());
    let (hq_app, site_app) = (app_with(&stick("hq"), at_hq.clone()), app_with(&stick("site"), at_site.clone()));
    let (hq, site) = (Page::of(&hq_app), Page::of(&site_app));

    hq.does("app_create_store", json!({ "role": "hq", "label": "HQ", "organisation": "Mekong Institute", "author": "Officer" }));
    let laptop = site.does("app_create_store", json!({ "role": "site", "label": "LAP-A", "organisation": null, "author": "Thida N." }));

    at_site.will_choose(stick("LAP-A.sala-request"));
    site.does("travel_save_request", json!({ "target": { "kind": "choose" } }));
    at_hq.will_choose(stick("LAP-A.sala-request"));
    let request = hq.does("travel_open_request", json!({ "from": pick() }));
    assert_eq!(request["fingerprint"], laptop["fingerprint"], "the words read over the telephone are the same on both sides");
    hq.does("travel_accept", json!({ "replica": request["replica"], "label": null, "readOnly": false, "programmes": null, "until": null }));

    let programme = hq.does("programme_new", json!({ "facts": super::story::facts() }))["id"].clone();
    let roster = stick("roster.csv");
    std::fs::write(&roster, "No,Name,Country\nP07,Khamla Tuayang,LA\nP08,Noy Tuayang,LA\n,,\nP09,,LA\n").expect("written");
    at_hq.will_choose(&roster);
    let preview = hq.does("people_open_file", json!({ "programme": programme, "from": pick() }));
    assert_eq!((&preview["added"], preview["refused"].as_array().map(Vec::len)), (&json!(2), Some(1)), "the row without a name is shown, not taken");
    assert_eq!(hq.does("people_roster", at(&programme)), json!([]), "a preview writes nothing");
    let reading = json!({ "file": preview["file"], "sheet": null, "headerRow": null, "mapping": [], "leaveOut": [] });
    hq.does("people_accept", json!({ "programme": programme, "reading": reading, "skipRefused": true }));
    let register = hq.does("attendance_open", json!({ "programme": programme, "date": "2012-05-14", "half": "AM" }))["id"].clone();

    at_hq.will_choose(stick("pack.sala"));
    hq.does("travel_carry", carry("LAP-A"));
    let joined = receive(&site, &at_site, &stick("pack.sala"));
    assert_eq!(joined["status"], "applied", "the pack sealed to this laptop opens here");
    assert_eq!(site.does("app_store", Value::Null)["organisation"], "Mekong Institute", "and by it the laptop joined");

    let khamla = site.does("people_roster", at(&programme))[0]["id"].clone();
    for (page, status) in [(&hq, "present"), (&site, "absent")] {
        let sheet = page.does("attendance_sheet", json!({ "programme": programme, "register": register }));
        let mark = json!({ "status": status, "minutes": null, "reason": null, "approver": null });
        let seen = &sheet["rows"][0]["seen"];
        page.does("attendance_mark", json!({ "programme": programme, "register": register, "participant": khamla, "mark": mark, "seen": seen }));
    }

    at_site.will_choose(stick("evening.sala"));
    let carried = site.does("travel_carry", carry("hq"));
    assert_eq!(carried["to"], "HQ", "what leaves a laptop is sealed to headquarters");
    at_hq.will_choose(stick("evening.sala"));
    let preview = hq.does("travel_receive", json!({ "from": pick(), "job": "receive" }));
    let coming = &preview["coming"]["records"][0];
    assert_eq!((&coming["person"]["name"], &coming["fields"][0]["becomes"]), (&json!("Khamla Tuayang"), &json!("differs")), "the preview says whom it touches");
    assert_eq!(
        (&coming["fields"][0]["before"][0]["status"], &coming["register"]["date"]),
        (&json!("present"), &json!("2012-05-14")),
        "what stands here, and where"
    );
    let account = receive(&hq, &at_hq, &stick("evening.sala"));
    assert_eq!(account["conflicts"], 1, "the account says what needs a decision");
    at_hq.will_choose(stick("evening.sala"));
    let again = hq.does("travel_receive", json!({ "from": pick(), "job": "receive" }));
    assert_eq!(again["status"], "already_known", "the same file once more has nothing new to say");

    let waiting = hq.does("travel_conflicts", json!({ "programme": null }));
    let difference = &waiting[0];
    assert_eq!(difference["values"].as_array().map(Vec::len), Some(2), "both marks stand side by side");
    assert_eq!(difference["register"]["date"], "2012-05-14", "with the register they are about");
    let choice = json!({ "kind": "choose", "n": 2 });
    let decision = json!({ "id": difference["id"], "choice": choice, "seen": difference["seen"] });
    let left = hq.does("travel_resolve", json!({ "decisions": [decision] }));
    assert_eq!(left, json!([]), "decided is decided");

    at_hq.will_choose(stick("answer.sala"));
    hq.does("travel_carry", carry("LAP-A"));
    receive(&site, &at_site, &stick("answer.sala"));
    assert_eq!(site.does("travel_conflicts", json!({ "programme": null })), json!([]), "the decision travels back");
    let journey = &site.does("app_counters", Value::Null)["journey"];
    assert_eq!(journey["received"], journey["carried"], "and with it the receipt of what was carried");
    let history = site.does("attendance_history", json!({ "programme": programme, "register": register, "participant": khamla }));
    let own = history.as_array().and_then(|lines| lines.iter().find(|line| line["replicaLabel"] == "LAP-A")).expect("the laptop's own mark");
    assert_eq!(own["journey"], "received", "a line of the history says how far it has come");

    let taken = hq.does("travel_bundles", Value::Null);
    assert_eq!(taken[0]["fileName"], "evening.sala", "headquarters lists what it has taken in");
    let aside = hq.does("travel_set_aside", json!({ "bundle": taken[0]["bundle"], "again": false }));
    assert_eq!(aside["entries"], taken[0]["entries"], "nothing of the file counts any more, and the answer says how much that is");
    assert!(aside["bundles"][0]["setAside"].is_string(), "the list says that it is set aside");
    let again = hq.does("travel_set_aside", json!({ "bundle": taken[0]["bundle"], "again": true }));
    assert_eq!((&again["entries"], &again["bundles"]), (&aside["entries"], &taken), "taken in again, all of it is back");

    let believed = |now: &Value| now["replicas"].as_array().and_then(|all| all.iter().find(|one| one["label"] == "LAP-A")).map(|one| one["revoked"] == false);
    let revoked = hq.does("travel_revoke", json!({ "replica": request["replica"], "lift": false }));
    assert_eq!((believed(&revoked["status"]), &revoked["entriesOut"]), (Some(false), &json!(0)), "what came before it was lost stays");
    at_hq.will_choose(stick("late.sala"));
    assert_eq!(hq.is_refused("travel_carry", carry("LAP-A"))["code"], "receiver_revoked", "and nothing is sealed to it any more");
    let lifted = hq.does("travel_revoke", json!({ "replica": request["replica"], "lift": true }));
    assert_eq!(believed(&lifted["status"]), Some(true), "a laptop that was found again is believed again");

    let ask = |last: Value, withdraw: bool| json!({ "replica": request["replica"], "first": 1, "last": last, "programme": programme, "withdraw": withdraw });
    let asked = |status: &Value| status["replicas"].as_array().expect("laptops").iter().find(|one| one["label"] == "LAP-A").expect("LAP-A")["asked"].clone();
    let now = asked(&hq.does("travel_ask", ask(json!(600), false)));
    assert_eq!((&now[0]["first"], &now[0]["programmeId"]), (&json!(1), &programme), "it is shown that it is asked");
    assert!(now[0]["last"].as_u64().is_some_and(|last| last < 600), "as far as pages are known to be there: {now}");
    assert_eq!(asked(&hq.does("travel_ask", ask(now[0]["last"].clone(), true))), json!([]), "and that it is not any more");
    assert_eq!(hq.is_refused("travel_ask", ask(now[0]["last"].clone(), true))["code"], "not_asked");
}

#[test]
fn a_request_is_turned_away_and_the_list_of_laptops_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let stick = |name: &str| folder.path().join(name);
    let (at_hq, at_site) = (Person::default(), Person::default());
    let (hq_app, site_app) = (app_with(&stick("hq"), at_hq.clone()), app_with(&stick("site"), at_site.clone()));
    let (hq, site) = (Page::of(&hq_app), Page::of(&site_app));
    hq.does("app_create_store", json!({ "role": "hq", "label": "HQ", "organisation": "MI", "author": "Officer" }));
    site.does("app_create_store", json!({ "role": "site", "label": "LAP-X", "organisation": null, "author": "Nobody" }));
    at_site.will_choose(stick("x.sala-request"));
    site.does("travel_save_request", json!({ "target": { "kind": "choose" } }));
    at_hq.will_choose(stick("x.sala-request"));
    let request = hq.does("travel_open_request", json!({ "from": pick() }));
    let listed = |status: &Value| status["replicas"].as_array().expect("laptops").iter().any(|one| one["label"] == "LAP-X");
    assert!(listed(&hq.does("travel_status", Value::Null)), "it asks");
    let away = hq.does("travel_turn_away", json!({ "replica": request["replica"] }));
    assert_eq!((&away["label"], &away["files"], &away["pages"]), (&json!("LAP-X"), &json!(0), &json!(0)), "it had sent nothing else");
    assert!(!listed(&away["status"]), "and asks no more");
    assert_eq!(hq.is_refused("travel_turn_away", json!({ "replica": request["replica"] }))["code"], "no_such_request");
    at_hq.will_choose(stick("x.sala-request"));
    hq.does("travel_open_request", json!({ "from": pick() }));
    assert!(listed(&hq.does("travel_status", Value::Null)), "it may ask again");
}

#[test]
fn a_laptop_accepted_to_look_may_not_write() {
    let folder = tempfile::tempdir().expect("a folder");
    let stick = |name: &str| folder.path().join(name);
    let (at_hq, at_site) = (Person::default(), Person::default());
    let (hq_app, site_app) = (app_with(&stick("hq"), at_hq.clone()), app_with(&stick("site"), at_site.clone()));
    let (hq, site) = (Page::of(&hq_app), Page::of(&site_app));
    hq.does("app_create_store", json!({ "role": "hq", "label": "HQ", "organisation": "MI", "author": "Officer" }));
    site.does("app_create_store", json!({ "role": "site", "label": "DONOR", "organisation": null, "author": "Auditor" }));
    at_site.will_choose(stick("donor.sala-request"));
    site.does("travel_save_request", json!({ "target": { "kind": "choose" } }));
    at_hq.will_choose(stick("donor.sala-request"));
    let request = hq.does("travel_open_request", json!({ "from": pick() }));
    let now = hq.does("travel_accept", json!({ "replica": request["replica"], "label": null, "readOnly": true, "programmes": null, "until": null }))["status"]
        .clone();
    let donor = now["replicas"].as_array().and_then(|all| all.iter().find(|one| one["label"] == "DONOR")).expect("listed");
    assert_eq!((&donor["readOnly"], &donor["role"]), (&json!(true), &json!("site")), "the list says that it may only look");

    hq.does("programme_new", json!({ "facts": super::story::facts() }));
    at_hq.will_choose(stick("pack.sala"));
    hq.does("travel_carry", carry("DONOR"));
    receive(&site, &at_site, &stick("pack.sala"));
    let programme = site.does("app_store", Value::Null)["programmes"][0]["id"].clone();
    let refusal = site.is_refused("attendance_open", json!({ "programme": programme, "date": "2012-05-15", "half": "AM" }));
    assert_eq!(refusal["code"], "read_only", "its own window refuses to write, in words");
    let standing = &site.does("app_counters", Value::Null)["standing"];
    assert_eq!(standing[0]["code"], "read_only", "and says so before anybody tries");
    site.does("app_try_writing", Value::Null);
}

#[test]
fn what_was_made_by_mistake_goes_and_comes_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = app_with(folder.path(), Person::default());
    let page = Page::of(&app);
    page.does("app_create_store", json!({ "role": "hq", "label": "HQ", "organisation": "MI", "author": "Officer" }));
    let programme = page.does("programme_new", json!({ "facts": super::story::facts() }))["id"].clone();
    let remove = |one: &Value| json!({ "programme": programme, "id": one["id"], "seen": one["contents"] });

    let sets = page.does("groups_add_set", json!({ "programme": programme, "name": "Week 1", "groups": ["Anchovy", "Basil"] }));
    let left = page.does("groups_remove", remove(&sets[0]["groups"][1]));
    assert_eq!(left[0]["groups"].as_array().map(Vec::len), Some(1), "the group is gone");
    assert_eq!(page.does("app_undo", Value::Null)["what"], "remove_group", "and can be taken back");
    assert_eq!(page.does("groups_sets", at(&programme)), sets, "all of it is there again");

    let exercise = page.does("outputs_add_exercise", json!({ "programme": programme, "title": "SWOT", "brief": "" }))[0].clone();
    let new = json!({ "programme": programme, "exercise": exercise["id"], "group": sets[0]["groups"][0]["id"], "title": "Rice", "body": "" });
    let output = page.does("outputs_add", new);
    let now = page.does("outputs_exercises", at(&programme));
    assert_eq!(page.is_refused("outputs_remove_exercise", remove(&now[0]))["code"], "exercise_has_outputs", "what was produced would answer nothing");
    let set = page.does("groups_sets", at(&programme))[0].clone();
    assert_eq!(page.is_refused("groups_remove_set", remove(&set))["code"], "group_has_outputs", "nor is it left without its group");
    page.does("outputs_remove", remove(&output));
    assert_eq!(page.does("outputs_list", at(&programme)), json!([]), "the output is gone");
    let now = page.does("outputs_exercises", at(&programme));
    assert_eq!(page.does("outputs_remove_exercise", remove(&now[0])), json!([]), "then the exercise goes too");
    let set = page.does("groups_sets", at(&programme))[0].clone();
    assert_eq!(page.does("groups_remove_set", remove(&set)), json!([]), "and the set");
}

#[test]
fn closing_a_dialog_does_nothing_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = app_with(folder.path(), Person::default());
    let page = Page::of(&app);
    page.does("app_create_store", json!({ "role": "hq", "label": "HQ", "organisation": "MI", "author": "Officer" }));
    let programme = page.does("programme_new", json!({ "facts": super::story::facts() }))["id"].clone();
    let import = json!({ "programme": programme, "from": pick() });
    for command in ["people_open_file", "agenda_open_file"] {
        assert_eq!(page.does(command, import.clone()), Value::Null, "{command} has no file and no complaint");
    }
    assert_eq!(page.does("travel_carry", carry("hq")), Value::Null, "no file is written either");
}

#[test]
fn a_foreign_file_is_refused_with_a_reason_and_leaves_the_store_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let person = Person::default();
    let app = app_with(&folder.path().join("hq"), person.clone());
    let page = Page::of(&app);
    page.does("app_create_store", json!({ "role": "hq", "label": "HQ", "organisation": "MI", "author": "Officer" }));
    let before = page.does("app_counters", Value::Null);
    let foreign = folder.path().join("holiday.sala");
    std::fs::write(&foreign, b"\xff\xd8\xff\xe0 not a sealed file").expect("written");
    person.will_choose(&foreign);
    let refusal = page.is_refused("travel_receive", json!({ "from": pick(), "job": "receive" }));
    assert_eq!(refusal["code"], "not_a_sala_file", "the person is told what it is not");
    assert_eq!(page.does("app_counters", Value::Null), before, "nothing came of it");
}

#[test]
fn headquarters_sets_limits_which_are_shown_as_they_were_given() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let (at_hq, at_site) = (Person::default(), Person::default());
    let (hq_app, site_app) = (app_with(&path("hq"), at_hq.clone()), app_with(&path("site"), at_site.clone()));
    let (hq, site) = (Page::of(&hq_app), Page::of(&site_app));
    hq.does("app_create_store", json!({ "role": "hq", "label": "HQ", "organisation": "Mekong Institute", "author": "Officer" }));
    site.does("app_create_store", json!({ "role": "site", "label": "LAP-A", "organisation": null, "author": "Thida N." }));
    let programme = hq.does("programme_new", json!({ "facts": super::story::facts() }))["id"].clone();
    at_site.will_choose(path("a.sala-request"));
    site.does("travel_save_request", json!({ "target": { "kind": "choose" } }));
    at_hq.will_choose(path("a.sala-request"));
    let replica = hq.does("travel_open_request", json!({ "from": pick() }))["replica"].clone();
    let accept = |programmes: Value, until: Value| json!({ "replica": replica, "label": null, "readOnly": false, "programmes": programmes, "until": until });
    assert_eq!(hq.is_refused("travel_accept", accept(Value::Null, json!("2012-05-31")))["code"], "until_over", "a day that is over");
    let accepted = hq.does("travel_accept", accept(json!([programme]), json!("2199-12-31")));
    let line = |status: &Value| status["replicas"].as_array().expect("laptops").iter().find(|one| one["replica"] == replica).expect("LAP-A").clone();
    let shown = line(&accepted["status"]);
    assert_eq!((&shown["untilDay"], &shown["programmes"]), (&json!("2199-12-31"), &json!([programme])), "what was given is what is shown");
    assert_eq!((&accepted["label"], &accepted["told"]), (&json!("LAP-A"), &json!([])), "there is nothing else to tell");

    let ask = json!({ "replica": replica, "first": 4, "last": 6, "programme": programme, "withdraw": false });
    assert_eq!(hq.is_refused("travel_ask", ask)["code"], "no_page_known", "nobody can send what nobody knows of");
}
