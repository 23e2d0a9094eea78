//! What folding did, counted.

/// What folding did, by kind: what a preview and a receipt tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Cells that held nothing.
    pub added: u64,
    /// Cells whose value was replaced by somebody who had seen it.
    pub changed: u64,
    /// Cells that came to hold different live values.
    pub differ: u64,
    /// Cells where the decision between different values arrived.
    pub settled: u64,
    /// Entries that had already been replaced.
    pub already_replaced: u64,
    /// Values kept for review, or of kinds that a newer version knows.
    pub aside: u64,
}

impl Tally {
    pub(super) fn add(&mut self, more: Self) {
        self.added += more.added;
        self.changed += more.changed;
        self.differ += more.differ;
        self.settled += more.settled;
        self.already_replaced += more.already_replaced;
        self.aside += more.aside;
    }
}
