//! Branches of branches, thousands deep: a receipt that speaks of them costs what they are, and no stack.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use rusqlite::Connection;

use super::super::{held::Held, receipt::holds};

/// A chain and so many branches, each of which leaves the one before it a page later.
fn nested(many: i64) -> Connection {
    let sql = Connection::open_in_memory().unwrap();
    for schema in [include_str!("../../store/schema.sql"), include_str!("../../store/schema-2.sql")] {
        sql.execute_batch(schema).unwrap();
    }
    let mut branch = sql.prepare("INSERT INTO chain (no, replica, book, branch, parent, first_page, first_seq) VALUES (?1, 1, 1, ?2, ?3, ?1, ?1)").unwrap();
    for no in 1..=many {
        branch.execute((no, if no == 1 { Vec::new() } else { no.to_be_bytes().to_vec() }, (no > 1).then_some(no - 1))).unwrap();
    }
    drop(branch);
    sql
}

/// What SQLite does, in tens of steps of its machine, for a receipt whose holder has each of these branches from the first page on.
fn all_of(many: i64) -> (u64, Held) {
    let (mut sql, steps) = (nested(many), Arc::new(AtomicU64::new(0)));
    let counted = Arc::clone(&steps);
    sql.progress_handler(10, Some(move || counted.fetch_add(1, Ordering::Relaxed) == u64::MAX)).unwrap();
    let (mut ranges, mut walked) = (Held::new(), HashMap::new());
    for no in (1..=many).rev() {
        holds(&sql, &mut ranges, &mut walked, no, (1, no as u64)).unwrap();
    }
    (steps.load(Ordering::Relaxed), ranges)
}

#[test]
fn a_receipt_that_names_a_branch_thousands_deep_needs_no_stack_for_it() {
    let held = std::thread::Builder::new().stack_size(256 << 10).spawn(|| {
        let (sql, mut ranges) = (nested(20_000), Held::new());
        holds(&sql, &mut ranges, &mut HashMap::new(), 20_000, (1, 20_000)).unwrap();
        ranges
    });
    let held = held.unwrap().join().expect("a small stack is enough");
    assert_eq!(held.len(), 20_000, "a page of every branch on the way");
    assert!((1..=20_000).all(|no| held[&no] == [(no as u64, no as u64)]), "and of each only what lies before the next one");
}

#[test]
fn a_receipt_that_names_every_branch_costs_no_square() {
    let ((few, _), (many, held)) = (all_of(300), all_of(3_000));
    assert!(many < 25 * few, "ten times as many branches: {few} and {many}");
    assert!(held.values().all(|ranges| ranges.len() <= 2), "nor does what is kept of it");
}
