//! Entries of pages outside the union. Whoever wrote while such a page counted for him may have named one of them by its author and place,
//! and another page may hold that place: what could mean an entry outside means nothing. So a value may have to be decided
//! once more, and none is replaced by somebody who never saw it.

use std::{
    cell::{OnceCell, RefCell},
    collections::HashMap,
    rc::Rc,
};

use rusqlite::Connection;

use super::{
    branch::Name,
    numbers::{BookNo, book_id},
    page::{Entry, Page, Shape},
    registry::{REMOVED, Registry},
    standing::may_stand_in,
    take_in::kept_page,
};
use crate::{RecordId, ReplicaId, Result};

/// So many pages are kept unpacked: names come in the order of the pages that they mean.
const UNPACKED: usize = 16;

/// A cell as pages name it.
type Cell<'p> = (&'p Shape, RecordId, Option<RecordId>);

/// A page outside, by its places.
#[derive(Debug)]
struct Run {
    first: u64,
    end: u64,
    hash: [u8; 32],
}

/// The pages outside of one author in one book.
#[derive(Debug, Default)]
struct Runs {
    /// By their first places.
    runs: Vec<Run>,
    /// How many entries the longest of them has.
    longest: u64,
}

impl Runs {
    fn at(&self, seq: u64) -> impl Iterator<Item = &Run> {
        let upto = self.runs.partition_point(|run| run.first <= seq);
        let before = self.runs.get(..upto).unwrap_or_default().iter().rev();
        before.take_while(move |run| run.first.saturating_add(self.longest) > seq).filter(move |run| seq < run.end)
    }
}

/// What one run of work knows of them: which places they hold, read when the first name is met, and those pages that were unpacked last.
#[derive(Debug, Default)]
pub(super) struct Unsure {
    authors: OnceCell<HashMap<(ReplicaId, RecordId), Runs>>,
    unpacked: RefCell<HashMap<[u8; 32], Rc<Page>>>,
}

fn cell<'p>(page: &'p Page, entry: &Entry) -> Option<Cell<'p>> {
    let record = |i: u32| page.records.get(i as usize).copied();
    Some((page.shapes.get(entry.shape as usize)?, record(entry.a)?, entry.b.and_then(record)))
}

impl Unsure {
    /// True where this name, in an entry of this page, could mean one that is outside: it writes the same cell; or this one says that a record
    /// is removed, and that one is of the same record, or of one that may stand in it.
    pub(super) fn is(&self, sql: &Connection, registry: &Registry, book: BookNo, name: Name, (page, entry): (&Page, &Entry)) -> Result<bool> {
        let Some(runs) = self.of(sql, book, name.0)? else { return Ok(false) };
        let Some(own) = cell(page, entry) else { return Ok(false) };
        for run in runs.at(name.1) {
            let outside = self.page(sql, run)?;
            let Some((_, _, entry)) = outside.entries().nth((name.1 - run.first) as usize) else { continue };
            let Some(meant) = cell(&outside, entry) else { continue };
            let is_in = || (&meant.0.kind, meant.1, meant.2) == (&own.0.kind, own.1, own.2) || may_stand_in(registry, &meant.0.kind, &own.0.kind);
            if meant == own || (own.0.field == REMOVED.name && is_in()) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// True where any entry outside has this name.
    pub(super) fn has(&self, sql: &Connection, book: BookNo, name: Name) -> Result<bool> {
        Ok(self.of(sql, book, name.0)?.is_some_and(|runs| runs.at(name.1).next().is_some()))
    }

    fn of(&self, sql: &Connection, book: BookNo, author: ReplicaId) -> Result<Option<&Runs>> {
        let authors = match self.authors.get() {
            Some(authors) => authors,
            None => {
                let read = read(sql)?;
                self.authors.get_or_init(|| read)
            }
        };
        if authors.is_empty() { Ok(None) } else { Ok(authors.get(&(author, book_id(sql, book)?))) }
    }

    fn page(&self, sql: &Connection, run: &Run) -> Result<Rc<Page>> {
        if let Some(known) = self.unpacked.borrow().get(&run.hash) {
            return Ok(Rc::clone(known));
        }
        let body: Vec<u8> = sql.prepare_cached("SELECT body FROM page_aside WHERE hash = ?1")?.query_row([run.hash], |r| r.get(0))?;
        let page = Rc::new(kept_page(&body)?);
        let mut unpacked = self.unpacked.borrow_mut();
        if unpacked.len() >= UNPACKED {
            unpacked.clear();
        }
        unpacked.insert(run.hash, Rc::clone(&page));
        Ok(page)
    }
}

/// The places of all that lies outside and that anybody may have meant, from the index alone.
fn read(sql: &Connection) -> Result<HashMap<(ReplicaId, RecordId), Runs>> {
    let mut statement =
        sql.prepare_cached("SELECT replica, book, first_seq, entries, hash FROM page_aside WHERE discarded = 0 ORDER BY replica, book, first_seq")?;
    let mut rows = statement.query([])?;
    let mut found: HashMap<_, Runs> = HashMap::new();
    while let Some(row) = rows.next()? {
        let (first, entries) = (row.get::<_, i64>(2)? as u64, row.get::<_, i64>(3)? as u64);
        let of = found.entry((row.get(0)?, row.get(1)?)).or_default();
        of.longest = of.longest.max(entries);
        of.runs.push(Run { first, end: first + entries, hash: row.get(4)? });
    }
    Ok(found)
}

/// True where something that is folded may have meant an entry of this page, which comes and stays outside: another page holds its places, or
/// an entry is waited for that stands there.
pub(crate) fn may_be_meant(sql: &Connection, page: &Page, book: BookNo) -> Result<bool> {
    let (first, end) = (page.first_seq as i64, (page.first_seq + page.len() as u64) as i64);
    let query = "SELECT EXISTS (SELECT 1 FROM replica r JOIN chain c ON c.replica = r.no AND c.book = ?2 WHERE r.id = ?1
                 AND (EXISTS (SELECT 1 FROM page p WHERE p.chain = c.no AND p.first_seq < ?4 AND p.first_seq + p.entries > ?3)
                   OR EXISTS (SELECT 1 FROM awaited w WHERE w.target >= (c.no << ?5) + ?3 AND w.target < (c.no << ?5) + ?4)))";
    Ok(sql.prepare_cached(query)?.query_row((page.replica, book.0, first, end, crate::EntryNo::SEQ_BITS), |r| r.get(0))?)
}

#[cfg(test)]
mod tests;
