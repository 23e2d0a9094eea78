//! What is asked in the end: once nobody waits for anything any more, every difference is before somebody's eyes, and nothing else is.

use sala::decide;

use crate::{
    cells::{self, CELLS, PER_BOOK, REMOVAL},
    events::How,
    machine::SET,
    world::{Check, World},
};

/// Longer than anybody waits for a file, in milliseconds.
pub const LATER: i64 = 20 * 24 * 60 * 60 * 1000;

impl World {
    /// Weeks later each machine takes another file in: what has not come by then was lost with a disk. Answers who did.
    pub fn later(&mut self, living: &[usize]) -> Result<Vec<usize>, String> {
        self.time += LATER;
        let mut heard = Vec::new();
        for at in living {
            let Some(from) = living.iter().copied().find(|from| from != at && (*from == 0 || *at == 0)) else { continue };
            let before = self.files.len();
            self.export(from, *at, &How { everything: true, ..How::default() })?;
            if self.files.len() > before {
                self.import(before)?;
                heard.push(*at);
            }
        }
        Ok(heard)
    }

    /// Every cell in which people left different values is asked about.
    pub fn asks(&self, at: usize) -> Check {
        let waiting = self.machines[at].desk().read(|r| decide::conflicts(r, None)).expect("conflicts");
        for cell in (0..CELLS).filter(|cell| cell % PER_BOOK != REMOVAL) {
            let (book, of) = (SET.books[cell / PER_BOOK], cells::cell(&SET.books, cell));
            let live: Vec<_> = self.history(at, cell).into_iter().filter(|past| past.live).map(|past| past.value).collect();
            let differ = live.iter().any(|value| *value != live[0]);
            // What stands in a session that is gone asks nothing.
            let removal = cell - cell % PER_BOOK + REMOVAL;
            let is_gone =
                cell < removal && self.shown(at, removal).is_some_and(|no| self.names(at, removal, &[no]).iter().any(|name| self.oracle.said[name].removes));
            let is_asked =
                waiting.iter().any(|one| (one.book, one.a, one.b, one.kind.as_str(), one.field.as_str()) == (book, of.a, of.b, of.kind.name, of.field.name));
            if is_asked != (differ && !is_gone) {
                return Err(format!("machine {at}, cell {cell}: asked: {is_asked}, differ: {differ}, gone: {is_gone}: {live:?}"));
            }
        }
        Ok(())
    }
}
