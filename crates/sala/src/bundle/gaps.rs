//! Pages that exist and are not here: between those that are, and behind the last of them where others speak of it, or this store
//! knows itself that they left it.

use std::collections::HashMap;

use rusqlite::Connection;

use super::{
    held::{Held, elsewhere, had, without},
    left::{Left, left},
};
use crate::{
    EntryNo, RecordId, ReplicaId, Result,
    journal::{chain_end, chain_start},
    trust::Standing,
};

/// Missing pages by chain: what is asked for by itself. What others set aside and nobody can send is not missing.
pub(super) fn gaps(sql: &Connection) -> Result<Held> {
    let (had, (sendable, aside)) = (had(sql)?, elsewhere(sql)?);
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
    let standing = Standing::read(sql)?;
    let ours = left(sql)?;
    for (chain, last) in told(sql, &sendable, &ours)? {
        let here = had.get(&chain);
        let next = here.and_then(|ranges| ranges.last()).map_or(1, |(_, last)| last + 1);
        if next <= last && counts(sql, &standing, (chain, next), here.is_some() || ours.iter().any(|(ours, _)| *ours == chain))? {
            gaps.entry(chain).or_default().push((next, last));
        }
    }
    for (chain, aside) in aside {
        let Some(missing) = gaps.get_mut(&chain) else { continue };
        let from_others = sendable.get(&chain).map_or(&[][..], Vec::as_slice);
        let never = from_others.iter().fold(aside, |left, range| without(&left, *range));
        *missing = never.iter().fold(std::mem::take(missing), |left, range| without(&left, *range));
    }
    gaps.retain(|_, ranges| !ranges.is_empty());
    Ok(gaps)
}

/// How many pages are known to exist, would count here and are missing.
pub(crate) fn missing_pages(sql: &Connection) -> Result<u64> {
    Ok(gaps(sql)?.values().flatten().map(|(first, last)| last - first + 1).sum())
}

/// The last page of each chain that anybody is known to hold and to send, that somebody had seen whose writing is here, or that left this
/// store before it was put back. How many more there are nobody can tell by what was seen of them: the next one is there for sure.
fn told(sql: &Connection, sendable: &Held, ours: &[(i64, Left)]) -> Result<HashMap<i64, u64>> {
    let mut told: HashMap<i64, u64> = HashMap::new();
    let mut note = |chain: i64, last: u64| {
        let known = told.entry(chain).or_insert(last);
        *known = last.max(*known);
    };
    for (chain, ranges) in sendable {
        if let Some(last) = ranges.iter().map(|(_, last)| *last).max() {
            note(*chain, last);
        }
    }
    for (chain, pages) in ours {
        note(*chain, pages.last);
    }
    let mut awaited = sql.prepare_cached("SELECT max(target) FROM awaited GROUP BY target >> ?1")?;
    for target in awaited.query_map([EntryNo::SEQ_BITS], |r| r.get(0).map(EntryNo))? {
        let target = target?;
        let (last, end) = chain_end(sql, target.chain())?;
        if target.seq() >= end {
            note(target.chain(), last + 1);
        }
    }
    Ok(told)
}

/// The last page of each chain of which anybody else spoke.
pub(super) fn spoken_of(sql: &Connection) -> Result<HashMap<i64, u64>> {
    let (sendable, aside) = elsewhere(sql)?;
    let mut last = told(sql, &sendable, &left(sql)?)?;
    for (chain, ranges) in aside {
        let known = last.entry(chain).or_default();
        *known = ranges.iter().map(|(_, last)| *last).fold(*known, u64::max);
    }
    Ok(last)
}

/// The last page that an author is known to have written in a book, by the chain that is no branch: it is here, counted or not, or others
/// `spoke` of it. None is known of whom there is no page at all.
pub(super) fn last_known(sql: &Connection, spoke: &HashMap<i64, u64>, chain: i64) -> Result<u64> {
    // A branch goes on with its author's numbers.
    let query = "SELECT c.no FROM chain c JOIN chain m ON m.replica = c.replica AND m.book = c.book WHERE m.no = ?1";
    let chains = sql.prepare_cached(query)?.query_map([chain], |r| r.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    let query = "SELECT max(coalesce((SELECT max(p.number) FROM page p JOIN chain c ON c.no = p.chain WHERE c.replica = m.replica AND c.book = m.book), 0),
                            coalesce((SELECT max(o.number) FROM page_aside o JOIN replica r ON r.id = o.replica JOIN book b ON b.id = o.book
                                      WHERE r.no = m.replica AND b.no = m.book), 0)) FROM chain m WHERE m.no = ?1";
    let here = sql.prepare_cached(query)?.query_row([chain], |r| r.get::<_, i64>(0))?.unsigned_abs();
    Ok(chains.iter().filter_map(|chain| spoke.get(chain).copied()).fold(here, u64::max))
}

/// True where a page of this number would count here: its author is one line, and believed that far. Pages from outside the
/// union are not missing; nor are those of an author of whom nothing is here and whom nobody certified: whoever writes can name any. What left this very store is known.
fn counts(sql: &Connection, standing: &Standing, (chain, number): (i64, u64), is_here: bool) -> Result<bool> {
    let query = "SELECT r.id, b.id, (SELECT count(*) FROM chain f WHERE f.replica = c.replica AND f.book = c.book) FROM chain c
                 JOIN replica r ON r.no = c.replica JOIN book b ON b.no = c.book WHERE c.no = ?1";
    let (replica, book, branches): (ReplicaId, RecordId, i64) = sql.prepare_cached(query)?.query_row([chain], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    Ok(branches == 1 && (is_here || standing.knows(replica)) && standing.objection(replica, book, number).is_none())
}
