//! Removed here, edited there. A removal names in its `over` what its writer saw: the live entries of the record, and of
//! everything that stands in it (a group's members, an output's files). It holds only while it has seen all that is live
//! there; otherwise the record stays visible and somebody decides. Which entries are live does not depend on the order in
//! which they came, so neither does this.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension as _};

use super::{
    live::{Live, live_values},
    numbers::{BookNo, CellNo},
    registry::{Key, Kind, REMOVED},
    standing::{Beside, standing_in},
    tables::{Tables, keys},
    value::{Scalar, Value},
};
use crate::{EntryNo, Result, Seen};

/// A record by local numbers; for a kind of single key, `b` is the book.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record {
    pub kind: &'static Kind,
    pub a: i64,
    pub b: i64,
}

impl Record {
    pub(super) fn key(&self) -> (&'static str, i64, i64) {
        (self.kind.name, self.a, self.b)
    }

    pub(super) fn is_pair(&self) -> bool {
        self.kind.key != Key::Single
    }

    /// The cell that says whether it is removed, none where nobody ever removed one of its kind.
    pub(crate) fn removed_cell(&self, sql: &Connection) -> Result<Option<CellNo>> {
        let query = "SELECT no FROM shape WHERE kind = ?1 AND field = ?2 AND pair = ?3";
        let shape = sql.prepare_cached(query)?.query_row((self.kind.name, REMOVED.name, self.is_pair()), |r| r.get(0)).optional()?;
        Ok(shape.map(|shape| CellNo { shape, a: self.a, b: self.b }))
    }

    /// True where screens do not show it.
    pub(crate) fn is_removed(&self, sql: &Connection) -> Result<bool> {
        let (a, b) = keys(self.kind);
        let query = format!("SELECT coalesce(removed, 0) <> 0 FROM {} WHERE {a} = ?1 AND {b} = ?2", self.kind.name);
        Ok(sql.prepare_cached(&query)?.query_row((self.a, self.b), |r| r.get(0)).optional()?.unwrap_or(false))
    }

    /// True where anything of it is here but the word that it is removed.
    pub(super) fn holds_anything(&self, sql: &Connection) -> Result<bool> {
        let (a, b) = keys(self.kind);
        let fields: Vec<_> = self.kind.fields.iter().map(|field| format!("{}_v", field.name)).collect();
        // One that is alone needs a second beside it.
        let query = format!("SELECT coalesce({}, NULL) IS NOT NULL FROM {} WHERE {a} = ?1 AND {b} = ?2", fields.join(", "), self.kind.name);
        Ok(sql.prepare_cached(&query)?.query_row((self.a, self.b), |r| r.get(0)).optional()?.unwrap_or(false))
    }

    /// True where somebody removed it and it is shown all the same: somebody must decide.
    pub(super) fn is_disputed(&self, sql: &Connection, tables: &Tables) -> Result<bool> {
        let Some(cell) = self.removed_cell(sql)? else { return Ok(false) };
        let live = live_values(sql, tables.plan(self.kind.name, REMOVED.name, self.is_pair()), cell)?;
        Ok(live.iter().any(is_removal) && !self.is_removed(sql)?)
    }
}

/// True for a value that takes its record away; anything else in the cell keeps it.
pub(crate) fn removes(value: &Value) -> bool {
    matches!(value.part(0), Scalar::Int(n) if *n != 0)
}

/// True for a live removal.
pub(crate) fn is_removal(live: &Live) -> bool {
    live.aside.is_none() && removes(&live.value)
}

/// A live entry that a removal must have seen.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    pub cell: CellNo,
    pub no: EntryNo,
    pub stamp: i64,
}

/// A record and the records that stand in it, whether or not they are removed themselves.
pub(crate) fn within(sql: &Connection, tables: &Tables, root: Record) -> Result<Vec<Record>> {
    let (mut found, mut known, mut open) = (Vec::new(), HashSet::new(), vec![root]);
    let beside = Beside::read(sql, tables.registry, &tables.ways)?;
    while let Some(record) = open.pop() {
        if !known.insert(record.key()) {
            continue;
        }
        if record.kind.key == Key::Single {
            standing_in(sql, (tables.registry, &tables.ways), &beside, record, &mut open)?;
        }
        found.push(record);
    }
    Ok(found)
}

/// Everything live in a record and in the records that stand in it.
pub(crate) fn contents(sql: &Connection, tables: &Tables, root: Record) -> Result<Vec<Content>> {
    let mut found = Vec::new();
    for record in within(sql, tables, root)? {
        let mut shapes = sql.prepare_cached("SELECT no, field FROM shape WHERE kind = ?1 AND pair = ?2 AND field <> ?3")?;
        let shapes = shapes.query_map((record.kind.name, record.is_pair(), REMOVED.name), |r| Ok((r.get(0)?, r.get::<_, String>(1)?)))?;
        for shape in shapes {
            let (shape, field) = shape?;
            let cell = CellNo { shape, a: record.a, b: record.b };
            // A field that only a newer version knows has its values aside; they count as well.
            let live = live_values(sql, tables.plan(record.kind.name, &field, record.is_pair()), cell)?;
            found.extend(live.into_iter().map(|l| Content { cell, no: l.no, stamp: l.stamp }));
        }
    }
    found.sort_by_key(|c| c.no);
    Ok(found)
}

/// The entries of everything live in a record of single key, as a screen hands them back that shows it whole.
pub(crate) fn everything_in(sql: &Connection, tables: &Tables, kind: &'static Kind, book: BookNo, no: i64) -> Result<Seen> {
    let contents = contents(sql, tables, Record { kind, a: no, b: book.0 })?;
    Ok(Seen(contents.into_iter().map(|c| c.no).collect()))
}

/// What a live removal had seen; empty for one that was written before removals named it.
pub(crate) fn saw(sql: &Connection, cell: CellNo, removal: EntryNo) -> Result<Vec<EntryNo>> {
    let query = "SELECT saw FROM removal WHERE shape = ?1 AND a = ?2 AND b = ?3 AND v = ?4";
    let text: Option<String> = sql.prepare_cached(query)?.query_row((cell.shape, cell.a, cell.b, removal.0), |r| r.get(0)).optional()?;
    let seen = text.unwrap_or_default().parse::<Seen>().map_err(|e| crate::Error::damaged("store", e))?;
    Ok(seen.0)
}

/// What of the contents this removal had not seen. One that names nothing at all counts as having seen what is older.
pub(crate) fn unseen<'c>(sql: &Connection, cell: CellNo, removal: &Live, contents: &'c [Content]) -> Result<Vec<&'c Content>> {
    let saw = saw(sql, cell, removal.no)?;
    Ok(contents.iter().filter(|c| if saw.is_empty() { c.stamp > removal.stamp } else { !saw.contains(&c.no) }).collect())
}
