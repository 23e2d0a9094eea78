//! What the entries of a cell replaced, at once or step by step.

use std::collections::{HashMap, HashSet};

use super::{branch::Name, history::Past};
use crate::EntryNo;

/// The entries of one cell by what pages call them.
pub(crate) struct Ancestry<'h> {
    history: &'h [Past],
    by_name: HashMap<Name, &'h Past>,
}

impl<'h> Ancestry<'h> {
    pub(crate) fn of(history: &'h [Past]) -> Self {
        let mut by_name = HashMap::new();
        let mut twice = HashSet::new();
        for past in history {
            let name = (past.replica, past.no.seq());
            if by_name.insert(name, past).is_some() {
                twice.insert(name);
            }
        }
        // Where a chain forked, a place may mean two entries: what is not sure is no common ground.
        by_name.retain(|name, _| !twice.contains(name));
        Self { history, by_name }
    }

    /// Everything that this entry replaced, also what has not arrived; none where the entry itself is not here.
    pub(crate) fn replaced_by(&self, no: EntryNo) -> Option<HashSet<Name>> {
        let (mut found, mut open) = (HashSet::new(), self.past(no)?.over.clone());
        while let Some(name) = open.pop() {
            if found.insert(name) {
                open.extend(self.by_name.get(&name).into_iter().flat_map(|p| p.over.iter().copied()));
            }
        }
        Some(found)
    }

    /// The entry of this name.
    pub(crate) fn named(&self, name: Name) -> Option<&'h Past> {
        self.by_name.get(&name).copied()
    }

    /// What pages call this entry.
    pub(crate) fn name(&self, no: EntryNo) -> Option<Name> {
        self.past(no).map(|past| (past.replica, no.seq()))
    }

    fn past(&self, no: EntryNo) -> Option<&'h Past> {
        self.history.iter().find(|past| past.no == no)
    }
}
