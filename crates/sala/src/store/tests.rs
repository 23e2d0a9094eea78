//! Stories about the store itself: full disks, lost keys, second copies.

mod looking;

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
    // Key material, or what somebody put in its place, is never part of an error: those are shown, and go into the log.
    for no_key in [[&b"0123456789abcdef".repeat(2)[..], b"\"", &b"0".repeat(31)].concat(), b"Somchai, absent".to_vec(), vec![0xff; 64], Vec::new()] {
        std::fs::write(&key, &no_key).unwrap();
        let problem = Desk::open(&store, Arc::new(SystemClock)).err().expect("no key").problem();
        assert_eq!(problem.code, "store_key_wrong");
        assert!(!format!("{problem:?}").contains("0123456789abcdef"), "{problem:?}");
    }
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

#[test]
fn a_check_needs_no_room_on_the_disk_and_sees_damage_without_it() {
    let here = new_store();
    let book = here.desk.new_book();
    (0..200).for_each(|i| write(&here.desk, book, &format!("{i} {}", "long ".repeat(100))).unwrap());
    // The folding needs more room than the disk has: SQLite reports its own limit exactly as it reports a full disk.
    let fill = "DELETE FROM session; CREATE TABLE films (bytes BLOB); INSERT INTO films VALUES (zeroblob(400000));";
    here.desk.store.write(|sql| Ok(sql.execute_batch(fill)?)).unwrap();
    here.desk.store.write(|sql| Ok(sql.pragma_update(None, "max_page_count", 1)?)).unwrap();
    assert_eq!(here.desk.store.rehearse(|sql| crate::journal::refold_all(sql, here.desk.store.tables())).unwrap_err().problem().code, "disk_full");
    let verified = here.desk.verify().expect("it is checked all the same");
    let found: Vec<_> = verified.problems.iter().map(|p| (p.code, p.params.get("table").cloned().unwrap_or_default())).collect();
    assert_eq!(found, [("folded_table_differs", "session".into())], "and says what is wrong, not that the disk is full");
}

/// Make the closed store in `store` anew with pages of this size, as a program that likes others makes it.
fn with_page_size(store: &std::path::Path, size: u32) {
    let key = super::key::find(store).unwrap();
    let sql = super::connection::opened(&store.join("sala.db"), &key).unwrap();
    let other = store.join("other.db");
    sql.execute("ATTACH ?1 AS other KEY ?2", (other.to_str().unwrap(), format!("x'{}'", key.as_str()))).unwrap();
    let version: i64 = sql.pragma_query_value(None, "user_version", |r| r.get(0)).unwrap();
    sql.execute_batch(&format!("PRAGMA other.cipher_page_size = {size}; SELECT sqlcipher_export('other'); PRAGMA other.user_version = {version};")).unwrap();
    drop(sql);
    std::fs::rename(&other, store.join("sala.db")).unwrap();
}

#[test]
fn a_file_says_the_same_in_stores_with_pages_of_any_size() {
    let here = new_store();
    let site = NewStore { role: Role::Site, label: "LAP-A".into(), organisation: None, author: "Thida N.".into(), key_place: KeyPlace::File };
    let site = Desk::create(&here.folder.path().join("site"), site, Arc::new(SystemClock)).unwrap();
    let request = here.folder.path().join("a.request");
    site.write_request(&request).unwrap();
    here.desk.accept_file(&request, None, &Default::default()).unwrap();
    let book = here.desk.new_book();
    write(&here.desk, book, "Opening").unwrap();
    let (pack, file) = (here.folder.path().join("pack.sala"), here.folder.path().join("a.sala"));
    let to = crate::bundle::To::Replica("LAP-A".into());
    here.desk.export(&pack, &crate::bundle::ExportOptions { to, ..Default::default() }, &mut |_, _| true).unwrap();
    site.import(&pack, None, &mut |_, _| true).unwrap();
    (0..300).for_each(|i| write(&site, book, &format!("{i} {}", "ประชุม ".repeat(50))).unwrap());
    site.keep_attachment(&mut &b"a photograph"[..]).unwrap();
    site.export(&file, &Default::default(), &mut |_, _| true).unwrap();
    let (store, folder) = (here.desk.dir().to_owned(), here.folder);
    drop(here.desk);
    let copies = [1024, 8192, 65536_u32].map(|size| {
        let copy = folder.path().join(size.to_string());
        std::fs::create_dir(&copy).unwrap();
        for name in ["sala.db", "store.key"] {
            std::fs::copy(store.join(name), copy.join(name)).unwrap();
        }
        with_page_size(&copy, size);
        (size, copy)
    });
    let taken = |store: &std::path::Path| {
        let desk = Desk::open(store, Arc::new(SystemClock)).unwrap();
        let account = desk.import(&file, None, &mut |_, _| true).unwrap();
        assert!(desk.verify().unwrap().ok, "it stands on its journal");
        (desk.digest(None).unwrap(), account.new_entries, account.conflicts)
    };
    let said = taken(&store);
    assert_eq!(said.1, 300, "the file brought something");
    for (size, copy) in copies {
        assert_eq!(taken(&copy), said, "the same file says the same in pages of {size} bytes");
    }
}

#[test]
fn a_store_with_pages_of_another_size_works_is_copied_and_checked_like_ours() {
    for size in [1024, 8192, 65536_u32] {
        let here = new_store();
        let book = here.desk.new_book();
        write(&here.desk, book, "Opening").unwrap();
        let digest = here.desk.digest(None).unwrap();
        let (store, folder) = (here.desk.dir().to_owned(), here.folder);
        drop(here.desk);
        with_page_size(&store, size);
        let desk = Desk::open(&store, Arc::new(SystemClock)).unwrap_or_else(|e| panic!("{size}: it opens: {e}"));
        let found: u32 = desk.read(|r| super::connection::page_size(r.sql())).unwrap();
        assert_eq!((found, desk.digest(None).unwrap()), (size, digest), "it is the same store, with those pages");
        write(&desk, book, "After lunch").unwrap();
        let (backup, memory) = (folder.path().join("a.sala-backup"), crate::backup::Memory::at(&folder.path().join("memory")));
        let desk = desk.remembering(Some(memory.clone())).unwrap();
        let made = desk.backup(&backup, &Default::default(), &mut |_, _| true).unwrap();
        assert!(made.verified, "{size}: the backup is opened again");
        let (digest, secrets) = (desk.digest(None).unwrap(), Default::default());
        let to = folder.path().join("restored");
        let restored = Desk::restore(&backup, &to, &secrets, KeyPlace::File, Arc::new(SystemClock), Some(memory), &mut |_, _| true).unwrap().0;
        assert_eq!(restored.digest(None).unwrap(), digest, "{size}: and restored");
        assert!(restored.verify().unwrap().ok, "{size}: whole");
    }
}
