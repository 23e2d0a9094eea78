//! A receipt: a signed list of the page ranges that a replica holds. What to send follows the receiver's last one.

mod attachments;
mod chains;

use std::collections::{BTreeSet, HashMap, HashSet};

use minicbor::{Decode, Encode};
use rusqlite::{Connection, OptionalExtension as _};

pub(super) use chains::{book_of, chains_of, holds};
use chains::{chain_with, own_pages};

use super::{
    format::{AttachmentFrame, MAX_RANGES, PageRange},
    held::{Held, had, held_by, kept, outside, without},
    left::{hear, held_without_us},
};
use crate::{
    Error, ReplicaId, Result, Role,
    journal::{BookNo, chain_no},
    trust::{self, Keys, Purpose, SignKey, Signed, verify},
};

/// The most attachments in one list of a receipt.
const MAX_ATTACHMENTS: usize = 300_000;
/// The largest receipt in bytes: three lists of the most ranges and two of the most attachments.
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
    /// Of the pages held, those of files that were set aside: the holder has them and sends them to nobody. Unlike what is
    /// held, this is given up again when the file is taken in again, so only the newest word counts.
    #[n(6)]
    pub aside: Option<Vec<PageRange>>,
}

impl Receipt {
    /// The receipt of this store over the given books.
    pub(super) fn of(
        sql: &Connection,
        key: &SignKey,
        at: i64,
        books: &[BookNo],
        attachments: &[AttachmentFrame],
        asks: Vec<PageRange>,
        wants: &BTreeSet<[u8; 32]>,
    ) -> Result<Self> {
        let (mut pages, mut aside, is_outside) = (Vec::new(), Vec::new(), outside(sql)?);
        for (chain, ranges) in had(sql)? {
            let query = "SELECT r.id, b.id, c.book FROM chain c JOIN replica r ON r.no = c.replica JOIN book b ON b.no = c.book WHERE c.no = ?1";
            let (replica, book, no): ([u8; 16], [u8; 16], i64) = sql.prepare_cached(query)?.query_row([chain], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
            if !books.contains(&BookNo(no)) {
                continue;
            }
            let outside = is_outside.get(&chain).into_iter().flatten();
            aside.extend(outside.map(|&(first, last)| PageRange { replica, book, first, last, head: None }));
            for (first, last) in ranges {
                let query = "SELECT hash FROM page WHERE chain = ?1 AND number = ?2
                             UNION ALL SELECT o.hash FROM chain c JOIN replica r ON r.no = c.replica JOIN book b ON b.no = c.book
                             JOIN page_aside o ON o.replica = r.id AND o.book = b.id WHERE c.no = ?1 AND o.number = ?2 AND o.why = 'set_aside' LIMIT 1";
                let head: [u8; 32] = sql.prepare_cached(query)?.query_row((chain, last as i64), |r| r.get(0))?;
                pages.push(PageRange { replica, book, first, last, head: Some(head.into()) });
            }
        }
        // No reader takes longer lists. What is not listed comes again, or is asked for later: that costs overlap.
        let short = |mut ranges: Vec<PageRange>| {
            ranges.truncate(MAX_RANGES);
            ranges
        };
        let (asks, aside) = (short(asks), short(aside));
        Ok(Self {
            sign: key.public(),
            at,
            pages: short(pages),
            attachments: attachments.iter().take(MAX_ATTACHMENTS).flat_map(|a| a.hash).collect(),
            asks: (!asks.is_empty()).then_some(asks),
            wants: (!wants.is_empty()).then(|| wants.iter().take(MAX_ATTACHMENTS).flatten().copied().collect()),
            aside: (!aside.is_empty()).then_some(aside),
        })
    }

    /// Whose it is.
    pub(super) fn holder(&self) -> ReplicaId {
        ReplicaId::of_key(&self.sign)
    }

    /// Of which books it speaks: a file of one programme says nothing of what its sender holds of another.
    pub(super) fn books(&self) -> HashSet<[u8; 16]> {
        self.pages.iter().map(|range| range.book).collect()
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
        if [&receipt.asks, &receipt.aside].into_iter().flatten().map(Vec::len).fold(receipt.pages.len(), usize::max) > MAX_RANGES {
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
    /// Of pages of our own it may speak that are not here: then this store is an old copy of itself, which is answered and noted, and
    /// what it writes under those numbers is another page that nobody holds. Under a former name it writes nothing: those are missing. Only headquarters is believed in this: nothing
    /// shows that a holder has what it says, and whoever means harm could have stores go on under new keys with every file.
    ///
    /// Numbers that no page can have are no pages. A word from the `future` was said by a clock that was wrong, and is no newer
    /// than what is said now.
    pub(super) fn keep(&self, sql: &Connection, keys: &Keys, future: i64) -> Result<bool> {
        let holder = self.holder();
        let of_headquarters = trust::certificate(sql, holder)?.is_some_and(|(c, _)| c.role() == Role::Hq);
        let is_newest = last(sql, holder)?.is_none_or(|last| last <= self.at || last > future);
        if is_newest && self.is_of_a_copy(sql, holder)? {
            trust::forget_receipts(sql, holder)?;
        }
        let (mut ranges, mut known, mut is_old_copy) = (held_by(sql, holder)?, Vec::new(), false);
        for range in self.pages.iter().filter(|range| range.names_pages()) {
            let Some(book) = book_of(sql, range.book)? else { continue };
            let (replica, head) = (ReplicaId(range.replica), range.head.as_ref().map(|head| **head));
            let mut last = range.last;
            if replica == keys.replica() {
                let here = own_pages(sql, replica, range.book)?;
                if of_headquarters && last > here {
                    is_old_copy = true;
                    held_without_us(sql, chain_no(sql, replica, book)?, last)?;
                }
                last = last.min(here);
            }
            match chain_with(sql, replica, book, range.last, head)? {
                Some(chain) if range.first <= last => known.push((chain, (range.first, last))),
                Some(_) => {}
                None => {
                    let chains = chains_of(sql, replica, book)?;
                    // Of somebody whom headquarters certified, and of whom nothing has come yet: it is missing, and there are no more of
                    // them than certificates.
                    if chains.is_empty() && range.first <= last && trust::certificate(sql, replica)?.is_some() {
                        known.push((chain_no(sql, replica, book)?, (range.first, last)));
                    }
                    chains.iter().for_each(|chain| {
                        ranges.insert(*chain, Vec::new());
                    });
                }
            }
        }
        // The farthest first: whoever names each of thousands of nested branches has none of them gone through twice.
        known.sort_unstable_by_key(|(_, (first, last))| (*first, std::cmp::Reverse(*last)));
        let mut walked = HashMap::new();
        for (chain, pages) in known {
            holds(sql, &mut ranges, &mut walked, chain, pages)?;
        }
        for ask in self.asks.iter().flatten().filter(|ask| ask.names_pages()) {
            let Some(book) = book_of(sql, ask.book)? else { continue };
            for chain in chains_of(sql, ReplicaId(ask.replica), book)? {
                let held = ranges.entry(chain).or_default();
                *held = without(held, (ask.first, ask.last));
            }
        }
        for (chain, ranges) in ranges {
            let query = "INSERT OR REPLACE INTO receipt (holder, chain, ranges, at) VALUES (?1, ?2, ?3, ?4)";
            sql.prepare_cached(query)?.execute((holder, chain, kept(ranges)?, self.at))?;
        }
        if is_newest {
            self.keep_outside(sql, holder)?;
        }
        self.keep_attachments(sql, future)?;
        if is_newest && keys.root.is_some() {
            hear(sql, self)?;
        }
        if is_newest {
            crate::store::note(sql, &format!("receipt.{holder}"), self.at)?;
        }
        Ok(is_old_copy)
    }

    /// Keep which of its pages the holder sends to nobody, in the place of what it said before. A file of one programme says nothing
    /// of the others: whoever set pages aside lists them among those it holds.
    fn keep_outside(&self, sql: &Connection, holder: ReplicaId) -> Result<()> {
        let spoken_of: BTreeSet<_> = self.pages.iter().map(|range| range.book).collect();
        for book in spoken_of {
            let query = "DELETE FROM receipt_aside WHERE holder = ?1 AND chain IN (SELECT c.no FROM chain c JOIN book b ON b.no = c.book WHERE b.id = ?2)";
            sql.prepare_cached(query)?.execute((holder, book))?;
        }
        let mut outside = Held::new();
        for range in self.aside.iter().flatten().filter(|range| range.names_pages()) {
            let Some(book) = book_of(sql, range.book)? else { continue };
            if let Some(chain) = chain_with(sql, ReplicaId(range.replica), book, range.last, None)? {
                outside.entry(chain).or_default().push((range.first, range.last));
            }
        }
        for (chain, ranges) in outside {
            let query = "INSERT OR REPLACE INTO receipt_aside (holder, chain, ranges) VALUES (?1, ?2, ?3)";
            sql.prepare_cached(query)?.execute((holder, chain, kept(ranges)?))?;
        }
        Ok(())
    }

    /// True where pages are here that the holder itself wrote and does not have: a store never gives up its own.
    fn is_of_a_copy(&self, sql: &Connection, holder: ReplicaId) -> Result<bool> {
        let query = "SELECT max(p.number) FROM page p JOIN chain c ON c.no = p.chain JOIN replica r ON r.no = c.replica JOIN book b ON b.no = c.book
                     WHERE r.id = ?1 AND b.id = ?2 AND c.branch = x''";
        let books: BTreeSet<_> = self.pages.iter().map(|range| range.book).collect();
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

/// When the holder's last receipt was made.
pub(super) fn last(sql: &Connection, holder: ReplicaId) -> Result<Option<i64>> {
    Ok(sql.query_row("SELECT value FROM meta WHERE key = ?1", [format!("receipt.{holder}")], |r| r.get(0)).optional()?)
}
