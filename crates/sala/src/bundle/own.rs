//! What was recorded in this store and headquarters does not count: this laptop may do less from some page on, or is no
//! longer believed. Elsewhere such pages lie outside the union. Here they stay on the screen and in every file, and it is said.

use rusqlite::Connection;
use serde::Serialize;

use super::line::Lines;
use crate::{RecordId, ReplicaId, Result, trust::Standing};

/// What was recorded here and does not count elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotAllowed {
    /// Entries.
    pub entries: u64,
    /// Why the last of them do not count: `revoked`, `read_only` or `other_book`.
    pub why: &'static str,
}

/// The pages of this store's own, and what none holds yet, as the page that it will be in.
const OWN: &str =
    "SELECT r.id, b.id, p.number, p.entries, p.hash FROM page p JOIN chain c ON c.no = p.chain JOIN replica r ON r.no = c.replica JOIN book b ON b.no = c.book
     WHERE p.bundle IS NULL
     UNION ALL SELECT r.id, b.id, 1 + coalesce((SELECT max(number) FROM page p WHERE p.chain = c.no), 0), t.entries, NULL
     FROM (SELECT chain, sum(entries) AS entries FROM tail WHERE NOT said GROUP BY chain) t
     JOIN chain c ON c.no = t.chain JOIN replica r ON r.no = c.replica JOIN book b ON b.no = c.book";

/// What of this store's own meets with an objection.
pub(super) fn not_allowed(sql: &Connection, standing: &Standing) -> Result<Option<NotAllowed>> {
    let mut found: Option<NotAllowed> = None;
    if standing.is_plain() {
        return Ok(found);
    }
    let lines = Lines::read(sql, standing)?;
    let mut statement = sql.prepare_cached(OWN)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (replica, book, number): (ReplicaId, RecordId, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let hash: Option<[u8; 32]> = row.get(4)?;
        let of_a_line = || lines.objection(replica, book, number as u64, &hash?);
        if let Some(why) = standing.objection(replica, book, number as u64).or_else(of_a_line) {
            let before = found.map_or(0, |found| found.entries);
            found = Some(NotAllowed { entries: before + row.get::<_, i64>(3)? as u64, why });
        }
    }
    Ok(found)
}

/// True where this page is here, in the union or outside it.
pub(super) fn is_here(sql: &Connection, hash: &[u8; 32]) -> Result<bool> {
    let query = "SELECT EXISTS (SELECT 1 FROM page WHERE hash = ?1) OR EXISTS (SELECT 1 FROM page_aside WHERE hash = ?1)";
    Ok(sql.prepare_cached(query)?.query_row([hash], |r| r.get(0))?)
}

/// True where this page lies here and nobody is taken to have meant anything in it.
pub(super) fn is_discarded(sql: &Connection, hash: &[u8; 32]) -> Result<bool> {
    Ok(sql.prepare_cached("SELECT EXISTS (SELECT 1 FROM page_aside WHERE hash = ?1 AND discarded)")?.query_row([hash], |r| r.get(0))?)
}

/// True where this page was closed in this store.
pub(super) fn is_own(sql: &Connection, hash: &[u8; 32], replica: ReplicaId) -> Result<bool> {
    let query = "SELECT EXISTS (SELECT 1 FROM page p JOIN chain c ON c.no = p.chain JOIN replica r ON r.no = c.replica
                 WHERE r.id = ?2 AND p.hash = ?1 AND p.bundle IS NULL)";
    Ok(sql.prepare_cached(query)?.query_row((hash, replica), |r| r.get(0))?)
}
