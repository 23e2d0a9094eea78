//! Which places lie here outside the union, read once for all that is asked of them.

use std::collections::{HashMap, hash_map::Entry};

use rusqlite::{Connection, OptionalExtension as _};

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
    let query =
        "SELECT o.first_seq, o.first_seq + o.entries, o.why <> 'set_aside' FROM replica r JOIN book b JOIN page_aside o ON o.replica = r.id AND o.book = b.id
                 WHERE r.no = ?1 AND b.no = ?2";
    let run = |r: &rusqlite::Row<'_>| Ok(Run { first: r.get::<_, i64>(0)? as u64, end: r.get::<_, i64>(1)? as u64, is_not_believed: r.get(2)? });
    Ok(sql.prepare_cached(query)?.query_map(author, run)?.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests;
