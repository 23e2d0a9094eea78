//! Open actions of a store that may not be the only one to write under its name: what a page that was closed elsewhere holds is
//! its own from now on, and everything else goes on under another key, so that no two pages ever carry one number.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension as _};
use serde::{Deserialize, Serialize};

use super::{
    absent,
    branch::Branches,
    change::{Change, is_removal_of},
    columns::MAX_OVER,
    numbers::{BookNo, chain_no, chain_owner, free_number},
    page::{Action, Page, Shape},
    place::{Place, place},
    placing::Placing,
    registry::Cell,
    removal::saw,
    tail,
};
use crate::{EntryNo, Error, RecordId, ReplicaId, Result, trust};

/// Tells an action from any other that could stand in its place: where it begins, and the start of a hash of all that it says.
pub(crate) type Print = (u64, u64);

/// The print of each action of a page, whether it was closed or waits in the tail.
pub(crate) fn prints(page: &Page) -> Result<Vec<Print>> {
    let mut first_seq = page.first_seq;
    let mut prints = Vec::with_capacity(page.actions.len());
    for action in &page.actions {
        let said = alone(page, action, first_seq)?.encode()?;
        let hash = blake3::hash(&said);
        prints.push((first_seq, u64::from_le_bytes(hash.as_bytes().first_chunk().copied().unwrap_or_default())));
        first_seq += action.entries.len() as u64;
    }
    Ok(prints)
}

/// An action by itself, with dictionaries of its own: the same wherever it stands.
fn alone(page: &Page, action: &Action, first_seq: u64) -> Result<Page> {
    let missing = || Error::damaged("page", "an index out of range");
    let (mut shapes, mut records): (Vec<Shape>, Vec<RecordId>) = Default::default();
    let (mut shape_at, mut record_at): (HashMap<u32, u32>, HashMap<u32, u32>) = Default::default();
    let mut action = action.clone();
    for entry in &mut action.entries {
        let mut record = |i: u32| -> Result<u32> {
            let id = *page.records.get(i as usize).ok_or_else(missing)?;
            Ok(*record_at.entry(i).or_insert_with(|| {
                records.push(id);
                (records.len() - 1) as u32
            }))
        };
        entry.a = record(entry.a)?;
        entry.b = entry.b.map(record).transpose()?;
        let shape = page.shapes.get(entry.shape as usize).ok_or_else(missing)?;
        entry.shape = *shape_at.entry(entry.shape).or_insert_with(|| {
            shapes.push(shape.clone());
            (shapes.len() - 1) as u32
        });
    }
    Ok(Page { replica: page.replica, book: page.book, number: 1, prev: [0; 32], first_seq, shapes, records, actions: vec![action] })
}

/// What a page of a chain with open actions means for them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Met {
    /// Some of them are in it and are open no longer.
    pub held: bool,
    /// From here on they are others, and stand in its way.
    pub others: Option<u64>,
}

/// A page comes that was closed elsewhere and belongs to this very chain: the open actions that it holds are no longer open.
fn meet(sql: &Connection, chain: i64, page: &Page) -> Result<Met> {
    let end = page.first_seq + page.len() as u64;
    let query = "SELECT EXISTS (SELECT 1 FROM tail WHERE chain = ?1 AND first_seq < ?3 AND first_seq + entries > ?2)";
    if !sql.prepare_cached(query)?.query_row((chain, page.first_seq as i64, end as i64), |r| r.get(0))? {
        return Ok(Met::default());
    }
    let theirs: HashMap<_, _> = prints(page)?.into_iter().collect();
    let mut met = Met::default();
    let first: i64 = sql.prepare_cached("SELECT min(first_seq) FROM tail WHERE chain = ?1")?.query_row([chain], |r| r.get(0))?;
    if first.unsigned_abs() < page.first_seq {
        // The page before it has not come. What is open goes on as a whole: parted, the later half would name the earlier one by a name that is
        // no longer its own.
        met.others = Some(first.unsigned_abs());
        return Ok(met);
    }
    for open in tail::read(sql, chain)?.iter().filter(|open| open.first_seq < end && open.first_seq + open.len() as u64 > page.first_seq) {
        if prints(open)?.iter().any(|(place, print)| theirs.get(place) != Some(print)) {
            met.others = Some(open.first_seq);
            break;
        }
        sql.prepare_cached("DELETE FROM tail WHERE chain = ?1 AND first_seq = ?2")?.execute((chain, open.first_seq as i64))?;
        met.held = true;
    }
    absent::forget_if_none_waits(sql, chain)?;
    Ok(met)
}

/// Where a page belongs, and what it means for what is open there. What is open here and is in it is open no longer, and anything else
/// that would take its places goes on under the key that comes next.
pub(crate) fn place_among_open(sql: &Connection, page: &Page, hash: &[u8; 32], book: BookNo, placing: &mut Placing) -> Result<(Place, Met)> {
    let found = place(sql, page, hash, book, placing)?;
    let Place::In { chain, .. } = found else { return Ok((found, Met::default())) };
    let met = meet(sql, chain, page)?;
    let Some(from) = met.others else { return Ok((found, met)) };
    let writes = trust::writes(sql)?;
    let next = if page.replica == writes { trust::next_replica(sql)? } else { writes };
    hand_over(sql, chain, from, next)?;
    placing.forget(page.replica, book);
    Ok((place(sql, page, hash, book, placing)?, met))
}

/// From which place on open actions are not among these, which are known to have left in pages that are not here; none where all are.
pub(crate) fn first_other(sql: &Connection, chain: i64, left: &[Print]) -> Result<Option<u64>> {
    let left: HashMap<_, _> = left.iter().copied().collect();
    for open in tail::read(sql, chain)? {
        if prints(&open)?.iter().any(|(place, print)| left.get(place) != Some(print)) {
            return Ok(Some(open.first_seq));
        }
    }
    Ok(None)
}

/// The open actions of a chain from this place on go on as those of another replica, which nobody has heard of them: nobody names
/// them by their author but those that come after them. They keep their places where that replica has written nothing yet. Answers
/// whether there were any: then everything is to be folded anew.
pub(crate) fn hand_over(sql: &Connection, chain: i64, from: u64, to: ReplicaId) -> Result<bool> {
    let (former, book) = chain_owner(sql, chain)?;
    let open: Vec<Page> = tail::read(sql, chain)?.into_iter().filter(|open| open.first_seq >= from).collect();
    let Some(first) = open.first().map(|open| open.first_seq) else { return Ok(false) };
    let new = chain_no(sql, to, book)?;
    let start = tail::next_seq(sql, new)?;
    let start = if start == 1 { first } else { start };
    let branches = Branches::load(sql)?;
    for mut page in open {
        let (was, now) = (page.first_seq, page.first_seq - first + start);
        for entry in page.actions.iter_mut().flat_map(|action| &mut action.entries) {
            let (mut known, mut over) = (Vec::new(), Vec::new());
            for name in &entry.over {
                match branches.target(sql, (former, chain), book, *name)? {
                    Some(no) => known.push(no),
                    None => over.push(*name),
                }
            }
            for no in branches.with_replaced(sql, &known, |no| no.chain() == chain && no.seq() < first)? {
                let goes_on = no.chain() == chain && no.seq() >= first;
                over.push(if goes_on { (to, no.seq() - first + start) } else { branches.name(sql, no)? });
            }
            // What had been replaced before comes last and is left out first: it may have to be decided then.
            over.truncate(MAX_OVER);
            entry.over = over;
        }
        (page.replica, page.first_seq) = (to, now);
        let query = "UPDATE annex SET entry = entry - ?1 + ?2 WHERE entry >= ?1 AND entry < ?1 + ?3";
        sql.prepare_cached(query)?.execute((EntryNo::new(chain, was).0, EntryNo::new(new, now).0, page.len() as i64))?;
        tail::keep(sql, new, &page)?;
    }
    sql.execute("DELETE FROM tail WHERE chain = ?1 AND first_seq >= ?2", (chain, first as i64))?;
    let rest = renumber(sql, chain)?;
    absent::forget_if_none_waits(sql, rest)?;
    let moved = serde_json::to_string(&Moved { rest, first, new, start }).map_err(|e| Error::damaged("chains", e))?;
    sql.execute("INSERT INTO meta (key, value) VALUES (?1, ?2)", (format!("moved.{chain}"), moved))?;
    Ok(true)
}

/// A replica that has only open actions, kept under a name for now, gets its own: in each action that is its own, and wherever one names
/// another. Nothing of it has left this store.
pub(crate) fn becomes(sql: &Connection, for_now: ReplicaId, own: ReplicaId) -> Result<()> {
    sql.execute("UPDATE replica SET id = ?2 WHERE id = ?1", (for_now, own))?;
    let open = sql.prepare("SELECT DISTINCT chain FROM tail")?.query_map([], |r| r.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    for chain in open {
        for mut page in tail::read(sql, chain)? {
            let names = page.actions.iter_mut().flat_map(|action| &mut action.entries).flat_map(|entry| &mut entry.over).map(|(name, _)| name);
            std::iter::once(&mut page.replica).chain(names).filter(|name| **name == for_now).for_each(|name| *name = own);
            let body = page.encode()?;
            sql.prepare_cached("UPDATE tail SET action = ?3 WHERE chain = ?1 AND first_seq = ?2")?.execute((chain, page.first_seq as i64, body))?;
        }
    }
    Ok(())
}

/// What became of a chain whose open actions went on elsewhere: what lies before `first` has another number, and what lies from there
/// on is in the chain `new` from `start` on.
#[derive(Serialize, Deserialize)]
pub(super) struct Moved {
    pub rest: i64,
    pub first: u64,
    pub new: i64,
    pub start: u64,
}

/// What became of all chains whose open actions went on elsewhere.
pub(super) fn moved(sql: &Connection) -> Result<Vec<Moved>> {
    let mut statement = sql.prepare_cached("SELECT value FROM meta WHERE key >= 'moved.' AND key < 'moved/'")?;
    let moved = statement.query_map([], |r| r.get(0))?.collect::<Result<Vec<String>, _>>()?;
    moved.iter().map(|moved| serde_json::from_str(moved).map_err(|e| Error::damaged("chains", e))).collect()
}

/// Give a chain another number. Its places will be taken by other entries, and what a screen holds of those that stood there must not
/// mean them.
fn renumber(sql: &Connection, chain: i64) -> Result<i64> {
    let no = free_number(sql)?;
    sql.execute("UPDATE chain SET no = ?2 WHERE no = ?1", (chain, no))?;
    sql.execute("UPDATE chain SET parent = ?2 WHERE parent = ?1", (chain, no))?;
    for table in ["page", "tail", "receipt", "receipt_aside", "sent_pages", "asking"] {
        sql.execute(&format!("UPDATE {table} SET chain = ?2 WHERE chain = ?1"), (chain, no))?;
    }
    let query = "UPDATE annex SET entry = entry - ?1 + ?2 WHERE entry >= ?1 AND entry < ?3";
    sql.execute(query, (EntryNo::new(chain, 0).0, EntryNo::new(no, 0).0, EntryNo::new(chain + 1, 0).0))?;
    sql.execute("UPDATE meta SET key = 'left.' || ?2 WHERE key = 'left.' || ?1", (chain, no))?;
    absent::renumber(sql, chain, no)?;
    Ok(no)
}

/// Entries as this store calls them now. Those whose chain is gone are left out.
pub(super) fn all_as_now(sql: &Connection, entries: &[EntryNo]) -> Result<Vec<EntryNo>> {
    entries.iter().filter_map(|no| as_now(sql, *no).transpose()).collect()
}

/// An entry as this store calls it now: one of a chain that has another number since a screen read it. None where its chain is gone.
fn as_now(sql: &Connection, mut no: EntryNo) -> Result<Option<EntryNo>> {
    loop {
        if sql.prepare_cached("SELECT EXISTS (SELECT 1 FROM chain WHERE no = ?1)")?.query_row([no.chain()], |r| r.get(0))? {
            return Ok(Some(no));
        }
        let moved: Option<String> =
            sql.prepare_cached("SELECT value FROM meta WHERE key = ?1")?.query_row([format!("moved.{}", no.chain())], |r| r.get(0)).optional()?;
        let Some(moved) = moved else { return Ok(None) };
        let Moved { rest, first, new, start } = serde_json::from_str(&moved).map_err(|e| Error::damaged("chains", e))?;
        // Numbers only grow: this ends.
        no = if no.seq() < first { EntryNo::new(rest, no.seq()) } else { EntryNo::new(new, no.seq() - first + start) };
    }
}

/// Open actions of replicas that write no more: they left in a page that is not here, and wait for it to come back.
pub(crate) fn waiting_for_their_page(sql: &Connection, writes: ReplicaId) -> Result<Vec<(i64, BookNo)>> {
    let query = "SELECT DISTINCT c.no, c.book FROM tail t JOIN chain c ON c.no = t.chain JOIN replica r ON r.no = c.replica WHERE r.id <> ?1";
    Ok(sql.prepare_cached(query)?.query_map([writes], |r| Ok((r.get(0)?, r.get(1).map(BookNo)?)))?.collect::<Result<_, _>>()?)
}

/// The open actions of a chain.
pub(crate) fn open_actions(sql: &Connection, chain: i64) -> Result<Vec<Page>> {
    tail::read(sql, chain)
}

impl Change<'_> {
    /// Write anew what is live of an action that waits for its page in vain, in its place. `again` tells as which entries those before it
    /// stand there now: a removal has seen them as it had seen what stood there.
    pub(crate) fn say_again(&mut self, chain: i64, page: &Page, again: &mut HashMap<EntryNo, EntryNo>) -> Result<()> {
        let missing = || Error::damaged("tail", "an index out of range");
        let record = |i: u32| page.records.get(i as usize).copied().ok_or_else(missing);
        if let Some((said, recorded)) = self.page.actions.first_mut().zip(page.actions.first()) {
            // It was recorded then; only what orders display is later.
            said.wall = recorded.wall;
        }
        for (seq, _, entry) in page.entries() {
            let no = EntryNo::new(chain, seq);
            let shape = page.shapes.get(entry.shape as usize).ok_or_else(missing)?;
            // What only a later version knows waits for that version.
            let Some((kind, field)) = self.fold.tables.registry.find(&shape.kind, &shape.field) else { continue };
            let cell = Cell { kind, field, a: record(entry.a)?, b: entry.b.map(record).transpose()? };
            let (cell_no, live) = self.live(&cell)?;
            let Some(live) = live.into_iter().find(|live| live.no == no) else { continue };
            let said = if is_removal_of(&cell, &live.value) {
                let saw = saw(self.fold.sql, cell_no, no)?;
                let seen: HashSet<_> = saw.iter().map(|saw| again.get(saw).copied().unwrap_or(*saw)).collect();
                self.put_removal(cell, live.value, std::iter::once(no).chain(saw).collect(), |no| seen.contains(&no))?
            } else {
                self.put(cell, live.value, &[no])?
            };
            again.insert(no, said);
        }
        Ok(())
    }
}
