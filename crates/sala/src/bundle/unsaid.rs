//! What left this store in a file that came nowhere, and cannot be recorded again under its new key: it stands here alone, and somebody
//! has to hear of it.

use rusqlite::Connection;

use super::left::left_of;
use crate::{
    EntryNo, RecordId, Result,
    journal::{Aside, BookNo, Tables, book_id, cells_by_place, live_values, review_count, shape_of, unsaid_actions, waiting_for_their_page},
    store::{forget, note, noted},
    trust,
};

/// Why such a value stands in the list of those that somebody has to look at.
pub(crate) const NOT_SAID_AGAIN: &str = "not_said_again";

/// Under what it is noted that a programme takes nothing: by its id, for chains get other numbers.
fn key(book: RecordId) -> String {
    format!("unsaid.{book}")
}

/// Note that what waits in vain in this programme could not be said again, and why: the code of a refusal.
pub(crate) fn not_said_again(sql: &Connection, book: RecordId, why: &str) -> Result<()> {
    note(sql, &key(book), why)
}

/// It is said: nothing stands in its way any more.
pub(crate) fn may_be_said(sql: &Connection, book: RecordId) -> Result<()> {
    forget(sql, &key(book))
}

/// What stands here alone, in the order in which it was recorded, each with why it could not be said again. What still waits for its page
/// is none of it, nor what was replaced since.
pub(crate) fn unsaid<'t>(sql: &Connection, tables: &'t Tables, book: Option<BookNo>) -> Result<Vec<(Aside<'t>, String)>> {
    let mut found = Vec::new();
    for (chain, of) in waiting_for_their_page(sql, trust::writes(sql)?)? {
        let why: Option<String> = noted(sql, &key(book_id(sql, of)?))?;
        let Some(why) = why.filter(|_| book.is_none_or(|book| book == of)) else { continue };
        if !left_of(sql, chain)?.is_some_and(|left| left.lost) {
            continue;
        }
        for page in unsaid_actions(sql, chain)? {
            for (seq, cell) in cells_by_place(sql, &page)? {
                let (kind, field, pair) = shape_of(sql, cell.shape)?;
                let (plan, no) = (tables.plan(&kind, &field, pair), EntryNo::new(chain, seq));
                // One that is kept aside stands in the list already.
                let live = live_values(sql, plan, cell)?.into_iter().find(|live| live.no == no && live.aside.is_none());
                let Some(live) = live else { continue };
                found.push((Aside { cell, book: of, plan, kind, field, no, value: live.value, why: NOT_SAID_AGAIN.to_owned() }, why.clone()));
            }
        }
    }
    Ok(found)
}

/// How many values somebody has to look at: those that are kept and not shown, and those that stand here alone.
pub(crate) fn to_look_at(sql: &Connection, tables: &Tables, book: Option<BookNo>) -> Result<u64> {
    Ok(review_count(sql, tables, book)? + unsaid(sql, tables, book)?.len() as u64)
}
