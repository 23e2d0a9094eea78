//! Entries of pages outside the union. Whoever wrote while such a page counted for him may have named one of them by its author and place,
//! and another page may hold that place: what could mean an entry outside means nothing. So a value may have to be decided
//! once more, and none is replaced by somebody who never saw it.

use std::{
    cell::{OnceCell, RefCell},
    collections::{HashMap, HashSet},
    rc::Rc,
};

use rusqlite::Connection;

use super::{
    branch::Name,
    numbers::{BookNo, book_id},
    page::{Entry, Page, Shape},
    registry::REMOVED,
    take_in::kept_page,
};
use crate::{RecordId, ReplicaId, Result};

/// A cell as pages name it.
type Cell = (Shape, RecordId, Option<RecordId>);

/// The cells that the entries outside write, by their places.
type Cells = HashMap<u64, Vec<Cell>>;

/// What one run of work knows of them: read when the first name is met of an author who has any.
#[derive(Debug, Default)]
pub(super) struct Unsure {
    authors: OnceCell<HashSet<(ReplicaId, RecordId)>>,
    cells: RefCell<HashMap<(ReplicaId, i64), Rc<Cells>>>,
}

fn cell(page: &Page, entry: &Entry) -> Option<Cell> {
    let record = |i: u32| page.records.get(i as usize).copied();
    Some((page.shapes.get(entry.shape as usize)?.clone(), record(entry.a)?, entry.b.and_then(record)))
}

impl Unsure {
    /// True where this name, in an entry of this page, could mean one that is outside: it writes the same cell, or the record of which this
    /// one says that it is removed, which may hold anything.
    pub(super) fn is(&self, sql: &Connection, book: BookNo, name: Name, (page, entry): (&Page, &Entry)) -> Result<bool> {
        let Some(cells) = self.of(sql, book, name.0)? else { return Ok(false) };
        let Some((outside, own)) = cells.get(&name.1).zip(cell(page, entry)) else { return Ok(false) };
        Ok(own.0.field == REMOVED.name || outside.contains(&own))
    }

    /// True where any entry outside has this name.
    pub(super) fn has(&self, sql: &Connection, book: BookNo, name: Name) -> Result<bool> {
        Ok(self.of(sql, book, name.0)?.is_some_and(|cells| cells.contains_key(&name.1)))
    }

    fn of(&self, sql: &Connection, book: BookNo, author: ReplicaId) -> Result<Option<Rc<Cells>>> {
        let authors = match self.authors.get() {
            Some(authors) => authors,
            None => {
                let read = sql
                    .prepare_cached("SELECT DISTINCT replica, book FROM page_aside")?
                    .query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?
                    .collect::<Result<_, _>>()?;
                self.authors.get_or_init(|| read)
            }
        };
        if authors.is_empty() {
            return Ok(None);
        }
        let id = book_id(sql, book)?;
        if !authors.contains(&(author, id)) {
            return Ok(None);
        }
        if let Some(known) = self.cells.borrow().get(&(author, book.0)) {
            return Ok(Some(Rc::clone(known)));
        }
        let mut cells = Cells::new();
        let mut statement = sql.prepare_cached("SELECT body FROM page_aside WHERE replica = ?1 AND book = ?2")?;
        for body in statement.query_map((author, id), |r| r.get::<_, Vec<u8>>(0))? {
            let page = kept_page(&body?)?;
            for (seq, _, entry) in page.entries() {
                cells.entry(seq).or_default().extend(cell(&page, entry));
            }
        }
        let cells = Rc::new(cells);
        self.cells.borrow_mut().insert((author, book.0), Rc::clone(&cells));
        Ok(Some(cells))
    }
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
