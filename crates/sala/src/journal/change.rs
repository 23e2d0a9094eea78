//! The one way to write: an action of entries, folded as they are made, all or none.

mod entries;

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::{
    elsewhere::all_as_now,
    fold::Fold,
    history::Past,
    live::{Live, live_values},
    numbers::{BookNo, CellNo, cell_no, chain_no},
    page::{Action, Page},
    pages::Pages,
    registry::{Cell, Key, Kind, REMOVED},
    removal::removes,
    tail,
    value::Value,
};
use crate::{EntryNo, RecordId, ReplicaId, Result, Seen};

/// What taking an action back needs: each cell, what stood there, and the entry that replaced it.
#[derive(Debug)]
pub(crate) struct Former {
    pub cell: Cell,
    pub values: Vec<Replaced>,
    pub entry: EntryNo,
    /// The record did not exist before.
    pub created: bool,
}

/// A value that was replaced.
#[derive(Debug)]
pub(crate) struct Replaced {
    pub entry: EntryNo,
    pub value: Value,
    /// What it had seen of its record, if it is a removal.
    pub saw: Vec<EntryNo>,
}

impl Former {
    /// True where this value, put back, takes the record away again.
    pub(crate) fn removes(&self, value: &Value) -> bool {
        is_removal_of(&self.cell, value)
    }
}

/// An action being made.
pub struct Change<'a> {
    pub(super) fold: Fold<'a>,
    book: BookNo,
    book_id: RecordId,
    pub(super) chain: i64,
    now: DateTime<Utc>,
    pub(super) next: u64,
    pub(super) page: Page,
    pub(crate) formers: Vec<Former>,
    /// Where in `formers` a cell stands.
    written: std::collections::HashMap<(CellNo, bool), usize>,
    /// Records that this action made.
    created: std::collections::HashSet<RecordId>,
    /// It tells of days to which this laptop's clock may not have come.
    of_other_days: bool,
}

impl<'a> Change<'a> {
    pub(crate) fn begin(
        mut fold: Fold<'a>,
        book: BookNo,
        book_id: RecordId,
        replica: ReplicaId,
        author: String,
        now: DateTime<Utc>,
        stamp: i64,
    ) -> Result<Self> {
        let chain = chain_no(fold.sql, replica, book)?;
        let next = tail::next_seq(fold.sql, chain)?;
        fold.places.begin(chain, next);
        let action = Action { author, wall: now.timestamp_millis(), stamp, entries: Vec::new() };
        let page = Page { replica, book: book_id, number: 1, prev: [0; 32], first_seq: next, shapes: Vec::new(), records: Vec::new(), actions: vec![action] };
        Ok(Self {
            fold,
            book,
            book_id,
            chain,
            now,
            next,
            page,
            formers: Vec::new(),
            written: Default::default(),
            created: Default::default(),
            of_other_days: false,
        })
    }

    /// When this action happens, by the machine's clock.
    #[must_use]
    pub const fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// The latest moment that is known of: by the clock of this machine, or by what came from others where that clock lags behind. None of an action that
    /// tells of other days.
    pub(crate) fn heard(&self) -> Option<DateTime<Utc>> {
        let stamp = self.page.actions.first().and_then(|action| DateTime::from_timestamp_millis(action.stamp));
        (!self.of_other_days).then(|| self.now.max(stamp.unwrap_or(self.now)))
    }

    /// What is told happened when it happened, whatever the clock says: the built-in programme has days of its own.
    pub(crate) const fn of_other_days(&mut self) {
        self.of_other_days = true;
    }

    /// Every value anybody gave a cell before this action, oldest first.
    ///
    /// # Errors
    /// Store failures.
    pub(crate) fn history(&self, cell: &Cell) -> Result<Vec<Past>> {
        super::history::of(&Pages::of(self.fold.sql), self.fold.tables, self.book, cell)
    }

    /// The store as this action has made it so far, for views.
    #[must_use]
    pub const fn sql(&self) -> &'a Connection {
        self.fold.sql
    }

    /// Local number of the book, for views.
    #[must_use]
    pub const fn book(&self) -> BookNo {
        self.book
    }

    /// The book's id.
    #[must_use]
    pub const fn book_id(&self) -> RecordId {
        self.book_id
    }

    /// The id of a new record.
    #[must_use]
    pub fn create(&mut self) -> RecordId {
        RecordId::new_at(self.now.timestamp_millis())
    }

    /// The id of the record of `kind` that `key` names in this book.
    #[must_use]
    pub fn natural(&self, kind: &Kind, key: &[&str]) -> RecordId {
        RecordId::natural(self.book_id, kind.name, key)
    }

    /// Write a cell, replacing the value it shows now and what says the same; other live values stay, waiting for a decision.
    ///
    /// # Errors
    /// `invalid_value` where the value breaks the field's rule; store failures.
    pub fn set(&mut self, cell: Cell, value: impl Into<Value>) -> Result<()> {
        let value = value.into();
        if is_removal_of(&cell, &value) {
            let over = self.seen_of(&cell, |_| true)?;
            return self.write(cell, value, &over);
        }
        let shown = self.shown(&cell)?.map(|l| l.no).into_iter().collect();
        self.set_seen(cell, value, &Seen(shown))
    }

    /// Write a cell, replacing what the writer saw and what says the same.
    ///
    /// # Errors
    /// As [`Change::set`].
    pub fn set_seen(&mut self, cell: Cell, value: impl Into<Value>, seen: &Seen) -> Result<()> {
        // What the screen showed may be called otherwise since.
        let over = self.with_equals(&cell, &all_as_now(self.fold.sql, &seen.0)?)?;
        #[cfg(feature = "negative-controls")]
        let over = self.held_instead(&cell, over)?;
        self.write(cell, value.into(), &over)
    }

    /// What was seen, and the other live values that are equal to it: two people who recorded the same are one value on
    /// every screen, and whoever corrects it corrects both. Removals have laws of their own.
    fn with_equals(&mut self, cell: &Cell, seen: &[EntryNo]) -> Result<Vec<EntryNo>> {
        let mut over = seen.to_vec();
        if !seen.is_empty() && !std::ptr::eq(cell.field, &raw const REMOVED) {
            let live = self.live(cell)?.1;
            let is_seen = |l: &&Live| l.aside.is_none() && seen.contains(&l.no);
            let equals = live.iter().filter(|l| !seen.contains(&l.no) && l.aside.is_none() && live.iter().filter(is_seen).any(|s| s.value == l.value));
            over.extend(equals.map(|l| l.no));
        }
        Ok(over)
    }

    /// Decide a cell: replace all its live values, except those that no screen shows because this version cannot fold them.
    ///
    /// # Errors
    /// As [`Change::set`].
    pub fn settle(&mut self, cell: Cell, value: impl Into<Value>) -> Result<()> {
        let live = self.live(&cell)?.1;
        let over: Vec<_> = live.iter().filter(|l| l.aside.is_none()).map(|l| l.no).collect();
        self.write(cell, value.into(), &over)
    }

    /// Write a cell only where its shown value differs: importing the same thing again changes nothing.
    ///
    /// # Errors
    /// As [`Change::set`].
    pub fn set_if_new(&mut self, cell: Cell, value: impl Into<Value>) -> Result<bool> {
        let value = value.into();
        let same = self.shown(&cell)?.map_or(value.parts().is_empty(), |l| l.value == value);
        if !same {
            self.set(cell, value)?;
        }
        Ok(!same)
    }

    /// Write a cell as somebody asks who saw this of it; without, whoever asks saw what the store shows now. Answers false
    /// where it says nothing new: then nothing is written.
    ///
    /// # Errors
    /// As [`Change::set`].
    pub fn set_shown(&mut self, cell: Cell, value: impl Into<Value>, seen: Option<&Seen>) -> Result<bool> {
        let Some(seen) = seen else { return self.set_if_new(cell, value) };
        let value = value.into();
        let shown = self.shown(&cell)?;
        let same = shown.as_ref().map_or(value.parts().is_empty(), |l| l.value == value);
        if same && all_as_now(self.fold.sql, &seen.0)? == Vec::from_iter(shown.map(|l| l.no)) {
            return Ok(false);
        }
        self.set_seen(cell, value, seen).map(|()| true)
    }

    /// What the version vector's edit replaces: whatever is held.
    #[cfg(feature = "negative-controls")]
    fn held_instead(&mut self, cell: &Cell, seen: Vec<EntryNo>) -> Result<Vec<EntryNo>> {
        if crate::control::is_on(crate::control::Control::VersionVector) { Ok(self.live(cell)?.1.into_iter().map(|l| l.no).collect()) } else { Ok(seen) }
    }

    /// The value that screens show. One kept aside is live too, but nobody has seen it.
    pub(super) fn shown(&mut self, cell: &Cell) -> Result<Option<Live>> {
        Ok(self.live(cell)?.1.into_iter().find(|l| l.aside.is_none()))
    }

    pub(super) fn live(&mut self, cell: &Cell) -> Result<(CellNo, Vec<Live>)> {
        let no = cell_no(&mut self.fold, self.book, cell)?;
        let plan = self.fold.tables.plan(cell.kind.name, cell.field.name, cell.kind.key != Key::Single);
        Ok((no, live_values(self.fold.sql, plan, no)?))
    }
}

pub(super) fn is_removal_of(cell: &Cell, value: &Value) -> bool {
    std::ptr::eq(cell.field, &raw const REMOVED) && removes(value)
}
