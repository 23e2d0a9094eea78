//! Writing what another version of Sala writes: for tests.

use super::{
    annex,
    change::Change,
    fold::Incoming,
    numbers::{CellNo, record_no},
    page::{Entry, Shape},
    value::Value,
};
use crate::{EntryNo, RecordId, Result, Seen};

impl Change<'_> {
    /// Write any value of any field of any kind, as a version does that knows it and thinks it right.
    ///
    /// # Errors
    /// Store failures.
    pub fn set_as_another_version(&mut self, kind: &str, field: &str, (a, b): (RecordId, Option<RecordId>), value: &Value, seen: &Seen) -> Result<()> {
        let shape = self.fold.shape(kind, field, b.is_some())?;
        let book = self.book();
        let sql = self.sql();
        let cell = CellNo { shape, a: record_no(sql, book, a)?, b: b.map_or(Ok(book.0), |b| record_no(sql, book, b))? };
        let no = EntryNo::new(self.chain, self.next);
        let stamp = self.page.actions.first().map_or(0, |a| a.stamp);
        let (open, closed) = self.fold.tables.registry.find(kind, field).map_or_else(|| (value.clone(), None), |(_, field)| field.split(value));
        let annex = closed.map(|closed| annex::keep(sql, no, &closed)).transpose()?;
        self.fold.take(Incoming { cell, book, no, stamp, value, over: &seen.0, named: !seen.0.is_empty() })?;
        let over = self.told(&seen.0)?;
        let shape = self.shape_of(Shape { kind: kind.to_owned(), field: field.to_owned(), pair: b.is_some() });
        let entry = Entry { shape, a: self.record(a), b: b.map(|b| self.record(b)), value: open, annex, over };
        self.add(entry);
        Ok(())
    }
}
