//! What several values grew out of.

use std::collections::HashSet;

use crate::{
    EntryNo,
    journal::{Ancestry, Name, Past},
};

/// The latest value that all of these replaced, at once or step by step.
pub(super) fn of<'h>(history: &'h [Past], live: &[EntryNo]) -> Option<&'h Past> {
    let ancestry = Ancestry::of(history);
    let mut common: Option<HashSet<Name>> = None;
    for no in live {
        let replaced = ancestry.replaced_by(*no)?;
        common = Some(match common {
            Some(common) => common.intersection(&replaced).copied().collect(),
            None => replaced,
        });
    }
    common?.into_iter().filter_map(|name| ancestry.named(name)).max_by_key(|p| (p.stamp, p.replica, p.no.seq()))
}
