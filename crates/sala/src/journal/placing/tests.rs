//! Thousands of branches of one author cost what they are, not the square of that.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use super::*;
use crate::{
    RecordId,
    journal::{
        Branches, Place, SealedPage, Value, arrange, book_no, keep_unfolded, new_branch,
        page::{Action, Entry, Shape},
        place::place,
    },
};

fn store() -> Connection {
    let sql = Connection::open_in_memory().unwrap();
    for schema in [
        include_str!("../../store/schema.sql"),
        include_str!("../../store/schema-2.sql"),
        include_str!("../../store/schema-3.sql"),
        include_str!("../../store/schema-4.sql"),
        include_str!("../../store/schema-6.sql"),
        include_str!("../../store/schema-7.sql"),
    ] {
        sql.execute_batch(schema).unwrap();
    }
    sql
}

const AUTHOR: ReplicaId = ReplicaId([7; 16]);

fn book() -> RecordId {
    "00000000-0000-7000-8000-000000000001".parse().unwrap()
}

/// A page of one entry; `at` makes it another than every other one.
fn page(number: u64, prev: [u8; 32], at: i64) -> (Page, SealedPage) {
    let entry = Entry { shape: 0, a: 0, b: None, value: Value::cleared(), annex: None, over: Vec::new() };
    let page = Page {
        replica: AUTHOR,
        book: book(),
        number,
        prev,
        first_seq: number,
        shapes: vec![Shape { kind: "session".into(), field: "title".into(), pair: false }],
        records: vec![book()],
        actions: vec![Action { author: "Thida N.".into(), wall: at, stamp: at, entries: vec![entry] }],
    };
    let body = page.encode().unwrap();
    let sealed = SealedPage { hash: *blake3::hash(&body).as_bytes(), sig: [0; 64], body: zstd::encode_all(&body[..], 3).unwrap() };
    (page, sealed)
}

/// Take pages in as a file brings them. Answers where each of them went.
fn take(sql: &Connection, pages: &[(Page, SealedPage)]) -> Vec<Place> {
    let mut placing = Placing::default();
    let book = book_no(sql, pages[0].0.book).unwrap();
    let went = pages
        .iter()
        .map(|(page, sealed)| {
            let went = place(sql, page, &sealed.hash, book, &mut placing).unwrap();
            let chain = match went {
                Place::Known(_) => return went,
                Place::In { chain, .. } => chain,
                Place::Forks => new_branch(sql, page, &sealed.hash, book, &mut placing).unwrap(),
            };
            keep_unfolded(sql, sealed, page, &[], chain, None).unwrap();
            placing.kept(page, &sealed.hash, book, chain);
            went
        })
        .collect();
    arrange(sql, AUTHOR, book).unwrap();
    Branches::load(sql).unwrap();
    went
}

/// So many first pages of one author, a second page of each, and as many that begin behind a page that is missing.
fn branches(many: i64) -> Vec<(Page, SealedPage)> {
    let firsts: Vec<_> = (0..many).map(|at| page(1, [0; 32], at)).collect();
    let seconds: Vec<_> = firsts.iter().map(|(_, first)| page(2, first.hash, 0)).collect();
    let orphans = (0..many).map(|at| page(5, [9; 32], at));
    firsts.into_iter().chain(seconds).chain(orphans).collect()
}

/// What SQLite does for this, in hundreds of steps of its machine.
fn steps(many: i64) -> u64 {
    let (mut sql, steps) = (store(), Arc::new(AtomicU64::new(0)));
    let counted = Arc::clone(&steps);
    let count = move || {
        counted.fetch_add(1, Ordering::Relaxed);
        false
    };
    sql.progress_handler(100, Some(count)).unwrap();
    let pages = branches(many);
    take(&sql, &pages);
    steps.load(Ordering::Relaxed)
}

#[test]
fn every_page_finds_the_one_that_it_follows_among_many_branches() {
    let (sql, pages) = (store(), branches(20));
    let went = take(&sql, &pages);
    assert!(matches!(went[0], Place::In { gap: false, .. }), "the first page of all begins the chain");
    assert!(went[1..20].iter().all(|place| *place == Place::Forks), "another first page is another branch");
    assert!(went[20..40].iter().all(|place| matches!(place, Place::In { gap: false, .. })), "each second page follows its first one");
    assert!(went[40..].iter().all(|place| *place == Place::Forks), "and what follows nothing that is here stands alone");
    let chain = |hash: &[u8; 32]| sql.query_row("SELECT chain FROM page WHERE hash = ?1", [hash], |r| r.get::<_, i64>(0)).unwrap();
    for at in 0..20 {
        assert_eq!(chain(&pages[at].1.hash), chain(&pages[at + 20].1.hash), "in one chain with it");
    }
    assert!(take(&sql, &pages).iter().all(|place| matches!(place, Place::Known(_))), "what is here is known wherever it stands");
}

#[test]
fn ten_times_as_many_branches_are_not_a_hundred_times_as_much_work() {
    let (few, many) = (steps(60), steps(600));
    assert!(many < 25 * few, "{few} and {many}");
}

/// What SQLite does to know the forks of an author of so many pages, as whoever writes a mark has to.
fn to_know_forks(pages: u64) -> u64 {
    let (mut sql, steps) = (store(), Arc::new(AtomicU64::new(0)));
    let mut line = vec![page(1, [0; 32], 1)];
    for number in 2..=pages {
        let prev = line.last().map(|(_, sealed)| sealed.hash).unwrap();
        line.push(page(number, prev, 1));
    }
    line.push(page(2, line[0].1.hash, 2));
    take(&sql, &line);
    let counted = Arc::clone(&steps);
    sql.progress_handler(10, Some(move || counted.fetch_add(1, Ordering::Relaxed) == u64::MAX)).unwrap();
    let branches = Branches::load(&sql).unwrap();
    assert!((1..=2).all(|chain| branches.touch(chain)), "the author is known to have forked");
    steps.load(Ordering::Relaxed)
}

#[test]
fn whoever_writes_beside_a_fork_does_not_read_all_pages_of_its_author() {
    let (few, many) = (to_know_forks(10), to_know_forks(1_000));
    assert!(many <= few + 5, "a hundred times as many pages: {few} and {many}");
}

#[test]
fn a_page_names_the_entries_that_it_holds_and_no_others_whichever_branch_came_first() {
    let first = page(1, [0; 32], 1);
    let seconds = [page(2, first.1.hash, 1), page(2, first.1.hash, 2)];
    for [one, other] in [[0, 1], [1, 0]] {
        let sql = store();
        take(&sql, &[first.clone(), seconds[one].clone(), seconds[other].clone()]);
        let (branches, no) = (Branches::load(&sql).unwrap(), book_no(&sql, book()).unwrap());
        for (_, sealed) in &seconds {
            let name = ReplicaId(*sealed.hash.first_chunk().unwrap());
            let means = |seq| branches.target(&sql, (ReplicaId([8; 16]), 99), no, (name, seq)).unwrap();
            assert!(means(2).is_some(), "the entry that it holds");
            assert_eq!(means(1), None, "whoever names an earlier one by it may mean either of two");
        }
    }
}

/// What SQLite does to find out that so many names mean nothing here, in tens of steps of its machine, beside so many pages.
fn to_look_for(names: u32, pages: u64) -> u64 {
    let (mut sql, steps) = (store(), Arc::new(AtomicU64::new(0)));
    let mut line = vec![page(1, [0; 32], 1)];
    for number in 2..=pages {
        let prev = line.last().map(|(_, sealed)| sealed.hash).unwrap();
        line.push(page(number, prev, 1));
    }
    take(&sql, &line);
    let (branches, no, counted) = (Branches::load(&sql).unwrap(), book_no(&sql, book()).unwrap(), Arc::clone(&steps));
    sql.progress_handler(10, Some(move || counted.fetch_add(1, Ordering::Relaxed) == u64::MAX)).unwrap();
    for n in 0..names {
        let name = ReplicaId([[5; 12].as_slice(), &n.to_be_bytes()].concat().try_into().unwrap());
        branches.target(&sql, (AUTHOR, 1), no, (name, 1)).unwrap();
    }
    steps.load(Ordering::Relaxed)
}

#[test]
fn a_name_that_nobody_knows_is_not_looked_for_in_every_page() {
    let (few, many) = (to_look_for(100, 10), to_look_for(100, 1_000));
    assert!(many < 2 * few, "a hundred times as many pages: {few} and {many}");
}
