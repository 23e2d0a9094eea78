//! How the notes of a tree hang under each other.

use std::collections::{BTreeMap, BTreeSet};

use super::views::Item;
use crate::{Problem, RecordId, Result};

/// So many notes hang under each other at most: a tree that goes deeper is read on no screen.
pub const MOST_LEVELS: usize = 8;

/// The notes that hang under themselves, by under which each hangs. Two laptops that hang two notes under each other make one of it; what hangs
/// under such a note and is not itself above it is none of them.
pub(crate) fn circle(above: &BTreeMap<RecordId, RecordId>) -> BTreeSet<RecordId> {
    let under_itself = |note: &RecordId| lineage(above, *note).any(|one| one == *note);
    above.keys().copied().filter(under_itself).collect()
}

/// What stands above a note, the nearest first. A circle is walked once.
fn lineage(above: &BTreeMap<RecordId, RecordId>, note: RecordId) -> impl Iterator<Item = RecordId> {
    std::iter::successors(above.get(&note).copied(), |one| above.get(one).copied()).take(above.len())
}

/// Stand notes that hang under each other at the top, and note of each that it does: otherwise they would be on no screen, and all under them.
pub(super) fn untangle(items: &mut [Item]) {
    let circle = circle(&above(items));
    for item in items.iter_mut().filter(|item| circle.contains(&item.id)) {
        (item.beneath, item.in_circle) = (None, true);
    }
}

/// Under which note of its own region each hangs: where the one above went elsewhere, a note stands at the top.
fn above(items: &[Item]) -> BTreeMap<RecordId, RecordId> {
    let there = |item: &Item| item.beneath.filter(|above| items.iter().any(|one| one.id == *above && one.region == item.region));
    items.iter().filter_map(|item| Some((item.id, there(item)?))).collect()
}

/// Refused where an item hung under this one would bring its branch deeper than a tree goes, and deeper than it is.
pub(super) fn not_too_deep(items: &[Item], item: RecordId, beneath: RecordId) -> Result<()> {
    let above = above(items);
    let level = |note| lineage(&above, note).count() + 1;
    let (now, then) = (level(item), level(beneath) + 1);
    let lowest = branch(items, item).into_iter().map(level).max().unwrap_or(now);
    let goes_deeper = then > now || !items.iter().any(|one| one.id == item);
    if goes_deeper && then + (lowest - now) > MOST_LEVELS {
        return Problem::new("note_too_deep").with("most", MOST_LEVELS).refuse();
    }
    Ok(())
}

/// An item and everything that hangs under it, from the top.
pub(super) fn branch(items: &[Item], root: RecordId) -> Vec<RecordId> {
    let mut found = vec![root];
    let mut at = 0;
    while let Some(above) = found.get(at).copied() {
        // Two laptops may hang two notes under each other: nobody is met twice.
        let below = items.iter().filter(|item| item.beneath == Some(above) && !found.contains(&item.id)).map(|item| item.id).collect::<Vec<_>>();
        found.extend(below);
        at += 1;
    }
    found
}
