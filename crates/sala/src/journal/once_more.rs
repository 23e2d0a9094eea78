//! What has to be said once more under the key that writes: what left in a page that came nowhere, and what replaced or removed the one
//! of two entries that say one thing, having had no other to see. Whoever recorded it did so when they did: both are said again.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::Connection;

use super::{
    ancestry::Ancestry,
    change::{Change, is_removal_of},
    doubles::{Double, doubles},
    history::{self, origin_in},
    live::{Live, live_values},
    numbers::{BookNo, CellNo, find_cell, record_id, shape_of},
    page::Page,
    pages::Pages,
    registry::{Cell, Key, REMOVED},
    removal::{Record, contents, is_removal, saw},
    tables::{FieldPlan, Tables},
};
use crate::{EntryNo, Error, Result, Seen};

/// A value that was recorded by somebody who could not see all that it replaces.
#[derive(Debug)]
pub(crate) struct OnceMore {
    pub book: BookNo,
    pub author: String,
    /// The machine's clock, milliseconds since 1970 (UTC).
    pub wall: i64,
    cell: Cell,
    value: super::Value,
    /// What it replaces; of a removal, what it has seen as well.
    over: Vec<EntryNo>,
}

/// What replaced or removed an entry whose double still stands.
pub(crate) fn once_more(sql: &Connection, tables: &Tables) -> Result<Vec<OnceMore>> {
    let pages = Pages::of(sql);
    let doubles = doubles(&pages)?;
    let mut found: BTreeMap<EntryNo, OnceMore> = BTreeMap::new();
    let mut add = |book, cell, by: Live, over: Vec<EntryNo>| {
        let Some(origin) = origin_in(&pages, by.no)? else { return Ok(()) };
        let one = || OnceMore { book, author: origin.author, wall: origin.wall, cell, value: by.value, over: vec![by.no] };
        found.entry(by.no).or_insert_with(one).over.extend(over);
        Ok::<_, Error>(())
    };
    for double in &doubles {
        if let Some((cell, by)) = replaced(&pages, tables, double)? {
            add(double.book, cell, by, vec![double.again])?;
        }
    }
    let again: HashMap<EntryNo, EntryNo> = doubles.iter().map(|double| (double.first, double.again)).collect();
    let books: HashSet<i64> = doubles.iter().map(|double| double.book.0).collect();
    for book in books.into_iter().map(BookNo) {
        for (cell, by, over) in removed(sql, tables, book, &again)? {
            add(book, cell, by, over)?;
        }
    }
    let mut found: Vec<_> = found.into_values().collect();
    // What one person recorded at one moment is one action.
    found.sort_by(|one, other| (one.book.0, &one.author, one.wall).cmp(&(other.book.0, &other.author, other.wall)));
    Ok(found)
}

/// The live value that replaced an entry whose double is live beside it.
fn replaced(pages: &Pages<'_>, tables: &Tables, double: &Double) -> Result<Option<(Cell, Live)>> {
    let (shape, a, b) = &double.cell;
    let Some((kind, field)) = tables.registry.find(&shape.kind, &shape.field) else { return Ok(None) };
    // Removals have laws of their own.
    if std::ptr::eq(field, &raw const REMOVED) {
        return Ok(None);
    }
    let cell = Cell { kind, field, a: *a, b: *b };
    let Some(no) = find_cell(pages.sql, double.book, &cell)? else { return Ok(None) };
    let live = live_values(pages.sql, plan(tables, &cell), no)?;
    if !live.iter().any(|l| l.no == double.again) || live.iter().any(|l| l.no == double.first) {
        return Ok(None);
    }
    let history = history::of(pages, tables, double.book, &cell)?;
    let ancestry = Ancestry::of(&history);
    let Some(name) = ancestry.name(double.first) else { return Ok(None) };
    let by = live.into_iter().find(|l| l.aside.is_none() && ancestry.replaced_by(l.no).is_some_and(|replaced| replaced.contains(&name)));
    Ok(by.map(|by| (cell, by)))
}

/// The live removals of a book that saw an entry and not its double, and what they are to have seen beside it. Only what is live counts:
/// what is not live stands in no removal's way, and naming it once more would never end.
fn removed(sql: &Connection, tables: &Tables, book: BookNo, again: &HashMap<EntryNo, EntryNo>) -> Result<Vec<(Cell, Live, Vec<EntryNo>)>> {
    let query = "SELECT r.shape, r.a, r.b, r.v, r.saw FROM removal r JOIN record o ON o.no = r.a WHERE o.book = ?1";
    let removals = sql
        .prepare_cached(query)?
        .query_map([book.0], |r| Ok((CellNo { shape: r.get(0)?, a: r.get(1)?, b: r.get(2)? }, EntryNo(r.get(3)?), r.get(4)?)))?
        .collect::<Result<Vec<(CellNo, EntryNo, String)>, _>>()?;
    let mut found = Vec::new();
    for (no, removal, saw) in removals {
        let saw = saw.parse::<Seen>().map_err(|e| Error::damaged("store", e))?.0;
        let mut unseen: Vec<_> = saw.iter().filter_map(|no| again.get(no)).filter(|double| !saw.contains(double)).copied().collect();
        let Some(cell) = cell_of(sql, tables, no)?.filter(|_| !unseen.is_empty()) else { continue };
        let inside = contents(sql, tables, Record { kind: cell.kind, a: no.a, b: no.b })?;
        unseen.retain(|double| inside.iter().any(|content| content.no == *double));
        let by = live_values(sql, plan(tables, &cell), no)?.into_iter().find(|live| live.no == removal && is_removal(live));
        if let Some(by) = by.filter(|_| !unseen.is_empty()) {
            unseen.extend(saw);
            found.push((cell, by, unseen));
        }
    }
    Ok(found)
}

fn plan<'t>(tables: &'t Tables, cell: &Cell) -> Option<&'t FieldPlan> {
    tables.plan(cell.kind.name, cell.field.name, cell.kind.key != Key::Single)
}

/// A cell by its names; none where this version does not know its kind.
fn cell_of(sql: &Connection, tables: &Tables, no: CellNo) -> Result<Option<Cell>> {
    let (kind, field, _) = shape_of(sql, no.shape)?;
    let Some((kind, field)) = tables.registry.find(&kind, &field) else { return Ok(None) };
    let b = (kind.key != Key::Single).then(|| record_id(sql, no.b)).transpose()?;
    Ok(Some(Cell { kind, field, a: record_id(sql, no.a)?, b }))
}

impl Change<'_> {
    /// What is said here was recorded then, by the machine's clock; only what orders display is later.
    fn was_recorded(&mut self, wall: Option<i64>) {
        if let Some((said, wall)) = self.page.actions.first_mut().zip(wall) {
            said.wall = wall;
        }
    }

    /// Say these once more, which one person recorded at one moment.
    pub(crate) fn say_once_more(&mut self, all: Vec<OnceMore>) -> Result<()> {
        self.was_recorded(all.first().map(|one| one.wall));
        for OnceMore { cell, value, over, .. } in all {
            if is_removal_of(&cell, &value) {
                let seen: HashSet<_> = over.iter().copied().collect();
                self.put_removal(cell, value, over, |no| seen.contains(&no))?;
            } else {
                self.put(cell, value, &over)?;
            }
        }
        Ok(())
    }

    /// Write anew what is live of an action that waits for its page in vain, in its place. `again` tells as which entries those before it
    /// stand there now: a removal has seen them as it had seen what stood there. Answers whether all of it is said.
    pub(crate) fn say_again(&mut self, chain: i64, page: &Page, again: &mut HashMap<EntryNo, EntryNo>) -> Result<bool> {
        let missing = || Error::damaged("tail", "an index out of range");
        let record = |i: u32| page.records.get(i as usize).copied().ok_or_else(missing);
        self.was_recorded(page.actions.first().map(|action| action.wall));
        let mut is_known = true;
        for (seq, _, entry) in page.entries() {
            let no = EntryNo::new(chain, seq);
            let shape = page.shapes.get(entry.shape as usize).ok_or_else(missing)?;
            // What only a later version knows waits for that version.
            let Some((kind, field)) = self.fold.tables.registry.find(&shape.kind, &shape.field) else {
                is_known = false;
                continue;
            };
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
        Ok(is_known)
    }
}
