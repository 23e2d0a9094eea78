//! Values that are kept and not folded: they break a rule, or only a newer version knows them.

use rusqlite::Connection;

use super::{
    numbers::{BookNo, CellNo},
    registry::Kind,
    removal::Record,
    tables::{FieldPlan, Tables},
    value::Value,
};
use crate::{EntryNo, Result};

/// A value that stands aside.
pub(crate) struct Aside<'t> {
    pub cell: CellNo,
    pub book: BookNo,
    /// None where this version does not know the field.
    pub plan: Option<&'t FieldPlan>,
    pub kind: String,
    pub field: String,
    pub no: EntryNo,
    pub value: Value,
    /// The rule that it breaks; `unknown` or `newer` where it waits for a newer version.
    pub why: String,
}

impl Aside<'_> {
    /// True where nobody here can put it right: the newer version will show it.
    pub(crate) fn is_newer(&self) -> bool {
        matches!(self.why.as_str(), "unknown" | "newer")
    }
}

/// All values that stand aside, of one book or of all. What is in a removed record asks nothing.
pub(crate) fn aside<'t>(sql: &Connection, tables: &'t Tables, book: Option<BookNo>) -> Result<Vec<Aside<'t>>> {
    let query = "SELECT x.shape, x.a, x.b, s.kind, s.field, s.pair, x.v, x.value, x.why, r.book FROM aside x JOIN shape s ON s.no = x.shape
                 JOIN record r ON r.no = x.a WHERE ?1 IS NULL OR r.book = ?1 ORDER BY x.shape, x.a, x.b, x.t, x.v";
    let mut statement = sql.prepare_cached(query)?;
    let mut rows = statement.query([book.map(|b| b.0)])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let cell = CellNo { shape: row.get(0)?, a: row.get(1)?, b: row.get(2)? };
        let (kind, field): (String, String) = (row.get(3)?, row.get(4)?);
        let plan = tables.plan(&kind, &field, row.get(5)?);
        let known: Option<&'static Kind> = tables.registry.kinds().iter().find(|k| k.name == kind).copied();
        if known.map(|kind| Record { kind, a: cell.a, b: cell.b }.is_removed(sql)).transpose()?.unwrap_or(false) {
            continue;
        }
        let (no, book) = (EntryNo(row.get(6)?), BookNo(row.get(9)?));
        found.push(Aside { cell, book, plan, kind, field, no, value: Value::from_bytes(&row.get::<_, Vec<u8>>(7)?)?, why: row.get(8)? });
    }
    Ok(found)
}

/// How many values somebody must put right.
pub(crate) fn review_count(sql: &Connection, tables: &Tables, book: Option<BookNo>) -> Result<u64> {
    Ok(aside(sql, tables, book)?.iter().filter(|a| !a.is_newer()).count() as u64)
}
