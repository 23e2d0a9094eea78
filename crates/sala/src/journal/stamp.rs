//! The stamp that orders display among live values. It decides nothing: what replaces what is said by `over` alone.

use rusqlite::{Connection, OptionalExtension as _};

use super::page::MAX_STAMP;
use crate::Result;

/// 2100-01-01, in milliseconds: a clock beyond it is wrong.
const END: i64 = 4_102_444_800_000;

/// The latest stamp that this store has seen; none where it saw none yet.
pub(crate) fn last_stamp(sql: &Connection) -> Result<Option<i64>> {
    Ok(sql.prepare_cached("SELECT value FROM meta WHERE key = 'stamp'")?.query_row([], |r| r.get(0)).optional()?)
}

/// A stamp later than every stamp that this store has seen, and as near to the wall clock as that allows. A page with the
/// last stamp there is must not push those who took it in beyond what anybody believes: then stamps are equal.
pub(crate) fn next_stamp(sql: &Connection, wall: i64) -> Result<i64> {
    let last = last_stamp(sql)?.unwrap_or(0);
    let stamp = wall.clamp(0, END).max(last.saturating_add(1)).min(MAX_STAMP);
    sql.prepare_cached("INSERT OR REPLACE INTO meta (key, value) VALUES ('stamp', ?1)")?.execute([stamp])?;
    Ok(stamp)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_with_the_last_stamp_there_is_does_not_make_its_reader_write_what_nobody_believes() {
        let sql = Connection::open_in_memory().expect("a store");
        sql.execute_batch("CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT").expect("its notes");
        assert_eq!(next_stamp(&sql, 1_000).expect("a stamp"), 1_000);
        assert_eq!(next_stamp(&sql, 500).expect("a stamp"), 1_001, "a clock that was set back makes nothing older");
        sql.execute("UPDATE meta SET value = ?1", [MAX_STAMP]).expect("a page from a laptop that means harm");
        assert_eq!(next_stamp(&sql, 1_000).expect("a stamp"), MAX_STAMP, "a later one would make every page written from here on unreadable");
    }
}
