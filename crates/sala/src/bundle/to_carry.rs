//! What headquarters has not carried to each laptop yet: its own work, decisions among it, and what came from other laptops.

use rusqlite::Connection;
use serde::Serialize;

use super::held::{held, held_by, sent_to, without};
use crate::{
    Desk, RecordId, ReplicaId, Result, Role,
    trust::{self, Certificate},
};

/// What waits for one laptop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ToCarry {
    /// The laptop.
    pub replica: String,
    /// What people call it.
    pub label: String,
    /// Entries that were written here.
    pub own: u64,
    /// Entries of other laptops.
    pub of_others: u64,
}

/// What one author wrote in one programme.
struct Written {
    chain: i64,
    author: ReplicaId,
    book: RecordId,
    /// Its pages that are here, as ranges.
    pages: Vec<(u64, u64)>,
    /// Entries that no page holds yet: no file has them.
    open: u64,
}

impl Desk {
    /// What has not been carried to the laptops that may still be given something, by their names: what is in no file for
    /// the laptop and what it has not said it holds. Empty where nothing waits, and on a laptop: there the journey says it.
    ///
    /// # Errors
    /// Store failures.
    pub fn to_carry(&self) -> Result<Vec<ToCarry>> {
        if self.role()? != Role::Hq {
            return Ok(Vec::new());
        }
        let (keys, now) = (self.keys(), self.now().timestamp_millis());
        self.read(|r| {
            let sql = r.sql();
            let written = written(sql)?;
            let mut found = Vec::new();
            for (laptop, _) in trust::certificates(sql)? {
                let id = laptop.replica();
                let gone = laptop.role() != Role::Site
                    || keys.is_own(&laptop.sign)
                    || laptop.has_ended(now)
                    || trust::is_revoked(sql, id)?
                    || trust::successor(sql, id)?.is_some();
                if gone {
                    continue;
                }
                let (own, of_others) = waiting(sql, &laptop, &written, |author| keys.replicas().any(|own| own == author))?;
                if own + of_others > 0 {
                    found.push(ToCarry { replica: id.to_string(), label: laptop.label.clone(), own, of_others });
                }
            }
            found.sort_by(|one, other| one.label.cmp(&other.label));
            Ok(found)
        })
    }
}

/// How many entries written here, and how many of others, wait for a laptop.
fn waiting(sql: &Connection, laptop: &Certificate, written: &[Written], here: impl Fn(ReplicaId) -> bool) -> Result<(u64, u64)> {
    let id = laptop.replica();
    let held = held_by(sql, id)?;
    let sent = sent_to(sql, id)?;
    let (mut own, mut of_others) = (0, 0);
    for one in written.iter().filter(|one| one.author != id && laptop.covers(one.book)) {
        let gone = [held.get(&one.chain), sent.get(&one.chain)].into_iter().flatten().flatten();
        let waits = gone.fold(one.pages.clone(), |left, range| without(&left, *range));
        let entries = waits.into_iter().map(|range| entries_of(sql, one.chain, range)).sum::<Result<u64>>()?;
        *(if here(one.author) { &mut own } else { &mut of_others }) += one.open + entries;
    }
    Ok((own, of_others))
}

/// How many entries are in these pages, which follow each other: from the first of them to the last. Among two hundred programmes there
/// are thousands of pages, and each is kilobytes long: only two are looked at.
fn entries_of(sql: &Connection, chain: i64, (first, last): (u64, u64)) -> Result<u64> {
    let query = "SELECT l.first_seq + l.entries - f.first_seq FROM page f JOIN page l ON l.chain = f.chain AND l.number = ?3
                  WHERE f.chain = ?1 AND f.number = ?2";
    Ok(sql.prepare_cached(query)?.query_row((chain, first as i64, last as i64), |r| r.get::<_, i64>(0))?.unsigned_abs())
}

fn written(sql: &Connection) -> Result<Vec<Written>> {
    let query = "SELECT c.no, r.id, b.id, (SELECT coalesce(sum(t.entries), 0) FROM tail t WHERE t.chain = c.no AND NOT t.said)
                   FROM chain c JOIN replica r ON r.no = c.replica JOIN book b ON b.no = c.book";
    let mut pages = held(sql)?;
    let one = |r: &rusqlite::Row<'_>| {
        let (chain, open) = (r.get(0)?, r.get::<_, i64>(3)? as u64);
        Ok(Written { chain, author: r.get(1)?, book: r.get(2)?, pages: pages.remove(&chain).unwrap_or_default(), open })
    };
    Ok(sql.prepare_cached(query)?.query_map([], one)?.collect::<Result<_, _>>()?)
}
