//! What several values grew out of.

use std::collections::{HashMap, HashSet};

use crate::{EntryNo, ReplicaId, journal::Past};

type Name = (ReplicaId, u64);

/// The latest value that all of these replaced, at once or step by step.
pub(super) fn of<'h>(history: &'h [Past], live: &[EntryNo]) -> Option<&'h Past> {
    let mut by_name: HashMap<Name, &Past> = HashMap::new();
    let mut twice = HashSet::new();
    for past in history {
        let name = (past.replica, past.no.seq());
        if by_name.insert(name, past).is_some() {
            twice.insert(name);
        }
    }
    // Where a chain forked, a place may mean two entries: what is not sure is no common ground.
    by_name.retain(|name, _| !twice.contains(name));
    let mut common: Option<HashSet<Name>> = None;
    for no in live {
        let replaced = replaced_by(&by_name, history.iter().find(|p| p.no == *no)?);
        common = Some(match common {
            Some(common) => common.intersection(&replaced).copied().collect(),
            None => replaced,
        });
    }
    common?.iter().filter_map(|name| by_name.get(name).copied()).max_by_key(|p| (p.stamp, p.replica, p.no.seq()))
}

fn replaced_by(by_name: &HashMap<Name, &Past>, past: &Past) -> HashSet<Name> {
    let (mut found, mut open) = (HashSet::new(), past.over.clone());
    while let Some(name) = open.pop() {
        if found.insert(name) {
            open.extend(by_name.get(&name).into_iter().flat_map(|p| p.over.iter().copied()));
        }
    }
    found
}
