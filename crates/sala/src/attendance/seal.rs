//! What a register held when it was closed, in four bytes a mark.
//!
//! Whoever closes a register answers for the marks that stood in it then. A laptop that had not seen the lock may still
//! bring another mark, with any clock: against the seal it is found, whenever it was written.

use crate::RecordId;

/// A mark as far as a seal tells it: who, where, how late. Reasons are personal and may be withheld.
pub(crate) type Sealed = (RecordId, Option<String>, Option<i64>);

type Print = [u8; 4];

fn print((participant, status, minutes): &Sealed) -> Print {
    let mut hasher = blake3::Hasher::new_derive_key("sala register seal v1");
    hasher.update(participant.as_bytes());
    hasher.update(status.as_deref().unwrap_or_default().as_bytes());
    hasher.update(&minutes.unwrap_or(0).to_le_bytes());
    let mut print = Print::default();
    hasher.finalize_xof().fill(&mut print);
    print
}

/// The seal of these marks; their order does not matter.
pub(crate) fn of(marks: &[Sealed]) -> Vec<u8> {
    let mut prints: Vec<_> = marks.iter().map(print).collect();
    prints.sort_unstable();
    prints.concat()
}

/// The seal with more marks under it.
pub(crate) fn with(seal: &[u8], marks: &[Sealed]) -> Vec<u8> {
    let (prints, _) = seal.as_chunks::<4>();
    let mut prints: Vec<_> = prints.iter().copied().chain(marks.iter().map(print)).collect();
    prints.sort_unstable();
    prints.concat()
}

/// True where the mark is not one of those that were sealed.
pub(crate) fn is_new(seal: &[u8], mark: &Sealed) -> bool {
    let (prints, _) = seal.as_chunks::<4>();
    !prints.contains(&print(mark))
}
