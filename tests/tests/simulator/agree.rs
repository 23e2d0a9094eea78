//! Everybody hears everything; and what must be so then, and all the while.

use std::collections::BTreeSet;

use sala::Role;

use crate::{
    asked::LATER,
    cells::{CELLS, PER_BOOK, REMOVAL},
    events::How,
    oracle::Names,
    world::{Check, World, name},
};

impl World {
    /// Which of these machines are headquarters.
    fn headquarters(&self, living: &[usize]) -> Vec<usize> {
        living.iter().copied().filter(|i| self.machines[*i].desk().role().expect("a role") == Role::Hq).collect()
    }

    /// Everybody hears everything: files to headquarters and back, until nothing is new.
    pub fn exchange(&mut self) -> Result<Vec<usize>, String> {
        let living: Vec<_> = (0..self.machines.len()).filter(|i| self.machines[*i].alive).collect();
        for at in &living {
            if self.machines[*at].old {
                self.machines[*at].start(false);
            }
        }
        self.rounds(&living)?;
        if self.headquarters_put_back {
            // What waits there for a page of its own is said again once every laptop has spoken, or after weeks: some never speak.
            self.time += LATER;
            self.rounds(&living)?;
        }
        self.exchanged = true;
        Ok(living)
    }

    fn rounds(&mut self, living: &[usize]) -> Check {
        for round in 0..8 {
            for pair in pairs(living, &self.headquarters(living)) {
                // Nobody can tell two stores of one name apart while neither has written: they are taken for one.
                let named = |name| living.iter().filter(|i| self.machines[**i].desk().replica() == name).count();
                let everything = [pair.0, pair.1].into_iter().any(|i| named(self.machines[i].desk().replica()) > 1);
                let before = self.files.len();
                self.export(pair.0, pair.1, &How { everything, ..How::default() })?;
                if self.files.len() > before {
                    self.import(before)?;
                }
                let hq = self.machines[0].desk();
                let requests = hq.requests().expect("requests");
                for request in &requests {
                    hq.accept(&request.fingerprint(), None, &Default::default()).map_err(|e| format!("not accepted: {}", e.problem().code))?;
                }
                if !requests.is_empty() {
                    self.machines[0].forget_done();
                }
            }
            let held: BTreeSet<_> = living.iter().map(|i| self.things(*i)).collect();
            if round > 0 && held.len() == 1 {
                break;
            }
        }
        Ok(())
    }

    /// What stands in a store is what the oracle says of the entries that it holds.
    pub fn agrees(&self, at: usize) -> Check {
        let held = self.held(at);
        for cell in 0..CELLS {
            let live: Names = self.history(at, cell).iter().filter(|p| p.live).map(|p| name(cell, p)).collect();
            let expected = self.oracle.live(&held, cell);
            if !live.is_superset(&expected) || (!self.may_stand_beside(&[cell]) && live != expected) {
                return Err(format!("machine {at}, cell {cell}: {live:?} is live, but nobody who saw it replaced {expected:?}"));
            }
            if cell % PER_BOOK == REMOVAL && !self.machines[at].old && !self.may_stand_beside(&[cell - 2, cell - 1, cell]) {
                let gone = self.shown(at, cell).is_some_and(|no| self.names(at, cell, &[no]).iter().any(|n| self.oracle.said[n].removes));
                if gone != self.oracle.is_removed(&held, cell, &[cell - 2, cell - 1]) {
                    return Err(format!("machine {at}, cell {cell}: hidden: {gone}, which is not what whoever removed it saw"));
                }
            }
        }
        Ok(())
    }

    /// True where more may be live than the oracle knows: two stores of one name wrote there before either knew of the other; or not all pages
    /// of such stores are here, and what others say of them could mean either.
    fn may_stand_beside(&self, cells: &[usize]) -> bool {
        cells.iter().any(|cell| self.shared.contains(cell)) || (!self.twice.is_empty() && !self.exchanged)
    }

    /// What was said once stands there once, whatever its laptop was called when it was heard of.
    pub fn says_once(&self, at: usize) -> Check {
        for cell in (0..CELLS).filter(|cell| !self.may_stand_beside(&[*cell])) {
            let mut said = BTreeSet::new();
            let live = self.history(at, cell).into_iter().filter(|p| p.live).map(|p| name(cell, &p));
            if let Some(twice) = live.map(|live| self.oracle.first(live)).find(|first| !said.insert(*first)) {
                return Err(format!("machine {at}, cell {cell}: {twice:?} stands there twice"));
            }
        }
        Ok(())
    }
}

/// Who carries to whom in one round: everybody to each headquarters, and back.
fn pairs(living: &[usize], headquarters: &[usize]) -> Vec<(usize, usize)> {
    let each = || headquarters.iter().flat_map(|hq| living.iter().filter(move |i| *i != hq).map(move |i| (*i, *hq)));
    each().chain(each().map(|(site, hq)| (hq, site))).collect()
}
