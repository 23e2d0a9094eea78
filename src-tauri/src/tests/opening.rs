//! A store that somebody else still has in hand.

use std::{sync::Arc, time::Duration};

use sala::{Desk, KeyPlace, NewStore, Role, SystemClock};
use serde_json::json;

use super::{Page, app};

fn a_store(folder: &std::path::Path) -> Desk {
    let new = NewStore { role: Role::Site, label: "LAP-A".into(), organisation: None, author: "Thida N.".into(), key_place: KeyPlace::File };
    Desk::create(folder, new, Arc::new(SystemClock)).expect("a store")
}

#[test]
fn a_window_begins_with_nothing_to_take_back_and_takes_back_what_is_done_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let before = a_store(folder.path());
    let book = before.new_book();
    let session = sala::RecordId::natural(book, "session", &["opening"]);
    let write = |c: &mut sala::journal::Change<'_>| c.set(sala::agenda::records::TITLE.of(&sala::agenda::records::SESSION, session), "Opening");
    before.change(book, "test", write).expect("a title");
    drop(before);
    let app = app(folder.path());
    let page = Page::of(&app);
    page.does("app_start", json!(null));
    assert_eq!(page.does("app_undo", json!(null)), json!(null), "nobody at this window sees what was done before it was opened");
    page.does("programme_new", json!({ "facts": super::story::facts() }));
    assert_eq!(page.does("app_undo", json!(null))["what"], "programme_new", "what was done here");
    assert_eq!(page.does("app_undo", json!(null)), json!(null), "and no more");
}

#[test]
fn whoever_closes_and_starts_again_at_once_waits_until_the_store_is_let_go() {
    let folder = tempfile::tempdir().expect("a folder");
    let closing = a_store(folder.path());
    let closes = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(300));
        drop(closing);
    });
    let started = Page::of(&app(folder.path())).does("app_start", json!(null));
    closes.join().expect("it closes");
    assert_eq!((&started["store"]["label"], &started["problem"]), (&json!("LAP-A"), &json!(null)), "a moment later the store is free");
}

#[test]
fn a_store_in_which_somebody_goes_on_working_is_said_to_be_in_use() {
    let folder = tempfile::tempdir().expect("a folder");
    let _works = a_store(folder.path());
    let started = Page::of(&app(folder.path())).does("app_start", json!(null));
    assert_eq!((&started["store"], &started["problem"]["code"]), (&json!(null), &json!("store_in_use")));
}
