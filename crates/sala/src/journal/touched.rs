//! Which cells a run of work touched: told by the pages that came into the union or left it.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension as _};

use super::{
    numbers::{BookNo, CellNo},
    page::Page,
    take_in::kept_page,
};
use crate::Result;

/// The pages of the union, by hash.
pub(crate) fn union_of(sql: &Connection) -> Result<HashSet<[u8; 32]>> {
    Ok(sql.prepare("SELECT hash FROM page")?.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?)
}

/// The cells of all pages that the union holds now and did not hold before, or the other way round; each once, in the order
/// in which they were written.
pub(crate) fn touched_since(sql: &Connection, before: &HashSet<[u8; 32]>) -> Result<Vec<CellNo>> {
    let now = union_of(sql)?;
    let mut order = sql.prepare("SELECT hash FROM page ORDER BY no")?;
    let came = order.query_map([], |r| r.get(0))?.collect::<Result<Vec<[u8; 32]>, _>>()?;
    written_by(sql, came.iter().filter(|hash| !before.contains(*hash)).chain(before.difference(&now)))
}

/// The cells that these pages write, in the union or outside it; each once, in the order in which they were written.
pub(super) fn written_by<'h>(sql: &Connection, pages: impl Iterator<Item = &'h [u8; 32]>) -> Result<Vec<CellNo>> {
    let mut body = sql.prepare("SELECT body FROM page WHERE hash = ?1 UNION ALL SELECT body FROM page_aside WHERE hash = ?1 LIMIT 1")?;
    let (mut known, mut cells) = (HashSet::new(), Vec::new());
    for hash in pages {
        let Some(packed) = body.query_row([hash], |r| r.get::<_, Vec<u8>>(0)).optional()? else { continue };
        for (_, cell) in cells_by_place(sql, &kept_page(&packed)?)? {
            if known.insert(cell) {
                cells.push(cell);
            }
        }
    }
    Ok(cells)
}

/// The cells that a page writes, each with its place, as far as this store has numbers for them.
pub(crate) fn cells_by_place(sql: &Connection, page: &Page) -> Result<Vec<(u64, CellNo)>> {
    let book: Option<i64> = sql.prepare_cached("SELECT no FROM book WHERE id = ?1")?.query_row([page.book], |r| r.get(0)).optional()?;
    let Some(book) = book.map(BookNo) else { return Ok(Vec::new()) };
    let mut shape = sql.prepare_cached("SELECT no FROM shape WHERE kind = ?1 AND field = ?2 AND pair = ?3")?;
    let shapes = page.shapes.iter().map(|s| shape.query_row((&s.kind, &s.field, s.pair), |r| r.get::<_, i64>(0)).optional());
    let shapes = shapes.collect::<Result<Vec<_>, _>>()?;
    let mut record = sql.prepare_cached("SELECT no FROM record WHERE book = ?1 AND id = ?2")?;
    let records = page.records.iter().map(|id| record.query_row((book.0, id), |r| r.get::<_, i64>(0)).optional());
    let records = records.collect::<Result<Vec<_>, _>>()?;
    let number = |numbers: &[Option<i64>], index: u32| numbers.get(index as usize).copied().flatten();
    let cell = |entry: &super::page::Entry| {
        let b = entry.b.map_or(Some(book.0), |b| number(&records, b))?;
        Some(CellNo { shape: number(&shapes, entry.shape)?, a: number(&records, entry.a)?, b })
    };
    Ok(page.entries().filter_map(|(seq, _, entry)| Some((seq, cell(entry)?))).collect())
}
