use super::*;
use crate::journal::{
    Value,
    page::{Action, Shape},
};

const AUTHOR: ReplicaId = ReplicaId([7; 16]);

/// A page of three titles, of the sessions `of`.
fn page(replica: ReplicaId, book: RecordId, first_seq: u64, of: [RecordId; 3]) -> Page {
    let entry = |a| Entry { shape: 0, a, b: None, value: Value::cleared(), annex: None, over: Vec::new() };
    Page {
        replica,
        book,
        number: first_seq,
        prev: [0; 32],
        first_seq,
        shapes: vec![Shape { kind: "session".into(), field: "title".into(), pair: false }],
        records: of.to_vec(),
        actions: vec![Action { author: "Thida N.".into(), wall: 0, stamp: 0, entries: vec![entry(0), entry(1), entry(2)] }],
    }
}

#[test]
fn a_name_is_looked_for_in_the_page_that_holds_its_place_and_no_other_is_unpacked() {
    let sql = Connection::open_in_memory().unwrap();
    for schema in [include_str!("../../store/schema.sql"), include_str!("../../store/schema-2.sql"), include_str!("../../store/schema-7.sql")] {
        sql.execute_batch(schema).unwrap();
    }
    let (book, records) = (RecordId::new_at(1), [2, 3, 4].map(RecordId::new_at));
    sql.execute("INSERT INTO book (no, id) VALUES (1, ?1)", [book]).unwrap();
    for first_seq in [10, 12, 20] {
        let query = "INSERT INTO page_aside (hash, replica, book, number, entries, sig, body, annex, why, first_seq) VALUES (?1, ?2, ?3, ?4, 3, x'', ?5, x'', 'revoked', ?4)";
        // All but the one that begins at 12 are lost on the disk.
        let body = zstd::encode_all(&page(AUTHOR, book, first_seq, records).encode().unwrap()[..], 3).unwrap();
        let body = if first_seq == 12 { body } else { Vec::new() };
        sql.execute(query, ([first_seq as u8; 32], AUTHOR, book, first_seq as i64, body)).unwrap();
    }
    let unsure = Unsure::default();
    let has: Vec<_> = (9..25).filter(|seq| unsure.has(&sql, BookNo(1), (AUTHOR, *seq)).unwrap()).collect();
    assert_eq!(has, [10, 11, 12, 13, 14, 20, 21, 22], "whose names are taken is told without unpacking anything");
    assert!(!unsure.has(&sql, BookNo(1), (ReplicaId([8; 16]), 12)).unwrap(), "nobody else's");
    let own = page(ReplicaId([9; 16]), book, 1, records);
    let is = |entry: usize, seq| {
        let (_, _, entry) = own.entries().nth(entry).unwrap();
        unsure.is(&sql, crate::registry(), BookNo(1), (AUTHOR, seq), (&own, entry))
    };
    assert!(is(1, 13).unwrap() && is(2, 14).unwrap(), "the same cell");
    assert!(!is(0, 13).unwrap() && !is(1, 14).unwrap() && !is(0, 15).unwrap(), "another cell, or no page at all");
    assert!(is(0, 21).is_err(), "a page that cannot be read is read when one of its own places is asked for");
}
