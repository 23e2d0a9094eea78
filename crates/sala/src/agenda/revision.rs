//! How often each session was changed: the sequence number of a calendar, which tells a program that has an older file
//! which of two is the later one.

use std::collections::BTreeMap;

use super::records::SESSION;
use crate::{Reader, RecordId, Result, journal::BookNo};

/// How many actions changed each session after the one that made it. Counted in the union of all pages, so it is the same
/// on any two laptops that know the same, and it grows with what becomes known. Pages that were set aside count on: a number
/// that went down would make every calendar keep what was taken back.
///
/// # Errors
/// Store failures.
pub fn revisions(reader: &Reader<'_>, book: BookNo) -> Result<BTreeMap<RecordId, u64>> {
    Ok(reader.actions_on(book, &SESSION)?.into_iter().map(|(session, actions)| (session, actions.saturating_sub(1))).collect())
}
