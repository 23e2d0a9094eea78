//! Cells that hold two or more different live values, and records that are removed here and edited there.

use std::collections::HashMap;

use rusqlite::Connection;

use super::{
    ancestry::Ancestry,
    history,
    live::{Live, differ, live_values},
    numbers::{BookNo, CellNo, record_id},
    outside::Outside,
    pages::Pages,
    patience::Patience,
    registry::{Cell, REMOVED},
    removal::{Content, Record, contents, is_removal, unseen},
    tables::{FieldPlan, Tables},
};
use crate::{EntryNo, Result};

/// A cell that waits for a decision.
pub(crate) struct Differing<'t> {
    pub cell: CellNo,
    pub plan: &'t FieldPlan,
    /// The live values, the shown one first.
    pub live: Vec<Live>,
    /// For a removal: everything live in the record; and what of it a removal had not seen.
    pub contents: Vec<Content>,
    pub unseen: Vec<EntryNo>,
}

/// All cells of a book, or of all books, whose live values differ. A cell that somebody wrote who had seen an entry of it that has
/// not arrived is left out while a file may be on its way that settles the matter. A record that is removed asks
/// nothing: whoever removed it had seen all that it held.
pub(crate) fn differing<'t>(sql: &Connection, tables: &'t Tables, book: Option<BookNo>) -> Result<Vec<Differing<'t>>> {
    let query = "SELECT DISTINCT x.shape, x.a, x.b, s.kind, s.field, s.pair FROM sibling x JOIN shape s ON s.no = x.shape
                 JOIN record r ON r.no = x.a WHERE ?1 IS NULL OR r.book = ?1 ORDER BY x.shape, x.a, x.b";
    let mut statement = sql.prepare_cached(query)?;
    let mut rows = statement.query([book.map(|b| b.0)])?;
    let mut found = Vec::new();
    let (mut waiting, pages, mut outside) = (None, Pages::of(sql), Outside::default());
    while let Some(row) = rows.next()? {
        let cell = CellNo { shape: row.get(0)?, a: row.get(1)?, b: row.get(2)? };
        let Some(plan) = tables.plan(&row.get::<_, String>(3)?, &row.get::<_, String>(4)?, row.get(5)?) else { continue };
        let live: Vec<_> = live_values(sql, Some(plan), cell)?.into_iter().filter(|l| l.aside.is_none()).collect();
        let record = Record { kind: plan.kind, a: cell.a, b: cell.b };
        let (mut inside, mut news) = (Vec::new(), Vec::new());
        let differs = if plan.field.name == REMOVED.name {
            inside = contents(sql, tables, record)?;
            for removal in live.iter().filter(|l| is_removal(l)) {
                news.extend(unseen(sql, cell, removal, &inside)?.into_iter().map(|c| c.no));
            }
            news.sort_unstable();
            news.dedup();
            live.iter().any(is_removal)
        } else {
            differ(&live)
        };
        if !differs {
            continue;
        }
        let waiting = match &waiting {
            Some(waiting) => waiting,
            None => waiting.insert((awaited(sql)?, Patience::read(sql)?)),
        };
        let awaited = waiting.0.get(&cell).map_or(&[][..], Vec::as_slice);
        if !waits(&pages, tables, (plan, cell), &live, (awaited, &waiting.1, &mut outside))? && !record.is_removed(sql)? {
            found.push(Differing { cell, plan, live, contents: inside, unseen: news });
        }
    }
    Ok(found)
}

/// An entry that has not arrived, and the one that replaces it.
type Awaited = (EntryNo, EntryNo);

/// What has not arrived, by the cell in which it is replaced.
fn awaited(sql: &Connection) -> Result<HashMap<CellNo, Vec<Awaited>>> {
    let mut statement = sql.prepare_cached("SELECT shape, a, b, target, by FROM awaited")?;
    let mut rows = statement.query([])?;
    let mut found: HashMap<_, Vec<_>> = HashMap::new();
    while let Some(row) = rows.next()? {
        let cell = CellNo { shape: row.get(0)?, a: row.get(1)?, b: row.get(2)? };
        found.entry(cell).or_default().push((EntryNo(row.get(3)?), EntryNo(row.get(4)?)));
    }
    Ok(found)
}

/// True while a file that may settle the matter is on its way: an entry that can still come, and that may have replaced values of
/// this cell. It cannot replace what was written by somebody who had seen it, at once or step by step: where such values differ among
/// themselves, nobody waits.
fn waits(
    pages: &Pages<'_>,
    tables: &Tables,
    (plan, cell): (&FieldPlan, CellNo),
    live: &[Live],
    (awaited, patience, outside): (&[Awaited], &Patience, &mut Outside),
) -> Result<bool> {
    let mut coming: Vec<Awaited> = Vec::new();
    for (target, by) in awaited {
        if may_come(pages, patience, *target, *by, outside)? {
            coming.push((*target, *by));
        }
    }
    match coming.as_slice() {
        [] => return Ok(false),
        // Of two values one had seen it, and the other cannot have: nothing to look up.
        [(_, by)] if live.len() == 2 && live.iter().any(|l| l.no == *by) => return Ok(true),
        _ => {}
    }
    let history = history_of_cell(pages, tables, plan, cell)?;
    let ancestry = Ancestry::of(&history);
    let had_seen = |l: &Live| {
        let replaced = ancestry.replaced_by(l.no).unwrap_or_default();
        let by = |target: EntryNo| coming.iter().filter(move |(t, _)| *t == target).map(|(_, by)| *by);
        coming.iter().all(|(target, _)| by(*target).any(|by| by == l.no || ancestry.name(by).is_some_and(|by| replaced.contains(&by))))
    };
    let mut sure = live.iter().filter(|l| had_seen(l));
    let first = sure.next();
    Ok(!sure.any(|l| first.is_some_and(|first| first.value != l.value)))
}

fn history_of_cell(pages: &Pages<'_>, tables: &Tables, plan: &FieldPlan, cell: CellNo) -> Result<Vec<history::Past>> {
    let (sql, record) = (pages.sql, Record { kind: plan.kind, a: cell.a, b: cell.b });
    let b = if record.is_pair() { Some(record_id(sql, cell.b)?) } else { None };
    let of = Cell { kind: plan.kind, field: plan.field, a: record_id(sql, cell.a)?, b };
    let book = BookNo(sql.prepare_cached("SELECT book FROM record WHERE no = ?1")?.query_row([cell.a], |r| r.get(0))?);
    history::of(pages, tables, book, &of)
}

/// Whether an entry that `by` replaces can still come: it is not kept outside the union here, and it has not been waited for too long.
fn may_come(pages: &Pages<'_>, patience: &Patience, target: EntryNo, by: EntryNo, outside: &mut Outside) -> Result<bool> {
    Ok(!outside.holds(pages.sql, target)? && !patience.is_over(pages, by)?)
}

/// How many cells wait for a decision.
pub(crate) fn conflict_count(sql: &Connection, tables: &Tables, book: Option<BookNo>) -> Result<u64> {
    Ok(differing(sql, tables, book)?.len() as u64)
}
