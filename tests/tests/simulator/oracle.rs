//! The oracle: it knows who wrote what, having seen what, and nothing of how stores keep it.

use std::collections::{BTreeMap, BTreeSet};

use sala::ReplicaId;

/// An entry's name: the moment of its action, which no other action has, its place, and the name of its laptop under which it stands
/// there: a laptop that goes on under another name takes along what nobody has heard of.
pub type Name = (i64, u64, ReplicaId);
/// Some entries.
pub type Names = BTreeSet<Name>;

/// What somebody wrote.
#[derive(Clone, Debug)]
pub struct Said {
    /// In which cell.
    pub cell: usize,
    /// It removes a record.
    pub removes: bool,
    /// What its writer saw there, and in the record that it removes.
    pub saw: Names,
    /// As what it was said first, where its laptop goes on with it under another name, or said it again.
    pub first: Option<Name>,
}

/// Everything that was ever written.
#[derive(Default)]
pub struct Oracle {
    pub said: BTreeMap<Name, Said>,
    /// By each name that a laptop had later the one that it had first, and how many it had had before.
    pub line: BTreeMap<ReplicaId, (ReplicaId, usize)>,
}

impl Oracle {
    /// The name that the laptop of this name had first, and how many it had had before this one.
    fn laptop(&self, replica: ReplicaId) -> (ReplicaId, usize) {
        self.line.get(&replica).copied().unwrap_or((replica, 0))
    }

    /// True for two names of one laptop.
    pub fn is_one(&self, one: ReplicaId, other: ReplicaId) -> bool {
        self.laptop(one).0 == self.laptop(other).0
    }

    /// A laptop goes on under another name.
    pub fn goes_on(&mut self, former: ReplicaId, next: ReplicaId) {
        let (first, names) = self.laptop(former);
        self.line.insert(next, (first, names + 1));
    }

    /// As what a thing was said first.
    pub fn first(&self, name: Name) -> Name {
        self.said.get(&name).and_then(|said| said.first).unwrap_or(name)
    }

    /// All that a thing was said as.
    pub fn doubles(&self, name: Name) -> impl Iterator<Item = Name> {
        let first = self.first(name);
        self.said.iter().filter(move |(one, said)| **one == first || said.first == Some(first)).map(|(one, _)| *one)
    }

    /// A laptop goes on with a thing under this name, or says it again, having seen `over` of what it was said as before. It saw what
    /// whoever wrote it saw, by the names that this has now.
    pub fn again(&mut self, name: Name, first: Name, over: Names) {
        let before = self.doubles(first).max_by_key(|double| self.laptop(double.2).1);
        let Some(Said { cell, removes, saw, .. }) = before.and_then(|before| self.said.get(&before)).cloned() else { return };
        let now = |seen: Name| self.doubles(seen).find(|double| double.2 == name.2).unwrap_or(seen);
        let saw = saw.into_iter().map(now).chain(over).collect();
        self.said.insert(name, Said { cell, removes, saw, first: Some(first) });
    }

    /// What an entry replaces: what its writer saw; and of that what the same laptop wrote under a former name replaces what that had
    /// seen too. It may have left in a file that never comes, and whoever lacks it sees what it had replaced.
    fn replaced(&self, name: Name) -> Names {
        let saw = |name: &Name| self.said.get(name).into_iter().flat_map(|said| said.saw.iter().copied());
        let (mut all, mut next) = (Names::new(), Vec::from_iter(saw(&name)));
        while let Some(seen) = next.pop() {
            if all.insert(seen) && seen.2 != name.2 && self.is_one(seen.2, name.2) {
                next.extend(saw(&seen));
            }
        }
        all
    }

    /// What is live in a cell for whoever holds these entries: what nobody who saw it replaced.
    pub fn live(&self, held: &Names, cell: usize) -> Names {
        let of_cell = || held.iter().filter(|name| self.said.get(name).is_some_and(|said| said.cell == cell)).copied();
        let replaced: Names = of_cell().flat_map(|name| self.replaced(name)).collect();
        of_cell().filter(|name| !replaced.contains(name)).collect()
    }

    /// A record is gone only where nobody keeps it and one removal saw all that is live in it.
    pub fn is_removed(&self, held: &Names, removal: usize, contents: &[usize]) -> bool {
        let said: Vec<_> = self.live(held, removal).iter().filter_map(|name| self.said.get(name)).collect();
        let inside: Names = contents.iter().flat_map(|cell| self.live(held, *cell)).collect();
        said.iter().all(|s| s.removes) && said.iter().any(|s| inside.is_subset(&s.saw))
    }
}

#[test]
fn the_oracle_sees_a_loss() {
    let (a, a_2) = (ReplicaId([1; 16]), ReplicaId([2; 16]));
    let mut oracle = Oracle::default();
    let said = |cell, removes, saw: &[Name]| Said { cell, removes, saw: saw.iter().copied().collect(), first: None };
    oracle.said.insert((1, 1, a), said(0, false, &[]));
    oracle.said.insert((2, 1, a), said(0, false, &[]));
    let all = |oracle: &Oracle| oracle.said.keys().copied().collect();
    assert_eq!(oracle.live(&all(&oracle), 0).len(), 2, "a merge that kept one of the two would be caught");
    oracle.said.insert((3, 1, a), said(2, true, &[(1, 1, a)]));
    assert!(!oracle.is_removed(&all(&oracle), 2, &[0]), "a removal that hid what its writer had not seen would be caught");
    oracle.said.insert((4, 1, a), said(0, false, &[(1, 1, a), (2, 1, a)]));
    assert_eq!(oracle.live(&all(&oracle), 0), [(4, 1, a)].into(), "somebody saw both");
    oracle.goes_on(a, a_2);
    oracle.again((4, 1, a_2), (4, 1, a), Names::from([(4, 1, a)]));
    assert_eq!(oracle.live(&all(&oracle), 0), [(4, 1, a_2)].into(), "what is said again stands there once");
    let lacks: Names = all(&oracle).into_iter().filter(|name: &Name| *name != (4, 1, a)).collect();
    assert_eq!(oracle.live(&lacks, 0), [(4, 1, a_2)].into(), "also where the first never came, and what that had replaced does not come back");
}
