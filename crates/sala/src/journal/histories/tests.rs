//! One pass over many cells answers what reading the whole journal for each of them would.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::*;
use crate::{Desk, KeyPlace, NewStore, Reader, ReplicaId, Role, SystemClock, demo, journal::numbers::record_id};

/// What there is to compare of an entry.
type Told = (EntryNo, super::super::Value, ReplicaId, i64, i64, Option<u64>, Vec<(ReplicaId, u64)>, bool);

fn told(past: Past) -> Told {
    (past.no, past.value, past.replica, past.wall, past.stamp, past.page, past.over, past.live)
}

/// Every cell of the book that anybody wrote, by its kind.
fn cells_of(reader: &Reader<'_>, book: BookNo) -> BTreeMap<&'static str, Vec<Cell>> {
    let mut cells: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for kind in reader.tables().registry.kinds() {
        let (a, b) = super::super::keys(kind);
        let mut records = reader.sql().prepare(&format!("SELECT t.{a}, t.{b} FROM {} t JOIN record r ON r.no = t.{a} WHERE r.book = ?1", kind.name)).unwrap();
        let keys: Vec<(i64, i64)> = records.query_map([book.0], |r| Ok((r.get(0)?, r.get(1)?))).unwrap().collect::<Result<_, _>>().unwrap();
        for (a, b) in keys {
            let a = record_id(reader.sql(), a).unwrap();
            let b = (kind.key != super::super::Key::Single).then(|| record_id(reader.sql(), b).unwrap());
            cells.entry(kind.name).or_default().extend(kind.all_fields().map(|field| Cell { kind, field, a, b }));
        }
    }
    cells
}

/// The journal of the book from its first page to its last action, without any index: which entries each cell has.
fn whole_journal(reader: &Reader<'_>, book: BookNo) -> BTreeMap<(String, String, RecordId, Option<RecordId>), BTreeSet<EntryNo>> {
    let (sql, pages) = (reader.sql(), Pages::of(reader.sql()));
    let mut found: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    let mut note = |chain: i64, page: &Page| {
        for (seq, _, entry) in page.entries() {
            let shape = &page.shapes[entry.shape as usize];
            let cell = (shape.kind.clone(), shape.field.clone(), page.records[entry.a as usize], entry.b.map(|b| page.records[b as usize]));
            found.entry(cell).or_default().insert(EntryNo::new(chain, seq));
        }
    };
    let chains: Vec<i64> = sql.prepare("SELECT no FROM chain WHERE book = ?1").unwrap().query_map([book.0], |r| r.get(0)).unwrap().flatten().collect();
    for chain in chains {
        let numbers =
            sql.prepare("SELECT number FROM page WHERE chain = ?1").unwrap().query_map([chain], |r| r.get(0)).unwrap().flatten().collect::<Vec<i64>>();
        numbers.into_iter().for_each(|number| note(chain, &pages.page(chain, number).unwrap().unwrap()));
        pages.tail(chain).unwrap().iter().for_each(|page| note(chain, page));
    }
    found
}

#[test]
fn one_pass_tells_of_every_kind_what_is_told_cell_by_cell_and_leaves_nothing_out_of_the_journal() {
    let dir = tempfile::tempdir().unwrap();
    let new =
        NewStore { role: Role::Hq, label: "HQ".into(), organisation: Some("Mekong Institute".into()), author: "Officer".into(), key_place: KeyPlace::File };
    let desk = Desk::create(&dir.path().join("store"), new, Arc::new(SystemClock)).unwrap();
    let loaded = demo::load(&desk).unwrap();
    desk.read(|reader| {
        let book = reader.book(loaded.programme)?;
        let (cells, journal) = (cells_of(reader, book), whole_journal(reader, book));
        let mut all = BTreeSet::new();
        for (kind, cells) in &cells {
            let mut together: Vec<Vec<Told>> = vec![Vec::new(); cells.len()];
            for (place, past) in reader.histories(book, cells)? {
                together[place].push(told(past));
            }
            for (cell, together) in cells.iter().zip(together) {
                let alone: Vec<_> = reader.history(book, cell)?.into_iter().map(told).collect();
                assert_eq!(together, alone, "{kind}.{}: together and alone", cell.field.name);
                let key = (cell.kind.name.to_owned(), cell.field.name.to_owned(), cell.a, cell.b);
                let wrote = journal.get(&key).cloned().unwrap_or_default();
                assert_eq!(together.iter().map(|one| one.0).collect::<BTreeSet<_>>(), wrote, "{kind}.{}: what the journal holds", cell.field.name);
                let plan = reader.tables().plan(cell.kind.name, cell.field.name, cell.b.is_some());
                let live = find_cell(reader.sql(), book, cell)?.map(|no| live_values(reader.sql(), plan, no)).transpose()?.unwrap_or_default();
                let live: BTreeSet<_> = live.into_iter().map(|one| one.no).collect();
                assert_eq!(together.iter().filter(|one| one.7).map(|one| one.0).collect::<BTreeSet<_>>(), live, "{kind}.{}: what is live", cell.field.name);
                all.extend(together.into_iter().map(|one| one.0));
            }
        }
        let known: BTreeSet<_> = journal.values().flatten().copied().collect();
        assert_eq!(all, known, "no entry of the programme is left out");
        assert!(cells.len() > 25 && known.len() > 1_000, "the demo has something of nearly every kind: {} kinds, {} entries", cells.len(), known.len());
        Ok(())
    })
    .unwrap();
}
