//! Writing that a record is removed, and that it is there again.

use std::collections::HashSet;

use super::{
    Change,
    elsewhere::all_as_now,
    live::{Live, live_values},
    registry::{Cell, Kind, REMOVED},
    removal::{Record, contents},
    value::Value,
};
use crate::{EntryNo, RecordId, Result, Seen};

impl Change<'_> {
    /// Make a removed record be there again: for records whose id follows from their key, so that making one anew finds
    /// the old one. All removals are replaced: where two people removed the same, whoever puts it back contradicts both, and
    /// the second must not stand against this as a question that nobody has.
    ///
    /// # Errors
    /// Store failures.
    pub fn revive(&mut self, kind: &'static Kind, id: RecordId) -> Result<()> {
        self.revived(kind, id).map(drop)
    }

    /// The same; answers whether it had been removed.
    ///
    /// # Errors
    /// Store failures.
    pub(crate) fn revived(&mut self, kind: &'static Kind, id: RecordId) -> Result<bool> {
        let removed = REMOVED.of(kind, id);
        if !self.shown(&removed)?.is_some_and(|l| l.value == Value::from(1)) {
            return Ok(false);
        }
        self.settle(removed, Value::cleared()).map(|()| true)
    }

    /// What was emptied in this store in a record and what stands in it: nobody would miss it.
    pub(crate) fn emptied_here(&mut self, cell: &Cell) -> Result<HashSet<EntryNo>> {
        let no = self.live(cell)?.0;
        let mut emptied = HashSet::new();
        for content in contents(self.fold.sql, self.fold.tables, Record { kind: cell.kind, a: no.a, b: no.b })? {
            if content.no.chain() == self.chain {
                let plan = self.fold.plan(content.cell.shape)?;
                let is_empty = |live: &Live| live.no == content.no && live.value.parts().is_empty();
                emptied.extend(live_values(self.fold.sql, plan, content.cell)?.iter().any(is_empty).then_some(content.no));
            }
        }
        Ok(emptied)
    }

    /// Mark a record as removed. It stays in the journal; and visible where somebody edits it, or something that stands in
    /// it, without having seen the removal.
    ///
    /// # Errors
    /// `removal_too_large`; store failures.
    pub fn remove(&mut self, kind: &'static Kind, id: RecordId) -> Result<()> {
        self.set(REMOVED.of(kind, id), 1)
    }

    /// Take back the making of a record: what others wrote into it meanwhile stays visible.
    pub(crate) fn unmake(&mut self, kind: &'static Kind, id: RecordId, made: EntryNo) -> Result<()> {
        // A store that went on under new keys meanwhile made it in another chain of its own.
        let (cell, own) = (REMOVED.of(kind, id), [self.chain, made.chain()]);
        let mut over = self.seen_of(&cell, |no| own.contains(&no.chain()))?;
        if !over.contains(&made) {
            // Others may have replaced all of it: a removal that named nothing would count as having seen what they wrote.
            over.push(made);
        }
        self.write(cell, Value::from(1), &over)
    }

    /// Remove a record as somebody asks who saw this of it and of what stands in it
    /// ([`everything_in`](crate::Reader::everything_in)): what came in meanwhile keeps it visible until somebody decides.
    /// Without, whoever asks saw what the store holds now.
    ///
    /// # Errors
    /// As [`Change::remove`].
    pub fn remove_shown(&mut self, kind: &'static Kind, id: RecordId, seen: Option<&Seen>) -> Result<()> {
        match seen {
            Some(seen) => self.remove_seen(REMOVED.of(kind, id), seen),
            None => self.remove(kind, id),
        }
    }

    /// Remove a record having seen exactly this of it, and what this same action wrote into it.
    pub(crate) fn remove_seen(&mut self, cell: Cell, seen: &Seen) -> Result<()> {
        let (own, first) = (self.chain, self.page.first_seq);
        // What the screen showed may be called otherwise since.
        let seen = all_as_now(self.fold.sql, &seen.0)?;
        let mut over = self.seen_of(&cell, |no| seen.contains(&no) || (no.chain() == own && no.seq() >= first))?;
        if over.is_empty() {
            // All of it was replaced meanwhile: a removal that named nothing would count as having seen that too.
            over = seen;
        }
        self.write(cell, Value::from(1), &over)
    }

    /// Write a removal that stood there before, over what it replaced then and what of the record counts as seen now.
    pub(crate) fn put_removal(&mut self, cell: Cell, value: Value, mut over: Vec<EntryNo>, seen: impl Fn(EntryNo) -> bool) -> Result<EntryNo> {
        let no = self.live(&cell)?.0;
        let inside = contents(self.fold.sql, self.fold.tables, Record { kind: cell.kind, a: no.a, b: no.b })?;
        over.extend(inside.into_iter().map(|content| content.no).filter(|no| seen(*no)));
        // Each once: a large record is named as far as its removal named it.
        let mut known = HashSet::new();
        over.retain(|no| known.insert(*no));
        self.put(cell, value, &over)
    }

    /// What a removal names: the live values of its own cell, and what is live in the record as far as it counts as seen.
    pub(super) fn seen_of(&mut self, cell: &Cell, counts: impl Fn(EntryNo) -> bool) -> Result<Vec<EntryNo>> {
        let (no, live) = self.live(cell)?;
        let inside = contents(self.fold.sql, self.fold.tables, Record { kind: cell.kind, a: no.a, b: no.b })?;
        let inside = inside.into_iter().map(|c| c.no).filter(|no| counts(*no));
        Ok(live.into_iter().filter(|l| l.aside.is_none()).map(|l| l.no).chain(inside).collect())
    }
}
