//! Stories about stores that can only be looked at.

use std::sync::Arc;

use super::{Here, new_store, write};
use crate::{Desk, Error, Problem, SystemClock};

/// A copy of the store as a power cut leaves it, in a place where SQLite cannot make what it needs beside the database.
fn where_nothing_can_be_written(here: &Here) -> std::path::PathBuf {
    let to = here.folder.path().join("ไซต์ A#1 50%?");
    std::fs::create_dir(&to).unwrap();
    for name in ["sala.db", "sala.db-wal", "store.key"] {
        if here.desk.dir().join(name).exists() {
            std::fs::copy(here.desk.dir().join(name), to.join(name)).unwrap();
        }
    }
    std::fs::create_dir(to.join("sala.db-shm")).unwrap();
    to
}

#[test]
fn a_store_that_cannot_be_written_to_is_looked_at_with_all_that_the_last_one_at_work_kept() {
    let here = new_store();
    let book = here.desk.new_book();
    write(&here.desk, book, "Opening").unwrap();
    let digest = here.desk.digest(None).unwrap();
    let store = where_nothing_can_be_written(&here);
    assert!(store.join("sala.db-wal").metadata().unwrap().len() > 0, "what was kept last stands in the write-ahead log alone");
    let looking = Desk::open(&store, Arc::new(SystemClock)).expect("it opens");
    assert_eq!(looking.only_looked_at().map(|why| why.code), Some("store_read_only"), "and says what it is good for");
    assert_eq!(looking.digest(None).unwrap(), digest, "everything is seen");
    let bytes = |name: &str| std::fs::read(store.join(name)).unwrap();
    let before = (bytes("sala.db"), bytes("sala.db-wal"));
    let refused = write(&looking, book, "Another").expect_err("nothing can be written").problem();
    assert_eq!(refused.code, "store_read_only", "and whoever writes is told: {refused:?}");
    let verified = looking.verify().expect("a check folds everything anew on a copy");
    assert!(verified.ok && verified.entries == digest.entries, "of all that was kept: {verified:?}");
    drop(looking);
    assert_eq!((bytes("sala.db"), bytes("sala.db-wal")), before, "not a byte of the store was touched");
}

#[test]
fn a_copy_in_memory_is_checked_where_no_disk_has_room_for_one() {
    let here = new_store();
    let book = here.desk.new_book();
    write(&here.desk, book, "Opening").unwrap();
    let digest = |sql: &rusqlite::Connection| crate::journal::digest(sql, here.desk.store.tables(), None).unwrap();
    let kept = here.desk.read(|r| Ok(digest(r.sql()))).unwrap();
    let looking = Desk::open(&where_nothing_can_be_written(&here), Arc::new(SystemClock)).unwrap();
    for store in [&here.desk.store, &looking.store] {
        let copy = store.copied_into_memory().unwrap();
        assert_eq!(digest(&copy), kept, "all of it is there, also what stands in the write-ahead log alone");
        crate::journal::refold_all(&copy, store.tables()).expect("and can be folded anew");
        assert_eq!(digest(&copy), kept);
    }
}

#[test]
fn an_old_copy_where_nothing_can_be_written_is_looked_at_and_never_writes_under_its_former_keys() {
    let Here { folder, desk } = new_store();
    let memory = crate::backup::Memory::at(&folder.path().join("memory"));
    let here = Here { desk: desk.remembering(Some(memory.clone())).unwrap(), folder };
    let book = here.desk.new_book();
    write(&here.desk, book, "Opening").unwrap();
    let (held, replica) = (here.desk.digest(None).unwrap(), here.desk.replica());
    let store = where_nothing_can_be_written(&here);
    let options = crate::bundle::ExportOptions { to: crate::bundle::To::Passphrase("a long passphrase".into()), ..Default::default() };
    here.desk.export(&here.folder.path().join("away.sala"), &options, &mut |_, _| true).unwrap();

    let open = || Desk::open(&store, Arc::new(SystemClock)).unwrap().remembering(Some(memory.clone()));
    let old = open().expect("it can be looked at");
    assert_eq!(old.only_looked_at().map(|why| why.code), Some("store_is_behind"), "and says that it is not all");
    assert_eq!(old.digest(None).unwrap(), held, "what it holds is seen");
    assert!(old.verify().unwrap().ok, "and can be checked");
    std::fs::remove_dir(store.join("sala.db-shm")).unwrap();
    assert_eq!(write(&old, book, "Another").unwrap_err().problem().code, "store_is_behind", "also where there is room again");
    drop(old);
    let renewed = open().unwrap();
    assert_eq!(renewed.only_looked_at(), None);
    assert!(renewed.replica() != replica && renewed.new_keys().unwrap().is_some(), "opened anew, it goes on under new keys");
    write(&renewed, book, "Another").unwrap();
}

#[test]
fn once_the_disk_takes_something_again_the_same_desk_writes() {
    let here = new_store();
    let book = here.desk.new_book();
    write(&here.desk, book, "Opening").unwrap();
    for with_log in [true, false] {
        if !with_log {
            here.desk.store.reader().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
        }
        let store = where_nothing_can_be_written(&here);
        assert_eq!(store.join("sala.db-wal").metadata().is_ok_and(|log| log.len() > 0), with_log);
        let desk = Desk::open(&store, Arc::new(SystemClock)).expect("it opens");
        let seen = desk.digest(None).unwrap();
        let second = Desk::open(&store, Arc::new(SystemClock)).err().expect("who looks holds the lock all the same");
        assert_eq!(second.problem().code, "store_in_use");
        write(&desk, book, "Too early").expect_err("not yet");
        std::fs::remove_dir(store.join("sala.db-shm")).unwrap();
        write(&desk, book, "Now").expect("there is room");
        assert_eq!(desk.only_looked_at(), None, "it is a store like any other");
        assert_eq!(desk.digest(None).unwrap().entries, seen.entries + 1, "the new entry is seen, beside all others");
        assert!(desk.verify().unwrap().ok, "and all of it stands on the journal");
        drop(desk);
        std::fs::remove_dir_all(&store).unwrap();
    }
}

#[test]
fn a_store_that_only_looks_for_good_does_not_write_when_there_is_room_again() {
    let here = new_store();
    let book = here.desk.new_book();
    write(&here.desk, book, "Opening").unwrap();
    let store = where_nothing_can_be_written(&here);
    let desk = Desk::open(&store, Arc::new(SystemClock)).expect("it opens");
    desk.only_look();
    std::fs::remove_dir(store.join("sala.db-shm")).unwrap();
    assert_eq!(write(&desk, book, "Later").expect_err("it was left at looking").problem().code, "store_read_only");
}

#[test]
fn the_copy_of_a_preview_goes_with_it_however_it_ends() {
    let here = new_store();
    let book = here.desk.new_book();
    write(&here.desk, book, "Opening").unwrap();
    let looking = Desk::open(&where_nothing_can_be_written(&here), Arc::new(SystemClock)).unwrap();
    let folder_of = |sql: &rusqlite::Connection| std::path::Path::new(sql.path().expect("a copy on a disk")).parent().unwrap().to_owned();
    let folders = std::cell::RefCell::new(Vec::new());
    looking
        .store
        .rehearse(|sql| {
            let folder = folder_of(sql);
            assert!(folder.is_dir() && !folder.starts_with(looking.dir()), "in the system's folder for such files");
            assert_eq!(std::fs::read_dir(&folder).unwrap().count(), usize::from(!cfg!(unix)), "where whoever is killed leaves nothing to be read");
            folders.borrow_mut().push(folder);
            crate::journal::refold_all(sql, looking.store.tables())
        })
        .unwrap();
    let failed = looking.store.rehearse(|sql| {
        folders.borrow_mut().push(folder_of(sql));
        Problem::new("stopped").refuse::<()>()
    });
    assert_eq!(failed.unwrap_err().problem().code, "stopped");
    let full = looking.store.rehearse_anywhere(|sql| {
        folders.borrow_mut().extend(sql.path().filter(|path| path.ends_with(".db")).map(|_| folder_of(sql)));
        Err::<(), _>(Error::Io(std::io::ErrorKind::StorageFull.into()))
    });
    let full = full.unwrap_err().problem();
    assert_eq!((full.code, full.params["path"].as_str()), ("disk_full", std::env::temp_dir().to_str()), "it says where room is wanting");
    let folders = folders.into_inner();
    assert!(folders.len() > 2, "what found no room was tried on a disk, and then in memory: {folders:?}");
    for folder in folders {
        assert!(!folder.exists(), "nothing is left of it: {}", folder.display());
    }
}
