//! Connections to the database: with its key, at the size of page it was made with, to work or only to look.

use std::path::Path;

use rusqlite::{Connection, ErrorCode, OpenFlags, config::DbConfig};

use super::key::StoreKey;
#[cfg(feature = "faults")]
use crate::fault;
use crate::{Error, Result};

/// The sizes of page that a store may have been made with; the first is our own. An encrypted file does not say which.
pub(super) const PAGE_SIZES: [u32; 7] = [4096, 1024, 2048, 8192, 16384, 32768, 65536];

/// SQLite's way to files without its own locks: `Store` holds the lock that keeps others out.
const WITHOUT_LOCKS: &str = if cfg!(windows) { "win32-none" } else { "unix-none" };

/// SQLite's files in memory. What has no slash in its name is nobody else's.
const IN_MEMORY: &str = "memdb";

/// A connection to work.
pub(super) fn working(path: &Path, key: &StoreKey) -> Result<Connection> {
    let sql = opened(path, key)?;
    sql.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864;")?;
    sql.busy_timeout(std::time::Duration::from_secs(5))?;
    Ok(settled(sql)?)
}

/// A connection to read beside one that works.
pub(super) fn reading(path: &Path, key: &StoreKey) -> Result<Connection> {
    let sql = working(path, key)?;
    sql.pragma_update(None, "query_only", true)?;
    Ok(sql)
}

/// A connection to read beside another process that works: it leaves the write-ahead log to that one.
pub(super) fn beside(path: &Path, key: &StoreKey) -> Result<Connection> {
    let sql = opened(path, key)?;
    sql.busy_timeout(std::time::Duration::from_secs(5))?;
    sql.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    sql.pragma_update(None, "query_only", true)?;
    Ok(settled(sql)?)
}

/// A connection that changes nothing on the disk, not even beside the database, where that cannot be written.
pub(super) fn looking(path: &Path, key: &StoreKey) -> Result<Connection> {
    let log = path.with_extension("db-wal");
    let has_log = log.metadata().is_ok_and(|log| log.len() > 0);
    let sql = fitting(key, || {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        if has_log {
            // What the last one at work could not carry over stands in the write-ahead log alone; its index is kept in memory.
            let sql = Connection::open_with_flags_and_vfs(path, flags, WITHOUT_LOCKS)?;
            sql.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
            sql.execute_batch("PRAGMA locking_mode = EXCLUSIVE")?;
            return Ok(sql);
        }
        let whole = std::path::absolute(path).map_err(Error::file(path))?;
        let mut uri = url::Url::from_file_path(&whole).map_err(|()| Error::damaged("store", "the name of its folder cannot be read"))?;
        uri.set_query(Some("immutable=1"));
        Ok(Connection::open_with_flags(uri.as_str(), flags | OpenFlags::SQLITE_OPEN_URI)?)
    })?;
    sql.pragma_update(None, "query_only", true)?;
    Ok(settled(sql)?)
}

fn settled(sql: Connection) -> rusqlite::Result<Connection> {
    sql.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;")?;
    // A plan that is made for the values of one question is made anew for those of the next: a kept statement would be parsed again
    // nearly every time. Nothing is analysed here, so the values could tell it nothing.
    sql.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    sql.set_prepared_statement_cache_capacity(256);
    Ok(sql)
}

/// A connection to a database that is there, or to a new one.
pub(super) fn opened(path: &Path, key: &StoreKey) -> Result<Connection> {
    fitting(key, || Ok(Connection::open(path)?))
}

/// Connect with the size of page that fits the file.
fn fitting(key: &StoreKey, connect: impl Fn() -> Result<Connection>) -> Result<Connection> {
    let mut first = None;
    for size in PAGE_SIZES {
        let sql = keyed(connect()?, key, size)?;
        match sql.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())) {
            Ok(()) => return Ok(sql),
            Err(e) if e.sqlite_error_code() == Some(ErrorCode::NotADatabase) => first = first.or(Some(e)),
            Err(e) => return Err(e.into()),
        }
    }
    Err(first.map_or_else(|| Error::damaged("store", "it has no pages"), Error::Sql))
}

/// A connection to a new database with pages of this size.
pub(super) fn new(path: &Path, key: &StoreKey, page_size: u32) -> Result<Connection> {
    keyed(Connection::open(path)?, key, page_size)
}

/// A connection to a new database that lies in memory and goes with the connection, with pages of this size.
pub(super) fn in_memory(key: &StoreKey, page_size: u32) -> Result<Connection> {
    let sql = keyed(Connection::open_with_flags_and_vfs("copy", OpenFlags::default(), IN_MEMORY)?, key, page_size)?;
    // What is copied here was made for a write-ahead log; there are no others to share its index with.
    sql.execute_batch("PRAGMA locking_mode = EXCLUSIVE; PRAGMA temp_store = MEMORY;")?;
    Ok(sql)
}

/// The size of its pages.
pub(super) fn page_size(sql: &Connection) -> Result<u32> {
    let size: String = sql.pragma_query_value(None, "cipher_page_size", |r| r.get(0))?;
    size.parse().map_err(|e| Error::damaged("store", e))
}

fn keyed(sql: Connection, key: &StoreKey, page_size: u32) -> Result<Connection> {
    #[cfg(feature = "faults")]
    let sql = {
        let mut sql = sql;
        fault::watch(&mut sql)?;
        sql
    };
    // Its own lines on the error stream would stand beside the answer that people get.
    sql.execute_batch("PRAGMA cipher_log_level = NONE")?;
    // A raw key (SQLCipher documentation, "PRAGMA key"): no key derivation, it is random already.
    sql.execute_batch(&format!("PRAGMA key = \"x'{}'\"; PRAGMA cipher_page_size = {page_size};", key.as_str()))?;
    Ok(sql)
}
