//! The chains that are here, as a holder speaks of them.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension as _};

use super::super::held::Held;
use crate::{ReplicaId, Result, journal::BookNo};

/// The last page of this author in a book that is here, also outside the union.
pub(super) fn own_pages(sql: &Connection, replica: ReplicaId, book: [u8; 16]) -> Result<u64> {
    let query = "SELECT max(coalesce((SELECT max(p.number) FROM page p JOIN chain c ON c.no = p.chain JOIN replica r ON r.no = c.replica
                                       JOIN book b ON b.no = c.book WHERE r.id = ?1 AND b.id = ?2), 0),
                            coalesce((SELECT max(number) FROM page_aside WHERE replica = ?1 AND book = ?2), 0))";
    Ok(sql.prepare_cached(query)?.query_row((replica, book), |r| r.get::<_, i64>(0))?.unsigned_abs())
}

/// A book that is here.
pub(in crate::bundle) fn book_of(sql: &Connection, id: [u8; 16]) -> Result<Option<BookNo>> {
    Ok(sql.prepare_cached("SELECT no FROM book WHERE id = ?1")?.query_row([id], |r| r.get(0).map(BookNo)).optional()?)
}

/// All chains of an author in a book, the one that is no branch first.
pub(in crate::bundle) fn chains_of(sql: &Connection, replica: ReplicaId, book: BookNo) -> Result<Vec<i64>> {
    let query = "SELECT c.no FROM chain c JOIN replica r ON r.no = c.replica WHERE r.id = ?1 AND c.book = ?2 ORDER BY length(c.branch), c.no";
    Ok(sql.prepare_cached(query)?.query_map((replica, book.0), |r| r.get(0))?.collect::<Result<_, _>>()?)
}

/// The chain of which the holder speaks: the one whose page of this number has this hash; where no such page is here, the
/// only chain there is. None where ours is another, or could be, or where there is none.
pub(super) fn chain_with(sql: &Connection, replica: ReplicaId, book: BookNo, number: u64, head: Option<[u8; 32]>) -> Result<Option<i64>> {
    let mut other = false;
    let chains = chains_of(sql, replica, book)?;
    let Some(main) = chains.first().copied() else { return Ok(None) };
    let forked = chains.len() > 1;
    for chain in chains {
        let query = "SELECT hash FROM page WHERE chain = ?1 AND number = ?2";
        let here: Option<[u8; 32]> = sql.prepare_cached(query)?.query_row((chain, number as i64), |r| r.get(0)).optional()?;
        match (here, head) {
            (Some(here), Some(head)) if here == head => return Ok(Some(chain)),
            (Some(_), Some(_)) => other = true,
            _ => {}
        }
    }
    let unsure = other || (forked && head.is_some());
    Ok((!unsure).then_some(main))
}

/// Note that the holder has these pages of a chain, and of its parent what lies before the branch. `walked` has the last page up to which
/// each chain was noted, from a page on that is not behind `first`: nothing below it is new.
pub(in crate::bundle) fn holds(sql: &Connection, ranges: &mut Held, walked: &mut HashMap<i64, u64>, chain: i64, (first, mut last): (u64, u64)) -> Result<()> {
    let mut statement = sql.prepare_cached("SELECT first_page, parent FROM chain WHERE no = ?1")?;
    let mut next = Some(chain);
    // Branches of branches may lie deeper than a thread's stack.
    while let Some(chain) = next {
        if walked.get(&chain).is_some_and(|known| *known >= last) {
            break;
        }
        walked.insert(chain, last);
        let (start, parent): (i64, Option<i64>) = statement.query_row([chain], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let start = start as u64;
        if last >= start {
            ranges.entry(chain).or_default().push((first.max(start), last));
        }
        next = parent.filter(|_| first < start);
        last = last.min(start.saturating_sub(1));
    }
    Ok(())
}
