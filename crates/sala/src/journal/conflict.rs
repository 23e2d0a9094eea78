//! Cells that hold two or more different live values, and records that are removed here and edited there.

use rusqlite::Connection;

use super::{
    fold::{Live, distinct, live_values},
    numbers::{BookNo, CellNo},
    registry::REMOVED,
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

/// All cells of a book, or of all books, whose live values differ. A cell in which a value replaces an entry that has
/// not arrived is left out: a file is still on its way, and it may settle the matter. A record that is removed asks
/// nothing: whoever removed it had seen all that it held.
pub(crate) fn differing<'t>(sql: &Connection, tables: &'t Tables, book: Option<BookNo>) -> Result<Vec<Differing<'t>>> {
    let query = "SELECT DISTINCT x.shape, x.a, x.b, s.kind, s.field, s.pair FROM sibling x JOIN shape s ON s.no = x.shape
                 JOIN record r ON r.no = x.a WHERE ?1 IS NULL OR r.book = ?1 ORDER BY x.shape, x.a, x.b";
    let mut statement = sql.prepare_cached(query)?;
    let mut rows = statement.query([book.map(|b| b.0)])?;
    let mut found = Vec::new();
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
            distinct(&live) > 1
        };
        if differs && !waits(sql, &live)? && !record.is_removed(sql)? {
            found.push(Differing { cell, plan, live, contents: inside, unseen: news });
        }
    }
    Ok(found)
}

fn waits(sql: &Connection, live: &[Live]) -> Result<bool> {
    for l in live {
        if sql.prepare_cached("SELECT EXISTS (SELECT 1 FROM awaited WHERE by = ?1)")?.query_row([l.no.0], |r| r.get(0))? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// How many cells wait for a decision.
pub(crate) fn conflict_count(sql: &Connection, tables: &Tables, book: Option<BookNo>) -> Result<u64> {
    Ok(differing(sql, tables, book)?.len() as u64)
}
