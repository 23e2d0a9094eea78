//! A decision that was taken back: the values it had settled stand again, written by whoever took it back. They are still
//! the words of those who wrote them first.

use crate::{
    EntryNo,
    journal::{Live, Past},
};

/// True where these can only have come from taking a decision back: no other action gives a cell two values.
pub(super) fn may_be(live: &[Live]) -> bool {
    live.iter().enumerate().any(|(i, l)| live.iter().take(i).any(|other| (other.stamp, other.no.chain()) == (l.stamp, l.no.chain())))
}

/// The entry whose value this one put back, if it did.
pub(super) fn first(history: &[Past], no: EntryNo) -> Option<&Past> {
    let named = |name: &(crate::ReplicaId, u64)| history.iter().find(|p| (p.replica, p.no.seq()) == *name);
    let past = history.iter().find(|p| p.no == no)?;
    let decision = past.over.iter().filter_map(named).find(|p| p.replica == past.replica && p.over.len() > 1)?;
    let taken_back =
        |p: &&Past| p.no != no && (p.replica, p.stamp) == (past.replica, past.stamp) && p.over.iter().filter_map(named).any(|d| d.no == decision.no);
    history.iter().find(taken_back)?;
    let original = decision.over.iter().filter_map(named).find(|p| p.value == past.value)?;
    // It may have been decided and taken back more than once.
    Some(first(history, original.no).unwrap_or(original))
}
