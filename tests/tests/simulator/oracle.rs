//! The oracle: it knows who wrote what, having seen what, and nothing of how stores keep it.

use std::collections::{BTreeMap, BTreeSet};

/// An entry's name: the moment of its action, which no other action has, and its place.
pub type Name = (i64, u64);
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
}

/// Everything that was ever written.
#[derive(Default)]
pub struct Oracle(pub BTreeMap<Name, Said>);

impl Oracle {
    /// What is live in a cell for whoever holds these entries: what nobody who saw it replaced.
    pub fn live(&self, held: &Names, cell: usize) -> Names {
        let of_cell = || held.iter().filter_map(|name| self.0.get(name).map(|said| (*name, said))).filter(|(_, said)| said.cell == cell);
        let replaced: Names = of_cell().flat_map(|(_, said)| said.saw.iter().copied()).collect();
        of_cell().map(|(name, _)| name).filter(|name| !replaced.contains(name)).collect()
    }

    /// The same, but for what was replaced by something that does not have to be here: a copy that corrects what left it with a file which
    /// came nowhere names what that had replaced as well.
    pub fn live_for_sure(&self, held: &Names, cell: usize) -> Names {
        let mut replaced = Names::new();
        let mut open: Vec<Name> =
            held.iter().filter_map(|name| self.0.get(name)).filter(|said| said.cell == cell).flat_map(|said| said.saw.iter().copied()).collect();
        while let Some(name) = open.pop() {
            if replaced.insert(name) {
                open.extend(self.0.get(&name).filter(|said| said.cell == cell).into_iter().flat_map(|said| said.saw.iter().copied()));
            }
        }
        self.live(held, cell).into_iter().filter(|name| !replaced.contains(name)).collect()
    }

    /// A record is gone only where nobody keeps it and one removal saw all that is live in it.
    pub fn is_removed(&self, held: &Names, removal: usize, contents: &[usize]) -> bool {
        let said: Vec<_> = self.live(held, removal).iter().filter_map(|name| self.0.get(name)).collect();
        let inside: Names = contents.iter().flat_map(|cell| self.live(held, *cell)).collect();
        said.iter().all(|s| s.removes) && said.iter().any(|s| inside.is_subset(&s.saw))
    }
}

#[test]
fn the_oracle_sees_a_loss() {
    let mut oracle = Oracle::default();
    let said = |cell, removes, saw: &[Name]| Said { cell, removes, saw: saw.iter().copied().collect() };
    oracle.0.insert((1, 1), said(0, false, &[]));
    oracle.0.insert((2, 1), said(0, false, &[]));
    let all = |oracle: &Oracle| oracle.0.keys().copied().collect();
    assert_eq!(oracle.live(&all(&oracle), 0).len(), 2, "a merge that kept one of the two would be caught");
    oracle.0.insert((3, 1), said(2, true, &[(1, 1)]));
    assert!(!oracle.is_removed(&all(&oracle), 2, &[0]), "a removal that hid what its writer had not seen would be caught");
    oracle.0.insert((4, 1), said(0, false, &[(1, 1), (2, 1)]));
    assert_eq!(oracle.live(&all(&oracle), 0), [(4, 1)].into(), "somebody saw both");
}
