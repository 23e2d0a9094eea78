//! A decision that was taken back: the values it had settled stand again, written by whoever took it back. They are still
//! the words of those who wrote them first.

use std::collections::{HashMap, HashSet};

use crate::{
    EntryNo, ReplicaId,
    journal::{Live, Past},
};

/// How many values are looked at in one cell. Nobody decides and takes back so often; whoever means harm writes a page that says so.
const MOST_LOOKS: usize = 1_000_000;

/// True where these can only have come from taking a decision back: no other action gives a cell two values.
pub(super) fn may_be(live: &[Live]) -> bool {
    let mut strokes = HashSet::new();
    live.iter().any(|l| !strokes.insert((l.stamp, l.no.chain())))
}

/// One stroke of one laptop that replaced a decision.
type Stroke = (ReplicaId, i64, EntryNo);

/// A cell's history, by what is asked of it.
pub(super) struct Restored<'h> {
    by_no: HashMap<EntryNo, &'h Past>,
    by_name: HashMap<(ReplicaId, u64), &'h Past>,
    /// An entry of each stroke, and whether it has more of them.
    strokes: HashMap<Stroke, (EntryNo, bool)>,
    left: usize,
}

impl<'h> Restored<'h> {
    pub(super) fn of(history: &'h [Past]) -> Self {
        let mut by_name = HashMap::with_capacity(history.len());
        for past in history {
            by_name.entry((past.replica, past.no.seq())).or_insert(past);
        }
        let mut strokes = HashMap::new();
        for past in history {
            for decision in past.over.iter().filter_map(|name| by_name.get(name)) {
                let (one, more) = strokes.entry((past.replica, past.stamp, decision.no)).or_insert((past.no, false));
                *more |= *one != past.no;
            }
        }
        Self { by_no: history.iter().map(|past| (past.no, past)).collect(), by_name, strokes, left: MOST_LOOKS }
    }

    /// The entry that first said what this one put back, if it put something back. It may have been decided and taken back more than
    /// once: however often, this goes on step by step.
    pub(super) fn first(&mut self, no: EntryNo) -> Option<&'h Past> {
        let (mut past, mut found, mut decisions) = (*self.by_no.get(&no)?, None, HashSet::new());
        while let Some(original) = self.put_back(past, &mut decisions) {
            (past, found) = (original, Some(original));
        }
        found
    }

    /// The entry whose value this one put back, if it did; each decision is gone through once.
    fn put_back(&mut self, past: &Past, decisions: &mut HashSet<EntryNo>) -> Option<&'h Past> {
        let named = |name: &(ReplicaId, u64)| self.by_name.get(name).copied();
        let decision = past.over.iter().filter_map(named).find(|p| p.replica == past.replica && p.over.len() > 1)?;
        let (one, more) = self.strokes.get(&(past.replica, past.stamp, decision.no))?;
        if !(*more || *one != past.no) || !decisions.insert(decision.no) {
            return None;
        }
        let original = decision.over.iter().filter_map(named).find(|p| p.value == past.value);
        self.left = self.left.checked_sub(past.over.len() + decision.over.len())?;
        original
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What one laptop wrote into a cell: the place, the stroke, the value, and what it replaced.
    fn past((seq, stamp, value, over): (u64, i64, &str, &[u64])) -> Past {
        let replica = ReplicaId([1; 16]);
        Past {
            no: EntryNo::new(1, seq),
            value: value.into(),
            withheld: false,
            author: String::new(),
            replica,
            wall: stamp,
            stamp,
            page: None,
            over: over.iter().map(|seq| (replica, *seq)).collect(),
            live: false,
        }
    }

    #[test]
    fn what_stands_again_is_what_was_said_first_however_often_it_was_decided_and_taken_back() {
        // As much as a page holds.
        for levels in [1, 2, 87_000] {
            let mut history = vec![past((1, 1, "By A", &[])), past((2, 2, "By B", &[]))];
            for level in 0..levels {
                let (before, stamp) = (level * 3 + 1, level as i64 * 2 + 3);
                let decision = before + 2;
                history.push(past((decision, stamp, "By A", &[before, before + 1])));
                history.push(past((decision + 1, stamp + 1, "By A", &[decision])));
                history.push(past((decision + 2, stamp + 1, "By B", &[decision])));
            }
            let last = levels * 3 + 1;
            let mut restored = Restored::of(&history);
            let first = |restored: &mut Restored<'_>, seq| restored.first(EntryNo::new(1, seq)).map(|past| past.no.seq());
            assert_eq!((first(&mut restored, last), first(&mut restored, last + 1)), (Some(1), Some(2)), "{levels} times");
            assert_eq!(first(&mut restored, 1), None, "what was said first puts nothing back");
        }
    }

    #[test]
    fn entries_that_put_each_other_back_come_to_an_end() {
        let round = [past((1, 1, "x", &[3])), past((2, 1, "x", &[3])), past((3, 2, "y", &[1, 2]))];
        assert!(Restored::of(&round).first(EntryNo::new(1, 1)).is_some_and(|past| past.value == "x".into()));
    }
}
