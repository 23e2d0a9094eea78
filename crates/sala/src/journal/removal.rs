//! Removed here, edited there. A removal names in its `over` what its writer saw: the live entries of the record, and of
//! everything that stands in it (a group's members, an output's files). It holds only while it has seen all that is live
//! there; otherwise the record stays visible and somebody decides. Which entries are live does not depend on the order in
//! which they came, so neither does this.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension as _};

use super::{
    fold::{Fold, Incoming},
    live::{Live, differ, live_values},
    numbers::{BookNo, CellNo, record_id, record_no},
    registry::{Field, Key, Kind, PartType, REMOVED},
    tables::{FieldPlan, Tables, keys},
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
    fn key(&self) -> (&'static str, i64, i64) {
        (self.kind.name, self.a, self.b)
    }

    fn is_pair(&self) -> bool {
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

    /// True where somebody removed it and it is shown all the same: somebody must decide.
    fn is_disputed(&self, sql: &Connection, tables: &Tables) -> Result<bool> {
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

/// Everything live in a record and in the records that stand in it, whether or not they are removed themselves.
pub(crate) fn contents(sql: &Connection, tables: &Tables, root: Record) -> Result<Vec<Content>> {
    let (mut found, mut known, mut open) = (Vec::new(), HashSet::new(), vec![root]);
    while let Some(record) = open.pop() {
        if !known.insert(record.key()) {
            continue;
        }
        let mut shapes = sql.prepare_cached("SELECT no, field FROM shape WHERE kind = ?1 AND pair = ?2 AND field <> ?3")?;
        let shapes = shapes.query_map((record.kind.name, record.is_pair(), REMOVED.name), |r| Ok((r.get(0)?, r.get::<_, String>(1)?)))?;
        for shape in shapes {
            let (shape, field) = shape?;
            let cell = CellNo { shape, a: record.a, b: record.b };
            // A field that only a newer version knows has its values aside; they count as well.
            let live = live_values(sql, tables.plan(record.kind.name, &field, record.is_pair()), cell)?;
            found.extend(live.into_iter().map(|l| Content { cell, no: l.no, stamp: l.stamp }));
        }
        if record.kind.key == Key::Single {
            standing_in(sql, tables, record, &mut open)?;
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

/// The records that point to this one, or that it helps to name.
fn standing_in(sql: &Connection, tables: &Tables, whole: Record, found: &mut Vec<Record>) -> Result<()> {
    for kind in tables.registry.kinds() {
        let (a, b) = keys(kind);
        let named = if kind.key == Key::Single { Vec::new() } else { vec![a, b] };
        let pointing = kind.fields.iter().flat_map(|f| f.parts).filter(|p| p.ty == PartType::Ref).map(|p| p.name);
        for column in named.into_iter().chain(pointing) {
            let query = format!("SELECT {a}, {b} FROM {} WHERE {column} = ?1", kind.name);
            let mut statement = sql.prepare_cached(&query)?;
            let rows = statement.query_map([whole.a], |r| Ok(Record { kind, a: r.get(0)?, b: r.get(1)? }))?;
            for record in rows {
                found.push(record?);
            }
        }
        // A value that stands beside the shown one points as well: it may be the one that is decided for.
        for field in kind.fields.iter().filter(|f| points(f)) {
            let query = "SELECT x.a, x.b, x.value FROM sibling x JOIN shape s ON s.no = x.shape WHERE s.kind = ?1 AND s.field = ?2";
            let mut statement = sql.prepare_cached(query)?;
            let rows = statement.query_map((kind.name, field.name), |r| Ok((r.get(0)?, r.get(1)?, r.get::<_, Vec<u8>>(2)?)))?;
            for row in rows {
                let (a, b, value) = row?;
                let wanted = Scalar::Ref(record_id(sql, whole.a)?);
                if Value::from_bytes(&value)?.parts().contains(&wanted) {
                    found.push(Record { kind, a, b });
                }
            }
        }
    }
    Ok(())
}

fn points(field: &Field) -> bool {
    field.parts.iter().any(|p| p.ty == PartType::Ref)
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

/// The records of which a removal is live. Entries of other records pass by at the price of a look.
#[derive(Debug, Default)]
pub(super) struct Removals(HashSet<(&'static str, i64, i64)>);

impl Removals {
    pub(super) fn load(sql: &Connection, tables: &Tables) -> Result<Self> {
        let mut statement = sql.prepare_cached("SELECT DISTINCT s.kind, r.a, r.b FROM removal r JOIN shape s ON s.no = r.shape")?;
        let mut rows = statement.query([])?;
        let mut removals = Self::default();
        while let Some(row) = rows.next()? {
            let name: String = row.get(0)?;
            if let Some(kind) = tables.registry.kinds().iter().find(|k| k.name == name) {
                removals.0.insert((kind.name, row.get(1)?, row.get(2)?));
            }
        }
        Ok(removals)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'c> Fold<'c> {
    /// Take in an entry that removes a record or keeps it.
    pub(super) fn take_removal(&mut self, plan: &'c FieldPlan, entry: Incoming<'_>) -> Result<()> {
        let (cell, no) = (entry.cell, entry.no);
        let record = Record { kind: plan.kind, a: cell.a, b: cell.b };
        let (disputed, differed) = (record.is_disputed(self.sql, self.tables)?, self.differs(plan, cell)?);
        if removes(entry.value) && plan.field.fault(entry.value).is_none() {
            // One that names what a fork made ambiguous has seen nothing for sure: nothing but itself.
            let saw = if entry.named && entry.over.is_empty() { vec![no] } else { entry.over.to_vec() };
            let query = "INSERT OR REPLACE INTO removal (shape, a, b, v, saw) VALUES (?1, ?2, ?3, ?4, ?5)";
            self.sql.prepare_cached(query)?.execute((cell.shape, cell.a, cell.b, no.0, Seen(saw).to_string()))?;
        }
        self.take_slowly(Some(plan), entry)?;
        let live: Vec<_> = live_values(self.sql, Some(plan), cell)?.into_iter().filter(is_removal).map(|l| l.no).collect();
        let known = self.sql.prepare_cached("SELECT v FROM removal WHERE shape = ?1 AND a = ?2 AND b = ?3")?;
        let known = { known }.query_map((cell.shape, cell.a, cell.b), |r| r.get(0).map(EntryNo))?.collect::<Result<Vec<_>, _>>()?;
        for gone in known.into_iter().filter(|no| !live.contains(no)) {
            let query = "DELETE FROM removal WHERE shape = ?1 AND a = ?2 AND b = ?3 AND v = ?4";
            self.sql.prepare_cached(query)?.execute((cell.shape, cell.a, cell.b, gone.0))?;
        }
        if live.is_empty() {
            self.removals.0.remove(&record.key())
        } else {
            self.removals.0.insert(record.key())
        };
        // Different values in the cell itself have been counted as such.
        if !differed && !self.differs(plan, cell)? {
            self.count_difference(cell, disputed, record.is_disputed(self.sql, self.tables)?);
        }
        Ok(())
    }

    /// Take in an entry while removals are live: one of a record that is removed, or that stands in such a record, may be
    /// what its removal had not seen.
    pub(super) fn take_beside_removals(&mut self, plan: Option<&'c FieldPlan>, entry: Incoming<'_>) -> Result<()> {
        let kind = match plan {
            Some(plan) => Some(plan.kind),
            None => {
                let name: String = self.sql.prepare_cached("SELECT kind FROM shape WHERE no = ?1")?.query_row([entry.cell.shape], |r| r.get(0))?;
                self.tables.registry.kinds().iter().find(|k| k.name == name).copied()
            }
        };
        let Some(kind) = kind else { return self.take_value(plan, entry) };
        let (record, book) = (Record { kind, a: entry.cell.a, b: entry.cell.b }, entry.book);
        let mut around = self.removed_around(record, book)?;
        let disputed = around.iter().map(|r| r.is_disputed(self.sql, self.tables)).collect::<Result<Vec<_>>>()?;
        self.take_value(plan, entry)?;
        // The entry may have moved the record to where another removal meets it.
        let now = if kind.fields.iter().any(|f| points(f)) { self.removed_around(record, book)? } else { Vec::new() };
        around.extend(now);
        let mut weighed = HashSet::new();
        for (i, record) in around.into_iter().enumerate() {
            if !weighed.insert(record.key()) {
                continue;
            }
            let was = match disputed.get(i) {
                Some(was) => *was,
                None => record.is_disputed(self.sql, self.tables)?,
            };
            self.weigh(record, book)?;
            if let Some(cell) = record.removed_cell(self.sql)? {
                self.count_difference(cell, was, record.is_disputed(self.sql, self.tables)?);
            }
        }
        Ok(())
    }

    /// The value that the cell of a removal shows: what keeps the record, before what removes it; a removal only where it
    /// holds.
    pub(super) fn shown_removal<'l>(&self, plan: &FieldPlan, cell: CellNo, live: &'l [Live]) -> Result<Option<&'l Live>> {
        let valid = || live.iter().filter(|l| l.aside.is_none());
        if valid().any(|l| !is_removal(l)) {
            return self.first(valid().filter(|l| !is_removal(l)));
        }
        if live.is_empty() {
            return Ok(None);
        }
        let contents = contents(self.sql, self.tables, Record { kind: plan.kind, a: cell.a, b: cell.b })?;
        let mut holding = Vec::new();
        for removal in valid() {
            if unseen(self.sql, cell, removal, &contents)?.is_empty() {
                holding.push(removal);
            }
        }
        self.first(holding.into_iter())
    }

    /// Look again whether a record's removals hold.
    fn weigh(&mut self, record: Record, book: BookNo) -> Result<()> {
        let Some(cell) = record.removed_cell(self.sql)? else { return Ok(()) };
        let Some(plan) = self.plan(cell.shape)? else { return Ok(()) };
        let live = live_values(self.sql, Some(plan), cell)?;
        let nothing = Value::cleared();
        self.write_back(Some(plan), &Incoming { cell, book, no: EntryNo(0), stamp: 0, value: &nothing, over: &[], named: false }, live)
    }

    /// The record itself and those it stands in, near and far, as far as a removal of them is live.
    fn removed_around(&self, record: Record, book: BookNo) -> Result<Vec<Record>> {
        let (mut known, mut found, mut open) = (HashSet::new(), Vec::new(), vec![record]);
        while let Some(record) = open.pop() {
            if !known.insert(record.key()) {
                continue;
            }
            if self.removals.0.contains(&record.key()) {
                found.push(record);
            }
            if let Key::Pair(a, b) = record.kind.key {
                self.called(a, record.a, book, &mut open);
                self.called(b, record.b, book, &mut open);
            }
            for field in record.kind.fields.iter().filter(|f| points(f)) {
                let shape = self.sql.prepare_cached("SELECT no FROM shape WHERE kind = ?1 AND field = ?2 AND pair = ?3")?;
                let shape = { shape }.query_row((record.kind.name, field.name, record.is_pair()), |r| r.get(0)).optional()?;
                let Some(shape) = shape else { continue };
                let plan = self.tables.plan(record.kind.name, field.name, record.is_pair());
                for live in live_values(self.sql, plan, CellNo { shape, a: record.a, b: record.b })? {
                    for (part, scalar) in field.parts.iter().zip(live.value.parts()) {
                        if let Scalar::Ref(id) = scalar {
                            self.called(part.name, record_no(self.sql, book, *id)?, book, &mut open);
                        }
                    }
                }
            }
        }
        Ok(found)
    }

    /// The record with this number. A part is called as the kind it points to; one that may point to several is tried as each.
    fn called(&self, name: &str, no: i64, book: BookNo, open: &mut Vec<Record>) {
        let single = || self.tables.registry.kinds().iter().filter(|k| k.key == Key::Single);
        match single().find(|k| k.name == name) {
            Some(kind) => open.push(Record { kind, a: no, b: book.0 }),
            None => open.extend(single().map(|kind| Record { kind, a: no, b: book.0 })),
        }
    }

    fn differs(&self, plan: &FieldPlan, cell: CellNo) -> Result<bool> {
        Ok(differ(&live_values(self.sql, Some(plan), cell)?))
    }
}
