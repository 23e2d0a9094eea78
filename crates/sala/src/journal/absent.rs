//! Pages that are not here and in which open actions left: the memory outside the store knows what they are called. Whoever names an
//! entry of theirs names it by the page: another store of this name may have written something else in its place.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension as _};

use super::{
    branch::{Branches, Meant, page_name},
    elsewhere::{Print, prints},
    numbers::{chain_end, chain_owner},
    tail,
};
use crate::{EntryNo, Error, ReplicaId, Result};

/// A page by its first place and its hash.
pub(crate) type Closed = (u64, [u8; 32]);

/// Under what a store notes the pages in which the open actions of a chain left, before the chain's number.
const LEFT_IN: &str = "left_in.";

/// A first place and what the page is called.
type Row = [u8; 24];

/// Note in which of these pages the open actions of a chain left.
pub(crate) fn note_left_in(sql: &Connection, chain: i64, pages: &[Closed]) -> Result<()> {
    let end = chain_end(sql, chain)?.1;
    let mut pages: Vec<&Closed> = pages.iter().filter(|(first, _)| *first >= end).collect();
    pages.sort_unstable();
    let rows: Vec<u8> = pages.into_iter().flat_map(|(first, hash)| [&first.to_be_bytes()[..], &page_name(hash).0].concat()).collect();
    sql.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?1 || ?2, ?3)", (LEFT_IN, chain, rows))?;
    forget_if_none_waits(sql, chain)
}

/// Note the same as it was noted in a store that lost a part of itself.
pub(crate) fn left_in_as_noted(sql: &Connection, chain: i64, rows: &[u8]) -> Result<()> {
    if rows.len().is_multiple_of(size_of::<Row>()) {
        sql.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?1 || ?2, ?3)", (LEFT_IN, chain, rows))?;
    }
    forget_if_none_waits(sql, chain)
}

/// True where it is noted in which pages the open actions of a chain left.
pub(crate) fn is_left_in_noted(sql: &Connection, chain: i64) -> Result<bool> {
    Ok(sql.query_row("SELECT EXISTS (SELECT 1 FROM meta WHERE key = ?1 || ?2)", (LEFT_IN, chain), |r| r.get(0))?)
}

/// The chain has another number.
pub(super) fn renumber(sql: &Connection, from: i64, to: i64) -> Result<()> {
    sql.execute("UPDATE meta SET key = ?1 || ?3 WHERE key = ?1 || ?2", (LEFT_IN, from, to))?;
    Ok(())
}

/// Nothing of a chain is open any more: it waits for no page.
pub(super) fn forget_if_none_waits(sql: &Connection, chain: i64) -> Result<()> {
    sql.execute("DELETE FROM meta WHERE key = ?1 || ?2 AND NOT EXISTS (SELECT 1 FROM tail WHERE chain = ?2)", (LEFT_IN, chain))?;
    Ok(())
}

/// True where all that these actions say, which left in pages that are not here, is open in the chain.
pub(crate) fn is_whole(sql: &Connection, chain: i64, left: &[Print]) -> Result<bool> {
    let end = chain_end(sql, chain)?.1;
    let mut open = HashSet::new();
    for page in tail::read(sql, chain)? {
        open.extend(prints(&page)?);
    }
    let mut left = left.iter().filter(|(place, _)| *place >= end);
    // Where the memory does not reach back to what is here, there may be more.
    let reaches_back = left.clone().any(|(place, _)| *place == end);
    Ok(reaches_back && left.all(|print| open.contains(print)))
}

impl Branches {
    /// These entries, and what those of them that wait for the page in which they left had replaced, step by step. Whoever has not heard
    /// of that page sees what they replaced still stand there: whoever replaces them has to name that too.
    pub(super) fn with_replaced(&self, sql: &Connection, over: &[EntryNo], waits: impl Fn(EntryNo) -> bool) -> Result<Vec<EntryNo>> {
        let (mut all, mut next) = (over.to_vec(), 0);
        while let Some(no) = all.get(next).copied() {
            next += 1;
            if !waits(no) {
                continue;
            }
            let open = "SELECT action FROM tail WHERE chain = ?1 AND first_seq <= ?2 AND first_seq + entries > ?2";
            let open: Option<Vec<u8>> = sql.prepare_cached(open)?.query_row((no.chain(), no.seq() as i64), |r| r.get(0)).optional()?;
            let Some(page) = open.map(|action| tail::kept_action(&action)).transpose()? else { continue };
            let (author, book) = chain_owner(sql, no.chain())?;
            for name in page.entries().filter(|(seq, _, _)| *seq == no.seq()).flat_map(|(_, _, entry)| &entry.over) {
                let replaced = self.target(sql, (author, no.chain()), book, *name)?;
                all.extend(replaced.filter(|no| !all.contains(no)));
            }
        }
        Ok(all)
    }

    /// True for an entry of a chain in which something waits for the page in which it left.
    pub(super) fn may_wait(&self, no: EntryNo) -> bool {
        self.absent.0.contains_key(&no.chain())
    }
}

/// What is noted of all chains.
#[derive(Debug, Default)]
pub(super) struct Absent(HashMap<i64, Vec<(u64, ReplicaId)>>);

impl Absent {
    pub(super) fn read(sql: &Connection) -> Result<Self> {
        let mut statement = sql.prepare_cached("SELECT CAST(substr(key, 9) AS INTEGER), value FROM meta WHERE key >= ?1 AND key < 'left_in/'")?;
        let rows = statement.query_map([LEFT_IN], |r| Ok((r.get(0)?, r.get::<_, Vec<u8>>(1)?)))?;
        let read = |rows: &[u8]| {
            let (rows, []) = rows.as_chunks::<{ size_of::<Row>() }>() else { return Err(Error::damaged("left_in", "a broken row")) };
            let row = |row: &Row| {
                let (first, name) = row.split_first_chunk::<8>()?;
                Some((u64::from_be_bytes(*first), ReplicaId(*name.first_chunk()?)))
            };
            Ok(rows.iter().filter_map(row).collect())
        };
        rows.map(|row| row.map_err(Error::from).and_then(|(chain, rows)| Ok((chain, read(&rows)?)))).collect::<Result<_>>().map(Self)
    }

    /// The page of this name, in which something left that is open here.
    pub(super) fn named(&self, name: ReplicaId) -> Option<Meant> {
        self.0.iter().find_map(|(chain, pages)| {
            let at = pages.iter().position(|(_, page)| *page == name)?;
            let end = pages.get(at + 1).map_or(u64::MAX, |(next, _)| *next);
            pages.get(at).map(|(first, _)| Meant::Page { chain: *chain, first: *first, end })
        })
    }

    /// The page in which an open entry left.
    pub(super) fn page_of(&self, sql: &Connection, no: EntryNo) -> Result<Option<ReplicaId>> {
        let Some((_, page)) = self.0.get(&no.chain()).and_then(|pages| pages.iter().rfind(|(first, _)| *first <= no.seq())) else { return Ok(None) };
        let open = "SELECT 1 FROM tail WHERE chain = ?1 AND first_seq <= ?2 AND first_seq + entries > ?2";
        let open = sql.prepare_cached(open)?.query_row((no.chain(), no.seq() as i64), |_| Ok(())).optional()?;
        Ok(open.map(|()| *page))
    }
}
