//! Pages that exist and are not here: between those that are, and behind the last of them where others speak of it.

use std::collections::HashMap;

use rusqlite::Connection;

use super::receipt::{Held, had};
use crate::{EntryNo, Error, RecordId, ReplicaId, Result, journal::chain_start, trust::Standing};

/// Missing pages by chain: what is asked for by itself.
pub(super) fn gaps(sql: &Connection) -> Result<Held> {
    let had = had(sql)?;
    let mut gaps = Held::new();
    for (chain, ranges) in &had {
        let mut next = chain_start(sql, *chain)?;
        for (first, last) in ranges {
            if *first > next {
                gaps.entry(*chain).or_default().push((next, first - 1));
            }
            next = last + 1;
        }
    }
    for (chain, last) in told(sql)? {
        let next = had.get(&chain).and_then(|ranges| ranges.last()).map_or(1, |(_, last)| last + 1);
        if next <= last && counts(sql, chain, next)? {
            gaps.entry(chain).or_default().push((next, last));
        }
    }
    Ok(gaps)
}

/// The last page of each chain that anybody is known to hold, or that somebody had seen whose writing is here. How many more
/// there are nobody can tell by what was seen of them: the next one is there for sure.
fn told(sql: &Connection) -> Result<HashMap<i64, u64>> {
    let mut told: HashMap<i64, u64> = HashMap::new();
    let mut note = |chain: i64, last: u64| {
        let known = told.entry(chain).or_insert(last);
        *known = last.max(*known);
    };
    let mut receipts = sql.prepare_cached("SELECT chain, ranges FROM receipt")?;
    for row in receipts.query_map([], |r| Ok((r.get(0)?, r.get::<_, String>(1)?)))? {
        let (chain, json) = row?;
        let ranges: Vec<(u64, u64)> = serde_json::from_str(&json).map_err(|e| Error::damaged("receipt", e))?;
        if let Some((_, last)) = ranges.last() {
            note(chain, *last);
        }
    }
    let mut awaited = sql.prepare_cached("SELECT max(target) FROM awaited GROUP BY target >> ?1")?;
    for target in awaited.query_map([EntryNo::SEQ_BITS], |r| r.get(0).map(EntryNo))? {
        let target = target?;
        let query = "SELECT coalesce(max(number), 0), coalesce(max(first_seq + entries), 1) FROM page WHERE chain = ?1";
        let (last, end): (i64, i64) = sql.prepare_cached(query)?.query_row([target.chain()], |r| Ok((r.get(0)?, r.get(1)?)))?;
        if target.seq() >= end as u64 {
            note(target.chain(), last as u64 + 1);
        }
    }
    Ok(told)
}

/// True where a page of this number would count here: its author is one line, and believed that far. Pages from outside the
/// union are not missing.
fn counts(sql: &Connection, chain: i64, number: u64) -> Result<bool> {
    let query = "SELECT r.id, b.id, (SELECT count(*) FROM chain f WHERE f.replica = c.replica AND f.book = c.book) FROM chain c
                 JOIN replica r ON r.no = c.replica JOIN book b ON b.no = c.book WHERE c.no = ?1";
    let (replica, book, branches): (ReplicaId, RecordId, i64) = sql.prepare_cached(query)?.query_row([chain], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    Ok(branches == 1 && Standing::read(sql)?.objection(replica, book, number).is_none())
}
