//! Lines: which pages lead to those that headquarters held when it cut a chain. A chain can fork, by a copy of the laptop
//! or by whoever found it; then a page may carry a number from before the cut and was written after it all the same.

use std::collections::{HashMap, HashSet};

use minicbor::bytes::ByteArray;
use rusqlite::Connection;

use crate::{RecordId, ReplicaId, Result, journal::kept_page, trust::Standing};

/// The hashes that lead to a cut's last pages, by page number; and why what does not lead there does not count.
type Line = (&'static str, HashMap<u64, HashSet<[u8; 32]>>);

/// Number and predecessor of pages, by hash.
type Before = HashMap<[u8; 32], (u64, [u8; 32])>;

/// The lines of every replica and book where it matters: where a chain has forked, pages lie outside the union, or another page stands
/// where the last one should that headquarters held.
pub(super) struct Lines(HashMap<(ReplicaId, RecordId), Vec<Line>>);

impl Lines {
    pub(super) fn read(sql: &Connection, standing: &Standing) -> Result<Self> {
        let mut lines = HashMap::new();
        for (replica, book) in unclear(sql)?.into_iter().chain(replaced(sql, standing)?) {
            let mut heads = standing.heads(replica, book).peekable();
            if heads.peek().is_some() {
                let pages = pages(sql, replica, book)?;
                let line = |(why, from, heads): (_, u64, &[ByteArray<32>])| (why, leading_to(from.saturating_sub(1), heads.iter().map(|head| **head), &pages));
                lines.insert((replica, book), heads.map(line).collect());
            }
        }
        Ok(Self(lines))
    }

    /// Why a page does not count though its number lies before the cut: another page of that number is the one that does.
    /// While the pages between it and the cut are not here it has the benefit of the doubt.
    pub(super) fn objection(&self, replica: ReplicaId, book: RecordId, number: u64, hash: &[u8; 32]) -> Option<&'static str> {
        let mut lines = self.0.get(&(replica, book))?.iter();
        lines.find(|(_, line)| line.get(&number).is_some_and(|hashes| !hashes.contains(hash))).map(|(why, _)| *why)
    }
}

/// Whose chains are not one line of pages that are all in the union.
fn unclear(sql: &Connection) -> Result<Vec<(ReplicaId, RecordId)>> {
    let query = "SELECT r.id, b.id FROM chain c JOIN replica r ON r.no = c.replica JOIN book b ON b.no = c.book WHERE c.branch <> x''
                 UNION SELECT replica, book FROM page_aside";
    Ok(sql.prepare_cached(query)?.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?)
}

/// Whose last page before a cut is here by its number, and is none of those that headquarters held.
pub(super) fn replaced(sql: &Connection, standing: &Standing) -> Result<Vec<(ReplicaId, RecordId)>> {
    let query = "SELECT p.hash FROM page p JOIN chain c ON c.no = p.chain JOIN replica r ON r.no = c.replica JOIN book b ON b.no = c.book
                 WHERE r.id = ?1 AND b.id = ?2 AND p.number = ?3";
    let mut statement = sql.prepare_cached(query)?;
    let mut found = Vec::new();
    for (replica, book) in standing.cuts() {
        for (_, from, heads) in standing.heads(replica, book) {
            let here = statement.query_map((replica, book, from.saturating_sub(1) as i64), |r| r.get(0))?.collect::<Result<Vec<[u8; 32]>, _>>()?;
            if here.iter().any(|hash| !heads.iter().any(|head| **head == *hash)) {
                found.push((replica, book));
            }
        }
    }
    Ok(found)
}

/// Number and predecessor of every page of a replica in a book, in the union or not.
fn pages(sql: &Connection, replica: ReplicaId, book: RecordId) -> Result<Before> {
    let query = "SELECT p.hash, p.body FROM page p JOIN chain c ON c.no = p.chain JOIN replica r ON r.no = c.replica JOIN book b ON b.no = c.book
                 WHERE r.id = ?1 AND b.id = ?2 UNION ALL SELECT hash, body FROM page_aside WHERE replica = ?1 AND book = ?2";
    let mut statement = sql.prepare_cached(query)?;
    let mut rows = statement.query((replica, book))?;
    let mut pages = HashMap::new();
    while let Some(row) = rows.next()? {
        let page = kept_page(&row.get::<_, Vec<u8>>(1)?)?;
        pages.insert(row.get(0)?, (page.number, page.prev));
    }
    Ok(pages)
}

/// What leads to these heads. One that has not come may be the last page before the cut, and nothing else is taken for that page until it
/// has; where it turns out to be an earlier one, what came in between is judged anew.
fn leading_to(last: u64, heads: impl Iterator<Item = [u8; 32]>, pages: &Before) -> HashMap<u64, HashSet<[u8; 32]>> {
    let mut line: HashMap<u64, HashSet<[u8; 32]>> = HashMap::new();
    for head in heads {
        if !pages.contains_key(&head) {
            line.entry(last).or_default().insert(head);
        }
        let mut hash = head;
        while let Some((number, prev)) = pages.get(&hash) {
            // Where another branch has been here, the rest is known.
            if !line.entry(*number).or_default().insert(hash) {
                break;
            }
            // A page that is missing is known by its hash to the one behind it.
            if *number > 1 && !pages.contains_key(prev) {
                line.entry(number - 1).or_default().insert(*prev);
            }
            hash = *prev;
        }
    }
    line
}
