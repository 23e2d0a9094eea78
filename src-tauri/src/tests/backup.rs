//! Backups and new keys, told through the commands that the pages call.

use std::{path::Path, sync::Arc};

use sala::{KeyPlace, NewStore, Role, SystemClock, backup::BackupOptions};
use serde_json::{Value, json};

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

/// Headquarters of a house, backed up; what opens the backup elsewhere.
fn backed_up(folder: &Path, organisation: &str) -> (std::path::PathBuf, Value) {
    let person = Person::default();
    let app = app_with(&folder.join(organisation), person.clone());
    let page = Page::of(&app);
    let store = page.does("app_create_store", json!({ "role": "hq", "label": "HQ", "organisation": organisation, "author": "Officer" }));
    page.does("programme_new", json!({ "facts": super::story::facts() }));
    let file = folder.join(format!("{organisation}.sala-backup"));
    person.will_choose(&file);
    page.does("backup_now", json!({ "target": { "kind": "choose" }, "passphrase": "nine red boats", "job": "backup" }));
    (file, store["recoverySecret"].clone())
}

fn secrets(passphrase: Option<&str>, recovery: &Value) -> Value {
    json!({ "passphrase": passphrase, "recovery": recovery })
}

#[test]
fn an_empty_laptop_looks_at_a_backup_restores_it_and_finds_it_again_at_its_next_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let (backup, recovery) = backed_up(folder.path(), "Mekong Institute");
    let home = folder.path().join("new laptop");
    // The log is there before any store.
    std::fs::create_dir_all(home.join("log")).expect("a folder");
    let person = Person::default();
    let app = app_with(&home, person.clone());
    let page = Page::of(&app);
    person.will_choose(&backup);
    let chosen = page.does("backup_choose", json!({ "from": { "kind": "pick" } }));
    let look = |secrets: Value| json!({ "file": chosen["file"], "secrets": secrets });
    assert_eq!(page.is_refused("backup_look", look(secrets(None, &Value::Null)))["code"], "passphrase_needed", "no key of this laptop opens it");
    assert_eq!(page.is_refused("backup_look", look(secrets(Some("blue"), &Value::Null)))["code"], "passphrase_wrong");
    assert_eq!(page.is_refused("backup_look", look(secrets(None, &json!("not it"))))["code"], "recovery_secret_wrong");
    let account = page.does("backup_look", look(secrets(None, &recovery)));
    assert_eq!((&account["organisation"], &account["label"], &account["programmes"]), (&json!("Mekong Institute"), &json!("HQ"), &json!(1)), "what it is");
    assert_eq!(page.is_refused("app_store", Value::Null)["code"], "store_missing", "a look makes nothing");

    let restored = page
        .does("backup_restore", json!({ "file": chosen["file"], "folder": null, "secrets": secrets(Some("nine red boats"), &Value::Null), "job": "restore" }));
    assert_eq!((&restored["label"], &restored["former"]), (&json!("HQ 2"), &json!("HQ")), "it is called otherwise, for the old one may be at work");
    let store = page.does("backup_go_on", Value::Null);
    assert_eq!((&store["label"], &store["programmes"][0]["code"]), (&json!("HQ 2"), &json!("SMECEC-2012")), "the window works with it");
    assert_eq!(page.does("backup_new_keys", Value::Null)["code"], "restored_from_backup", "and people are told");

    let next = crate::arguments::Arguments { store: Some(home.clone()), demo: false };
    assert_eq!(json!(next.folder()), restored["path"], "whoever starts Sala there again is in the same store");
    let lies = std::path::PathBuf::from(restored["path"].as_str().expect("where it lies"));
    std::fs::rename(&lies, folder.path().join("unplugged")).expect("its disk is pulled out");
    let without = app_with(&home, Person::default());
    let start = Page::of(&without).does("app_start", Value::Null);
    assert_eq!((&start["store"], &start["problem"]["code"]), (&Value::Null, &json!("store_not_there")), "nobody begins a second store unawares");
}

#[test]
fn a_store_of_which_the_disk_lost_a_part_says_so_and_where_its_last_backup_lies() {
    let folder = tempfile::tempdir().expect("a folder");
    let (made, backup) = (folder.path().join("made"), folder.path().join("hq.sala-backup"));
    let new = NewStore { role: Role::Hq, label: "HQ".into(), organisation: None, author: "Officer".into(), key_place: KeyPlace::File };
    let (desk, _) = sala::demo::make(&made, new, Arc::new(SystemClock)).expect("a store");
    desk.backup(&backup, &BackupOptions::default(), &mut |_, _| true).expect("a backup");
    drop(desk);
    let whole = std::fs::read(made.join("sala.db")).expect("the database");
    let (pages, mut at_start, mut later, mut told) = (whole.len() / 4096, 0, 0, 0);
    for page in (1..pages).step_by(3) {
        let home = folder.path().join(format!("spoilt {page}"));
        std::fs::create_dir(&home).expect("a folder");
        std::fs::copy(made.join("store.key"), home.join("store.key")).expect("its key");
        let mut bytes = whole.clone();
        bytes[page * 4096..(page + 1) * 4096].fill(0x5a);
        std::fs::write(home.join("sala.db"), bytes).expect("a disk that forgets");
        let app = app_with(&home, Person::default());
        let window = Page::of(&app);
        let start = window.does("app_start", Value::Null);
        let mut problems = vec![start["problem"].clone()];
        at_start += usize::from(!problems[0].is_null());
        if start["problem"].is_null() {
            let of = json!({ "programme": start["store"]["currentProgramme"] });
            let screens = ["people_roster", "attendance_registers", "agenda_days"].map(|command| (command, of.clone()));
            let screens = screens.into_iter().chain([("travel_status", Value::Null)]);
            problems.extend(screens.filter_map(|(command, args)| window.tries(command, args).err()));
            later += usize::from(problems.len() > 1);
        }
        for problem in problems.iter().filter(|problem| !problem.is_null()) {
            assert_eq!(problem["code"], "store_damaged", "page {page} of {pages}: {problem}");
            let lies = &problem["params"]["backup"];
            assert!(lies.is_null() || *lies == json!(backup), "where the backup lies, or nothing: {problem}");
            told += usize::from(lies.is_string());
        }
    }
    assert!(at_start > 0 && later > 0, "of {pages} stores {at_start} could not be begun with and {later} not be read");
    assert!(told > 0, "where the last backup lies is said wherever that can be read");
}

#[test]
fn a_damaged_store_is_rescued_and_the_window_goes_on_with_what_could_be_read_now_and_at_its_next_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path().join("home");
    let new = NewStore { role: Role::Hq, label: "HQ".into(), organisation: None, author: "Officer".into(), key_place: KeyPlace::File };
    drop(sala::demo::make(&home, new, Arc::new(SystemClock)).expect("a store"));
    let file = home.join("sala.db");
    let whole = std::fs::read(&file).expect("the database");
    let (pages, mut opened, mut not_opened, mut without_keys) = (whole.len() / 4096, 0, 0, 0);
    for page in (1..pages).step_by(pages / 9) {
        let mut bytes = whole.clone();
        bytes[page * 4096..(page + 1) * 4096].fill(0x5a);
        std::fs::write(&file, &bytes).expect("a disk that forgets");
        let app = app_with(&home, Person::default());
        let window = Page::of(&app);
        // Where the damage shows only later, the store is open when it is rescued.
        let start = window.does("app_start", Value::Null);
        let rescued = match window.tries("backup_rescue", json!({ "folder": null, "job": "rescue" })) {
            Err(problem) => {
                assert_eq!(problem["code"], "rescue_without_keys", "page {page} of {pages}");
                without_keys += 1;
                continue;
            }
            Ok(rescued) => rescued,
        };
        opened += usize::from(start["problem"].is_null());
        not_opened += usize::from(!start["problem"].is_null());
        assert_eq!((&rescued["former"], &rescued["label"], &rescued["unreadable"]), (&json!("HQ"), &json!("HQ 2"), &json!(1)), "page {page}");
        assert_eq!(std::fs::read(&file).expect("the database"), bytes, "page {page}: it is left as it is");
        let store = window.does("backup_go_on", Value::Null);
        assert_eq!((&store["label"], &store["programmes"][0]["code"]), (&json!("HQ 2"), &json!("SMECEC-2012")), "page {page}: the window works with it");
        assert_eq!(window.does("backup_new_keys", Value::Null)["code"], "rescued", "and people are told");
        let next = crate::arguments::Arguments { store: Some(home.clone()), demo: false };
        let lies = std::path::PathBuf::from(rescued["path"].as_str().expect("where it lies"));
        assert!(!lies.starts_with(&home), "not in the damaged store's folder: {}", lies.display());
        // Whoever names a folder with a store means that store; whoever names none is led to the new one.
        assert_eq!((next.folder(), sala::store::whereabouts::usual(&home)), (home.clone(), lies.clone()));
        drop(app);
        std::fs::remove_dir_all(lies).expect("the next one gets the same name");
        std::fs::remove_file(home.join("store-is-in")).expect("a note");
    }
    assert!(opened + not_opened > 4, "{opened} stores were open, {not_opened} could not be opened, and of {without_keys} the keys were lost");
}

#[test]
fn beside_an_open_store_a_backup_is_restored_elsewhere_and_nothing_else_moves() {
    let folder = tempfile::tempdir().expect("a folder");
    let (backup, recovery) = backed_up(folder.path(), "Other House");
    let person = Person::default();
    let app = app_with(&folder.path().join("store"), person.clone());
    let page = Page::of(&app);
    page.does("app_create_store", json!({ "role": "hq", "label": "HQ", "organisation": "Mekong Institute", "author": "Officer" }));
    let wrong = |name: &str, bytes: &[u8]| {
        let file = folder.path().join(name);
        std::fs::write(&file, bytes).expect("written");
        person.will_choose(&file);
        let chosen = page.does("backup_choose", json!({ "from": { "kind": "pick" } }));
        page.is_refused("backup_look", json!({ "file": chosen["file"], "secrets": secrets(None, &recovery) }))["code"].clone()
    };
    let whole = std::fs::read(&backup).expect("the backup");
    assert_eq!(wrong("letter.sala-backup", b"Dear colleagues"), "not_a_backup");
    assert_eq!(wrong("bundle.sala", b"age-encryption.org/v1\n-> X25519"), "is_a_bundle");
    assert_eq!(wrong("half.sala-backup", &whole[..whole.len() / 2]), "file_truncated");

    person.will_choose(&backup);
    let chosen = page.does("backup_choose", json!({ "from": { "kind": "pick" } }));
    let account = page.does("backup_look", json!({ "file": chosen["file"], "secrets": secrets(None, &recovery) }));
    assert_eq!(
        (&account["organisation"], &account["otherOrganisation"]),
        (&json!("Other House"), &json!(true)),
        "another house's backup is told from one's own"
    );
    person.will_choose(folder.path());
    assert_eq!(page.is_refused("backup_place", Value::Null)["code"], "folder_not_empty", "nothing that lies there may be covered");
    let empty = folder.path().join("empty");
    std::fs::create_dir(&empty).expect("a folder");
    person.will_choose(&empty);
    let place = page.does("backup_place", Value::Null);
    let restored =
        page.does("backup_restore", json!({ "file": chosen["file"], "folder": place["folder"], "secrets": secrets(None, &recovery), "job": "restore" }));
    assert_eq!(restored["path"], json!(empty), "where it was asked for");
    assert_eq!(page.does("app_store", Value::Null)["organisation"], "Mekong Institute", "the window stays with the store that was open");
    assert_eq!(page.does("backup_go_on", Value::Null)["organisation"], "Other House", "until somebody says otherwise");
    assert_eq!(page.does("app_store", Value::Null)["label"], "HQ 2");
}
