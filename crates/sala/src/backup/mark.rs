//! The high-water mark: the last page of each book that left this store in a file, kept outside of it. A store that does not
//! hold the page its mark speaks of is an old copy: what it would write next has been written already.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _};
use serde::{Deserialize, Serialize};

use super::{Memory, Why, new_keys::ENDED};
use crate::{
    Desk, Error, Problem, RecordId, ReplicaId, Result,
    bundle::left_without_us,
    journal::{Closed, Print, book_no, chain_no, is_whole, kept_page, note_left_in, prints},
    store::{forget, noted, takes_nothing, write_file},
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
    /// The pages in which they were closed. Earlier versions kept none.
    #[serde(default)]
    pages: Pages,
}

/// Pages by the first place of each: its hash.
type Pages = Vec<(u64, String)>;

impl Last {
    /// The pages, but for those whose line says nothing.
    fn closed(&self) -> Vec<Closed> {
        self.pages.iter().filter_map(|(first, hash)| Some((*first, *blake3::Hash::from_hex(hash).ok()?.as_bytes()))).collect()
    }
}

impl Mark {
    /// The actions that are known to have left in pages of this book which are not here.
    pub(super) fn left(&self, sql: &Connection, own: ReplicaId, book: RecordId) -> Result<&[Print]> {
        #[cfg(feature = "negative-controls")]
        if crate::control::is_on(crate::control::Control::SaidTwice) {
            return Ok(&[]);
        }
        let book = book.to_string();
        let Some(last) = self.0.get(&book) else { return Ok(&[]) };
        Ok(if holds(sql, own, &book, last)? { &[] } else { &last.actions })
    }

    /// Note in the store itself which pages left that are not here, and what they are called: once it goes on under new keys nothing else
    /// would say so.
    pub(super) fn note_what_left(&self, sql: &Connection, own: ReplicaId) -> Result<()> {
        for (name, last) in &self.0 {
            if holds(sql, own, name, last)? {
                continue;
            }
            if let Ok(book) = name.parse::<RecordId>() {
                let chain = chain_no(sql, own, book_no(sql, book)?)?;
                left_without_us(sql, chain, last.page.unsigned_abs(), is_whole(sql, chain, &last.actions)?)?;
                note_left_in(sql, chain, &last.closed())?;
            }
        }
        Ok(())
    }

    /// Note in which of these pages the open actions of a chain in this book left, where the store itself has lost that.
    pub(super) fn note_left_in(&self, sql: &Connection, chain: i64, book: RecordId) -> Result<()> {
        self.0.get(&book.to_string()).map_or(Ok(()), |last| note_left_in(sql, chain, &last.closed()))
    }
}

impl Desk {
    /// Remember outside the store, in `memory`, what leaves it; and go on under new keys where what is remembered there
    /// says that this store is an old copy of itself. A memory that cannot be read prevents no work. Where the disk takes nothing,
    /// such a store can be looked at, and nothing is written under its former keys whatever becomes of the disk. What the power cut
    /// short is gone on with only then: nothing is recorded, closed or taken in under keys that may be another store's by now.
    ///
    /// # Errors
    /// Store failures.
    pub fn remembering(mut self, memory: Option<Memory>) -> Result<Self> {
        self.memory = memory;
        match self.renew_if_old() {
            Err(error) if takes_nothing(&error).is_some() => {
                tracing::warn!("this store can only be looked at under its former keys: {error}");
                self.store.only_look_because(Problem::new("store_is_behind").with("label", self.label()?));
            }
            renewed => renewed?,
        }
        if self.only_looked_at().is_none() {
            self.say_again_if_wanted();
            self.go_on_releasing()?;
            if let Err(error) = self.tidy_quarantine() {
                tracing::warn!("files that nothing waits for stay: {error}");
            }
        }
        self.remember_opening();
        Ok(self)
    }

    /// Keep the key to backups outside the store, as soon as this machine works with the store and not with its first own backup: headquarters opens
    /// a laptop's backup the day it is brought. A restored store keeps this key, so whatever was sealed to it opens. One that cannot be
    /// written prevents no work; where it is kept already nothing is written.
    fn remember_opening(&self) {
        if let Some(Err(error)) = self.memory.as_ref().map(|memory| memory.keep_opening(&self.keys())) {
            tracing::warn!("the key to backups could not be kept outside the store: {error}");
        }
    }

    /// Under the keys that it has it may write from now on: nothing that this store or this machine knows speaks against it.
    fn renew_if_old(&self) -> Result<()> {
        // The machine may have gone dark between taking a file in and acting on what it showed.
        self.go_on_if_wanted()?;
        let Some(memory) = &self.memory else { return Ok(()) };
        if let Some(former) = self.read(|r| noted(r.sql(), ENDED))? {
            // Or before that was remembered.
            self.remember_end(former);
            self.store.write(|sql| forget(sql, ENDED))?;
        }
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
    pub(super) fn remember_end(&self, former: ReplicaId) {
        let Some(memory) = &self.memory else { return };
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
        let known = before.0.get(&book).filter(|known| !known.pages.is_empty());
        let last = match known.filter(|known| known.hash == hash) {
            Some(known) => known.clone(),
            None => {
                let (actions, pages) = last_actions(sql, row.get(3)?, known)?;
                Last { page: row.get(1)?, hash, actions, pages }
            }
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

/// The prints of the last actions that were closed in a chain, and their pages; those that were remembered before are not made again.
fn last_actions(sql: &Connection, chain: i64, known: Option<&Last>) -> Result<(Vec<Print>, Pages)> {
    let mut statement = sql.prepare_cached("SELECT body, hash, first_seq FROM page WHERE chain = ?1 AND number > ?2 ORDER BY number DESC")?;
    let mut rows = statement.query((chain, known.map_or(0, |known| known.page)))?;
    let (mut actions, mut pages) = (Vec::new(), Vec::new());
    while actions.len() < TOLD_APART
        && let Some(row) = rows.next()?
    {
        actions.extend(prints(&kept_page(&row.get::<_, Vec<u8>>(0)?)?)?);
        pages.push((row.get::<_, i64>(2)?.unsigned_abs(), blake3::Hash::from_bytes(row.get(1)?).to_hex().to_string()));
    }
    actions.extend(known.iter().flat_map(|known| &known.actions));
    pages.extend(known.iter().flat_map(|known| known.pages.iter().cloned()));
    actions.truncate(TOLD_APART);
    // Each holds an action at least.
    pages.truncate(TOLD_APART);
    Ok((actions, pages))
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
