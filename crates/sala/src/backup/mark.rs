//! The high-water mark: the last page of each book that left this store in a file, kept outside of it. A store that does not
//! hold the page its mark speaks of is an old copy: what it would write next has been written already.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _};
use serde::{Deserialize, Serialize};

use super::{Memory, Why};
use crate::{
    Desk, Error, Problem, RecordId, ReplicaId, Result,
    store::{takes_nothing, write_file},
};

/// The mark of one replica: by book, the last closed page.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Mark(BTreeMap<String, Last>);

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Last {
    /// Its number: how many pages the chain has.
    page: i64,
    /// BLAKE3 of its body.
    hash: String,
}

impl Desk {
    /// Remember outside the store, in `memory`, what leaves it; and go on under new keys where what is remembered there
    /// says that this store is an old copy of itself. A memory that cannot be read prevents no work. Where the disk takes nothing,
    /// such a store can be looked at, and nothing is written under its former keys whatever becomes of the disk.
    ///
    /// # Errors
    /// Store failures.
    pub fn remembering(mut self, memory: Option<Memory>) -> Result<Self> {
        self.memory = memory;
        let renewed = self.renew_if_old();
        match renewed {
            Err(error) if takes_nothing(&error).is_some() => {
                tracing::warn!("this store can only be looked at under its former keys: {error}");
                self.store.only_look_because(Problem::new("store_is_behind").with("label", self.label()?));
            }
            renewed => renewed?,
        }
        Ok(self)
    }

    fn renew_if_old(&self) -> Result<()> {
        // The machine may have gone dark between taking a file in and acting on what it showed.
        self.go_on_if_wanted()?;
        let Some(mark) = self.memory.as_ref().and_then(|memory| read(memory, self.replica())) else { return Ok(()) };
        let old = self.read(|r| mark.0.iter().try_fold(false, |old, (book, last)| Ok(old || !holds(r.sql(), self.replica(), book, last)?)))?;
        if old {
            self.go_on_under_new_keys(Why::StoreIsAnOldCopy)?;
        }
        Ok(())
    }

    /// Remember outside the store which own pages are closed. One that cannot be written prevents no work.
    pub(crate) fn remember_pages(&self) {
        let Some(memory) = &self.memory else { return };
        // Of former keys too: what was closed under them last may come back with an old copy of this store.
        for own in self.keys().replicas() {
            if let Err(error) = self.read(|r| newest(r.sql(), own)).and_then(|mark| write(memory, own, &mark)) {
                tracing::warn!("what left this store could not be remembered outside of it: {error}");
            }
        }
    }
}

/// The newest own page of each book.
fn newest(sql: &Connection, own: ReplicaId) -> Result<Mark> {
    let query = "SELECT b.id, p.number, p.hash FROM page p JOIN chain c ON c.no = p.chain JOIN replica r ON r.no = c.replica JOIN book b ON b.no = c.book
                 WHERE r.id = ?1 AND NOT EXISTS (SELECT 1 FROM page q WHERE q.chain = p.chain AND q.number > p.number)";
    let mut statement = sql.prepare(query)?;
    let mut rows = statement.query([own])?;
    let mut mark = Mark::default();
    while let Some(row) = rows.next()? {
        let hash = blake3::Hash::from_bytes(row.get(2)?).to_hex().to_string();
        mark.0.insert(row.get::<_, RecordId>(0)?.to_string(), Last { page: row.get(1)?, hash });
    }
    Ok(mark)
}

/// Whether this store holds the page.
fn holds(sql: &Connection, own: ReplicaId, book: &str, last: &Last) -> Result<bool> {
    let (Ok(book), Ok(hash)) = (book.parse::<RecordId>(), blake3::Hash::from_hex(&last.hash)) else {
        // A line that says nothing accuses nobody.
        return Ok(true);
    };
    let query = "SELECT 1 FROM page p JOIN chain c ON c.no = p.chain JOIN replica r ON r.no = c.replica JOIN book b ON b.no = c.book
                 WHERE r.id = ?1 AND b.id = ?2 AND p.number = ?3 AND p.hash = ?4
                 UNION ALL SELECT 1 FROM page_aside WHERE hash = ?4";
    // A page that left the union is still held.
    Ok(sql.prepare_cached(query)?.query_row((own, book, last.page, hash.as_bytes()), |_| Ok(())).optional()?.is_some())
}

fn read(memory: &Memory, replica: ReplicaId) -> Option<Mark> {
    let path = memory.mark(replica);
    let text = match std::fs::read(&path) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return None,
        Err(e) => {
            tracing::warn!("{} cannot be read: {e}", path.display());
            return None;
        }
    };
    serde_json::from_slice(&text).inspect_err(|e| tracing::warn!("{} says nothing: {e}", path.display())).ok()
}

fn write(memory: &Memory, replica: ReplicaId, mark: &Mark) -> Result<()> {
    memory.folder()?;
    let text = serde_json::to_vec(mark).map_err(|e| Error::damaged("mark", e))?;
    write_file(&memory.mark(replica), &text)
}
