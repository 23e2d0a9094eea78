//! The one way to write: an action of entries, folded as they are made, all or none.

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::{
    annex,
    fold::{Fold, Incoming},
    live::{Live, live_values},
    numbers::{BookNo, CellNo, cell_no, chain_no},
    page::{Action, Entry, Page, Shape},
    registry::{Cell, Key, Kind, REMOVED},
    removal::{Record, contents, is_removal, removes, saw},
    tail,
    value::Value,
};
use crate::{EntryNo, RecordId, ReplicaId, Result, Seen};

/// What taking an action back needs: each cell, what stood there, and the entry that replaced it.
#[derive(Debug)]
pub(crate) struct Former {
    pub cell: Cell,
    /// Each with what it had seen of its record, if it is a removal.
    pub values: Vec<(Value, Vec<EntryNo>)>,
    pub entry: EntryNo,
    /// The record did not exist before.
    pub created: bool,
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
        Ok(Self { fold, book, book_id, chain, now, next, page, formers: Vec::new(), written: Default::default(), created: Default::default() })
    }

    /// When this action happens, by the machine's clock.
    #[must_use]
    pub const fn now(&self) -> DateTime<Utc> {
        self.now
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

    /// Write a cell, replacing the value it shows now; other live values stay, waiting for a decision.
    ///
    /// # Errors
    /// `invalid_value` where the value breaks the field's rule; store failures.
    pub fn set(&mut self, cell: Cell, value: impl Into<Value>) -> Result<()> {
        let value = value.into();
        if is_removal_of(&cell, &value) {
            let over = self.seen_of(&cell, |_| true)?;
            return self.write(cell, value, &over);
        }
        // Two that say the same are shown as one, and one edit replaces both.
        let live = self.live(&cell)?.1;
        let shown = live.iter().find(|l| l.aside.is_none()).map(|l| &l.value);
        let over: Vec<_> = live.iter().filter(|l| l.aside.is_none() && Some(&l.value) == shown).map(|l| l.no).collect();
        #[cfg(feature = "negative-controls")]
        let over = self.held_instead(&cell, over)?;
        self.write(cell, value, &over)
    }

    /// Write a cell, replacing exactly what the writer saw.
    ///
    /// # Errors
    /// As [`Change::set`].
    pub fn set_seen(&mut self, cell: Cell, value: impl Into<Value>, seen: &Seen) -> Result<()> {
        #[cfg(feature = "negative-controls")]
        let seen = &Seen(self.held_instead(&cell, seen.0.clone())?);
        self.write(cell, value.into(), &seen.0)
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

    /// Make a removed record be there again: for records whose id follows from their key, so that making one anew finds
    /// the old one.
    ///
    /// # Errors
    /// Store failures.
    pub fn revive(&mut self, kind: &'static Kind, id: RecordId) -> Result<()> {
        let removed = REMOVED.of(kind, id);
        if self.shown(&removed)?.is_some_and(|l| l.value == Value::from(1)) { self.set(removed, Value::cleared()) } else { Ok(()) }
    }

    /// Mark a record as removed. It stays in the journal; and visible where somebody edits it, or something that stands in
    /// it, without having seen the removal.
    ///
    /// # Errors
    /// `removal_too_large`; store failures.
    pub fn remove(&mut self, kind: &'static Kind, id: RecordId) -> Result<()> {
        self.set(REMOVED.of(kind, id), 1)
    }

    /// What the version vector's edit replaces: whatever is held.
    #[cfg(feature = "negative-controls")]
    fn held_instead(&mut self, cell: &Cell, seen: Vec<EntryNo>) -> Result<Vec<EntryNo>> {
        if crate::control::is_on(crate::control::Control::VersionVector) { Ok(self.live(cell)?.1.into_iter().map(|l| l.no).collect()) } else { Ok(seen) }
    }

    /// Take back the making of a record: what others wrote into it meanwhile stays visible.
    pub(crate) fn unmake(&mut self, kind: &'static Kind, id: RecordId, made: EntryNo) -> Result<()> {
        // A store that went on under new keys meanwhile made it in another chain of its own.
        let (cell, own) = (REMOVED.of(kind, id), [self.chain, made.chain()]);
        let mut over = self.seen_of(&cell, |no| own.contains(&no.chain()))?;
        if !over.contains(&made) {
            // Others may have replaced all of it: a removal that named nothing would count as having seen what they wrote.
            over.push(made);
        }
        self.write(cell, Value::from(1), &over)
    }

    /// Remove a record having seen exactly this of it, and what this same action wrote into it.
    pub(crate) fn remove_seen(&mut self, cell: Cell, seen: &Seen) -> Result<()> {
        let (own, first) = (self.chain, self.page.first_seq);
        let over = self.seen_of(&cell, |no| seen.0.contains(&no) || (no.chain() == own && no.seq() >= first))?;
        self.write(cell, Value::from(1), &over)
    }

    /// What a removal names: the live values of its own cell, and what is live in the record as far as it counts as seen.
    fn seen_of(&mut self, cell: &Cell, counts: impl Fn(EntryNo) -> bool) -> Result<Vec<EntryNo>> {
        let (no, live) = self.live(cell)?;
        let inside = contents(self.fold.sql, self.fold.tables, Record { kind: cell.kind, a: no.a, b: no.b })?;
        let inside = inside.into_iter().map(|c| c.no).filter(|no| counts(*no));
        Ok(live.into_iter().filter(|l| l.aside.is_none()).map(|l| l.no).chain(inside).collect())
    }

    /// The value that screens show. One kept aside is live too, but nobody has seen it.
    fn shown(&mut self, cell: &Cell) -> Result<Option<Live>> {
        Ok(self.live(cell)?.1.into_iter().find(|l| l.aside.is_none()))
    }

    fn live(&mut self, cell: &Cell) -> Result<(CellNo, Vec<Live>)> {
        let no = cell_no(&mut self.fold, self.book, cell)?;
        let plan = self.fold.tables.plan(cell.kind.name, cell.field.name, cell.kind.key != Key::Single);
        Ok((no, live_values(self.fold.sql, plan, no)?))
    }

    pub(crate) fn write(&mut self, cell: Cell, value: Value, over: &[EntryNo]) -> Result<()> {
        if let Some(rule) = cell.field.fault(&value) {
            return crate::Problem::new("invalid_value").with("kind", cell.kind.name).with("field", cell.field.name).with("rule", rule).refuse();
        }
        self.put(cell, value, over)
    }

    /// Write a value that stood there before, even one that breaks a rule: then it waits for review again.
    pub(crate) fn put(&mut self, cell: Cell, value: Value, over: &[EntryNo]) -> Result<()> {
        if over.len() > super::columns::MAX_OVER {
            return crate::Problem::new("removal_too_large").with("kind", cell.kind.name).with("entries", over.len()).refuse();
        }
        let (cell_no, live) = self.live(&cell)?;
        let created = cell.b.is_none() && (self.created.contains(&cell.a) || (live.is_empty() && !row_exists(self.fold.sql, cell.kind, cell_no.a)?));
        if created {
            self.created.insert(cell.a);
        }
        let no = EntryNo::new(self.chain, self.next);
        let (open, closed) = cell.field.split(&value);
        let annex = closed.map(|closed| annex::keep(self.fold.sql, no, &closed)).transpose()?;
        let stamp = self.page.actions.first().map_or(0, |a| a.stamp);
        let mut values = Vec::new();
        for l in live.into_iter().filter(|l| over.contains(&l.no)) {
            let saw = if is_removal_of(&cell, &l.value) && is_removal(&l) { saw(self.fold.sql, cell_no, l.no)? } else { Vec::new() };
            values.push((l.value, saw));
        }
        self.fold.take(Incoming { cell: cell_no, book: self.book, no, stamp, value: &value, over, named: !over.is_empty() })?;
        // Written twice in one action: what stood there before the action is what undo puts back.
        match self.written.insert((cell_no, created), self.formers.len()).and_then(|i| self.formers.get_mut(i).map(|f| (i, f))) {
            Some((i, former)) => {
                former.entry = no;
                self.written.insert((cell_no, created), i);
            }
            None => self.formers.push(Former { cell, values, entry: no, created }),
        }
        let over = self.told(over)?;
        let shape = Shape { kind: cell.kind.name.to_owned(), field: cell.field.name.to_owned(), pair: cell.b.is_some() };
        let entry = Entry { shape: self.shape_of(shape), a: self.record(cell.a), b: cell.b.map(|b| self.record(b)), value: open, annex, over };
        self.add(entry);
        Ok(())
    }

    /// Entries as a page names them.
    pub(super) fn told(&self, over: &[EntryNo]) -> Result<Vec<(ReplicaId, u64)>> {
        over.iter().map(|o| self.fold.branches.name(self.fold.sql, *o)).collect()
    }

    pub(super) fn add(&mut self, entry: Entry) {
        if let Some(action) = self.page.actions.first_mut() {
            action.entries.push(entry);
        }
        self.next += 1;
    }

    pub(super) fn shape_of(&mut self, shape: Shape) -> u32 {
        position(&mut self.page.shapes, shape)
    }

    pub(super) fn record(&mut self, id: RecordId) -> u32 {
        position(&mut self.page.records, id)
    }

    /// Keep the action in the tail. Answers how many entries it has; none means that nothing was changed.
    pub(crate) fn finish(self) -> Result<(usize, Vec<Former>)> {
        let entries = self.page.len();
        if entries > 0 {
            tail::keep(self.fold.sql, self.chain, &self.page)?;
        }
        Ok((entries, self.formers))
    }
}

fn is_removal_of(cell: &Cell, value: &Value) -> bool {
    std::ptr::eq(cell.field, &raw const REMOVED) && removes(value)
}

fn row_exists(sql: &Connection, kind: &Kind, no: i64) -> Result<bool> {
    let (a, _) = super::tables::keys(kind);
    Ok(sql.prepare_cached(&format!("SELECT EXISTS (SELECT 1 FROM {} WHERE {a} = ?1)", kind.name))?.query_row([no], |r| r.get(0))?)
}

fn position<T: PartialEq>(dictionary: &mut Vec<T>, item: T) -> u32 {
    // Neighbouring entries speak of the same records: look from the end.
    dictionary.iter().rposition(|known| *known == item).unwrap_or_else(|| {
        dictionary.push(item);
        dictionary.len() - 1
    }) as u32
}
