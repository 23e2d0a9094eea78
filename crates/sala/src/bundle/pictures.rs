//! Attachments: which of those that records name go along, which are lost, and which are still to come.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::format::AttachmentFrame;
use crate::{ReplicaId, Result, journal::BookNo, store::attachments};

/// Attachments that any entry of these books ever named, that are here, and that the receiver has not said it holds.
pub(super) fn wanted_attachments(sql: &Connection, books: &[BookNo], receiver: Option<ReplicaId>) -> Result<Vec<AttachmentFrame>> {
    let mut wanted = BTreeMap::new();
    let query = "SELECT b.no, b.hash, b.bytes FROM mention m JOIN blob b ON b.hash = m.hash WHERE m.book = ?1
                 AND NOT EXISTS (SELECT 1 FROM receipt_blob h WHERE h.holder = ?2 AND h.hash = b.hash AND h.wished IS NULL)";
    let mut statement = sql.prepare(query)?;
    for book in books {
        let mut rows = statement.query((book.0, receiver))?;
        while let Some(row) = rows.next()? {
            wanted.insert(row.get::<_, i64>(0)?, AttachmentFrame { hash: row.get(1)?, bytes: row.get::<_, i64>(2)? as u64 });
        }
    }
    // One whose file was lost is asked for, not promised.
    let lost = attachments::lost(sql)?;
    Ok(wanted.into_values().filter(|frame| !lost.contains(&frame.hash)).collect())
}

/// Attachments that entries name and that are not here.
pub(super) struct Missing {
    /// Their names.
    pub hashes: BTreeSet<[u8; 32]>,
    /// How many of them were here, and are damaged or gone.
    pub lost: u64,
}

/// Attachments that entries of these books name and that are not here.
pub(super) fn missing_attachments(sql: &Connection, books: &[BookNo]) -> Result<Missing> {
    let mut missing = Missing { hashes: BTreeSet::new(), lost: 0 };
    let lost = attachments::lost(sql)?;
    let mut statement = sql.prepare("SELECT m.hash, b.no IS NULL FROM mention m LEFT JOIN blob b ON b.hash = m.hash WHERE m.book = ?1")?;
    for book in books {
        let mut rows = statement.query([book.0])?;
        while let Some(row) = rows.next()? {
            let (hash, unknown): ([u8; 32], bool) = (row.get(0)?, row.get(1)?);
            let known_and_lost = !unknown && lost.contains(&hash);
            if (unknown || known_and_lost) && missing.hashes.insert(hash) {
                missing.lost += u64::from(known_and_lost);
            }
        }
    }
    Ok(missing)
}
