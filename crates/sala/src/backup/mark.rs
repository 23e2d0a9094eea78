//! The high-water mark: the last page of each book that left this store in a file, kept outside of it. A store that does not
//! hold the page its mark speaks of is an old copy: what it would write next has been written already.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _};
use serde::{Deserialize, Serialize};

use super::{Memory, Why};
use crate::{
    Desk, Error, Problem, RecordId, ReplicaId, Result,
    bundle::left_without_us,
    journal::{Print, book_no, chain_no, kept_page, prints},
    store::{takes_nothing, write_file},
};

/// So many actions of a book are told from others, newest first: more than anybody records between two copies of a store.
const TOLD_APART: usize = 4096;

/// The mark of one replica: by book, the last closed page.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mark(BTreeMap<String, Last>);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Last {
    /// Its number: how many pages the chain has.
    page: i64,
    /// BLAKE3 of its body.
    hash: String,
    /// The last actions that were closed: an old copy that holds them still open must not write them anew. Earlier versions kept none.
    #[serde(default)]
    actions: Vec<Print>,
}

impl Mark {
    /// The actions that are known to have left in pages of this book which are not here.
    pub(super) fn left(&self, sql: &Connection, own: ReplicaId, book: RecordId) -> Result<&[Print]> {
        let book = book.to_string();
        let Some(last) = self.0.get(&book) else { return Ok(&[]) };
        Ok(if holds(sql, own, &book, last)? { &[] } else { &last.actions })
    }

    /// Note in the store itself which pages left that are not here: once it goes on under new keys nothing else would say so.
    pub(super) fn note_what_left(&self, sql: &Connection, own: ReplicaId) -> Result<()> {
        for (name, last) in &self.0 {
            if holds(sql, own, name, last)? {
                continue;
            }
            if let Ok(book) = name.parse::<RecordId>() {
                left_without_us(sql, chain_no(sql, own, book_no(sql, book)?)?, last.page)?;
            }
        }
        Ok(())
    }
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
        self.say_again_if_wanted();
        let Some(memory) = &self.memory else { return Ok(()) };
        if self.is_behind(&self.mark_of(self.replica()), self.replica())? || memory.ended(self.replica()).exists() {
            self.go_on_under_new_keys(Why::StoreIsAnOldCopy)?;
        }
        Ok(())
    }

    /// True where pages of this replica left that are not here.
    fn is_behind(&self, mark: &Mark, own: ReplicaId) -> Result<bool> {
        self.read(|r| mark.0.iter().try_fold(false, |old, (book, last)| Ok(old || !holds(r.sql(), own, book, last)?)))
    }

    /// What this machine remembers of a replica.
    pub(super) fn mark_of(&self, replica: ReplicaId) -> Mark {
        self.memory.as_ref().and_then(|memory| read(memory, replica)).unwrap_or_default()
    }

    /// Remember outside the store which own pages are closed. One that cannot be written prevents no work.
    pub(crate) fn remember_pages(&self) {
        let Some(memory) = &self.memory else { return };
        // Of former keys too: what was closed under them last may come back with an old copy of this store.
        for own in self.keys().replicas() {
            let before = self.mark_of(own);
            if let Err(error) = self.read(|r| newest(r.sql(), own, &before)).and_then(|mark| write(memory, own, &mark)) {
                tracing::warn!("what left this store could not be remembered outside of it: {error}");
            }
        }
    }

    /// Remember outside the store that it writes under this name no more: a copy that still does is an old one, also where nothing
    /// left under that name since. Of a store that was restored or rescued, or that was put beside the one that wrote more, nothing is said: that
    /// one may be at work in its place, and by what it wrote the memory tells it from any old copy.
    pub(super) fn remember_end(&self, former: ReplicaId, why: Why) {
        let Some(memory) = self.memory.as_ref().filter(|_| !matches!(why, Why::RestoredFromBackup | Why::Rescued)) else { return };
        match self.is_behind(&self.mark_of(former), former) {
            Ok(false) => {}
            Ok(true) => return,
            Err(error) => return tracing::warn!("what left this store could not be read: {error}"),
        }
        if let Err(error) = memory.folder().and_then(|_| write_file(&memory.ended(former), b"")) {
            tracing::warn!("that this store goes on under new keys could not be remembered outside of it: {error}");
        }
    }
}

/// The newest own page of each book. What is remembered of one already is not read again; and what another store of this name wrote
/// later, of which this one is an old copy, stays remembered.
fn newest(sql: &Connection, own: ReplicaId, before: &Mark) -> Result<Mark> {
    let query =
        "SELECT b.id, p.number, p.hash, p.chain FROM page p JOIN chain c ON c.no = p.chain JOIN replica r ON r.no = c.replica JOIN book b ON b.no = c.book
                 WHERE r.id = ?1 AND NOT EXISTS (SELECT 1 FROM page q WHERE q.chain = p.chain AND q.number > p.number)";
    let mut statement = sql.prepare(query)?;
    let mut rows = statement.query([own])?;
    let mut mark = Mark::default();
    while let Some(row) = rows.next()? {
        let hash = blake3::Hash::from_bytes(row.get(2)?).to_hex().to_string();
        let book = row.get::<_, RecordId>(0)?.to_string();
        let known = before.0.get(&book).filter(|known| !known.actions.is_empty());
        let last = match known.filter(|known| known.hash == hash) {
            Some(known) => known.clone(),
            None => Last { page: row.get(1)?, hash, actions: last_actions(sql, row.get(3)?, known)? },
        };
        mark.0.insert(book, last);
    }
    for (book, later) in &before.0 {
        if mark.0.get(book).is_none_or(|last| last.page < later.page) && !holds(sql, own, book, later)? {
            mark.0.insert(book.clone(), later.clone());
        }
    }
    Ok(mark)
}

/// The prints of the last actions that were closed in a chain; those of pages that were remembered before are not made again.
fn last_actions(sql: &Connection, chain: i64, known: Option<&Last>) -> Result<Vec<Print>> {
    let mut statement = sql.prepare_cached("SELECT body FROM page WHERE chain = ?1 AND number > ?2 ORDER BY number DESC")?;
    let mut rows = statement.query((chain, known.map_or(0, |known| known.page)))?;
    let mut actions = Vec::new();
    while actions.len() < TOLD_APART
        && let Some(row) = rows.next()?
    {
        actions.extend(prints(&kept_page(&row.get::<_, Vec<u8>>(0)?)?)?);
    }
    actions.extend(known.iter().flat_map(|known| &known.actions));
    actions.truncate(TOLD_APART);
    Ok(actions)
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
