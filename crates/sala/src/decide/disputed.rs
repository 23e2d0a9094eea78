//! In which records somebody has to decide, so that the screen that shows one says so.

use std::collections::{BTreeSet, HashSet};

use super::{about::related, naming};
use crate::{
    Reader, RecordId, Result,
    journal::{Key, Kind, differing, record_id},
};

/// The records of a programme in which values wait for a decision: those that were written differently, and what they stand in: a
/// plan where one of its lines differs, a register where a mark does. A person is only named where the person's own fields differ.
///
/// # Errors
/// `no_such_programme`; store failures.
pub fn disputed(reader: &Reader<'_>, book: RecordId) -> Result<BTreeSet<RecordId>> {
    let (sql, no) = (reader.sql(), reader.book(book)?);
    let mut found = HashSet::new();
    for one in differing(sql, reader.tables(), Some(no))? {
        let (kind, key) = (one.plan.kind, (one.cell.a, one.cell.b));
        if kind.key == Key::Single {
            found.insert(key.0);
        }
        climb(reader, kind, key, &mut found)?;
    }
    found.into_iter().map(|no| record_id(sql, no)).collect()
}

/// Note what a record stands in, and what that stands in.
fn climb(reader: &Reader<'_>, kind: &'static Kind, key: (i64, i64), found: &mut HashSet<i64>) -> Result<()> {
    for above in related(reader, kind, key)? {
        let Some(kind) = naming::kind_of(reader, above)?.filter(|kind| kind.name != "participant") else { continue };
        if found.insert(above) {
            climb(reader, kind, (above, naming::book_of(reader, above)?.0), found)?;
        }
    }
    Ok(())
}
