use super::*;
use crate::{RecordId, ReplicaId};

#[test]
fn what_lies_outside_is_told_by_its_places_and_not_unpacked() {
    let sql = Connection::open_in_memory().unwrap();
    for schema in [include_str!("../../store/schema.sql"), include_str!("../../store/schema-2.sql"), include_str!("../../store/schema-7.sql")] {
        sql.execute_batch(schema).unwrap();
    }
    let (replica, book) = (ReplicaId([7; 16]), RecordId::new_at(1));
    sql.execute_batch("INSERT INTO chain (no, replica, book) VALUES (3, 1, 1), (4, 2, 1);").unwrap();
    sql.execute("INSERT INTO replica (no, id) VALUES (1, ?1), (2, x'09')", [replica]).unwrap();
    sql.execute("INSERT INTO book (no, id) VALUES (1, ?1)", [book]).unwrap();
    let keep = |first_seq: u64, why: &str| {
        let query =
            "INSERT INTO page_aside (hash, replica, book, number, entries, sig, body, annex, why, first_seq) VALUES (?1, ?2, ?3, ?4, 3, x'', x'', x'', ?5, ?4)";
        sql.execute(query, ([first_seq as u8; 32], replica, book, first_seq as i64, why)).unwrap();
    };
    keep(10, "set_aside");
    keep(20, "revoked");
    let mut outside = Outside::default();
    let holds = |outside: &mut Outside, seq| outside.holds(&sql, EntryNo::new(3, seq)).unwrap();
    let said: Vec<_> = [9, 10, 12, 13, 19, 20, 99].into_iter().filter(|seq| holds(&mut outside, *seq)).collect();
    assert_eq!(said, [10, 12, 20, 99], "what was set aside, and all from the page on that is not believed");
    assert!(!outside.holds(&sql, EntryNo::new(4, 10)).unwrap() && !outside.holds(&sql, EntryNo::new(5, 10)).unwrap(), "nobody else's");
}
