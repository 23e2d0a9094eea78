//! What lies in this store, and what others said of theirs: page ranges by chain.
//!
//! | of this store | | of others | |
//! |---|---|---|---|
//! | `held` | in the union: counted here, sent on | `held_by` | what a replica said it holds, in the union or not |
//! | `outside` | of files set aside here: sent to nobody | `elsewhere` | what any of them can send, and what they set aside |
//! | `had` | both: not missing, not to be sent again | `sent_to` | what was put into files for a replica |

use std::collections::HashMap;

use rusqlite::Connection;

use crate::{Error, ReplicaId, Result, trust};

/// Page ranges by chain.
pub(crate) type Held = HashMap<i64, Vec<(u64, u64)>>;

/// What is left of `ranges` without these pages.
pub(super) fn without(ranges: &[(u64, u64)], (first, last): (u64, u64)) -> Vec<(u64, u64)> {
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

/// Pages of files that were set aside here. Of an author that forked it cannot be told which branch such a page belongs to:
/// it comes again, which costs overlap.
const OUTSIDE: &str = "SELECT c.no, o.number FROM page_aside o JOIN replica r ON r.id = o.replica JOIN book b ON b.id = o.book
    JOIN chain c ON c.replica = r.no AND c.book = b.no
    WHERE o.why = 'set_aside' AND NOT EXISTS (SELECT 1 FROM chain f WHERE f.replica = r.no AND f.book = b.no AND f.branch <> x'')
    AND NOT EXISTS (SELECT 1 FROM page_aside t WHERE t.replica = o.replica AND t.book = o.book AND t.number = o.number AND t.hash <> o.hash) ORDER BY 1, 2";

/// Pages that this store holds in the union.
pub(crate) fn held(sql: &Connection) -> Result<Held> {
    ranges(sql, "SELECT chain, number FROM page ORDER BY chain, number")
}

/// Pages that this store holds outside the union, because their file was set aside: they are neither missing nor to be sent again.
pub(super) fn outside(sql: &Connection) -> Result<Held> {
    ranges(sql, OUTSIDE)
}

/// Both.
pub(crate) fn had(sql: &Connection) -> Result<Held> {
    ranges(sql, &format!("SELECT chain, number FROM page UNION ALL {OUTSIDE}"))
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
    told(sql, "SELECT chain, ranges FROM receipt WHERE holder = ?1", holder)
}

/// Pages that were put into files for `receiver`. Sent is not received.
pub(super) fn sent_to(sql: &Connection, receiver: ReplicaId) -> Result<Held> {
    told(sql, "SELECT chain, ranges FROM sent_pages WHERE receiver = ?1", receiver)
}

fn told(sql: &Connection, query: &str, replica: ReplicaId) -> Result<Held> {
    let mut statement = sql.prepare_cached(query)?;
    let rows = statement.query_map([replica], |r| Ok((r.get(0)?, r.get::<_, String>(1)?)))?;
    rows.map(|row| row.map_err(Error::from).and_then(|(chain, json)| Ok((chain, said(&json)?)))).collect()
}

/// What others can send, and what others hold and set aside, by chain. Of a replica that is revoked nothing is believed.
pub(super) fn elsewhere(sql: &Connection) -> Result<(Held, Held)> {
    let query = "SELECT r.holder, r.chain, r.ranges, a.ranges FROM receipt r LEFT JOIN receipt_aside a ON a.holder = r.holder AND a.chain = r.chain";
    let mut statement = sql.prepare_cached(query)?;
    let (mut sendable, mut aside) = (Held::new(), Held::new());
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if trust::is_revoked(sql, row.get(0)?)? {
            continue;
        }
        let (chain, held): (i64, String) = (row.get(1)?, row.get(2)?);
        let outside = row.get::<_, Option<String>>(3)?.map_or_else(|| Ok(Vec::new()), |json| said(&json))?;
        sendable.entry(chain).or_default().extend(outside.iter().fold(said(&held)?, |left, range| without(&left, *range)));
        aside.entry(chain).or_default().extend(outside);
    }
    Ok((sendable, aside))
}

/// Who said that they hold this page of a chain and can send it, headquarters first. Of a replica that is revoked nothing is believed.
pub(crate) fn who_sends(sql: &Connection, chain: i64, number: u64) -> Result<Option<ReplicaId>> {
    let query = "SELECT r.holder, r.ranges, coalesce(a.ranges, '[]') FROM receipt r LEFT JOIN receipt_aside a ON a.holder = r.holder AND a.chain = r.chain
                 WHERE r.chain = ?1 ORDER BY r.holder";
    let (headquarters, mut found) = (trust::headquarters(sql)?.map(|c| c.replica()), None);
    let mut statement = sql.prepare_cached(query)?;
    let mut rows = statement.query([chain])?;
    while let Some(row) = rows.next()? {
        let (holder, held, aside): (ReplicaId, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if covers(Some(&said(&held)?), number) && !covers(Some(&said(&aside)?), number) && !trust::is_revoked(sql, holder)? {
            found = found.filter(|_| headquarters != Some(holder)).or(Some(holder));
        }
    }
    Ok(found)
}

/// Ranges as the store keeps them: as few as possible.
pub(super) fn kept(ranges: Vec<(u64, u64)>) -> Result<String> {
    serde_json::to_string(&union(ranges)).map_err(|e| Error::damaged("list of pages", e))
}

/// The same, read.
fn said(json: &str) -> Result<Vec<(u64, u64)>> {
    serde_json::from_str(json).map_err(|e| Error::damaged("list of pages", e))
}

/// True where `number` lies in one of the ranges.
pub(crate) fn covers(ranges: Option<&Vec<(u64, u64)>>, number: u64) -> bool {
    ranges.is_some_and(|ranges| ranges.iter().any(|(first, last)| (*first..=*last).contains(&number)))
}
