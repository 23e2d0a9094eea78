//! The actions that can be taken back, the newest on top: rows of this store, in the transactions of what they tell of.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension as _};

use super::done::{self, Books};
use crate::{EntryNo, Result, journal::Registry};

/// So many are kept.
const KEPT: i64 = 200;

/// Of large ones no more than as many bytes hold together, but the newest always: an import of a list weighs as much as a year of marks.
const MOST_BYTES: i64 = 16 << 20;

/// An action that can be taken back.
pub(super) struct Done {
    /// Its row.
    pub no: i64,
    /// The name of the verb.
    pub what: String,
    /// Who did it.
    pub author: String,
    /// When, in milliseconds since 1970, by this machine's clock.
    pub at: i64,
    pub books: Books,
}

/// Put what was done on top.
pub(super) fn push(sql: &Connection, what: &str, author: &str, at: i64, books: &Books) -> Result<()> {
    let bytes = done::to_bytes(books)?;
    // Small ones together are never so many.
    let is_large = bytes.len() > done::LARGE / 4;
    let row = (what, author, at, bytes);
    let no = sql.prepare_cached("INSERT INTO undo (what, author, at, done) VALUES (?1, ?2, ?3, ?4)")?.insert(row)?;
    // Rows come and go at the ends alone, so their numbers have no holes.
    if no > KEPT {
        sql.prepare_cached("DELETE FROM undo WHERE no <= ?1")?.execute([no - KEPT])?;
    }
    if is_large {
        let query = "DELETE FROM undo WHERE no < ?1 AND no <= (SELECT max(no) FROM (SELECT no, sum(length(done)) OVER (ORDER BY no DESC) AS upto FROM undo) WHERE upto > ?2)";
        sql.prepare_cached(query)?.execute((no, MOST_BYTES))?;
    }
    Ok(())
}

/// What is on top. None where nothing is, or what this version cannot read: that ends what can be taken back.
pub(super) fn top(sql: &Connection, registry: &Registry) -> Result<Option<Done>> {
    let query = "SELECT no, what, author, at, done FROM undo ORDER BY no DESC LIMIT 1";
    let row = |r: &rusqlite::Row<'_>| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get::<_, Vec<u8>>(4)?));
    let Some((no, what, author, at, bytes)) = sql.prepare_cached(query)?.query_row([], row).optional()? else { return Ok(None) };
    Ok(done::from_bytes(&bytes, registry).map(|books| Done { no, what, author, at, books }))
}

/// How many lie under this one.
pub(super) fn under(sql: &Connection, no: i64) -> Result<u64> {
    Ok(sql.prepare_cached("SELECT count(*) FROM undo WHERE no < ?1")?.query_row([no], |r| r.get::<_, i64>(0))? as u64)
}

/// Take the top one off.
pub(super) fn pop(sql: &Connection, no: i64) -> Result<()> {
    sql.prepare_cached("DELETE FROM undo WHERE no = ?1")?.execute([no])?;
    Ok(())
}

/// Values of earlier actions stand there again under new entries: taking those actions back replaces these.
pub(super) fn stand_again(sql: &Connection, again: &HashMap<EntryNo, EntryNo>) -> Result<()> {
    if again.is_empty() {
        return Ok(());
    }
    let mut rows = sql.prepare_cached("SELECT no, done FROM undo ORDER BY no")?;
    let rows = rows.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<Vec<(i64, Vec<u8>)>, _>>()?;
    for (no, bytes) in rows {
        if let Some(bytes) = done::standing_again(&bytes, again)? {
            sql.prepare_cached("UPDATE undo SET done = ?2 WHERE no = ?1")?.execute((no, bytes))?;
        }
    }
    Ok(())
}

/// Nothing can be taken back any more.
pub(super) fn clear(sql: &Connection) -> Result<()> {
    sql.prepare_cached("DELETE FROM undo")?.execute([])?;
    Ok(())
}
