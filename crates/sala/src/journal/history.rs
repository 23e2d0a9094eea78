//! A cell's history: every value anybody gave it, read from pages.

use std::rc::Rc;

use rusqlite::{Connection, OptionalExtension as _};

use super::{histories::of_all, numbers::BookNo, page::Page, pages::Pages, registry::Cell, tables::Tables, tail::kept_action, value::Value};
use crate::{EntryNo, ReplicaId, Result};

/// One entry of a cell's history.
#[derive(Clone, Debug)]
pub struct Past {
    /// The entry.
    pub no: EntryNo,
    /// What was written; withheld parts are null.
    pub value: Value,
    /// True where a personal part is withheld or was erased.
    pub withheld: bool,
    /// Who, as the person at the laptop was called.
    pub author: String,
    /// Which replica.
    pub replica: ReplicaId,
    /// The machine's clock, milliseconds since 1970 (UTC).
    pub wall: i64,
    /// What orders display.
    pub stamp: i64,
    /// The signed page that holds it; none while it waits in the tail.
    pub page: Option<u64>,
    /// What it replaced.
    pub over: Vec<(ReplicaId, u64)>,
    /// Still live.
    pub live: bool,
}

/// The history of a cell, oldest first by stamp.
pub(crate) fn of(pages: &Pages<'_>, tables: &Tables, book: BookNo, cell: &Cell) -> Result<Vec<Past>> {
    Ok(of_all(pages, tables, book, std::slice::from_ref(cell))?.into_iter().map(|(_, past)| past).collect())
}

/// When something happened, as far as its author's clock is to be believed (milliseconds since 1970, UTC).
#[derive(Clone, Copy)]
pub(crate) struct Told {
    wall: i64,
    stamp: i64,
}

impl Told {
    /// The time, for people who look for what was made then. None where the clock was wrong: behind what its own store had
    /// seen by more than a day, or a day ahead of `now`.
    pub(crate) const fn believed(self, now: i64) -> Option<i64> {
        const DAY: i64 = 86_400_000;
        let right = self.wall > self.stamp.saturating_sub(DAY) && self.wall < now.saturating_add(DAY);
        if right { Some(self.wall) } else { None }
    }
}

/// When the first and the last action of a page happened.
pub(crate) fn page_times(sql: &Connection, chain: i64, number: u64) -> Result<Option<(Told, Told)>> {
    let page = Pages::of(sql).page(chain, number as i64)?;
    let told = |action: &super::page::Action| Told { wall: action.wall, stamp: action.stamp };
    Ok(page.and_then(|page| page.actions.first().zip(page.actions.last()).map(|(first, last)| (told(first), told(last)))))
}

/// Who wrote an entry and when; for views of shown values.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Who, as the person at the laptop was called.
    pub author: String,
    /// Which replica.
    pub replica: ReplicaId,
    /// The machine's clock, milliseconds since 1970 (UTC).
    pub wall: i64,
}

/// Who wrote this entry, none where its page is not here.
pub(crate) fn origin(sql: &Connection, no: EntryNo) -> Result<Option<Origin>> {
    origin_in(&Pages::of(sql), no)
}

/// The same, where more is asked of these pages.
pub(crate) fn origin_in(pages: &Pages<'_>, no: EntryNo) -> Result<Option<Origin>> {
    let place = (no.chain(), no.seq() as i64);
    let query = "SELECT number FROM page WHERE chain = ?1 AND first_seq <= ?2 AND first_seq + entries > ?2";
    let page = match pages.sql.prepare_cached(query)?.query_row(place, |r| r.get(0)).optional()? {
        Some(number) => pages.page(no.chain(), number)?,
        None => {
            let query = "SELECT action FROM tail WHERE chain = ?1 AND first_seq <= ?2 AND first_seq + entries > ?2";
            let action = pages.sql.prepare_cached(query)?.query_row(place, |r| r.get::<_, Vec<u8>>(0)).optional()?;
            action.map(|action| kept_action(&action).map(Rc::new)).transpose()?
        }
    };
    let by = |page: Rc<Page>| {
        let (_, action, _) = page.entries().find(|(seq, _, _)| *seq == no.seq())?;
        Some(Origin { author: action.author.clone(), replica: page.replica, wall: action.wall })
    };
    Ok(page.and_then(by))
}

/// True where every entry of a page has been replaced, as far as this store knows.
#[cfg(feature = "negative-controls")]
pub(crate) fn is_all_dead(sql: &Connection, page: i64) -> Result<bool> {
    let (chain, body): (i64, Vec<u8>) = sql.query_row("SELECT chain, body FROM page WHERE no = ?1", [page], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let (page, tables) = (Page::decode(&super::take_in::unpack(&body)?)?, Tables::new(crate::registry()));
    let book = super::numbers::book_no(sql, page.book)?;
    for (seq, _, entry) in page.entries() {
        let (Some(shape), Some(a)) = (page.shapes.get(entry.shape as usize), page.records.get(entry.a as usize)) else { return Ok(false) };
        let Some((kind, field)) = tables.registry.find(&shape.kind, &shape.field) else { return Ok(false) };
        let cell = Cell { kind, field, a: *a, b: entry.b.and_then(|b| page.records.get(b as usize).copied()) };
        let Some(no) = super::numbers::find_cell(sql, book, &cell)? else { return Ok(false) };
        let plan = tables.plan(kind.name, field.name, cell.b.is_some());
        if super::live::live_values(sql, plan, no)?.iter().any(|l| l.no == EntryNo::new(chain, seq)) {
            return Ok(false);
        }
    }
    Ok(true)
}
