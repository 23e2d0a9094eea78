//! Pages that leave the union and come back: kept verbatim, with their personal values, out of every fold, file and count.

use std::collections::BTreeSet;

use minicbor::{Decode, Encode};
use rusqlite::{Connection, OptionalExtension as _};

use super::{
    annex::{self, AnnexItem},
    elsewhere::place_among_open,
    numbers::{BookNo, book_no, chain_owner},
    page::Page,
    place::{Place, arrange, new_branch},
    placing::Placing,
    tail::SealedPage,
    take_in::{complete, keep_unfolded, kept_page},
};
use crate::{EntryNo, Error, RecordId, ReplicaId, Result};

/// Why a page is outside the union.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// Somebody set the bundle aside that brought it.
    SetAside,
    /// Its author must not write it: revoked from this page on, read-only, or not certified for this book.
    NotAllowed(&'static str),
}

impl Why {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::SetAside => "set_aside",
            Self::NotAllowed(why) => why,
        }
    }

    /// The reason that is written so.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let not_allowed = ["revoked", "read_only", "other_book"].into_iter().find(|why| *why == name).map(Self::NotAllowed);
        if name == Self::SetAside.as_str() { Some(Self::SetAside) } else { not_allowed }
    }
}

/// A personal value of a page outside the union.
#[derive(Encode, Decode)]
#[cbor(array)]
struct Kept {
    #[n(0)]
    seq: u64,
    #[cbor(n(1), with = "minicbor::bytes")]
    salt: [u8; 16],
    #[cbor(n(2), with = "minicbor::bytes")]
    value: Vec<u8>,
}

/// Keep a page that arrived outside the union.
pub(crate) fn keep_outside(sql: &Connection, page: &Page, sealed: &SealedPage, annexes: &[(u64, AnnexItem)], bundle: Option<i64>, why: Why) -> Result<()> {
    let kept: Vec<_> = annexes.iter().map(|(seq, item)| Kept { seq: *seq, salt: item.salt, value: item.value.clone() }).collect();
    let annex = minicbor::to_vec(&kept).map_err(|e| Error::damaged("annex", e))?;
    put_outside(sql, page, sealed, &annex, bundle, why)
}

/// Keep a page outside the union with its personal values as they lay beside it in another store. Those that cannot be read are left out.
pub(crate) fn keep_found_outside(sql: &Connection, page: &Page, sealed: &SealedPage, annex: &[u8], bundle: Option<i64>, why: Why) -> Result<()> {
    let none = minicbor::to_vec(Vec::<Kept>::new()).map_err(|e| Error::damaged("annex", e))?;
    let annex = if minicbor::decode::<Vec<Kept>>(annex).is_ok() { annex } else { &none };
    put_outside(sql, page, sealed, annex, bundle, why)
}

fn put_outside(sql: &Connection, page: &Page, sealed: &SealedPage, annex: &[u8], bundle: Option<i64>, why: Why) -> Result<()> {
    // Whoever carried it first may have left personal values out.
    let query = "INSERT INTO page_aside (hash, replica, book, number, entries, sig, body, annex, bundle, why, first_seq)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
                 ON CONFLICT (hash) DO UPDATE SET annex = excluded.annex WHERE length(excluded.annex) > length(annex)";
    sql.prepare_cached(query)?.execute((
        sealed.hash,
        page.replica,
        page.book,
        page.number as i64,
        page.len() as i64,
        sealed.sig,
        &sealed.body,
        annex,
        bundle,
        why.as_str(),
        page.first_seq as i64,
    ))?;
    Ok(())
}

/// Note where the pages begin that an earlier version kept outside the union. One that cannot be read holds nothing that anybody could mean.
pub(crate) fn note_places_outside(sql: &Connection) -> Result<()> {
    let unknown = sql
        .prepare("SELECT hash, body FROM page_aside WHERE first_seq = 0")?
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<Result<Vec<([u8; 32], Vec<u8>)>, _>>()?;
    for (hash, body) in unknown {
        if let Ok(page) = kept_page(&body) {
            sql.execute("UPDATE page_aside SET first_seq = ?2 WHERE hash = ?1", (hash, page.first_seq as i64))?;
        }
    }
    Ok(())
}

/// Note that this file brought a page that is not its own: one that was here already, or that this very store had recorded.
pub(crate) fn note_carried(sql: &Connection, bundle: i64, hash: &[u8; 32]) -> Result<()> {
    sql.prepare_cached("INSERT OR IGNORE INTO carried (bundle, hash) VALUES (?1, ?2)")?.execute((bundle, hash))?;
    Ok(())
}

/// True where this very page lies outside the union.
pub(crate) fn lies_outside(sql: &Connection, hash: &[u8; 32]) -> Result<bool> {
    Ok(sql.prepare_cached("SELECT EXISTS (SELECT 1 FROM page_aside WHERE hash = ?1)")?.query_row([hash], |r| r.get(0))?)
}

/// True where a page of this number lies outside the union: it is not on its way.
pub(crate) fn is_outside(sql: &Connection, author: ReplicaId, book: RecordId, number: u64) -> Result<bool> {
    let query = "SELECT EXISTS (SELECT 1 FROM page_aside WHERE replica = ?1 AND book = ?2 AND number = ?3)";
    Ok(sql.prepare_cached(query)?.query_row((author, book, number as i64), |r| r.get(0))?)
}

/// Take a page out of the union. What is folded has to be folded again afterwards. Answers how many entries it held.
pub(crate) fn leave(sql: &Connection, no: i64, why: Why) -> Result<u64> {
    let query = "SELECT chain, hash, sig, body, bundle FROM page WHERE no = ?1";
    let (chain, hash, sig, body, bundle): (i64, _, _, Vec<u8>, Option<i64>) =
        sql.query_row(query, [no], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?)))?;
    let page = kept_page(&body)?;
    let mut annexes = Vec::new();
    for (seq, _, _) in page.entries().filter(|(_, _, e)| e.annex.is_some()) {
        let entry = EntryNo::new(chain, seq);
        if let Some(item) = annex::read(sql, entry)? {
            annexes.push((seq, item));
            sql.prepare_cached("DELETE FROM annex WHERE entry = ?1")?.execute([entry.0])?;
        }
    }
    keep_outside(sql, &page, &SealedPage { hash, sig, body }, &annexes, bundle, why)?;
    sql.execute("DELETE FROM touch WHERE page = ?1", [no])?;
    sql.execute("DELETE FROM page WHERE no = ?1", [no])?;
    Ok(page.len() as u64)
}

/// Bring pages back into the union, those of lower numbers first. What is folded has to be folded again afterwards.
/// Answers how many entries they hold.
pub(crate) fn come_back(sql: &Connection, hashes: &[[u8; 32]]) -> Result<u64> {
    let mut entries = 0;
    let (mut placing, mut forked) = (Placing::default(), BTreeSet::new());
    for hash in hashes {
        let query = "SELECT sig, body, annex, bundle FROM page_aside WHERE hash = ?1";
        let row: Option<(_, Vec<u8>, Vec<u8>, Option<i64>)> = sql.query_row(query, [hash], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?))).optional()?;
        let Some((sig, body, annex, bundle)) = row else { continue };
        let page = kept_page(&body)?;
        let kept: Vec<Kept> = minicbor::decode(&annex).map_err(|e| Error::damaged("annex", e))?;
        let annexes: Vec<_> = kept.into_iter().map(|k| (k.seq, AnnexItem { salt: k.salt, value: k.value })).collect();
        let book = book_no(sql, page.book)?;
        let sealed = SealedPage { hash: *hash, sig, body };
        let (place, met) = place_among_open(sql, &page, hash, book, &mut placing)?;
        // What was recorded here and nowhere else stays what this store holds of its own.
        if let Some(bundle) = bundle.filter(|_| met.whole) {
            note_carried(sql, bundle, hash)?;
        }
        let bundle = bundle.filter(|_| !met.whole);
        let chain = match place {
            Place::Known(chain) => {
                complete(sql, chain, &annexes)?;
                None
            }
            Place::In { chain, .. } => Some(chain),
            Place::Forks => {
                forked.insert((page.replica, book.0));
                Some(new_branch(sql, &page, hash, book, &mut placing)?)
            }
        };
        if let Some(chain) = chain {
            keep_unfolded(sql, &sealed, &page, &annexes, chain, bundle)?;
            placing.kept(&page, hash, book, chain);
        }
        sql.execute("DELETE FROM page_aside WHERE hash = ?1", [hash])?;
        entries += page.len() as u64;
    }
    forked.into_iter().try_for_each(|(replica, book)| arrange(sql, replica, BookNo(book)))?;
    Ok(entries)
}

/// Arrange the chains of every author that has branches: pages of theirs may have left.
pub(crate) fn arrange_forked(sql: &Connection) -> Result<()> {
    let forked = sql
        .prepare("SELECT DISTINCT r.id, c.book FROM chain c JOIN replica r ON r.no = c.replica WHERE c.branch <> x''")?
        .query_map([], |r| Ok((r.get(0)?, BookNo(r.get(1)?))))?
        .collect::<Result<Vec<(ReplicaId, BookNo)>, _>>()?;
    forked.into_iter().try_for_each(|(replica, book)| arrange(sql, replica, book))
}

/// Pages whose author, book, number and hash meet with an objection, and which. Not those that were closed in this store:
/// what a person recorded here stays before that person, whatever it counts for elsewhere.
pub(crate) fn not_allowed(
    sql: &Connection,
    objection: impl Fn(ReplicaId, RecordId, u64, &[u8; 32]) -> Option<&'static str>,
) -> Result<Vec<(i64, [u8; 32], &'static str)>> {
    let mut statement =
        sql.prepare("SELECT p.no, p.chain, p.number, b.id, p.hash FROM page p JOIN chain c ON c.no = p.chain JOIN book b ON b.no = c.book WHERE p.bundle IS NOT NULL ORDER BY p.no")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (author, _) = chain_owner(sql, row.get(1)?)?;
        let hash = row.get(4)?;
        if let Some(why) = objection(author, row.get(3)?, row.get::<_, i64>(2)? as u64, &hash) {
            found.push((row.get(0)?, hash, why));
        }
    }
    Ok(found)
}
