//! What folding did, counted: by cell, not by entry. A cell that was written five times on its way is one change, and a
//! difference that comes with its decision asks nobody.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::OptionalExtension as _;

use super::{fold::Fold, numbers::CellNo, removal::Record, tables::FieldPlan};
use crate::Result;

/// What folding did, by kind: what a preview and a receipt tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Cells that held nothing.
    pub added: u64,
    /// Cells whose value was replaced by somebody who had seen it.
    pub changed: u64,
    /// Cells that came to hold different live values.
    pub differ: u64,
    /// Cells that held different live values, and now one more.
    pub more: u64,
    /// Cells where the decision between different values arrived.
    pub settled: u64,
    /// Entries that had already been replaced.
    pub already_replaced: u64,
    /// Values kept for review, or of kinds that a newer version knows.
    pub aside: u64,
    /// Of the new records, those that are removed already: nobody here ever sees them.
    pub unseen: u64,
    /// Records that were shown and are removed now.
    pub removed: u64,
    /// Records that were removed and are shown again.
    pub put_back: u64,
}

/// Cells that were counted as something else than new.
#[derive(Debug, Default)]
pub(super) struct Counted {
    changed: HashSet<CellNo>,
    /// Came to differ with this work.
    differing: HashSet<CellNo>,
    /// Differed before this work, which brought the decision.
    settled: HashSet<CellNo>,
    /// Differed before this work, which brought a value that was not there.
    more: HashSet<CellNo>,
    /// The cells of removals that this work touched: whether the record was removed before.
    pub(super) was_removed: HashMap<CellNo, bool>,
}

impl Fold<'_> {
    /// Count a cell whose value was replaced, unless it came with this same work.
    pub(super) fn count_change(&mut self, cell: CellNo) {
        if !self.added.contains(&cell) && self.counted.changed.insert(cell) {
            self.tally.entry(cell.shape).or_default().changed += 1;
        }
    }

    /// Count that a cell came to hold different values, or no longer does.
    pub(super) fn count_difference(&mut self, cell: CellNo, before: bool, after: bool) {
        let tally = self.tally.entry(cell.shape).or_default();
        match (before, after) {
            (false, true) if self.counted.settled.remove(&cell) => tally.settled -= 1,
            (false, true) => {
                self.counted.differing.insert(cell);
                tally.differ += 1;
            }
            (true, false) if self.counted.differing.remove(&cell) => {
                tally.differ -= 1;
                self.count_change(cell);
            }
            (true, false) => {
                tally.more -= u64::from(self.counted.more.remove(&cell));
                self.counted.settled.insert(cell);
                tally.settled += 1;
            }
            _ => {}
        }
    }

    /// True where nobody has counted yet that more stands in this cell, which held different values before this work.
    pub(super) fn may_count_more(&self, cell: CellNo) -> bool {
        !self.counted.differing.contains(&cell) && !self.counted.more.contains(&cell)
    }

    /// Count that a cell which held different values holds one more.
    pub(super) fn count_more(&mut self, cell: CellNo) {
        if self.may_count_more(cell) && self.counted.more.insert(cell) {
            self.tally.entry(cell.shape).or_default().more += 1;
        }
    }
}

impl Fold<'_> {
    /// Note, before a cell of removals is written, whether its record is removed: what somebody sees go or come back is told by
    /// how it stood and how it stands, however often that changed on the way.
    pub(super) fn note_removed(&mut self, plan: &FieldPlan, cell: CellNo) -> Result<()> {
        if !self.counted.was_removed.contains_key(&cell) {
            let record = Record { kind: plan.kind, a: cell.a, b: cell.b };
            self.counted.was_removed.insert(cell, record.is_removed(self.sql)?);
        }
        Ok(())
    }

    /// What was done, by record kind and field.
    pub(crate) fn tally(&mut self) -> Result<BTreeMap<(String, String), Tally>> {
        self.count_removed()?;
        let name = |shape: &i64| self.sql.prepare_cached("SELECT kind, field FROM shape WHERE no = ?1")?.query_row([shape], |r| Ok((r.get(0)?, r.get(1)?)));
        Ok(self.tally.iter().map(|(shape, tally)| Ok((name(shape)?, *tally))).collect::<Result<_, rusqlite::Error>>()?)
    }

    /// Count the records that went and those that are back.
    fn count_removed(&mut self) -> Result<()> {
        for (cell, was) in std::mem::take(&mut self.counted.was_removed) {
            let Some(plan) = self.plan(cell.shape)? else { continue };
            let record = Record { kind: plan.kind, a: cell.a, b: cell.b };
            let (now, made) = (record.is_removed(self.sql)?, self.is_made(record)?);
            let disputed = record.is_disputed(self.sql, self.tables)?;
            // A removal may come before its record.
            let here = record.holds_anything(self.sql)?;
            let tally = self.tally.entry(cell.shape).or_default();
            match (was, now) {
                (_, true) if made => tally.unseen += 1,
                (false, true) if here => tally.removed += 1,
                // One that is shown because somebody must decide is told as that.
                (true, false) if !made && !disputed => tally.put_back += 1,
                _ => {}
            }
        }
        Ok(())
    }

    /// True where this work brought the field that every new record brings.
    fn is_made(&mut self, record: Record) -> Result<bool> {
        let Some(first) = record.kind.fields.first() else { return Ok(false) };
        let query = "SELECT no FROM shape WHERE kind = ?1 AND field = ?2 AND pair = ?3";
        let shape = self.sql.prepare_cached(query)?.query_row((record.kind.name, first.name, record.is_pair()), |r| r.get(0)).optional()?;
        Ok(shape.is_some_and(|shape| self.added.contains(&CellNo { shape, a: record.a, b: record.b })))
    }
}

impl Tally {
    pub(super) fn add(&mut self, more: Self) {
        self.added += more.added;
        self.already_replaced += more.already_replaced;
        self.aside += more.aside;
    }
}
