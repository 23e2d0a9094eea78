//! Backups and new keys, told through the commands that the pages call.

use serde_json::json;

use super::{Page, Person, app_with};

#[test]
fn a_laptop_is_backed_up_by_hand_and_when_it_is_due() {
    let folder = tempfile::tempdir().expect("a folder");
    let person = Person::default();
    let app = app_with(&folder.path().join("store"), person.clone());
    let page = Page::of(&app);
    page.does("app_create_store", json!({ "role": "hq", "label": "HQ", "organisation": "Mekong Institute", "author": "Officer" }));
    let none = page.does("backup_show", json!(null));
    assert_eq!((&none["last"], &none["folder"]), (&json!(null), &json!(null)), "nothing is claimed before it was done");
    let by_hand = folder.path().join("by hand.sala-backup");
    person.will_choose(&by_hand);
    let made = page.does("backup_now", json!({ "target": { "kind": "choose" }, "passphrase": null, "job": "backup" }));
    assert_eq!(made["last"]["name"], "by hand.sala-backup");
    assert_eq!(made["last"]["bytes"], by_hand.metadata().expect("the backup").len(), "its size is that of the file");
    let disk = folder.path().join("disk");
    std::fs::create_dir(&disk).expect("a folder");
    person.will_choose(&disk);
    let plan = page.does("backup_plan", json!({ "choose": true, "toStick": true }));
    assert_eq!((&plan["folder"], &plan["toStick"]), (&json!(disk), &json!(true)));
    let ran = page.does("backup_if_due", json!({ "job": "due" }));
    assert_eq!((&ran["made"], &ran["failed"]), (&json!(0), &json!([])), "the one by hand is of today");
    assert_eq!(page.does("backup_new_keys", json!(null)), json!(null), "this store is no copy");
}
