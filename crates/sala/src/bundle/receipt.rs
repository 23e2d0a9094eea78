//! A receipt: a signed list of the page ranges that a replica holds. What to send follows the receiver's last one.

use std::collections::HashMap;

use minicbor::{Decode, Encode};
use rusqlite::{Connection, OptionalExtension as _};

use super::format::{AttachmentFrame, MAX_RANGES, PageRange};
use crate::{
    Error, ReplicaId, Result,
    journal::BookNo,
    trust::{Keys, Purpose, SignKey, Signed, verify},
};

/// The most attachments in one list of a receipt.
const MAX_ATTACHMENTS: usize = 300_000;
/// The largest receipt in bytes: two lists of the most ranges and two of the most attachments.
const MAX_RECEIPT: usize = 40 << 20;

/// What a replica holds.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Receipt {
    /// The holder's signing key.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub sign: [u8; 32],
    /// When, by the holder's clock (milliseconds since 1970, UTC).
    #[n(1)]
    pub at: i64,
    /// Pages held.
    #[n(2)]
    pub pages: Vec<PageRange>,
    /// Attachments held: BLAKE3 hashes, one after the other.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub attachments: Vec<u8>,
    /// Pages that the holder asks for, whatever it said before.
    #[n(4)]
    pub asks: Option<Vec<PageRange>>,
    /// Attachments that its records name and that it lacks, whatever it said before: hashes, one after the other.
    #[cbor(n(5), with = "minicbor::bytes")]
    pub wants: Option<Vec<u8>>,
}

/// Page ranges by chain.
pub(crate) type Held = HashMap<i64, Vec<(u64, u64)>>;

impl Receipt {
    /// The receipt of this store over the given books.
    pub(super) fn of(
        sql: &Connection,
        key: &SignKey,
        at: i64,
        books: &[BookNo],
        attachments: &[AttachmentFrame],
        asks: Vec<PageRange>,
        wants: &[[u8; 32]],
    ) -> Result<Self> {
        let mut pages = Vec::new();
        for (chain, ranges) in had(sql)? {
            let query = "SELECT r.id, b.id, c.book FROM chain c JOIN replica r ON r.no = c.replica JOIN book b ON b.no = c.book WHERE c.no = ?1";
            let (replica, book, no): ([u8; 16], [u8; 16], i64) = sql.prepare_cached(query)?.query_row([chain], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
            for (first, last) in ranges.into_iter().filter(|_| books.contains(&BookNo(no))) {
                let query = "SELECT hash FROM page WHERE chain = ?1 AND number = ?2
                             UNION ALL SELECT o.hash FROM chain c JOIN replica r ON r.no = c.replica JOIN book b ON b.no = c.book
                             JOIN page_aside o ON o.replica = r.id AND o.book = b.id WHERE c.no = ?1 AND o.number = ?2 AND o.why = 'set_aside' LIMIT 1";
                let head: [u8; 32] = sql.prepare_cached(query)?.query_row((chain, last as i64), |r| r.get(0))?;
                pages.push(PageRange { replica, book, first, last, head: Some(head.into()) });
            }
        }
        Ok(Self {
            sign: key.public(),
            at,
            pages,
            attachments: attachments.iter().flat_map(|a| a.hash).collect(),
            asks: (!asks.is_empty()).then_some(asks),
            wants: (!wants.is_empty()).then(|| wants.concat()),
        })
    }

    pub(super) fn sign(&self, key: &SignKey) -> Result<Signed> {
        let body = super::format::encode(self)?;
        Ok(Signed { sig: key.sign(Purpose::Receipt, &body), body })
    }

    pub(super) fn read(signed: &Signed) -> Result<Self> {
        // Before it is decoded: ranges take more memory than bytes.
        if signed.body.len() > MAX_RECEIPT {
            return Err(Error::damaged("receipt", "longer than the limit"));
        }
        let receipt: Self = super::format::decode(&signed.body)?;
        verify(&receipt.sign, Purpose::Receipt, &signed.body, &signed.sig)?;
        if receipt.pages.len().max(receipt.asks.as_ref().map_or(0, Vec::len)) > MAX_RANGES {
            return Err(Error::damaged("receipt", "more ranges than the limit"));
        }
        let broken = |hashes: &Vec<u8>| hashes.len() > MAX_ATTACHMENTS * 32 || !hashes.len().is_multiple_of(32);
        if broken(&receipt.attachments) || receipt.wants.as_ref().is_some_and(broken) {
            return Err(Error::damaged("receipt", "a list of attachments beyond the limit or with a broken name"));
        }
        Ok(receipt)
    }

    /// Keep it beside what the holder said before: pages are never given up, so receipts add up in any order, whatever
    /// the holder's clock says. Three things take something back: a head that is not that of our chain, which means that the
    /// holder has another branch of it and not what we thought; pages that it asks for; and a holder that lacks pages of its
    /// own, which is another store of that name. What is said of pages, books and attachments that nobody here has heard of is
    /// not kept: it costs overlap at most, and whoever says it could fill the disk.
    ///
    /// Of pages of our own it may speak that are not here: then this store is an old copy of itself, which is answered, and
    /// what it writes under those numbers is another page that nobody holds.
    pub(super) fn keep(&self, sql: &Connection, keys: &Keys) -> Result<bool> {
        let holder = ReplicaId::of_key(&self.sign);
        if last(sql, holder)?.is_none_or(|last| last <= self.at) && self.is_of_a_copy(sql, holder)? {
            sql.execute("DELETE FROM receipt WHERE holder = ?1", [holder])?;
            sql.execute("DELETE FROM receipt_blob WHERE holder = ?1", [holder])?;
        }
        let (mut ranges, mut known, mut is_old_copy) = (held_by(sql, holder)?, Vec::new(), false);
        for range in self.pages.iter().filter(|range| range.first >= 1 && range.first <= range.last) {
            let Some(book) = book_of(sql, range.book)? else { continue };
            let (replica, head) = (ReplicaId(range.replica), range.head.as_ref().map(|head| **head));
            let mut last = range.last;
            if keys.replicas().any(|own| own == replica) {
                let here = own_pages(sql, replica, range.book)?;
                is_old_copy |= replica == keys.replica() && last > here;
                last = last.min(here);
            }
            match chain_with(sql, replica, book, range.last, head)? {
                Some(chain) if range.first <= last => known.push((chain, (range.first, last))),
                Some(_) => {}
                None => chains_of(sql, replica, book)?.iter().for_each(|chain| {
                    ranges.insert(*chain, Vec::new());
                }),
            }
        }
        for (chain, pages) in known {
            holds(sql, &mut ranges, chain, pages)?;
        }
        for ask in self.asks.iter().flatten().filter(|ask| ask.first <= ask.last) {
            let Some(book) = book_of(sql, ask.book)? else { continue };
            for chain in chains_of(sql, ReplicaId(ask.replica), book)? {
                let held = ranges.entry(chain).or_default();
                *held = without(held, (ask.first, ask.last));
            }
        }
        for (chain, ranges) in ranges {
            let json = serde_json::to_string(&union(ranges)).map_err(|e| Error::damaged("receipt", e))?;
            let query = "INSERT OR REPLACE INTO receipt (holder, chain, ranges, at) VALUES (?1, ?2, ?3, ?4)";
            sql.prepare_cached(query)?.execute((holder, chain, json, self.at))?;
        }
        for hash in self.attachments.as_chunks::<32>().0 {
            let query = "INSERT OR IGNORE INTO receipt_blob (holder, hash) SELECT ?1, ?2 WHERE EXISTS (SELECT 1 FROM blob WHERE hash = ?2)
                         OR EXISTS (SELECT 1 FROM book b JOIN mention m ON m.book = b.no AND m.hash = ?2)";
            sql.prepare_cached(query)?.execute((holder, hash))?;
        }
        for hash in self.wants.iter().flat_map(|wants| wants.as_chunks::<32>().0) {
            sql.prepare_cached("DELETE FROM receipt_blob WHERE holder = ?1 AND hash = ?2")?.execute((holder, hash))?;
        }
        let query = "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = max(value, excluded.value)";
        sql.prepare_cached(query)?.execute((format!("receipt.{holder}"), self.at))?;
        Ok(is_old_copy)
    }

    /// True where pages are here that the holder itself wrote and does not have: a store never gives up its own.
    fn is_of_a_copy(&self, sql: &Connection, holder: ReplicaId) -> Result<bool> {
        let query = "SELECT max(p.number) FROM page p JOIN chain c ON c.no = p.chain JOIN replica r ON r.no = c.replica JOIN book b ON b.no = c.book
                     WHERE r.id = ?1 AND b.id = ?2 AND c.branch = x''";
        let books: std::collections::BTreeSet<_> = self.pages.iter().map(|range| range.book).collect();
        for book in books {
            let newest: Option<i64> = sql.prepare_cached(query)?.query_row((holder, book), |r| r.get(0))?;
            let own = self.pages.iter().filter(|range| range.replica == holder.0 && range.book == book).map(|range| range.last).max();
            if newest.is_some_and(|newest| own.unwrap_or(0) < newest as u64) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The last page of this author in a book that is here, also outside the union.
fn own_pages(sql: &Connection, replica: ReplicaId, book: [u8; 16]) -> Result<u64> {
    let query = "SELECT max(coalesce((SELECT max(p.number) FROM page p JOIN chain c ON c.no = p.chain JOIN replica r ON r.no = c.replica
                                       JOIN book b ON b.no = c.book WHERE r.id = ?1 AND b.id = ?2), 0),
                            coalesce((SELECT max(number) FROM page_aside WHERE replica = ?1 AND book = ?2), 0))";
    Ok(sql.prepare_cached(query)?.query_row((replica, book), |r| r.get::<_, i64>(0))?.unsigned_abs())
}

/// A book that is here.
fn book_of(sql: &Connection, id: [u8; 16]) -> Result<Option<BookNo>> {
    Ok(sql.prepare_cached("SELECT no FROM book WHERE id = ?1")?.query_row([id], |r| r.get(0).map(BookNo)).optional()?)
}

/// All chains of an author in a book, the one that is no branch first.
fn chains_of(sql: &Connection, replica: ReplicaId, book: BookNo) -> Result<Vec<i64>> {
    let query = "SELECT c.no FROM chain c JOIN replica r ON r.no = c.replica WHERE r.id = ?1 AND c.book = ?2 ORDER BY length(c.branch), c.no";
    Ok(sql.prepare_cached(query)?.query_map((replica, book.0), |r| r.get(0))?.collect::<Result<_, _>>()?)
}

/// The chain of which the holder speaks: the one whose page of this number has this hash; where no such page is here, the
/// only chain there is. None where ours is another, or could be, or where there is none.
fn chain_with(sql: &Connection, replica: ReplicaId, book: BookNo, number: u64, head: Option<[u8; 32]>) -> Result<Option<i64>> {
    let mut other = false;
    let chains = chains_of(sql, replica, book)?;
    let Some(main) = chains.first().copied() else { return Ok(None) };
    let forked = chains.len() > 1;
    for chain in chains {
        let query = "SELECT hash FROM page WHERE chain = ?1 AND number = ?2";
        let here: Option<[u8; 32]> = sql.prepare_cached(query)?.query_row((chain, number as i64), |r| r.get(0)).optional()?;
        match (here, head) {
            (Some(here), Some(head)) if here == head => return Ok(Some(chain)),
            (Some(_), Some(_)) => other = true,
            _ => {}
        }
    }
    let unsure = other || (forked && head.is_some());
    Ok((!unsure).then_some(main))
}

/// Note that the holder has these pages of a chain, and of its parent what lies before the branch.
fn holds(sql: &Connection, ranges: &mut Held, chain: i64, (first, last): (u64, u64)) -> Result<()> {
    let query = "SELECT first_page, parent FROM chain WHERE no = ?1";
    let (start, parent): (i64, Option<i64>) = sql.prepare_cached(query)?.query_row([chain], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let start = start as u64;
    if last >= start {
        ranges.entry(chain).or_default().push((first.max(start), last));
    }
    match parent.filter(|_| first < start) {
        Some(parent) => holds(sql, ranges, parent, (first, last.min(start - 1))),
        None => Ok(()),
    }
}

/// What is left of `ranges` without these pages.
fn without(ranges: &[(u64, u64)], (first, last): (u64, u64)) -> Vec<(u64, u64)> {
    let before = ranges.iter().map(|(f, l)| (*f, (*l).min(first.saturating_sub(1))));
    let behind = ranges.iter().map(|(f, l)| ((*f).max(last.saturating_add(1)), *l));
    before.chain(behind).filter(|(f, l)| f <= l).collect()
}

/// The same pages in as few ranges as possible.
fn union(mut ranges: Vec<(u64, u64)>) -> Vec<(u64, u64)> {
    ranges.sort_unstable();
    let mut merged: Vec<(u64, u64)> = Vec::with_capacity(ranges.len());
    for (first, last) in ranges {
        match merged.last_mut() {
            Some(before) if first <= before.1.saturating_add(1) => before.1 = before.1.max(last),
            _ => merged.push((first, last)),
        }
    }
    merged
}

/// When the holder's last receipt was made.
pub(super) fn last(sql: &Connection, holder: ReplicaId) -> Result<Option<i64>> {
    Ok(sql.query_row("SELECT value FROM meta WHERE key = ?1", [format!("receipt.{holder}")], |r| r.get(0)).optional()?)
}

/// Pages that this store holds in the union.
pub(crate) fn held(sql: &Connection) -> Result<Held> {
    ranges(sql, "SELECT chain, number FROM page ORDER BY chain, number")
}

/// The same with the pages of files that were set aside here: they lie in this store, and are neither missing nor to be sent again.
/// Of an author that forked it cannot be told which branch such a page belongs to: it comes again, which costs overlap.
pub(crate) fn had(sql: &Connection) -> Result<Held> {
    ranges(
        sql,
        "SELECT chain, number FROM page UNION ALL
         SELECT c.no, o.number FROM page_aside o JOIN replica r ON r.id = o.replica JOIN book b ON b.id = o.book JOIN chain c ON c.replica = r.no AND c.book = b.no
         WHERE o.why = 'set_aside' AND NOT EXISTS (SELECT 1 FROM chain f WHERE f.replica = r.no AND f.book = b.no AND f.branch <> x'') ORDER BY 1, 2",
    )
}

/// Chains and numbers of pages, in their order, as ranges.
fn ranges(sql: &Connection, query: &str) -> Result<Held> {
    let mut held = Held::new();
    let mut statement = sql.prepare_cached(query)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (chain, number) = (row.get(0)?, row.get::<_, i64>(1)? as u64);
        let ranges = held.entry(chain).or_default();
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 >= number => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    Ok(held)
}

/// Pages that `holder` said it holds.
pub(crate) fn held_by(sql: &Connection, holder: ReplicaId) -> Result<Held> {
    let mut statement = sql.prepare_cached("SELECT chain, ranges FROM receipt WHERE holder = ?1")?;
    let rows = statement.query_map([holder], |r| Ok((r.get(0)?, r.get::<_, String>(1)?)))?;
    rows.map(|row| {
        let (chain, json) = row?;
        Ok((chain, serde_json::from_str(&json).map_err(|e| Error::damaged("receipt", e))?))
    })
    .collect()
}

/// True where `number` lies in one of the ranges.
pub(crate) fn covers(ranges: Option<&Vec<(u64, u64)>>, number: u64) -> bool {
    ranges.is_some_and(|ranges| ranges.iter().any(|(first, last)| (*first..=*last).contains(&number)))
}
