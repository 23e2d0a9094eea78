//! In which records somebody has to decide, so that the screen that shows one says so.

use std::collections::{BTreeSet, HashSet};

use super::{about::related, naming};
use crate::{
    Reader, RecordId, Result,
    journal::{Differing, Key, Kind, differing, record_id},
};

/// The records of a programme in which values wait for a decision: those that were written differently, and what they stand in: a
/// plan where one of its lines differs, a register where a mark does. A person is only named where the person's own fields differ.
///
/// # Errors
/// `no_such_programme`; store failures.
pub fn disputed(reader: &Reader<'_>, book: RecordId) -> Result<BTreeSet<RecordId>> {
    let no = reader.book(book)?;
    among(reader, &differing(reader.sql(), reader.tables(), Some(no))?)
}

/// How many differences wait everywhere, as [`super::count`] says, and in which records of one programme, as [`disputed`] says: what differs is read
/// once for both.
///
/// # Errors
/// `no_such_programme`; store failures.
pub fn counted(reader: &Reader<'_>, book: Option<RecordId>) -> Result<(u64, BTreeSet<RecordId>)> {
    let book = book.map(|book| reader.book(book)).transpose()?;
    let mut all = differing(reader.sql(), reader.tables(), None)?;
    let count = all.len() as u64;
    let mut here = Vec::new();
    for one in all.drain(..) {
        if book == Some(naming::book_of(reader, one.cell.a)?) {
            here.push(one);
        }
    }
    Ok((count, among(reader, &here)?))
}

/// The records in which these wait, and what they stand in.
fn among(reader: &Reader<'_>, all: &[Differing<'_>]) -> Result<BTreeSet<RecordId>> {
    let mut found = HashSet::new();
    for one in all {
        let (kind, key) = (one.plan.kind, (one.cell.a, one.cell.b));
        if kind.key == Key::Single {
            found.insert(key.0);
        }
        climb(reader, kind, key, &mut found)?;
    }
    found.into_iter().map(|no| record_id(reader.sql(), no)).collect()
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
