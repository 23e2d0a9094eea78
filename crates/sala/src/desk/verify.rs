//! Checking a whole store against its journal.

use std::collections::HashMap;

use rusqlite::Connection;

use super::Desk;
use crate::{
    Problem, ReplicaId, Result,
    journal::{Key, Tables, chain_owner, keys, page::Page, refold_all, unpack},
    outputs::views::records_with,
    store::{attachments, takes_nothing},
    trust::{Keys, Purpose, certificates, verify as verify_signature},
};

/// The answer of `sala verify`.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Verified {
    /// True where everything holds.
    pub ok: bool,
    /// Pages checked.
    pub pages: u64,
    /// Entries in pages and in the tail.
    pub entries: u64,
    /// Attachments checked.
    pub attachments: u64,
    /// What does not hold.
    pub problems: Vec<Problem>,
}

impl Desk {
    /// Check every page, signature, attachment and folded row against the journal. An attachment that is damaged is set apart, so that
    /// it comes again.
    ///
    /// # Errors
    /// Store failures; what does not hold is in the answer.
    pub fn verify(&self) -> Result<Verified> {
        let beside = self.store.long_reader()?;
        let (verified, damaged) = self.store.rehearse_anywhere(|sql| verify(sql, &beside, self.store.tables(), &self.keys()))?;
        if !damaged.is_empty() {
            // Asked for from now on, and filled by any file that has it. Where nothing can be written it stays as it is.
            self.set_apart(&damaged).inspect_err(|why| tracing::warn!("damaged attachments stay where they are: {why}")).ok();
        }
        Ok(verified)
    }
}

/// Check every folded row against a fold from the beginning too: in a transaction that is taken back. `beside` is the store
/// whose attachments these are. Answers which of them are damaged too.
fn verify(sql: &Connection, beside: &Connection, tables: &Tables, keys: &Keys) -> Result<(Verified, Vec<[u8; 32]>)> {
    let (mut answer, mut damaged) = (Verified::default(), Vec::new());
    let mut authors: Authors = certificates(sql)?.into_iter().map(|(c, _)| (c.replica(), c.sign)).collect();
    authors.extend(keys.signing().map(|key| (ReplicaId::of_key(&key), key)));
    pages(sql, &authors, &mut answer)?;
    pages_outside(sql, &authors, &mut answer)?;
    answer.entries += sql.query_row("SELECT coalesce(sum(entries), 0) FROM tail", [], |r| r.get::<_, i64>(0))? as u64;
    for hash in sql.prepare("SELECT hash FROM blob ORDER BY hash")?.query_map([], |r| r.get::<_, [u8; 32]>(0))?.collect::<Result<Vec<_>, _>>()? {
        answer.attachments += 1;
        if attachments::copy(beside, &hash, &mut std::io::sink()).is_err() {
            let is_here = attachments::here(beside, &hash)?.is_some();
            let code = if is_here { "attachment_damaged" } else { "attachment_lost" };
            damaged.extend(is_here.then_some(hash));
            answer.problems.push(about(sql, code, &hash)?);
        }
    }
    let before = folded(sql, tables)?;
    match refold_all(sql, tables) {
        // A disk without room for the folding says nothing about the journal.
        Err(error) if takes_nothing(&error).is_some() => return Err(error),
        Err(_) => {
            answer.problems.push(Problem::new("journal_unreadable"));
            return Ok((answer, damaged));
        }
        Ok(()) => {}
    }
    for ((table, was), (_, is)) in before.iter().zip(folded(sql, tables)?) {
        if *was != is {
            answer.problems.push(Problem::new("folded_table_differs").with("table", table.as_str()));
        }
    }
    answer.ok = answer.problems.is_empty();
    Ok((answer, damaged))
}

/// What is wrong with a content, and which records have it, under what name.
fn about(sql: &Connection, code: &'static str, hash: &[u8; 32]) -> Result<Problem> {
    let (ids, names): (Vec<_>, Vec<_>) = records_with(sql, hash)?.into_iter().map(|(id, name)| (id.to_string(), name)).unzip();
    let hash = blake3::Hash::from_bytes(*hash).to_hex().to_string();
    let name = names.into_iter().flatten().next().unwrap_or_default();
    Ok(Problem::new(code).with("hash", hash).with("name", name).with("attachments", ids))
}

/// A page as it lies in the store, and whose it should be.
struct Kept {
    replica: ReplicaId,
    number: u64,
    hash: [u8; 32],
    sig: [u8; 64],
    body: Vec<u8>,
}

/// Signing keys of those whose pages may be here.
type Authors = HashMap<ReplicaId, [u8; 32]>;

/// Check a page by itself; what does not hold goes into the answer.
fn page(kept: &Kept, authors: &Authors, answer: &mut Verified) -> Option<Page> {
    let mut fault = |code| answer.problems.push(Problem::new(code).with("replica", kept.replica.to_string()).with("page", kept.number));
    let body = unpack(&kept.body);
    let Ok((body, page)) = body.and_then(|body| Page::decode(&body).map(|page| (body, page))) else {
        fault("page_unreadable");
        return None;
    };
    if *blake3::hash(&body).as_bytes() != kept.hash {
        fault("page_changed");
    }
    match authors.get(&kept.replica) {
        Some(key) if verify_signature(key, Purpose::Page, &kept.hash, &kept.sig).is_ok() => {}
        Some(_) => fault("page_signature_wrong"),
        None => fault("page_author_unknown"),
    }
    if page.replica != kept.replica || page.number != kept.number {
        fault("page_out_of_place");
    }
    Some(page)
}

fn pages(sql: &Connection, authors: &Authors, answer: &mut Verified) -> Result<()> {
    let mut statement = sql.prepare("SELECT chain, number, hash, sig, body FROM page ORDER BY chain, number")?;
    let mut rows = statement.query([])?;
    let mut last: Option<(i64, u64, [u8; 32])> = None;
    while let Some(row) = rows.next()? {
        let chain = row.get(0)?;
        let kept = Kept { replica: chain_owner(sql, chain)?.0, number: row.get::<_, i64>(1)? as u64, hash: row.get(2)?, sig: row.get(3)?, body: row.get(4)? };
        answer.pages += 1;
        let Some(page) = page(&kept, authors, answer) else {
            last = None;
            continue;
        };
        if last.is_some_and(|(c, n, h)| c == chain && n + 1 == kept.number && page.prev != h) {
            answer.problems.push(Problem::new("page_out_of_place").with("replica", kept.replica.to_string()).with("page", kept.number));
        }
        last = Some((chain, kept.number, kept.hash));
        answer.entries += page.len() as u64;
    }
    Ok(())
}

/// Pages outside the union: they come back when their file is taken in again or their author is believed again, and are read until then
/// to tell what is on its way.
fn pages_outside(sql: &Connection, authors: &Authors, answer: &mut Verified) -> Result<()> {
    let mut statement = sql.prepare("SELECT replica, number, hash, sig, body FROM page_aside ORDER BY replica, book, number")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let kept = Kept { replica: row.get(0)?, number: row.get::<_, i64>(1)? as u64, hash: row.get(2)?, sig: row.get(3)?, body: row.get(4)? };
        page(&kept, authors, answer);
    }
    Ok(())
}

/// A hash of each folded table, personal parts included.
fn folded(sql: &Connection, tables: &Tables) -> Result<Vec<(String, blake3::Hash)>> {
    let mut hashes = Vec::new();
    let ordered = tables.registry.kinds().iter().map(|kind| {
        let (a, b) = keys(kind);
        (kind.name, if kind.key == Key::Single { a.to_owned() } else { format!("{a}, {b}") })
    });
    let beside =
        [("sibling", "shape, a, b, v"), ("aside", "shape, a, b, v"), ("removal", "shape, a, b, v"), ("awaited", "target, by"), ("mention", "book, hash")]
            .map(|(t, o)| (t, o.to_owned()));
    for (table, order) in ordered.chain(beside) {
        let mut hasher = blake3::Hasher::new();
        let mut statement = sql.prepare(&format!("SELECT * FROM {table} ORDER BY {order}"))?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for i in 0..columns {
                hasher.update(format!("{:?},", row.get_ref(i)?).as_bytes());
            }
        }
        hashes.push((table.to_owned(), hasher.finalize()));
    }
    Ok(hashes)
}
