//! Pages that exist and are not here: between those that are, and behind the last of them where others speak of it, or this store
//! knows itself that they left it.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use super::held::{Held, covers, elsewhere, had, held_by, without};
use crate::{
    EntryNo, Error, RecordId, ReplicaId, Result, Role,
    journal::{book_id, chain_start, waiting_for_their_page},
    store::{SAY_AGAIN, note},
    trust::{self, Keys, Standing},
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
    for (chain, last) in told(sql, &sendable)? {
        let here = had.get(&chain);
        let next = here.and_then(|ranges| ranges.last()).map_or(1, |(_, last)| last + 1);
        if next <= last && counts(sql, &standing, (chain, next), here.is_some())? {
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

/// Under what a store notes the last page of a chain of its own that left it and was lost here with an old copy, before the chain's number.
const LEFT: &str = "left.";

/// Note that pages of this chain up to this one left this store, which was put back since: nobody else may ever speak of them here.
pub(crate) fn left_without_us(sql: &Connection, chain: i64, last: i64) -> Result<()> {
    let query = "INSERT INTO meta (key, value) VALUES (?1 || ?2, ?3) ON CONFLICT (key) DO UPDATE SET value = max(value, excluded.value)";
    sql.prepare_cached(query)?.execute((LEFT, chain, last))?;
    Ok(())
}

/// The last page of each chain that anybody is known to hold and to send, that somebody had seen whose writing is here, or that left this
/// store before it was put back. How many more there are nobody can tell by what was seen of them: the next one is there for sure.
fn told(sql: &Connection, sendable: &Held) -> Result<HashMap<i64, u64>> {
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
    let mut left = sql.prepare_cached("SELECT CAST(substr(m.key, 6) AS INTEGER), m.value FROM meta m WHERE m.key >= ?1 AND m.key < 'left/'")?;
    for row in left.query_map([LEFT], |r| Ok((r.get(0)?, r.get::<_, i64>(1)?)))? {
        let (chain, last) = row?;
        note(chain, last.unsigned_abs());
    }
    let mut awaited = sql.prepare_cached("SELECT max(target) FROM awaited GROUP BY target >> ?1")?;
    for target in awaited.query_map([EntryNo::SEQ_BITS], |r| r.get(0).map(EntryNo))? {
        let target = target?;
        let (last, end) = end(sql, target.chain())?;
        if target.seq() >= end {
            note(target.chain(), last + 1);
        }
    }
    Ok(told)
}

/// The last page of each chain of which anybody else spoke.
pub(super) fn spoken_of(sql: &Connection) -> Result<HashMap<i64, u64>> {
    let (sendable, aside) = elsewhere(sql)?;
    let mut last = told(sql, &sendable)?;
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

/// The last page of a chain that is here and the first entry behind it, with what was set aside directly behind the union.
fn end(sql: &Connection, chain: i64) -> Result<(u64, u64)> {
    let query = "SELECT coalesce(max(number), 0), coalesce(max(first_seq + entries), 1) FROM page WHERE chain = ?1";
    let (mut last, mut end): (i64, i64) = sql.prepare_cached(query)?.query_row([chain], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let query = "SELECT o.number, o.entries FROM chain c JOIN replica r ON r.no = c.replica JOIN book b ON b.no = c.book
                 JOIN page_aside o ON o.replica = r.id AND o.book = b.id WHERE c.no = ?1 AND o.why = 'set_aside' AND o.number > ?2 ORDER BY o.number";
    let mut statement = sql.prepare_cached(query)?;
    let mut aside = statement.query((chain, last))?;
    while let Some(row) = aside.next()? {
        let (number, entries): (i64, i64) = (row.get(0)?, row.get(1)?);
        // Behind a page that is missing nobody can tell which entries come next.
        if number > last + 1 {
            break;
        }
        if number == last + 1 {
            (last, end) = (number, end + entries);
        }
    }
    Ok((last as u64, end as u64))
}

/// True where a page of this number would count here: its author is one line, and believed that far. Pages from outside the
/// union are not missing; nor are those of an author of whom nothing is here and whom nobody certified: whoever writes can name any.
fn counts(sql: &Connection, standing: &Standing, (chain, number): (i64, u64), is_here: bool) -> Result<bool> {
    let query = "SELECT r.id, b.id, (SELECT count(*) FROM chain f WHERE f.replica = c.replica AND f.book = c.book) FROM chain c
                 JOIN replica r ON r.no = c.replica JOIN book b ON b.no = c.book WHERE c.no = ?1";
    let (replica, book, branches): (ReplicaId, RecordId, i64) = sql.prepare_cached(query)?.query_row([chain], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    Ok(branches == 1 && (is_here || standing.knows(replica)) && standing.objection(replica, book, number).is_none())
}

/// Note which open actions of former keys wait in vain for the page in which they left: headquarters, which has accepted this store under
/// its new key, has just said what it holds, `of` these books, and that page is not among it; nor has anybody else said that they hold it.
/// At headquarters it is enough that anybody has spoken of the book.
pub(super) fn do_not_come(sql: &Connection, keys: &Keys, holder: ReplicaId, of: &HashSet<[u8; 16]>) -> Result<()> {
    let waiting = waiting_for_their_page(sql, keys.replica())?;
    if waiting.is_empty() || trust::certificate(sql, keys.replica())?.is_none() {
        return Ok(());
    }
    if keys.root.is_none() && !trust::certificate(sql, holder)?.is_some_and(|(c, _)| c.role() == Role::Hq) {
        return Ok(());
    }
    let mut in_vain = Vec::new();
    for (chain, book) in waiting {
        if of.contains(book_id(sql, book)?.as_bytes()) && !is_held_by_anybody(sql, chain, end(sql, chain)?.0 + 1)? {
            in_vain.push(chain);
        }
    }
    if in_vain.is_empty() {
        return Ok(());
    }
    note(sql, SAY_AGAIN, serde_json::to_string(&in_vain).map_err(|e| Error::damaged("chains", e))?)
}

/// True where somebody said that they hold this page of a chain.
fn is_held_by_anybody(sql: &Connection, chain: i64, number: u64) -> Result<bool> {
    let mut holders = sql.prepare_cached("SELECT DISTINCT holder FROM receipt WHERE chain = ?1")?;
    let holders = holders.query_map([chain], |r| r.get(0))?.collect::<Result<Vec<ReplicaId>, _>>()?;
    for holder in holders {
        if covers(held_by(sql, holder)?.get(&chain), number) {
            return Ok(true);
        }
    }
    Ok(false)
}
