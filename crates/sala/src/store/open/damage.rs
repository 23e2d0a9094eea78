//! Damage: pages of the database that are not what was written. Beside each page lies a code of it; one that does not fit is
//! read as zeros, and what stood there can look as if it had never been. So whoever answers for a whole store looks first.

use std::path::Path;

use rusqlite::Connection;

use super::{super::key, Store, connection, locked};
use crate::{Problem, Result};

/// Where another copy of Sala writes, so often is looked before a page counts as damaged, and so long apart, in milliseconds.
const BESIDE: (u32, u64) = (5, 200);

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
    /// Look at every page of the database as it lies on the disk.
    ///
    /// # Errors
    /// `store_damaged`.
    pub(crate) fn find_damage(&self) -> Result<()> {
        // A page that is being written at this moment looks the same. Another copy of Sala does not stop writing for this one, but one that
        // is written now is whole soon.
        let (looks, apart) = if self.is_beside() { BESIDE } else { (1, 0) };
        for look in 0..looks {
            if look > 0 {
                std::thread::sleep(std::time::Duration::from_millis(apart));
            }
            if unfit(&self.long_reader()?)? == 0 {
                return Ok(());
            }
        }
        // Here nobody writes while the writer is held.
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
