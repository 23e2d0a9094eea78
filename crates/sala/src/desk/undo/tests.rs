//! Stories about the rows of what can be taken back: they come and go with what they tell of.

use std::sync::Arc;

use super::*;
use crate::{
    KeyPlace, NewStore, Role, SystemClock,
    agenda::records::{SESSION, TITLE},
};

struct Here {
    _folder: tempfile::TempDir,
    desk: Desk,
    book: RecordId,
}

fn new_store() -> Here {
    let folder = tempfile::tempdir().unwrap();
    let new = NewStore { role: Role::Hq, label: "HQ".into(), organisation: None, author: "Dara P.".into(), key_place: KeyPlace::File };
    let desk = Desk::create(&folder.path().join("store"), new, Arc::new(SystemClock)).unwrap();
    let book = desk.new_book();
    Here { _folder: folder, desk, book }
}

impl Here {
    fn write(&self, title: &str) -> Result<()> {
        self.desk.change(self.book, "test", |c| c.set(TITLE.of(&SESSION, RecordId::natural(self.book, "session", &["1"])), title))
    }

    fn sql(&self, statements: &str) {
        self.desk.store.write(|sql| Ok(sql.execute_batch(statements)?)).unwrap();
    }

    fn rows(&self) -> i64 {
        self.desk.read(|r| Ok(r.sql().query_row("SELECT count(*) FROM undo", [], |r| r.get(0))?)).unwrap()
    }
}

#[test]
fn what_cannot_be_kept_to_be_taken_back_is_not_done_and_what_cannot_be_taken_off_is_not_taken_back() {
    let here = new_store();
    here.write("Opening").unwrap();
    let before = here.desk.digest(None).unwrap();
    here.sql("CREATE TRIGGER full BEFORE INSERT ON undo BEGIN SELECT RAISE(ABORT, 'no room'); END");
    here.write("Welcome").expect_err("its row does not fit");
    assert_eq!((here.desk.digest(None).unwrap(), here.rows()), (before.clone(), 1), "neither the action nor its row is there");
    here.sql("DROP TRIGGER full; CREATE TRIGGER full BEFORE DELETE ON undo BEGIN SELECT RAISE(ABORT, 'no room'); END");
    here.desk.undo().expect_err("its row does not go");
    assert_eq!((here.desk.digest(None).unwrap(), here.rows()), (before, 1), "neither was it taken back");
    here.sql("DROP TRIGGER full");
    assert!(here.desk.undo().unwrap().is_some(), "it still can be");
    assert_eq!(here.rows(), 0);
}

#[test]
fn the_last_two_hundred_actions_are_kept() {
    let here = new_store();
    for n in 0..205 {
        here.write(&n.to_string()).unwrap();
    }
    assert_eq!((here.rows(), here.desk.undoable().unwrap().map(|last| last.left)), (200, Some(199)));
    let taken_back = std::iter::from_fn(|| here.desk.undo().unwrap()).count();
    assert_eq!(taken_back, 200, "each of them can be taken back");
    let title: String = here.desk.read(|r| Ok(r.sql().query_row("SELECT title FROM session", [], |r| r.get(0))?)).unwrap();
    assert_eq!(title, "4", "what was done before them stands");
    here.write("On from here").unwrap();
    assert_eq!(here.desk.undoable().unwrap().map(|last| last.left), Some(0));
}

#[test]
fn large_actions_are_kept_packed_and_together_take_no_more_room_than_is_meant_for_them() {
    let here = new_store();
    let all = |title: &str| {
        let set = |c: &mut Change<'_>, n: u32| c.set(TITLE.of(&SESSION, RecordId::natural(here.book, "session", &[&n.to_string()])), title);
        here.desk.change(here.book, "test", |c| (0..3_000).try_for_each(|n| set(c, n))).unwrap();
    };
    let bytes = || here.desk.read(|r| Ok(r.sql().query_row("SELECT sum(length(done)) FROM undo", [], |r| r.get::<_, i64>(0))?)).unwrap();
    let said = "What stood there and is put back, as long as any title, so that each value of the three thousand has its weight".repeat(2);
    all(&said);
    here.sql("UPDATE undo SET done = zeroblob(9 << 20)");
    all("Second");
    assert!(here.rows() == 2 && bytes() < 10 << 20, "three thousand long values take no megabyte: {}", bytes());
    here.sql("UPDATE undo SET done = zeroblob(9 << 20) WHERE no = 1");
    all("Third");
    assert_eq!(here.rows(), 3, "as long as they fit");
    here.sql("UPDATE undo SET done = zeroblob(9 << 20) WHERE no = 2");
    all("Fourth");
    let oldest = here.desk.read(|r| Ok(r.sql().query_row("SELECT min(no) FROM undo", [], |r| r.get::<_, i64>(0))?)).unwrap();
    assert_eq!((here.rows(), oldest), (3, 2), "two of nine megabytes do not fit: the oldest makes room");
    let titles = || here.desk.read(|r| Ok(r.sql().query_row("SELECT count(*) FROM session WHERE title = 'Third'", [], |r| r.get::<_, i64>(0))?)).unwrap();
    assert_eq!((here.desk.undo().unwrap().map(|undone| undone.values), titles()), (Some(3_000), 3_000), "the newest is taken back, all of it");
}

#[test]
fn a_row_that_this_version_cannot_read_ends_what_can_be_taken_back() {
    // The name of the kind stands in the row with its length before it: another of the same length is another kind.
    for spoil in ["replace(done, CAST('gsession' AS BLOB), CAST('gseasons' AS BLOB))", "x'820280'", "x'00'", "substr(done, 1, 20)"] {
        let here = new_store();
        here.write("Opening").unwrap();
        here.write("Welcome").unwrap();
        let spoilt = format!("UPDATE undo SET done = CAST({spoil} AS BLOB) WHERE no = 1");
        let before: Vec<u8> = here.desk.read(|r| Ok(r.sql().query_row("SELECT done FROM undo WHERE no = 1", [], |r| r.get(0))?)).unwrap();
        here.sql(&spoilt);
        let after: Vec<u8> = here.desk.read(|r| Ok(r.sql().query_row("SELECT done FROM undo WHERE no = 1", [], |r| r.get(0))?)).unwrap();
        assert_ne!(before, after, "{spoil}: the row is another");
        assert!(here.desk.undo().unwrap().is_some(), "{spoil}: what lies above it is taken back");
        let digest = here.desk.digest(None).unwrap();
        assert_eq!((here.desk.undoable().unwrap(), here.desk.undo().unwrap()), (None, None), "{spoil}: and nothing below");
        assert_eq!(here.desk.digest(None).unwrap(), digest, "{spoil}: nothing was changed");
    }
}

#[test]
fn a_row_says_all_that_it_was_told() {
    let here = new_store();
    let author = here.desk.author().unwrap();
    here.write("Opening").unwrap();
    // Every kind of value that a row can hold, as it comes back from the store.
    let values = [Value::cleared(), Value::from(-5), Value::from("โรงแรม"), Value::from(vec![0_u8, 255]), Value::from(here.book), crate::value!["late", 10]];
    let saw = [vec![], vec![EntryNo::new(7, 1), EntryNo::new(9, (1 << 39) - 1)]];
    let replaced = |i: usize, value: &Value| Replaced { entry: EntryNo::new(3, i as u64), value: value.clone(), saw: saw[i % 2].clone() };
    let of = |id: RecordId, created| Former {
        cell: TITLE.of(&SESSION, id),
        values: values.iter().enumerate().map(|(i, value)| replaced(i, value)).collect(),
        entry: EntryNo::new(1 << 20, 5),
        created,
    };
    let pair = Former {
        cell: crate::attendance::records::MARK_VALUE.of_pair(&crate::attendance::records::MARK, RecordId::new_at(1), RecordId::new_at(2)),
        values: Vec::new(),
        entry: EntryNo::new(2, 2),
        created: false,
    };
    let books = vec![(here.book, vec![of(RecordId::new_at(3), true), of(RecordId::new_at(4), false), pair]), (RecordId::new_at(5), vec![])];
    here.desk.store.write(|sql| stack::push(sql, "test", &author, 1_337_000_000_000, &books)).unwrap();
    let told = here.desk.read(|r| stack::top(r.sql(), r.tables().registry)).unwrap().expect("it can be read");
    assert_eq!(format!("{:?}", told.books), format!("{books:?}"));
    assert_eq!((told.what.as_str(), told.author.as_str(), told.at), ("test", "Dara P.", 1_337_000_000_000));
}
