//! What a register held when it was closed, in four bytes a thing that was said.
//!
//! Whoever closes a register answers for what stood in it then. A laptop that had not seen the lock may still bring
//! another mark, with any clock: against the seal it is found, whenever it was written.
//!
//! A seal also names the seals that whoever closed or opened the register had before them. One that nobody names
//! *stands*: two laptops that closed one register without hearing of each other leave two, and what stands in the register
//! now is held against both. No clock has a say in it.

use std::collections::HashSet;

use super::records::{MARK_VALUE, REMARK};
use crate::{RecordId, journal::Name};

type Print = [u8; 4];

/// What stands in one field of one person's cell of a register, as far as a seal tells it.
#[derive(Debug)]
pub(crate) struct Said {
    /// Whose.
    pub participant: RecordId,
    /// [`MARK_VALUE`] or [`REMARK`].
    pub field: &'static str,
    /// True where something is said: a mark or remark that was taken away, or never made, says nothing.
    pub answers: bool,
    /// Any of these under a seal means that it was sealed.
    prints: Vec<Print>,
    /// How version 0.1 sealed a mark: without reason and approver, and without remarks.
    old: Option<Print>,
}

/// What a mark says that is nobody's private affair.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Plain<'a> {
    pub status: Option<&'a str>,
    pub minutes: Option<i64>,
    pub left_early: Option<i64>,
}

impl Said {
    /// A mark. A plain one is known by what it says. One with a reason is known by its entry: the reason is personal, may
    /// be withheld or erased, and must not be guessed from its print.
    pub(crate) fn mark(participant: RecordId, said: Plain<'_>, explained: bool, entry: Option<Name>) -> Self {
        let Plain { status, minutes, left_early } = said;
        let minutes = minutes.unwrap_or(0).to_le_bytes();
        // Who stayed to the end is sealed as in the versions that knew of nothing else.
        let left = left_early.map(|left| [b"left".as_slice(), &left.to_le_bytes()].concat()).unwrap_or_default();
        let plain = print(&[participant.as_bytes(), status.unwrap_or_default().as_bytes(), &minutes, &left]);
        let prints = entry.map(|name| of_entry(participant, name)).into_iter().chain((!explained).then_some(plain)).collect();
        Self { participant, field: MARK_VALUE.name, answers: status.is_some(), prints, old: Some(plain) }
    }

    /// The remark beside a mark, known by its entry; or that there is none.
    pub(crate) fn remark(participant: RecordId, remarked: bool, entry: Option<Name>) -> Self {
        let none = print(&[participant.as_bytes(), b"no remark"]);
        let prints = entry.map(|name| of_entry(participant, name)).into_iter().chain((!remarked).then_some(none)).collect();
        Self { participant, field: REMARK.name, answers: remarked, prints, old: None }
    }
}

/// A photograph of the paper that a register was compared with.
fn of_sheet(sheet: RecordId) -> Print {
    print(&[sheet.as_bytes(), b"sheet"])
}

fn of_entry(participant: RecordId, (author, place): Name) -> Print {
    print(&[participant.as_bytes(), b"entry", &author.0, &place.to_le_bytes()])
}

fn print(parts: &[&[u8]]) -> Print {
    let mut hasher = blake3::Hasher::new_derive_key("sala register seal v1");
    parts.iter().for_each(|part| _ = hasher.update(part));
    let mut print = Print::default();
    hasher.finalize_xof().fill(&mut print);
    print
}

/// One seal of a register.
#[derive(Debug)]
pub(crate) struct Seal {
    /// Its record.
    pub id: RecordId,
    /// What is under it; none where the register was opened again.
    prints: Option<HashSet<Print>>,
    /// The seals that it answers for; none in version 0.1, which sealed less.
    over: Option<Vec<RecordId>>,
    stamp: i64,
}

impl Seal {
    /// As it is stored.
    pub(crate) fn read(id: RecordId, seal: Option<&[u8]>, over: Option<&[u8]>, stamp: i64) -> Self {
        let prints = seal.map(|seal| seal.as_chunks::<4>().0.iter().copied().collect());
        let over = over.map(|over| over.as_chunks::<16>().0.iter().map(|id| RecordId::from_bytes(*id)).collect());
        Self { id, prints, over, stamp }
    }

    /// True where this was said when the register was closed.
    pub(crate) fn holds(&self, said: &Said) -> bool {
        let Some(prints) = &self.prints else { return true };
        match self.over {
            Some(_) => said.prints.iter().any(|print| prints.contains(print)),
            None => said.old.is_none_or(|old| prints.contains(&old)),
        }
    }
}

/// True where whoever compared the register with its paper had this sheet before them, by one of these seals.
pub(crate) fn compared_with(seals: &[Seal], sheet: RecordId) -> bool {
    seals.iter().any(|seal| seal.prints.as_ref().is_some_and(|prints| prints.contains(&of_sheet(sheet))))
}

/// The seals that stand, of all that a register has. Those of version 0.1 do not say what they had seen: of them, and of
/// them alone, the latest stands, as it did then.
pub(crate) fn standing(mut seals: Vec<Seal>) -> Vec<Seal> {
    let seen: HashSet<_> = seals.iter().filter_map(|seal| seal.over.as_deref()).flatten().copied().collect();
    let latest = seals.iter().filter(|seal| seal.over.is_none()).map(|seal| (seal.stamp, seal.id)).max();
    seals.retain(|seal| seal.prints.is_some() && !seen.contains(&seal.id) && (seal.over.is_some() || latest == Some((seal.stamp, seal.id))));
    seals
}

/// True where a seal that stands does not hold it: whoever closed the register had not seen it.
pub(crate) fn is_new(seals: &[Seal], said: &Said) -> bool {
    // Nobody answers for a register that says it is closed, and has no seal.
    seals.is_empty() || !seals.iter().all(|seal| seal.holds(said))
}

/// What to put under a seal for what stands in a register, and for the sheets that it was compared with; the order does not matter.
pub(crate) fn of<'s>(said: impl Iterator<Item = &'s Said>, sheets: &[RecordId]) -> Vec<u8> {
    bytes(said.flat_map(|said| said.prints.iter().copied()).chain(sheets.iter().copied().map(of_sheet)).collect())
}

/// The seal of all that every one of these seals holds, and of this: also of what is still on its way to this laptop.
pub(crate) fn common<'s>(seals: &[Seal], and: impl Iterator<Item = &'s Said>) -> Vec<u8> {
    let mut held = seals.iter().filter_map(|seal| seal.prints.as_ref());
    let first = held.next().cloned().unwrap_or_default();
    let mut prints = held.fold(first, |common, prints| &common & prints);
    prints.extend(and.flat_map(|said| said.prints.iter().copied()));
    bytes(prints)
}

/// The seals that one answers for, as they are stored.
pub(crate) fn names(seals: &[Seal]) -> Vec<u8> {
    seals.iter().flat_map(|seal| *seal.id.as_bytes()).collect()
}

fn bytes(prints: HashSet<Print>) -> Vec<u8> {
    let mut prints: Vec<_> = prints.into_iter().collect();
    prints.sort_unstable();
    prints.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u8) -> RecordId {
        RecordId::from_bytes([n; 16])
    }

    fn entry(place: u64) -> Option<Name> {
        Some((crate::ReplicaId([7; 16]), place))
    }

    fn mark(who: u8, status: &str, minutes: Option<i64>, explained: bool, place: u64) -> Said {
        Said::mark(id(who), Plain { status: Some(status), minutes, left_early: None }, explained, entry(place))
    }

    /// A print as version 0.1 made it.
    fn old_print(person: RecordId, status: &str, minutes: i64) -> Vec<u8> {
        let bytes = [person.as_bytes(), status.as_bytes(), &minutes.to_le_bytes()].concat();
        blake3::derive_key("sala register seal v1", &bytes)[..4].to_vec()
    }

    #[test]
    fn a_seal_of_version_0_1_answers_for_status_and_minutes_and_for_nothing_else() {
        let seal = Seal::read(id(1), Some(&[old_print(id(9), "late", 10), old_print(id(8), "excused", 0)].concat()), None, 5);
        assert!(seal.holds(&mark(9, "late", Some(10), false, 1)), "as it was sealed then");
        assert!(seal.holds(&mark(8, "excused", None, true, 2)), "whatever the reason is: it was not sealed");
        assert!(seal.holds(&Said::remark(id(8), true, entry(3))), "nor was a remark");
        assert!(!seal.holds(&mark(9, "late", Some(15), false, 4)), "another lateness came in after it");
    }

    #[test]
    fn of_seals_that_do_not_say_what_they_had_seen_the_latest_stands_until_one_names_it() {
        let old = |n, stamp| Seal::read(id(n), Some(&[]), None, stamp);
        let named = |seals: Vec<Seal>| standing(seals).iter().map(|seal| seal.id).collect::<Vec<_>>();
        assert_eq!(named(vec![old(1, 5), old(2, 9)]), [id(2)], "as in version 0.1");
        assert_eq!(named(vec![old(2, 9), old(1, 9)]), [id(2)], "the same on every store, whichever came first");
        let new = || Seal::read(id(3), Some(&[]), Some(&[]), 1);
        assert_eq!(named(vec![old(1, 5), new()]), [id(1), id(3)], "one of today, made without it, stands beside it however late it was");
        let over = || Seal::read(id(4), None, Some(id(1).as_bytes()), 0);
        assert_eq!(named(vec![old(1, 5), new(), over()]), [id(3)], "opening the register again ends the one that was seen, and no other");
    }

    #[test]
    fn a_store_from_which_reasons_are_withheld_finds_no_difference_that_is_none() {
        let whole = mark(9, "excused", None, true, 1);
        let seal = Seal::read(id(1), Some(&of([&whole].into_iter(), &[])), Some(&[]), 5);
        assert!(seal.holds(&mark(9, "excused", None, false, 1)), "the same entry, without its reason");
        assert!(!seal.holds(&mark(9, "excused", None, true, 2)), "another reason, or the same written anew");
        let bare = mark(9, "excused", None, false, 3);
        assert!(!seal.holds(&bare), "a reason that was taken away");
    }
}
