use super::*;
use crate::{
    RecordId, ReplicaId,
    journal::{
        Value,
        page::{Action, Entry, Page, Shape},
    },
};

#[test]
fn what_lies_outside_is_unpacked_once_however_often_it_is_asked_for() {
    let sql = Connection::open_in_memory().unwrap();
    for schema in [include_str!("../../store/schema.sql"), include_str!("../../store/schema-2.sql")] {
        sql.execute_batch(schema).unwrap();
    }
    let (replica, book) = (ReplicaId([7; 16]), RecordId::new_at(1));
    sql.execute_batch("INSERT INTO chain (no, replica, book) VALUES (3, 1, 1), (4, 2, 1);").unwrap();
    sql.execute("INSERT INTO replica (no, id) VALUES (1, ?1), (2, x'09')", [replica]).unwrap();
    sql.execute("INSERT INTO book (no, id) VALUES (1, ?1)", [book]).unwrap();
    let entry = Entry { shape: 0, a: 0, b: None, value: Value::cleared(), annex: None, over: Vec::new() };
    let keep = |first_seq: u64, why: &str| {
        let page = Page {
            replica,
            book,
            number: first_seq,
            prev: [0; 32],
            first_seq,
            shapes: vec![Shape { kind: "session".into(), field: "title".into(), pair: false }],
            records: vec![book],
            actions: vec![Action { author: "Thida N.".into(), wall: 0, stamp: 0, entries: vec![entry.clone(); 3] }],
        };
        let body = zstd::encode_all(&page.encode().unwrap()[..], 3).unwrap();
        let query = "INSERT INTO page_aside (hash, replica, book, number, entries, sig, body, annex, why) VALUES (?1, ?2, ?3, ?4, 3, x'', ?5, x'', ?6)";
        sql.execute(query, ([first_seq as u8; 32], replica, book, first_seq as i64, body, why)).unwrap();
    };
    keep(10, "set_aside");
    keep(20, "revoked");
    let mut outside = Outside::default();
    let holds = |outside: &mut Outside, seq| outside.holds(&sql, EntryNo::new(3, seq)).unwrap();
    let said: Vec<_> = [9, 10, 12, 13, 19, 20, 99].into_iter().filter(|seq| holds(&mut outside, *seq)).collect();
    assert_eq!(said, [10, 12, 20, 99], "what was set aside, and all from the page on that is not believed");
    assert!(!outside.holds(&sql, EntryNo::new(4, 10)).unwrap() && !outside.holds(&sql, EntryNo::new(5, 10)).unwrap(), "nobody else's");
    sql.execute("UPDATE page_aside SET body = x''", []).unwrap();
    assert!(holds(&mut outside, 11), "nothing is unpacked again");
}
