//! Since when differences wait.

use rusqlite::{Connection, OptionalExtension as _};

use crate::{
    EntryNo, Reader, Result,
    journal::{Differing, differing},
};

/// When the file came with which the oldest of the differences that wait began to differ (RFC 3339); none where none waits, or all of it
/// was recorded here.
///
/// # Errors
/// Store failures.
pub fn waiting_since(reader: &Reader<'_>) -> Result<Option<String>> {
    let all = differing(reader.sql(), reader.tables(), None)?.iter().map(|one| began(reader.sql(), one)).collect::<Result<Vec<_>>>()?;
    let oldest = all.into_iter().flatten().min();
    Ok(oldest.and_then(chrono::DateTime::from_timestamp_millis).map(crate::rfc3339))
}

/// When the last of the values came that stand against each other, by this machine's clock.
fn began(sql: &Connection, one: &Differing<'_>) -> Result<Option<i64>> {
    let query = "SELECT b.taken FROM page p JOIN bundle b ON b.no = p.bundle WHERE p.chain = ?1 AND p.first_seq <= ?2 AND p.first_seq + p.entries > ?2";
    let mut taken = sql.prepare_cached(query)?;
    let mut came = |no: EntryNo| Ok(taken.query_row((no.chain(), no.seq() as i64), |r| r.get::<_, i64>(0)).optional()?);
    let all = one.live.iter().map(|l| l.no).chain(one.unseen.iter().copied()).map(&mut came).collect::<Result<Vec<_>>>()?;
    Ok(all.into_iter().flatten().max())
}
