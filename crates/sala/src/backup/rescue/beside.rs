//! What lies beside the pages: who is believed, what was recorded last and no page holds yet, which files came, what others said they hold.

use std::collections::{BTreeMap, HashSet};

use rusqlite::{
    Connection, params_from_iter,
    types::Value::{self, Blob, Integer, Text},
};

use super::{
    found::{Found, exactly, number},
    pages::Kept,
    whose::Whose,
};
use crate::{
    Desk, EntryNo, RecordId, ReplicaId, Result,
    bundle::left_as_noted,
    journal::{
        ClosedUp, book_id, book_no, chain_no, chain_owner, close_up, hand_over, is_left_in_noted, keep_open, left_in_as_noted, note_said, page::Page,
        waiting_for_their_page,
    },
    store::Table,
    trust::{self, Certificate, Keys, Request, Revocation},
};

/// Open actions that were kept.
#[derive(Default)]
pub(super) struct Open {
    pub actions: u64,
    pub entries: u64,
    pub withheld: u64,
}

/// The open actions of each author in each book: the number that their chain had, they themselves, and the places of those that were said again.
type OpenChains = BTreeMap<(ReplicaId, RecordId), (i64, Vec<Page>, HashSet<u64>)>;

impl Found {
    /// Keep whoever the organisation's root vouches for, and what it says of those who are believed no more.
    pub(super) fn keep_trust(&self, sql: &Connection, whose: &Whose) -> Result<()> {
        let root = trust::organisation(sql)?.map(|organisation| organisation.root);
        for signed in &self.certificates {
            if let Ok(certificate) = Certificate::read(signed)
                && root == Some(certificate.root)
            {
                trust::keep_certificate(sql, &certificate, signed)?;
            }
        }
        for signed in &self.revocations {
            if let Ok(revocation) = Revocation::read(signed)
                && root == Some(revocation.root)
            {
                trust::keep_revocation(sql, &revocation, signed)?;
            }
        }
        if whose.is_headquarters() {
            for signed in &self.requests {
                if let Ok(request) = Request::read(signed) {
                    trust::keep_request(sql, &request, signed)?;
                }
            }
        }
        Ok(())
    }

    /// The files that are known to have come.
    pub(super) fn bundles(&self) -> impl Iterator<Item = i64> {
        self.rows(Table::Bundle).iter().filter_map(|row| number(row.first()?))
    }

    /// Keep what was recorded here and no page holds yet. What lies in a page that is here was closed, and stood where it stood before.
    pub(super) fn keep_tail(&mut self, sql: &Connection, keys: &Keys, kept: &mut Kept) -> Result<Open> {
        let mut chains = OpenChains::new();
        for ((chain, first), (action, is_said)) in std::mem::take(&mut self.tail) {
            let Ok(page) = Page::decode(&action) else { continue };
            if page.first_seq.cast_signed() == first && !is_closed(sql, &page)? {
                let (_, actions, said) = chains.entry((page.replica, page.book)).or_insert_with(|| (chain, Vec::new(), HashSet::new()));
                said.extend(is_said.then_some(page.first_seq));
                actions.push(page);
            }
        }
        let next = trust::next_replica(sql)?;
        let (mut open, mut go_on) = (Open::default(), Vec::new());
        for ((replica, book), (was_chain, mut actions, said)) in chains {
            let chain = chain_no(sql, replica, book_no(sql, book)?)?;
            kept.chains.insert(was_chain, (replica, book));
            actions.sort_by_key(|page| page.first_seq);
            // Of two that claim one place the later one was closed once, and is not known to have been.
            let mut end = 0;
            actions.retain(|page| {
                let free = page.first_seq >= end;
                end = end.max(page.first_seq + page.len() as u64);
                free
            });
            // Under which key that was to be closed is lost: nobody else can close it.
            let is_nobodys = replica != next && !keys.replicas().any(|own| own == replica);
            let mut goes_on_from = actions.first().filter(|_| is_nobodys).map(|page| page.first_seq);
            for ClosedUp { was, page } in close_up(actions) {
                let mut stood = page.clone();
                stood.first_seq = was;
                if page.first_seq != was && replica != next && replica != keys.replica() {
                    // It waited for a page, and does not stand any more where it stands there.
                    goes_on_from = goes_on_from.or(Some(page.first_seq));
                }
                let (annex, missing) = self.annex_of(&stood, was_chain);
                for (seq, item) in annex {
                    item.insert(sql, EntryNo::new(chain, seq - was + page.first_seq))?;
                }
                keep_open(sql, chain, &page)?;
                kept.stamp = page.actions.iter().map(|action| action.stamp).fold(kept.stamp, i64::max);
                open.withheld += missing;
                if said.contains(&was) {
                    note_said(sql, chain, &page)?;
                    continue;
                }
                open.actions += 1;
                open.entries += page.len() as u64;
            }
            go_on.extend(goes_on_from.map(|first| (chain, first)));
        }
        // Behind what this key has open itself, which keeps its places.
        for (chain, first) in go_on {
            hand_over(sql, chain, first, keys.replica())?;
        }
        Ok(open)
    }

    /// Keep which files came, and which pages they brought.
    pub(super) fn keep_bundles(&self, sql: &Connection) -> Result<()> {
        let query = "INSERT OR IGNORE INTO bundle (no, id, sender, at, taken, entries, file, set_aside) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        for row in self.rows(Table::Bundle) {
            // Earlier versions set nothing aside.
            let row = row.iter().cloned().chain(std::iter::repeat(Value::Null)).take(8);
            sql.prepare_cached(query)?.execute(params_from_iter(row))?;
        }
        let known: HashSet<i64> = self.bundles().collect();
        for row in self.rows(Table::Carried) {
            if let [Integer(bundle), hash] = &row[..]
                && known.contains(bundle)
            {
                sql.prepare_cached("INSERT OR IGNORE INTO carried (bundle, hash) VALUES (?1, ?2)")?.execute((bundle, hash))?;
            }
        }
        Ok(())
    }

    /// Keep what others said they hold, what was sent to them and what is asked for. All of it speaks of chains by numbers that are others now.
    pub(super) fn keep_words(&mut self, sql: &Connection, kept: &mut Kept) -> Result<()> {
        self.name_chains(kept);
        for row in self.rows(Table::Receipt) {
            if let [holder @ Blob(_), Integer(chain), Text(ranges), at @ Integer(_)] = &row[..]
                && let (true, Some(chain)) = (are_ranges(ranges), kept.now(sql, *chain)?)
            {
                let query = "INSERT OR IGNORE INTO receipt (holder, chain, ranges, at) VALUES (?1, ?2, ?3, ?4)";
                sql.prepare_cached(query)?.execute((holder, chain, ranges, at))?;
            }
        }
        for (table, column) in [(Table::ReceiptAside, "receipt_aside (holder"), (Table::SentPages, "sent_pages (receiver")] {
            for row in self.rows(table) {
                if let [of @ Blob(_), Integer(chain), Text(ranges)] = &row[..]
                    && let (true, Some(chain)) = (are_ranges(ranges), kept.now(sql, *chain)?)
                {
                    let query = format!("INSERT OR IGNORE INTO {column}, chain, ranges) VALUES (?1, ?2, ?3)");
                    sql.prepare_cached(&query)?.execute((of, chain, ranges))?;
                }
            }
        }
        for row in self.rows(Table::ReceiptBlob) {
            // Earlier versions noted no wishes.
            if let [holder @ Blob(_), hash @ Blob(_), wished @ ..] = &row[..] {
                let query = "INSERT OR IGNORE INTO receipt_blob (holder, hash, wished) VALUES (?1, ?2, ?3)";
                sql.prepare_cached(query)?.execute((holder, hash, wished.first().unwrap_or(&Value::Null)))?;
            }
        }
        for row in self.rows(Table::Asking) {
            if let [of @ Blob(_), Integer(chain), first @ Integer(_), last @ Integer(_)] = &row[..]
                && let Some(chain) = kept.now(sql, *chain)?
            {
                let query = "INSERT OR IGNORE INTO asking (replica, chain, first, last) VALUES (?1, ?2, ?3, ?4)";
                sql.prepare_cached(query)?.execute((of, chain, first, last))?;
            }
        }
        for (name, _) in self.notes.range("left.".to_owned().."left/".to_owned()) {
            if let (Ok(chain), Some(note)) = (name.trim_start_matches("left.").parse(), self.noted(name))
                && let Some(chain) = kept.now(sql, chain)?
            {
                left_as_noted(sql, chain, note.into())?;
            }
        }
        for (name, _) in self.notes.range("left_in.".to_owned().."left_in/".to_owned()) {
            if let (Ok(chain), Some(Blob(rows))) = (name.trim_start_matches("left_in.").parse(), self.noted(name))
                && let Some(chain) = kept.now(sql, chain)?
            {
                left_in_as_noted(sql, chain, rows)?;
            }
        }
        Ok(())
    }

    /// Whose chains there were of which no page is here: others may have said that they hold some.
    fn name_chains(&self, kept: &mut Kept) {
        let ids = |table| -> BTreeMap<i64, [u8; 16]> {
            self.rows(table).iter().filter_map(|row| if let [Integer(no), id] = &row[..] { Some((*no, exactly(id)?)) } else { None }).collect()
        };
        let (replicas, books) = (ids(Table::Replica), ids(Table::Book));
        for row in self.rows(Table::Chain) {
            if let [Integer(no), Integer(replica), Integer(book), ..] = &row[..]
                && let (Some(replica), Some(book)) = (replicas.get(replica), books.get(book))
            {
                kept.chains.entry(*no).or_insert((ReplicaId(*replica), RecordId::from_bytes(*book)));
            }
        }
    }
}

impl Desk {
    /// What is open under former keys left in pages that are not here: where the damaged store's own note of what they are called is lost,
    /// the memory outside of it may know. Without their names nobody could tell what was written over it since.
    pub(super) fn name_what_waits(&self, sql: &Connection) -> Result<()> {
        for (chain, book) in waiting_for_their_page(sql, self.replica())? {
            if !is_left_in_noted(sql, chain)? {
                let (author, _) = chain_owner(sql, chain)?;
                self.mark_of(author).note_left_in(sql, chain, book_id(sql, book)?)?;
            }
        }
        Ok(())
    }
}

/// True where a page that is here holds one of its places.
fn is_closed(sql: &Connection, open: &Page) -> Result<bool> {
    let query = "SELECT EXISTS (SELECT 1 FROM page p JOIN chain c ON c.no = p.chain JOIN replica r ON r.no = c.replica JOIN book b ON b.no = c.book
                 WHERE r.id = ?1 AND b.id = ?2 AND p.first_seq < ?4 AND p.first_seq + p.entries > ?3)";
    let (first, end) = (open.first_seq.cast_signed(), (open.first_seq + open.len() as u64).cast_signed());
    Ok(sql.prepare_cached(query)?.query_row((open.replica, open.book, first, end), |r| r.get(0))?)
}

fn are_ranges(json: &str) -> bool {
    serde_json::from_str::<Vec<(u64, u64)>>(json).is_ok()
}
