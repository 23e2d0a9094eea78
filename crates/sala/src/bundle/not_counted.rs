//! What a laptop wrote that headquarters does not count: it may only look, or not write in that programme, or is no longer believed.
//! Such pages lie outside the union, and somebody should know of them until that changes.

use rusqlite::Connection;
use serde::Serialize;

use crate::{
    RecordId, ReplicaId, Result,
    journal::{BookNo, Registry, code_of},
    trust::Standing,
};

/// Pages of a replica in one programme that are here and do not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotCounted {
    /// First page.
    pub first: u64,
    /// Last page.
    pub last: u64,
    /// The programme's code; empty where nothing of it counts here.
    pub programme: String,
    /// The programme.
    pub book: RecordId,
    /// Entries in them.
    pub entries: u64,
    /// Why they do not count: `revoked`, `read_only` or `other_book`.
    pub why: String,
}

/// All of them, by replica, in the order of programmes and pages.
pub(super) fn not_counted(sql: &Connection, registry: &Registry) -> Result<Vec<(ReplicaId, NotCounted)>> {
    let query = "SELECT o.replica, o.book, o.number, sum(o.entries), max(o.why), b.no FROM page_aside o LEFT JOIN book b ON b.id = o.book
                 WHERE o.why <> 'set_aside' GROUP BY o.replica, o.book, o.number ORDER BY o.replica, b.no, o.number";
    let mut statement = sql.prepare_cached(query)?;
    let mut rows = statement.query([])?;
    // Headquarters may have said more since they were put aside: what keeps them there now is what is told.
    let standing = Standing::read(sql)?;
    let mut found: Vec<(ReplicaId, NotCounted)> = Vec::new();
    while let Some(row) = rows.next()? {
        let (replica, book, page, entries): (ReplicaId, RecordId, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        let (page, entries) = (page as u64, entries as u64);
        let why = standing.objection(replica, book, page).map_or_else(|| row.get(4), |why| Ok(why.to_owned()))?;
        match found.last_mut() {
            Some((before, one)) if *before == replica && one.book == book && one.why == why && one.last + 1 == page => {
                one.last = page;
                one.entries += entries;
            }
            _ => {
                let book_no = row.get::<_, Option<i64>>(5)?.map(BookNo);
                let programme = book_no.map(|no| code_of(sql, registry, no)).transpose()?.unwrap_or_default();
                found.push((replica, NotCounted { first: page, last: page, programme, book, entries, why }));
            }
        }
    }
    Ok(found)
}
