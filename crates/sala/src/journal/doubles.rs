//! Open actions that went on under another key, and then came in a page of the former one after all: two entries say one thing.

use std::rc::Rc;

use rusqlite::OptionalExtension as _;

use super::{
    elsewhere::{Moved, all_as_now, moved},
    numbers::{BookNo, chain_owner},
    page::{Action, Entry, Page, Shape},
    pages::Pages,
};
use crate::{EntryNo, RecordId, Result};

/// An entry of this store that doubles what a page of a former key holds.
#[derive(Debug)]
pub(super) struct Double {
    pub book: BookNo,
    pub again: EntryNo,
    /// The one in the page.
    pub first: EntryNo,
    /// The cell of both, by its names.
    pub cell: (Shape, RecordId, Option<RecordId>),
}

/// Those of actions that went on elsewhere and whose page has come since.
pub(super) fn doubles(pages: &Pages<'_>) -> Result<Vec<Double>> {
    let mut found = Vec::new();
    for moved in moved(pages.sql)? {
        of_moved(pages, &moved, &mut found)?;
    }
    Ok(found)
}

fn of_moved(pages: &Pages<'_>, moved: &Moved, found: &mut Vec<Double>) -> Result<()> {
    let sql = pages.sql;
    // The former chain may have got another number more than once; places before the first moved one stay in it.
    let Some(rest) = all_as_now(sql, &[EntryNo::new(moved.rest, 0)])?.first().map(|no| no.chain()) else { return Ok(()) };
    // Whoever stays at work under the former name writes on and on behind what went on: none of that is a double.
    let end = moved.first.saturating_add(moved.count);
    let came = sql
        .prepare_cached("SELECT number FROM page WHERE chain = ?1 AND first_seq + entries > ?2 AND first_seq < ?3")?
        .query_map((rest, moved.first as i64, i64::try_from(end).unwrap_or(i64::MAX)), |r| r.get(0))?
        .collect::<Result<Vec<i64>, _>>()?;
    for number in came {
        let Some(page) = pages.page(rest, number)? else { continue };
        let mut place = page.first_seq;
        for action in &page.actions {
            let (from, count) = (place, action.entries.len() as u64);
            place += count;
            if from < moved.first || from >= end {
                continue;
            }
            let again = EntryNo::new(moved.new, from - moved.first + moved.start);
            let Some(again) = all_as_now(sql, &[again])?.first().copied() else { continue };
            let Some((other, at)) = page_at(pages, again)? else { continue };
            if other.actions.get(at).is_some_and(|other_action| is_same((&page, action), (&other, other_action))) {
                let book = chain_owner(sql, rest)?.1;
                for (entry, i) in action.entries.iter().zip(0..) {
                    let Some(cell) = cell_in(&page, entry) else { continue };
                    found.push(Double { book, again: EntryNo::new(again.chain(), again.seq() + i), first: EntryNo::new(rest, from + i), cell });
                }
            }
        }
    }
    Ok(())
}

/// The page or open action that holds this entry, and which of its actions begins with it.
fn page_at(pages: &Pages<'_>, no: EntryNo) -> Result<Option<(Rc<Page>, usize)>> {
    let closed = "SELECT number FROM page WHERE chain = ?1 AND first_seq <= ?2 AND first_seq + entries > ?2";
    let closed: Option<i64> = pages.sql.prepare_cached(closed)?.query_row((no.chain(), no.seq() as i64), |r| r.get(0)).optional()?;
    let page = match closed {
        Some(number) => pages.page(no.chain(), number)?,
        None => pages.tail(no.chain())?.iter().find(|open| open.first_seq == no.seq()).cloned().map(Rc::new),
    };
    let Some(page) = page else { return Ok(None) };
    let mut first = page.first_seq;
    let at = page.actions.iter().position(|action| {
        let here = first == no.seq();
        first += action.entries.len() as u64;
        here
    });
    Ok(at.map(|at| (page, at)))
}

/// The cell of an entry, by its names.
fn cell_in(page: &Page, entry: &Entry) -> Option<(Shape, RecordId, Option<RecordId>)> {
    let record = |i: u32| page.records.get(i as usize).copied();
    let b = match entry.b {
        Some(b) => Some(record(b)?),
        None => None,
    };
    Some((page.shapes.get(entry.shape as usize)?.clone(), record(entry.a)?, b))
}

/// True where two actions are one that was recorded once: by the same person at the same moment, and saying the same of the same.
fn is_same((one_page, one): (&Page, &Action), (other_page, other): (&Page, &Action)) -> bool {
    (&one.author, one.wall, one.stamp, one.entries.len()) == (&other.author, other.wall, other.stamp, other.entries.len())
        && one
            .entries
            .iter()
            .zip(&other.entries)
            .all(|(one, other)| (&one.value, one.annex) == (&other.value, other.annex) && cell_in(one_page, one) == cell_in(other_page, other))
}
