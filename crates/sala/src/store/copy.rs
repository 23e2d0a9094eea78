//! Whole copies of a store, each under a key of its own, made while others work.

use std::path::Path;

use rusqlite::{
    Connection,
    backup::{Backup, StepResult},
};

use super::{
    connection,
    key::{self, KeyPlace, StoreKey},
    open::Store,
};
use crate::{Error, Problem, Result, fault};

/// Pages of the database copied at a stroke.
const STEP: i32 = 1024;

/// Told how far the work is: bytes done and in all. Answers false to stop it.
type Progress<'a> = &'a mut dyn FnMut(u64, u64) -> bool;

/// What a copy holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counts {
    pub entries: u64,
    pub attachments: u64,
    pub programmes: u64,
    pub pages: u64,
}

impl Store {
    /// Copy this store, as it is at this moment, to a new file under `key`.
    pub(crate) fn copy_to(&self, to: &Path, key: &StoreKey, progress: Progress<'_>) -> Result<Counts> {
        let reader = self.long_reader()?;
        // One snapshot: held open, it keeps what others write meanwhile out of the copy, and the copying from beginning anew.
        let snapshot = reader.unchecked_transaction()?;
        let counts = counts(&snapshot)?;
        copy(&snapshot, to, key, progress)?;
        Ok(counts)
    }

    /// Copy this store, as it is at this moment, into memory.
    pub(super) fn copied_into_memory(&self) -> Result<Connection> {
        let reader = self.long_reader()?;
        let snapshot = reader.unchecked_transaction()?;
        let mut copy = connection::in_memory(&key::generate(), connection::page_size(&snapshot)?)?;
        copy_into(&snapshot, &mut copy, &mut |_, _| true)?;
        Ok(copy)
    }
}

/// Check a copy from end to end; answers what it holds.
pub(crate) fn check_copy(path: &Path, key: &StoreKey) -> Result<Counts> {
    let sql = open_copy(path, key)?;
    check(&sql)?;
    counts(&sql)
}

/// Look whether a copy is whole.
pub(super) fn check(copy: &Connection) -> Result<()> {
    let found: String = copy.query_row("PRAGMA integrity_check(1)", [], |r| r.get(0))?;
    if found == "ok" { Ok(()) } else { Err(Error::damaged("backup", found)) }
}

/// Make a new store in `dir`, with a new key, of a copy.
pub(crate) fn take_up(from: &Path, key: &StoreKey, dir: &Path, place: KeyPlace, progress: Progress<'_>) -> Result<()> {
    let own = key::make(dir, place)?;
    copy(&open_copy(from, key)?, &dir.join("sala.db"), &own, progress)
}

/// Open a copy to look into it.
pub(crate) fn open_copy(path: &Path, key: &StoreKey) -> Result<Connection> {
    // The key stands in a statement: it must be what a key is.
    if key.len() != 64 || !key.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(Error::damaged("backup", "an impossible key"));
    }
    let sql = connection::opened(path, key)?;
    sql.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA cache_size = -16000;")?;
    Ok(sql)
}

/// Copy what `from` sees to a new file under `key`.
pub(super) fn copy(from: &Connection, to: &Path, key: &StoreKey, progress: Progress<'_>) -> Result<()> {
    let mut copy = connection::new(to, key, connection::page_size(from)?)?;
    copy_into(from, &mut copy, progress)?;
    copy.close().map_err(|(_, e)| e)?;
    std::fs::File::options().write(true).open(to).and_then(|file| file.sync_all()).map_err(Error::file(to))
}

/// Copy what `from` sees into a new database.
fn copy_into(from: &Connection, copy: &mut Connection, progress: Progress<'_>) -> Result<()> {
    let page_size = connection::page_size(from)?;
    // A copy that is cut short is thrown away: it needs no journal of its own.
    copy.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16000;")?;
    let backup = Backup::new(from, copy)?;
    loop {
        let step = backup.step(STEP)?;
        fault::point("copy.step");
        let at = backup.progress();
        let bytes = |pages: i32| u64::try_from(pages).unwrap_or(0) * u64::from(page_size);
        if !progress(bytes(at.pagecount - at.remaining), bytes(at.pagecount)) {
            return Problem::new("stopped").refuse();
        }
        match step {
            StepResult::Done => return Ok(()),
            StepResult::Busy | StepResult::Locked => std::thread::sleep(std::time::Duration::from_millis(20)),
            _ => {}
        }
    }
}

fn counts(sql: &Connection) -> Result<Counts> {
    let count = |query: &str| -> Result<u64> { Ok(sql.query_row(query, [], |r| r.get::<_, i64>(0))? as u64) };
    let entries = count("SELECT (SELECT coalesce(sum(entries), 0) FROM page) + (SELECT coalesce(sum(entries), 0) FROM tail)")?;
    let (attachments, programmes) = (count("SELECT count(*) FROM blob")?, count("SELECT count(*) FROM book")?);
    Ok(Counts { entries, attachments, programmes, pages: count("SELECT count(*) FROM page")? })
}
