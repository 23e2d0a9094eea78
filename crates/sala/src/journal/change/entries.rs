//! How what is written becomes entries of a page: told with what it replaced, folded at once, kept in the tail at the end.

use rusqlite::Connection;

use super::{Change, Former, Replaced, is_removal_of};
use crate::{
    EntryNo, RecordId, ReplicaId, Result,
    journal::{
        annex, columns,
        elsewhere::all_as_now,
        fold::Incoming,
        page::{Entry, Shape},
        registry::{Cell, Kind},
        removal::{is_removal, saw},
        tables, tail,
        value::Value,
    },
};

impl Change<'_> {
    pub(crate) fn write(&mut self, cell: Cell, value: Value, over: &[EntryNo]) -> Result<()> {
        if let Some(rule) = cell.field.fault(&value) {
            return crate::Problem::new("invalid_value").with("kind", cell.kind.name).with("field", cell.field.name).with("rule", rule).refuse();
        }
        self.put(cell, value, over).map(|_| ())
    }

    /// Write a value that stood there before, even one that breaks a rule: then it waits for review again. Answers its entry.
    pub(crate) fn put(&mut self, cell: Cell, value: Value, over: &[EntryNo]) -> Result<EntryNo> {
        let over = all_as_now(self.fold.sql, over)?;
        let over = &self.fold.branches.with_replaced(self.fold.sql, &over, |no| self.fold.branches.may_wait(no))?[..];
        if over.len() > columns::MAX_OVER {
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
            values.push(Replaced { entry: l.no, value: l.value, saw });
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
        Ok(no)
    }

    /// Entries as a page names them.
    pub(in crate::journal) fn told(&self, over: &[EntryNo]) -> Result<Vec<(ReplicaId, u64)>> {
        over.iter().map(|o| self.fold.branches.called(self.fold.sql, *o)).collect()
    }

    pub(in crate::journal) fn add(&mut self, entry: Entry) {
        if let Some(action) = self.page.actions.first_mut() {
            action.entries.push(entry);
        }
        self.next += 1;
    }

    pub(in crate::journal) fn shape_of(&mut self, shape: Shape) -> u32 {
        position(&mut self.page.shapes, shape)
    }

    pub(in crate::journal) fn record(&mut self, id: RecordId) -> u32 {
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

fn row_exists(sql: &Connection, kind: &Kind, no: i64) -> Result<bool> {
    let (a, _) = tables::keys(kind);
    Ok(sql.prepare_cached(&format!("SELECT EXISTS (SELECT 1 FROM {} WHERE {a} = ?1)", kind.name))?.query_row([no], |r| r.get(0))?)
}

fn position<T: PartialEq>(dictionary: &mut Vec<T>, item: T) -> u32 {
    // Neighbouring entries speak of the same records: look from the end.
    dictionary.iter().rposition(|known| *known == item).unwrap_or_else(|| {
        dictionary.push(item);
        dictionary.len() - 1
    }) as u32
}
