//! Where a page belongs among those of its author: at the end of a chain, in a gap of it, or on a branch of its own.

use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension as _};

use super::{
    branch::page_name,
    numbers::{BookNo, chain_no, forget_chain, new_chain, replica_no},
    page::Page,
    placing::Placing,
    take_in::kept_page,
};
use crate::{EntryNo, Error, ReplicaId, Result};

/// What the store says of a page that arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// It is here, in this chain.
    Known(i64),
    /// It belongs to this chain, and follows the page before it if that one is here.
    In {
        /// The chain.
        chain: i64,
        /// The page before it has not arrived.
        gap: bool,
    },
    /// Another page stands where it belongs, or before or behind it: the chain has forked.
    Forks,
}

/// A page that is here, as far as its neighbours are concerned.
struct Neighbour {
    no: i64,
    hash: [u8; 32],
    first_seq: u64,
    end: u64,
}

fn at(sql: &Connection, chain: i64, number: u64) -> Result<Option<Neighbour>> {
    let query = "SELECT no, hash, first_seq, first_seq + entries FROM page WHERE chain = ?1 AND number = ?2";
    let row = |r: &rusqlite::Row<'_>| Ok(Neighbour { no: r.get(0)?, hash: r.get(1)?, first_seq: r.get::<_, i64>(2)? as u64, end: r.get::<_, i64>(3)? as u64 });
    Ok(sql.prepare_cached(query)?.query_row((chain, number as i64), row).optional()?)
}

/// The hash of the page before this one, which only its body knows.
fn prev_of(sql: &Connection, no: i64) -> Result<[u8; 32]> {
    let body: Vec<u8> = sql.prepare_cached("SELECT body FROM page WHERE no = ?1")?.query_row([no], |r| r.get(0))?;
    Ok(kept_page(&body)?.prev)
}

/// The chains of one author in one book.
fn chains(sql: &Connection, replica: ReplicaId, book: BookNo) -> Result<Vec<i64>> {
    let query = "SELECT c.no FROM chain c JOIN replica r ON r.no = c.replica WHERE r.id = ?1 AND c.book = ?2 ORDER BY c.no";
    Ok(sql.prepare_cached(query)?.query_map((replica, book.0), |r| r.get(0))?.collect::<Result<_, _>>()?)
}

/// Where a verified page belongs.
pub(crate) fn place(sql: &Connection, page: &Page, hash: &[u8; 32], book: BookNo, placing: &mut Placing) -> Result<Place> {
    let main = chain_no(sql, page.replica, book)?;
    let Some(pages) = placing.of(sql, page.replica, book)? else {
        let query = "SELECT EXISTS (SELECT 1 FROM page WHERE chain = ?1 AND number = ?2 AND hash = ?3)";
        if sql.prepare_cached(query)?.query_row((main, page.number as i64, hash), |r| r.get(0))? {
            return Ok(Place::Known(main));
        }
        return Ok(in_chain(sql, main, page, hash)?.unwrap_or(Place::Forks));
    };
    if let Some(chain) = pages.get(&(page.number, *hash)) {
        return Ok(Place::Known(*chain));
    }
    // Where branches are known, only a page that follows another is sure to belong to its chain.
    let follows = if page.number == 1 { Some(main) } else { pages.get(&(page.number - 1, page.prev)).copied() };
    let found = follows.map(|chain| in_chain(sql, chain, page, hash)).transpose()?.flatten();
    Ok(found.unwrap_or(Place::Forks))
}

/// The place of a page in this chain, if it fits there.
fn in_chain(sql: &Connection, chain: i64, page: &Page, hash: &[u8; 32]) -> Result<Option<Place>> {
    let taken: bool =
        sql.prepare_cached("SELECT EXISTS (SELECT 1 FROM page WHERE chain = ?1 AND number = ?2)")?.query_row((chain, page.number as i64), |r| r.get(0))?;
    let (before, behind) = (at(sql, chain, page.number - 1)?, at(sql, chain, page.number + 1)?);
    let follows = before.as_ref().is_none_or(|before| before.hash == page.prev);
    let leads = behind.as_ref().map_or(Ok(true), |behind| prev_of(sql, behind.no).map(|prev| prev == *hash))?;
    if taken || !follows || !leads {
        return Ok(None);
    }
    let end = page.first_seq + page.len() as u64;
    if before.as_ref().is_some_and(|before| before.end != page.first_seq)
        || behind.is_some_and(|behind| behind.first_seq != end)
        || overlaps(sql, chain, page, end)?
    {
        // No honest store writes such a page. Whoever carries it along may be honest: it harms its own author alone.
        return Ok(None);
    }
    Ok(Some(Place::In { chain, gap: before.is_none() && page.number > 1 }))
}

/// True where the places of the page do not lie between those of the pages before and behind it, near or far.
fn overlaps(sql: &Connection, chain: i64, page: &Page, end: u64) -> Result<bool> {
    let query =
        "SELECT EXISTS (SELECT 1 FROM (SELECT first_seq + entries AS e FROM page WHERE chain = ?1 AND number < ?2 ORDER BY number DESC LIMIT 1) WHERE e > ?3)
                     OR EXISTS (SELECT 1 FROM (SELECT first_seq AS f FROM page WHERE chain = ?1 AND number > ?2 ORDER BY number LIMIT 1) WHERE f < ?4)";
    Ok(sql.prepare_cached(query)?.query_row((chain, page.number as i64, page.first_seq as i64, end as i64), |r| r.get(0))?)
}

/// True where two stores have written as this replica.
pub(crate) fn has_forked(sql: &Connection, replica: ReplicaId) -> Result<bool> {
    let query = "SELECT EXISTS (SELECT 1 FROM chain c JOIN replica r ON r.no = c.replica WHERE r.id = ?1 AND c.branch <> x'')";
    Ok(sql.prepare_cached(query)?.query_row([replica], |r| r.get(0))?)
}

/// A branch of its own for a page that forks its chain; [`arrange`] finds its parent. Answers the branch's local number.
pub(crate) fn new_branch(sql: &Connection, page: &Page, hash: &[u8; 32], book: BookNo, placing: &mut Placing) -> Result<i64> {
    let replica = replica_no(sql, page.replica)?;
    if placing.first_branch(page.replica, book) {
        // Of a chain that was one it is not known any more which branch a receipt meant: that costs overlap only.
        sql.execute("DELETE FROM receipt WHERE chain IN (SELECT no FROM chain WHERE replica = ?1 AND book = ?2)", (replica, book.0))?;
    }
    let chain = new_chain(sql, replica, book, hash)?;
    let query = "UPDATE chain SET first_page = ?2, first_seq = ?3 WHERE no = ?1";
    sql.prepare_cached(query)?.execute((chain, page.number as i64, page.first_seq as i64))?;
    Ok(chain)
}

/// True where an entry that arrived earlier speaks of this page by its hash.
pub(crate) fn is_spoken_of(sql: &Connection, hash: &[u8; 32]) -> Result<bool> {
    Ok(sql.prepare_cached("SELECT EXISTS (SELECT 1 FROM replica WHERE id = ?1)")?.query_row([page_name(hash)], |r| r.get(0))?)
}

/// A page while chains are arranged.
struct Leaf {
    no: i64,
    chain: i64,
    number: u64,
    first_seq: u64,
    entries: u64,
    hash: [u8; 32],
    prev: [u8; 32],
}

/// A run of pages that becomes one chain.
#[derive(Default)]
struct Line {
    /// The line that holds the page before the first one.
    parent: Option<usize>,
    pages: Vec<usize>,
}

/// Put all pages of one author in one book into chains anew, by their hashes: what follows the same page twice makes a
/// branch. Meant for an author that forked; everything has to be folded again afterwards.
pub(crate) fn arrange(sql: &Connection, replica: ReplicaId, book: BookNo) -> Result<()> {
    let leaves = leaves(sql, replica, book)?;
    let lines = lines(&leaves);
    let old = chains(sql, replica, book)?;
    let main = chain_no(sql, replica, book)?;
    let author = replica_no(sql, replica)?;
    let mut chain_of = Vec::with_capacity(lines.len());
    for (i, line) in lines.iter().enumerate() {
        let first = line.pages.first().and_then(|p| leaves.get(*p));
        let chain = match first {
            Some(first) if i > 0 => {
                let known = "SELECT no FROM chain WHERE replica = ?1 AND book = ?2 AND branch = ?3";
                match sql.query_row(known, (author, book.0, first.hash), |r| r.get(0)).optional()? {
                    Some(chain) => chain,
                    None => new_chain(sql, author, book, &first.hash)?,
                }
            }
            _ => main,
        };
        chain_of.push(chain);
        if let (Some(first), true) = (first, i > 0) {
            let parent = line.parent.and_then(|p| chain_of.get(p));
            let query = "UPDATE chain SET parent = ?2, first_page = ?3, first_seq = ?4 WHERE no = ?1";
            sql.execute(query, (chain, parent, first.number as i64, first.first_seq as i64))?;
        }
    }
    // Receipts speak of pages by chain and number: what moves is not known to be held any more, which costs overlap only.
    let mut moved = BTreeSet::new();
    for (line, chain) in lines.iter().zip(&chain_of) {
        for leaf in line.pages.iter().filter_map(|p| leaves.get(*p)).filter(|leaf| leaf.chain != *chain) {
            moved.extend([leaf.chain, *chain]);
        }
    }
    forget_of(sql, "receipt", &moved)?;
    // In two strides, because two pages may change places.
    for (line, chain) in lines.iter().zip(&chain_of) {
        for leaf in line.pages.iter().filter_map(|p| leaves.get(*p)).filter(|leaf| leaf.chain != *chain) {
            sql.execute("UPDATE page SET chain = -?2 WHERE no = ?1", (leaf.no, chain))?;
            let (from, to) = (EntryNo::new(leaf.chain, leaf.first_seq).0, EntryNo::new(*chain, leaf.first_seq).0);
            sql.execute("UPDATE annex SET entry = -(entry - ?1 + ?2) WHERE entry >= ?1 AND entry < ?1 + ?3", (from, to, leaf.entries as i64))?;
        }
    }
    sql.execute("UPDATE page SET chain = -chain WHERE chain < 0", [])?;
    sql.execute("UPDATE annex SET entry = -entry WHERE entry < 0", [])?;
    let stay: BTreeSet<i64> = chain_of.into_iter().chain([main]).collect();
    let gone: BTreeSet<i64> = old.into_iter().filter(|chain| !stay.contains(chain)).collect();
    for table in ["receipt", "receipt_aside", "sent_pages", "asking"] {
        forget_of(sql, table, &gone)?;
    }
    gone.into_iter().try_for_each(|chain| forget_chain(sql, chain))
}

/// Forget what a table says of these chains, in one pass over it.
fn forget_of(sql: &Connection, table: &str, chains: &BTreeSet<i64>) -> Result<()> {
    if !chains.is_empty() {
        let chains = serde_json::to_string(chains).map_err(|e| Error::damaged("chains", e))?;
        sql.prepare_cached(&format!("DELETE FROM {table} WHERE chain IN (SELECT value FROM json_each(?1))"))?.execute([chains])?;
    }
    Ok(())
}

fn leaves(sql: &Connection, replica: ReplicaId, book: BookNo) -> Result<Vec<Leaf>> {
    let query = "SELECT p.no, p.chain, p.number, p.first_seq, p.entries, p.hash, p.body FROM page p JOIN chain c ON c.no = p.chain
                 JOIN replica r ON r.no = c.replica WHERE r.id = ?1 AND c.book = ?2 ORDER BY p.number, length(c.branch), p.no";
    let mut statement = sql.prepare_cached(query)?;
    let mut rows = statement.query((replica, book.0))?;
    let mut leaves = Vec::new();
    while let Some(row) = rows.next()? {
        let place = |i| row.get::<_, i64>(i).map(|n| n as u64);
        let prev = kept_page(&row.get::<_, Vec<u8>>(6)?)?.prev;
        leaves.push(Leaf { no: row.get(0)?, chain: row.get(1)?, number: place(2)?, first_seq: place(3)?, entries: place(4)?, hash: row.get(5)?, prev });
    }
    Ok(leaves)
}

/// Pages in order of their numbers, gathered into lines; the first line is the chain as it was first known.
fn lines(leaves: &[Leaf]) -> Vec<Line> {
    let by_hash: HashMap<[u8; 32], usize> = leaves.iter().enumerate().map(|(p, leaf)| (leaf.hash, p)).collect();
    let mut lines = vec![Line::default()];
    let mut line_of: Vec<usize> = Vec::with_capacity(leaves.len());
    for (p, leaf) in leaves.iter().enumerate() {
        let follows = |other: &Leaf| other.number + 1 == leaf.number && other.first_seq + other.entries == leaf.first_seq;
        let before = by_hash.get(&leaf.prev).copied().filter(|p| leaves.get(*p).is_some_and(follows));
        let parent = before.and_then(|before| line_of.get(before).copied());
        let line = match (before, parent) {
            (Some(before), Some(line)) => lines.get(line).filter(|l| l.pages.last() == Some(&before)).map(|_| line),
            // What comes before it is missing, and any branch may lead to it: on the line of another its entries would
            // replace values that their writer never saw.
            // Every line but the first is made with its first page.
            _ => lines.first().is_some_and(|line| leaf.number == 1 && line.pages.is_empty()).then_some(0),
        };
        let line = line.unwrap_or_else(|| {
            lines.push(Line { parent, pages: Vec::new() });
            lines.len() - 1
        });
        line_of.push(line);
        if let Some(line) = lines.get_mut(line) {
            line.pages.push(p);
        }
    }
    lines
}
