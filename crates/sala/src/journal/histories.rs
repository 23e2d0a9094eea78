//! The histories of many cells in one pass over the pages that touch their records: a plan and its lines are hundreds of cells, and
//! what was said of them lies in the same few pages.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::Connection;

use super::{
    annex,
    branch::Branches,
    history::Past,
    live::{live_values, shown_no},
    numbers::{BookNo, find_cell},
    page::Page,
    pages::Pages,
    registry::Cell,
    tables::Tables,
    take_in::whole_value,
};
use crate::{EntryNo, RecordId, Result};

/// The history of each of these cells, oldest first by stamp, with the place of its cell in the list and in the order of that. A cell
/// that is named twice is told of once, where it is named first.
pub(crate) fn of_all(pages: &Pages<'_>, tables: &Tables, book: BookNo, cells: &[Cell]) -> Result<Vec<(usize, Past)>> {
    let sql = pages.sql;
    let wanted = Wanted::of(cells);
    let mut found = Vec::new();
    for (chain, number) in wanted.touched(sql, book)? {
        if let Some(page) = pages.page(chain, number)? {
            wanted.collect(sql, &page, chain, Some(page.number), &mut found)?;
        }
    }
    let chains = sql.prepare_cached("SELECT no FROM chain WHERE book = ?1")?.query_map([book.0], |r| r.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    for chain in chains {
        for page in pages.tail(chain)?.iter() {
            wanted.collect(sql, page, chain, None, &mut found)?;
        }
    }
    let branches = Branches::load(sql)?;
    for (_, past) in &mut found {
        let author = past.replica;
        for name in past.over.iter_mut().filter(|name| name.0 != author) {
            *name = branches.plain(sql, book, *name)?;
        }
    }
    found.sort_by_key(|(at, past)| (*at, past.stamp, past.replica, past.no.seq()));
    for of_one in found.chunk_by_mut(|one, next| one.0 == next.0) {
        wanted.note_live(sql, tables, book, of_one)?;
    }
    Ok(found)
}

/// A kind and a field by name, and whether two records name the row.
type Shape<'c> = (&'c str, &'c str, bool);

/// The last byte of an id.
fn end_of(id: RecordId) -> usize {
    id.as_bytes().last().copied().unwrap_or_default().into()
}

/// The cells that are looked for. Shapes and records are numbered as they come: the entries of a page are told apart by numbers.
struct Wanted<'c> {
    cells: &'c [Cell],
    /// By shape, record, and second record of a pair: the place in the list.
    places: HashMap<(u32, u32, Option<u32>), usize>,
    shapes: HashMap<Shape<'c>, u32>,
    records: HashMap<RecordId, u32>,
    /// The last bytes of the records: of the thousands that a page names nearly all are told from them by that.
    ends: [bool; 256],
}

impl<'c> Wanted<'c> {
    fn of(cells: &'c [Cell]) -> Self {
        let mut wanted = Self { cells, places: HashMap::new(), shapes: HashMap::new(), records: HashMap::new(), ends: [false; 256] };
        for (place, cell) in cells.iter().enumerate() {
            let next = wanted.shapes.len() as u32;
            let shape = *wanted.shapes.entry((cell.kind.name, cell.field.name, cell.b.is_some())).or_insert(next);
            let a = wanted.record(cell.a);
            let b = cell.b.map(|b| wanted.record(b));
            wanted.places.entry((shape, a, b)).or_insert(place);
        }
        wanted
    }

    fn record(&mut self, id: RecordId) -> u32 {
        let next = self.records.len() as u32;
        if let Some(end) = self.ends.get_mut(end_of(id)) {
            *end = true;
        }
        *self.records.entry(id).or_insert(next)
    }

    /// The pages that touch any of the records, each once, in the order in which they came: chain and number.
    fn touched(&self, sql: &Connection, book: BookNo) -> Result<Vec<(i64, i64)>> {
        let mut pages = BTreeMap::new();
        let query = "SELECT p.no, p.chain, p.number FROM record r JOIN touch t ON t.record = r.no JOIN page p ON p.no = t.page WHERE r.book = ?1 AND r.id = ?2";
        let mut touch = sql.prepare_cached(query)?;
        for record in self.cells.iter().map(|cell| cell.a).collect::<BTreeSet<_>>() {
            let mut rows = touch.query((book.0, record))?;
            while let Some(row) = rows.next()? {
                pages.insert(row.get::<_, i64>(0)?, (row.get(1)?, row.get(2)?));
            }
        }
        Ok(pages.into_values().collect())
    }

    /// What a page says of the cells.
    fn collect(&self, sql: &Connection, page: &Page, chain: i64, number: Option<u64>, found: &mut Vec<(usize, Past)>) -> Result<()> {
        let shapes: Vec<_> = page.shapes.iter().map(|s| self.shapes.get(&(&*s.kind, &*s.field, s.pair)).copied()).collect();
        if shapes.iter().all(Option::is_none) {
            return Ok(());
        }
        let records: Vec<_> =
            page.records.iter().map(|id| if self.ends.get(end_of(*id)) == Some(&true) { self.records.get(id).copied() } else { None }).collect();
        let known = |numbers: &[Option<u32>], index: u32| numbers.get(index as usize).copied().flatten();
        for (seq, action, entry) in page.entries() {
            let (Some(shape), Some(a)) = (known(&shapes, entry.shape), known(&records, entry.a)) else { continue };
            let b = match entry.b {
                Some(b) => match known(&records, b) {
                    Some(b) => Some(b),
                    None => continue,
                },
                None => None,
            };
            let Some((place, cell)) = self.places.get(&(shape, a, b)).and_then(|place| Some((*place, self.cells.get(*place)?))) else { continue };
            let no = EntryNo::new(chain, seq);
            let withheld = match entry.annex {
                Some(_) => annex::read(sql, no)?.is_none(),
                None => false,
            };
            let past = Past {
                no,
                value: whole_value(sql, Some(cell.field), entry, no)?.into_owned(),
                withheld,
                author: action.author.clone(),
                replica: page.replica,
                wall: action.wall,
                stamp: action.stamp,
                page: number,
                over: entry.over.clone(),
                live: false,
            };
            found.push((place, past));
        }
        Ok(())
    }

    /// Which of the entries of one cell are live.
    fn note_live(&self, sql: &Connection, tables: &Tables, book: BookNo, of_one: &mut [(usize, Past)]) -> Result<()> {
        let Some(cell) = of_one.first().and_then(|(place, _)| self.cells.get(*place)) else { return Ok(()) };
        let Some(no) = find_cell(sql, book, cell)? else { return Ok(()) };
        let plan = tables.plan(cell.kind.name, cell.field.name, cell.b.is_some());
        let shown = plan.map(|plan| shown_no(sql, plan, no)).transpose()?.flatten();
        if let ([(_, only)], Some(shown)) = (&mut *of_one, shown)
            && only.no == shown
        {
            // Most cells were written once: nothing can stand beside it.
            only.live = true;
            return Ok(());
        }
        let live: Vec<_> = live_values(sql, plan, no)?.into_iter().map(|l| l.no).collect();
        of_one.iter_mut().for_each(|(_, past)| past.live = live.contains(&past.no));
        Ok(())
    }
}
