//! What folding did, counted: by cell, not by entry. A cell that was written five times on its way is one change, and a
//! difference that comes with its decision asks nobody.

use std::collections::HashSet;

use super::{fold::Fold, numbers::CellNo};

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

impl Tally {
    pub(super) fn add(&mut self, more: Self) {
        self.added += more.added;
        self.already_replaced += more.already_replaced;
        self.aside += more.aside;
    }
}
