//! What lies here outside the union, unpacked once for all that is asked of it.

use std::collections::{HashMap, hash_map::Entry};

use rusqlite::{Connection, OptionalExtension as _};

use super::take_in::kept_page;
use crate::{EntryNo, Result};

/// A run of places in the chains of one author in one book.
#[derive(Clone, Copy, Debug)]
struct Run {
    first: u64,
    end: u64,
    /// Its author is not believed from there on, so whatever is behind it does not come either.
    is_not_believed: bool,
}

/// The runs of each author in each book, by local numbers.
#[derive(Debug, Default)]
pub(super) struct Outside(HashMap<(i64, i64), Vec<Run>>);

impl Outside {
    /// True for an entry of a page that lies here outside the union, or of one behind a page that is not believed.
    pub(super) fn holds(&mut self, sql: &Connection, entry: EntryNo) -> Result<bool> {
        let query = "SELECT replica, book FROM chain WHERE no = ?1";
        let author: Option<(i64, i64)> = sql.prepare_cached(query)?.query_row([entry.chain()], |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
        let Some(author) = author else { return Ok(false) };
        let runs = match self.0.entry(author) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => unknown.insert(read(sql, author)?),
        };
        Ok(runs.iter().any(|run| entry.seq() >= run.first && (run.is_not_believed || entry.seq() < run.end)))
    }
}

fn read(sql: &Connection, author: (i64, i64)) -> Result<Vec<Run>> {
    let query = "SELECT o.body, o.why <> 'set_aside' FROM replica r JOIN book b JOIN page_aside o ON o.replica = r.id AND o.book = b.id
                 WHERE r.no = ?1 AND b.no = ?2";
    let mut statement = sql.prepare_cached(query)?;
    let mut rows = statement.query(author)?;
    let mut runs = Vec::new();
    while let Some(row) = rows.next()? {
        let page = kept_page(&row.get::<_, Vec<u8>>(0)?)?;
        runs.push(Run { first: page.first_seq, end: page.first_seq + page.len() as u64, is_not_believed: row.get(1)? });
    }
    Ok(runs)
}

#[cfg(test)]
mod tests;
