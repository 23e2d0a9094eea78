//! What the fold does with removals: it takes one in, and weighs again whether one holds when something comes into what it removed.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension as _};

use super::{
    fold::{Fold, Incoming},
    live::{Live, differ, live_values},
    numbers::{BookNo, CellNo, record_no},
    registry::Key,
    removal::{Record, contents, is_removal, removes, unseen},
    standing::points,
    tables::{FieldPlan, Tables},
    value::{Scalar, Value},
};
use crate::{EntryNo, Result, Seen};

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
