//! Rows of which it is not known any more whose they are, because what led to their page is lost: told by their shape. What they say
//! is looked at before anything is made of it.

use rusqlite::types::Value::{self, Blob, Integer, Null, Text};

use super::{Table, tree::Kind};

fn is_long(value: &Value, bytes: usize) -> bool {
    matches!(value, Blob(blob) if blob.len() == bytes)
}

/// The tables that a row of such a page may belong to.
pub(super) fn guess(kind: Kind, row: &[Value]) -> &'static [Table] {
    match (kind, row) {
        (Kind::Leaf, [Null, Integer(_), Integer(_), Integer(_), Integer(_), hash, sig, Blob(_), Integer(_) | Null])
            if is_long(hash, 32) && is_long(sig, 64) =>
        {
            &[Table::Page]
        }
        (Kind::Leaf, [hash, replica, book, Integer(_), Integer(_), sig, Blob(_), Blob(_), Integer(_) | Null, Text(_), ..])
            if is_long(hash, 32) && is_long(replica, 16) && is_long(book, 16) && is_long(sig, 64) =>
        {
            &[Table::PageAside]
        }
        (Kind::Leaf, [Null, salt, Blob(_)]) if is_long(salt, 16) => &[Table::Annex],
        (Kind::Leaf, [replica, Blob(_), sig]) if is_long(replica, 16) && is_long(sig, 64) => &[Table::Certificate, Table::Revocation],
        (Kind::Leaf, [replica, Blob(_), sig, Integer(_)]) if is_long(replica, 16) && is_long(sig, 64) => &[Table::Request],
        (Kind::Leaf, [Null, hash, Integer(_)]) if is_long(hash, 32) => &[Table::Blob],
        (Kind::Leaf, [id, sender, Integer(_), Integer(_)]) if is_long(id, 16) && is_long(sender, 16) => &[Table::Quarantine],
        (
            Kind::IndexLeaf | Kind::IndexInner,
            [Integer(_), Integer(_), Integer(_), Integer(_), Blob(_)] | [Integer(_), Integer(_), Integer(_), Integer(_), Blob(_), Integer(_)],
        ) => &[Table::Tail],
        (Kind::IndexLeaf | Kind::IndexInner, [Text(_), _]) => &[Table::Meta],
        _ => &[],
    }
}
