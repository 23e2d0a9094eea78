//! Stories about the store itself: full disks, lost keys, second copies.

use std::sync::Arc;

use crate::{
    Desk, KeyPlace, NewStore, RecordId, Role, SystemClock,
    agenda::records::{SESSION, TITLE},
};

struct Here {
    folder: tempfile::TempDir,
    desk: Desk,
}

fn new_store() -> Here {
    let folder = tempfile::tempdir().unwrap();
    let new = NewStore { role: Role::Hq, label: "HQ".into(), organisation: None, author: "Dara P.".into(), key_place: KeyPlace::File };
    let desk = Desk::create(&folder.path().join("store"), new, Arc::new(SystemClock)).unwrap();
    Here { folder, desk }
}

fn write(desk: &Desk, book: RecordId, title: &str) -> crate::Result<()> {
    desk.change(book, "test", |c| {
        let id = c.create();
        c.set(TITLE.of(&SESSION, id), title)
    })
}

#[test]
fn a_full_disk_is_said_and_leaves_the_store_as_it_was() {
    let here = new_store();
    let book = here.desk.new_book();
    write(&here.desk, book, "Opening").unwrap();
    let before = here.desk.digest(None).unwrap();
    // SQLite reports its own limit exactly as it reports a full disk.
    here.desk.store.write(|sql| Ok(sql.pragma_update(None, "max_page_count", 1)?)).unwrap();
    let failed = (0..200).find_map(|i| write(&here.desk, book, &format!("{i} {}", "long ".repeat(500))).err());
    let problem = failed.expect("a store that cannot grow must refuse at some point").problem();
    assert_eq!(problem.code, "disk_full", "people are told what happened");
    here.desk.store.write(|sql| Ok(sql.pragma_update(None, "max_page_count", 1_000_000)?)).unwrap();
    assert!(here.desk.digest(None).unwrap().entries >= before.entries, "what was recorded before is still there");
    let verified = here.desk.verify().unwrap();
    assert!(verified.ok, "nothing is half-written: {:?}", verified.problems);
    write(&here.desk, book, "After some tidying").expect("with room again, work goes on");
}

#[test]
fn a_second_copy_of_the_app_is_told_so() {
    let here = new_store();
    let second = Desk::open(here.desk.dir(), Arc::new(SystemClock)).err().expect("the store is in use");
    assert_eq!(second.problem().code, "store_in_use", "the second copy must not write beside the first");
}

#[test]
fn the_store_is_unreadable_without_its_key_and_says_so() {
    let here = new_store();
    let store = here.desk.dir().to_owned();
    drop(here.desk);
    let key = store.join("store.key");
    let mode = std::os::unix::fs::PermissionsExt::mode(&key.metadata().unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600, "only its owner reads the key");
    let content = std::fs::read(store.join("sala.db")).unwrap();
    assert!(!content.starts_with(b"SQLite format 3"), "the file is encrypted from its first byte");
    std::fs::rename(&key, here.folder.path().join("elsewhere")).unwrap();
    let code = |opened: crate::Result<Desk>| opened.err().map(|e| e.problem().code);
    assert_eq!(code(Desk::open(&store, Arc::new(SystemClock))), Some("store_key_missing"), "the key is missing");
    std::fs::write(&key, "00".repeat(32)).unwrap();
    assert_eq!(code(Desk::open(&store, Arc::new(SystemClock))), Some("store_key_wrong"), "another key does not open it");
}

#[test]
fn folding_anew_gives_what_stands_there() {
    let here = new_store();
    let book = here.desk.new_book();
    for i in 0..5 {
        write(&here.desk, book, &format!("Session {i}")).unwrap();
    }
    here.desk.undo().unwrap();
    let before = here.desk.digest(None).unwrap();
    let store = here.desk.dir().to_owned();
    // What an upgrade with other kinds of record does at its first start.
    here.desk.store.write(|sql| Ok(sql.execute("UPDATE meta SET value = 'another' WHERE key = 'registry'", [])?)).unwrap();
    drop(here.desk);
    let again = Desk::open(&store, Arc::new(SystemClock)).unwrap();
    assert_eq!(again.digest(None).unwrap(), before, "the folded tables follow from the journal alone");
    assert!(again.verify().unwrap().ok, "and stand on it");
}

#[test]
fn a_changed_row_is_found_by_verify() {
    let here = new_store();
    let book = here.desk.new_book();
    write(&here.desk, book, "Opening").unwrap();
    here.desk.store.write(|sql| Ok(sql.execute("UPDATE session SET title = 'Something else'", [])?)).unwrap();
    let verified = here.desk.verify().unwrap();
    assert!(!verified.ok, "a row that no entry made is no evidence");
    assert_eq!(verified.problems.first().map(|p| p.code), Some("folded_table_differs"));
}
