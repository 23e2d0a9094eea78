//! Which places of which chains this store has folded: tells an `over` that waits from one whose target is dead.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::{EntryNo, Result};

/// Folded places, read chain by chain as they are asked for.
#[derive(Debug, Default)]
pub(crate) struct SeenPlaces {
    folded: HashMap<i64, Vec<(u64, u64)>>,
    /// The run being folded: its chain and first place.
    run: Option<(i64, u64)>,
    /// The journal is being folded from its beginning: what the store holds says nothing of what has been folded.
    forgotten: bool,
}

impl SeenPlaces {
    /// A page or action is about to be folded; its places before the entry at hand count as folded.
    pub(crate) const fn begin(&mut self, chain: i64, first: u64) {
        self.run = Some((chain, first));
    }

    /// The run has been folded up to, not including, `end`.
    pub(crate) fn end(&mut self, sql: &Connection, end: u64) -> Result<()> {
        if let Some((chain, first)) = self.run.take() {
            self.load(sql, chain)?.push((first, end));
        }
        Ok(())
    }

    /// True where `target` has been folded already, seen while `by` is being folded.
    pub(crate) fn has(&mut self, sql: &Connection, target: EntryNo, by: EntryNo) -> Result<bool> {
        if self.run.is_some_and(|(chain, first)| chain == target.chain() && (first..by.seq()).contains(&target.seq())) {
            return Ok(true);
        }
        Ok(self.load(sql, target.chain())?.iter().any(|(first, end)| (*first..*end).contains(&target.seq())))
    }

    /// Nothing has been folded yet, whatever the store holds.
    pub(crate) fn forget(&mut self) {
        self.forgotten = true;
    }

    fn load(&mut self, sql: &Connection, chain: i64) -> Result<&mut Vec<(u64, u64)>> {
        if !self.forgotten && !self.folded.contains_key(&chain) {
            let query =
                "SELECT first_seq, first_seq + entries FROM page WHERE chain = ?1 UNION ALL SELECT first_seq, first_seq + entries FROM tail WHERE chain = ?1";
            let ranges = sql
                .prepare_cached(query)?
                .query_map([chain], |r| Ok((r.get::<_, i64>(0)? as u64, r.get::<_, i64>(1)? as u64)))?
                .collect::<Result<Vec<_>, _>>()?;
            self.folded.insert(chain, ranges);
        }
        Ok(self.folded.entry(chain).or_default())
    }
}
