//! Files that are small on a stick and large once they are read, by a laptop that headquarters certified.

use super::forge::Post;
use crate::{
    bundle::{
        Status,
        format::{PageRange, encode, kind},
        receipt::Receipt,
    },
    journal::{Scalar, Value, page::Entry},
};

/// What one page may take in memory while it is read: its body unpacked, what is made of it, and what the store is handed.
const BOUND_MB: u64 = 1_200;

/// The most memory that this process has had, in MB.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}

#[test]
fn a_page_that_is_large_once_it_is_read_is_taken_in_within_bounds_however_little_it_was_on_the_stick() {
    let post = Post::new();
    let keys = post.a.keys();
    // One text of nearly the whole body.
    let text = post.frames.clone().page(&keys.sign, |p| {
        p.actions.truncate(1);
        p.actions[0].entries.truncate(1);
        p.actions[0].entries[0].value = Value::new(vec![Scalar::Text("a".repeat((64 << 20) - 4_096))]);
        p.actions[0].entries[0].over.clear();
    });
    // Many values of one cell, each of as many parts as there may be: none has seen another.
    let parts = post.frames.clone().page(&keys.sign, |p| {
        p.actions.truncate(1);
        p.actions[0].entries.truncate(1);
        p.actions[0].entries[0].over.clear();
        let entry = p.actions[0].entries[0].clone();
        p.actions[0].entries =
            (0..crate::journal::page::MAX_ENTRIES as i64 >> 3).map(|n| Entry { value: Value::new(vec![Scalar::Int(n >> 1); 64]), ..entry.clone() }).collect();
    });
    for (what, frames) in [("one text", text), ("many parts", parts)] {
        let file = post.sealed(&frames.manifest(|m| m.bundle = *blake3::hash(what.as_bytes()).as_bytes().first_chunk().unwrap()));
        assert!(file.metadata().unwrap().len() < 1 << 20, "{what}: the file is small");
        let state = post.state();
        let before = peak_mb();
        match post.hq.import(&file, None, &mut |_, _| true) {
            Ok(taken) => assert_eq!(taken.status, Status::Applied, "{what}"),
            Err(why) => {
                assert!(why.is_refusal(), "{what}: a reason: {why}");
                assert_eq!(post.state(), state, "{what}: the store is untouched");
            }
        }
        // Where the system does not tell, it is nothing.
        let grown = peak_mb() - before;
        assert!(grown < BOUND_MB, "{what}: {grown} MB more than before");
        assert!(post.hq.verify().unwrap().ok, "{what}: and the store stands on its journal");
    }
}

#[test]
fn a_receipt_of_as_many_ranges_as_there_may_be_is_taken_and_leaves_nothing_of_what_nobody_has_heard_of() {
    let post = Post::new();
    let key = &post.a.keys().sign;
    let range = |n: u32| PageRange { replica: [1; 16], book: [2; 16], first: u64::from(n) + 1, last: u64::from(n) + 1, head: None };
    let pages = (0..super::MAX_RANGES as u32).map(range).collect();
    let receipt = Receipt { sign: key.public(), at: 1, pages, attachments: Vec::new(), asks: None, wants: None, aside: None };
    let frames = post.frames.clone().with(1, kind::RECEIPT, encode(&receipt.sign(key).unwrap()).unwrap());
    let mut once = frames.clone();
    let honest = frames.0.iter().rposition(|(k, _)| *k == kind::RECEIPT).expect("the honest one");
    once.0.remove(honest);
    assert_eq!(post.hq.import(&post.sealed(&once), None, &mut |_, _| true).unwrap().status, Status::Applied);
    let kept: i64 = post.hq.read(|r| Ok(r.sql().query_row("SELECT coalesce(sum(length(ranges)), 0) FROM receipt", [], |r| r.get(0))?)).unwrap();
    assert!(kept < 1_000, "{kept} bytes of ranges of a laptop and a programme that nobody has heard of");
}
