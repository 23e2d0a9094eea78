//! This replica's own entries: kept as they are made, and closed into a page when something is about to leave the laptop
//! or to become evidence.

use rusqlite::{Connection, OptionalExtension};

use super::{
    numbers::{BookNo, book_id, chain_no},
    page::{Action, MAX_BODY, MAX_ENTRIES, MAX_NAMES, Page, Shape},
    take_in::record_nos,
};
use crate::{
    Error, RecordId, ReplicaId, Result,
    trust::{Keys, Purpose},
};

/// Own pages are closed at this many entries, so that a page stays quick to read.
const PAGE_ENTRIES: usize = 4096;
/// ... or at this many bytes.
const PAGE_BYTES: usize = 8 << 20;

/// The next free place in a chain.
pub(crate) fn next_seq(sql: &Connection, chain: i64) -> Result<u64> {
    let newest = |table: &str| {
        let query = format!("SELECT first_seq + entries FROM {table} WHERE chain = ?1 ORDER BY first_seq DESC LIMIT 1");
        sql.prepare_cached(&query)?.query_row([chain], |r| r.get::<_, i64>(0)).optional()
    };
    Ok(newest("tail")?.or(newest("page")?).unwrap_or(1) as u64)
}

/// Keep an action that has just been folded. It is stored as a page of one action, so that there is one codec.
pub(crate) fn keep(sql: &Connection, chain: i64, page: &Page) -> Result<()> {
    let stamp = page.actions.first().map_or(0, |a| a.stamp);
    let body = page.encode()?;
    if page.len() > MAX_ENTRIES || body.len() > MAX_BODY / 2 || page.names() > MAX_NAMES {
        return crate::Problem::new("action_too_large").with("entries", page.len()).with("bytes", body.len()).refuse();
    }
    sql.prepare_cached("INSERT INTO tail (chain, first_seq, entries, stamp, action) VALUES (?1, ?2, ?3, ?4, ?5)")?.execute((
        chain,
        page.first_seq as i64,
        page.len() as i64,
        stamp,
        body,
    ))?;
    Ok(())
}

/// The actions of a chain that no page holds yet.
pub(crate) fn read(sql: &Connection, chain: i64) -> Result<Vec<Page>> {
    Ok(read_sized(sql, chain)?.into_iter().map(|(page, _)| page).collect())
}

/// The same, with the size of each in bytes.
fn read_sized(sql: &Connection, chain: i64) -> Result<Vec<(Page, usize)>> {
    let mut statement = sql.prepare_cached("SELECT action FROM tail WHERE chain = ?1 ORDER BY first_seq")?;
    let rows = statement.query_map([chain], |r| r.get::<_, Vec<u8>>(0))?;
    rows.map(|row| row.map_err(Error::from).and_then(|body| Ok((kept_action(&body)?, body.len())))).collect()
}

/// An action as it is kept: one that cannot be read was made here, and the disk has lost it.
pub(super) fn kept_action(body: &[u8]) -> Result<Page> {
    Page::decode(body).map_err(|why| Error::damaged("store", why))
}

/// Close all that waits in `book` into signed pages.
pub(crate) fn seal(sql: &Connection, keys: &Keys, book: BookNo) -> Result<()> {
    let replica = keys.replica();
    let chain = chain_no(sql, replica, book)?;
    let book_id = book_id(sql, book)?;
    let mut run = Run::new();
    for (action, bytes) in read_sized(sql, chain)? {
        let names = action.names();
        if run.entries > 0 && (run.entries + action.len() > PAGE_ENTRIES || run.bytes + bytes > PAGE_BYTES || run.names + names > MAX_NAMES) {
            run.close(sql, keys, replica, chain, book_id, book)?;
        }
        (run.bytes, run.names) = (run.bytes + bytes, run.names + names);
        run.add(action)?;
    }
    run.close(sql, keys, replica, chain, book_id, book)
}

/// Close all that waits in any book.
pub(crate) fn seal_all(sql: &Connection, keys: &Keys) -> Result<()> {
    let books = sql.prepare("SELECT no FROM book")?.query_map([], |r| r.get(0).map(BookNo))?.collect::<Result<Vec<_>, _>>()?;
    books.into_iter().try_for_each(|book| seal(sql, keys, book))
}

/// Actions gathered for one page, their dictionaries merged.
struct Run {
    shapes: Vec<Shape>,
    records: Vec<RecordId>,
    numbers: std::collections::HashMap<RecordId, u32>,
    actions: Vec<Action>,
    first_seq: u64,
    entries: usize,
    bytes: usize,
    /// As many as its actions name, each by itself: at least as many as all of them name together.
    names: usize,
}

impl Run {
    fn new() -> Self {
        Self { shapes: Vec::new(), records: Vec::new(), numbers: Default::default(), actions: Vec::new(), first_seq: 1, entries: 0, bytes: 0, names: 0 }
    }

    fn add(&mut self, page: Page) -> Result<()> {
        let missing = || Error::damaged("tail", "an index out of range");
        if self.entries == 0 {
            self.first_seq = page.first_seq;
        }
        for mut action in page.actions {
            for entry in &mut action.entries {
                let shape = page.shapes.get(entry.shape as usize).ok_or_else(missing)?;
                entry.shape = self.shapes.iter().position(|s| s == shape).unwrap_or_else(|| {
                    self.shapes.push(shape.clone());
                    self.shapes.len() - 1
                }) as u32;
                let mut number = |i: u32| -> Result<u32> {
                    let id = *page.records.get(i as usize).ok_or_else(missing)?;
                    Ok(*self.numbers.entry(id).or_insert_with(|| {
                        self.records.push(id);
                        (self.records.len() - 1) as u32
                    }))
                };
                entry.a = number(entry.a)?;
                entry.b = entry.b.map(number).transpose()?;
            }
            self.entries += action.entries.len();
            self.actions.push(action);
        }
        Ok(())
    }

    fn close(&mut self, sql: &Connection, keys: &Keys, replica: ReplicaId, chain: i64, book: RecordId, book_no: BookNo) -> Result<()> {
        let run = std::mem::replace(self, Self::new());
        if run.entries == 0 {
            return Ok(());
        }
        let query = "SELECT number, hash, first_seq + entries FROM page WHERE chain = ?1 ORDER BY number DESC LIMIT 1";
        let last: Option<(i64, [u8; 32], i64)> = sql.prepare_cached(query)?.query_row([chain], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).optional()?;
        // What a former key of this store had left open keeps its places: the first page of the key after it begins there.
        let (number, prev, first_seq) = last.unwrap_or((0, [0; 32], run.first_seq as i64));
        let page = Page {
            replica,
            book,
            number: number as u64 + 1,
            prev,
            first_seq: first_seq as u64,
            shapes: run.shapes,
            records: run.records,
            actions: run.actions,
        };
        let body = page.encode()?;
        let hash = *blake3::hash(&body).as_bytes();
        let sealed = SealedPage { hash, sig: keys.sign.sign(Purpose::Page, &hash), body: zstd::encode_all(&body[..], 3)? };
        sealed.insert(sql, chain, &page, &record_nos(sql, &page, book_no)?, None)?;
        sql.execute("DELETE FROM tail WHERE chain = ?1 AND first_seq < ?2", (chain, first_seq + page.len() as i64))?;
        Ok(())
    }
}

/// A page as it is stored and carried.
#[derive(Clone, Debug)]
pub(crate) struct SealedPage {
    /// BLAKE3 of the uncompressed body.
    pub hash: [u8; 32],
    /// The author's signature over the hash.
    pub sig: [u8; 64],
    /// The body, zstd.
    pub body: Vec<u8>,
}

impl SealedPage {
    /// Keep the page and the way from each record it touches to it. `records` are the local numbers of its dictionary.
    pub(crate) fn insert(&self, sql: &Connection, chain: i64, page: &Page, records: &[i64], bundle: Option<i64>) -> Result<()> {
        let query = "INSERT INTO page (chain, number, first_seq, entries, hash, sig, body, bundle) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let no = sql.prepare_cached(query)?.insert((
            chain,
            page.number as i64,
            page.first_seq as i64,
            page.len() as i64,
            self.hash,
            self.sig,
            &self.body,
            bundle,
        ))?;
        let firsts: std::collections::BTreeSet<u32> = page.entries().map(|(_, _, e)| e.a).collect();
        let mut touch = sql.prepare_cached("INSERT OR IGNORE INTO touch (record, page) VALUES (?1, ?2)")?;
        for a in firsts {
            let record = records.get(a as usize).ok_or_else(|| Error::damaged("page", "a record out of range"))?;
            touch.execute((record, no))?;
        }
        Ok(())
    }
}
