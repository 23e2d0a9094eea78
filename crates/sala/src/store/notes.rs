//! What a store notes about itself and does not carry anywhere.

use rusqlite::{Connection, OptionalExtension as _, ToSql, types::FromSql};

use crate::Result;

/// Noted when a file showed that this store may not be the only one that writes under its keys, and why.
pub(crate) const NEW_KEYS_WANTED: &str = "new_keys.wanted";

/// Noted when headquarters, which knows this store under its new keys, does not hold a page that open actions of former ones wait for.
pub(crate) const SAY_AGAIN: &str = "say_again.wanted";

/// Note something.
pub(crate) fn note(sql: &Connection, key: &str, value: impl ToSql) -> Result<()> {
    sql.prepare_cached("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)")?.execute((key, value))?;
    Ok(())
}

/// True between a file that showed that this store must go on under new keys and its doing so: nothing is signed then.
pub(crate) fn goes_on(sql: &Connection) -> Result<bool> {
    Ok(noted::<String>(sql, NEW_KEYS_WANTED)?.is_some())
}

/// What was noted.
pub(crate) fn noted<T: FromSql>(sql: &Connection, key: &str) -> Result<Option<T>> {
    Ok(sql.prepare_cached("SELECT value FROM meta WHERE key = ?1")?.query_row([key], |r| r.get(0)).optional()?)
}

/// Note it no longer.
pub(crate) fn forget(sql: &Connection, key: &str) -> Result<()> {
    sql.prepare_cached("DELETE FROM meta WHERE key = ?1")?.execute([key])?;
    Ok(())
}
