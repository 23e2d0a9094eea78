//! Damage: pages of the database that are not what was written. Beside each page lies a code of it; one that does not fit is
//! read as zeros, and what stood there can look as if it had never been. So whoever answers for a whole store looks first.

use std::path::Path;

use rusqlite::Connection;

use super::{super::key, Store, connection, locked};
use crate::{Problem, Result};

/// How many pages of the file do not fit their codes.
fn unfit(sql: &Connection) -> Result<usize> {
    let mut statement = sql.prepare("PRAGMA cipher_integrity_check")?;
    let mut rows = statement.query([])?;
    let mut pages = 0;
    while rows.next()?.is_some() {
        pages += 1;
    }
    Ok(pages)
}

impl Store {
    /// Look at every page of the database as it lies on the disk. Where another copy of Sala writes in it nothing can be said.
    ///
    /// # Errors
    /// `store_damaged`.
    pub(crate) fn find_damage(&self) -> Result<()> {
        if self.is_beside() || unfit(&self.long_reader()?)? == 0 {
            return Ok(());
        }
        // A page that is being written at this moment looks the same: asked again while nobody writes.
        let writer = locked(&self.writer);
        match unfit(&writer)? {
            0 => Ok(()),
            pages => Problem::new("store_damaged").with("pages", pages).with("path", self.dir.join("sala.db").display().to_string()).refuse(),
        }
    }
}

/// What a store that may be damaged noted last under this name, if that much of it can be read.
pub(crate) fn noted_in(dir: &Path, name: &str) -> Option<String> {
    let sql = connection::looking(&dir.join("sala.db"), &key::find(dir).ok()?).ok()?;
    super::super::noted(&sql, name).ok()?
}
