//! Writing: one thing in one book or in several, all of it or nothing, and how it is taken back.

use std::{
    collections::{HashMap, HashSet},
    sync::PoisonError,
};

use rusqlite::Connection;
use serde::Serialize;

use super::Desk;
use crate::{
    EntryNo, RecordId, Result,
    journal::{Change, Fold, Former, Replaced, Value, book_no, next_stamp},
    trust::may_write,
};

/// What can be taken back: an action, or a stroke of one action in each of several books.
pub(super) struct Done {
    what: &'static str,
    books: Vec<(RecordId, Vec<Former>)>,
}

/// What was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Undone {
    /// The name of the verb.
    pub what: &'static str,
    /// How many values were put back.
    pub values: usize,
}

impl Desk {
    /// Do one thing in one book: all of it or nothing. `what` names the verb.
    ///
    /// # Errors
    /// Those of the verb; nothing was changed then.
    pub fn change<T>(&self, book: RecordId, what: &'static str, verb: impl FnOnce(&mut Change<'_>) -> Result<T>) -> Result<T> {
        let author = self.author()?;
        let (done, formers) = self.store.write(|sql| self.act(sql, &author, book, verb))?;
        self.can_undo(what, vec![(book, formers)]);
        Ok(done)
    }

    /// Do one thing in several books, in all of them or in none, to be taken back at once.
    pub(crate) fn change_books<T>(
        &self,
        what: &'static str,
        work: impl IntoIterator<Item = (RecordId, T)>,
        verb: impl Fn(&mut Change<'_>, T) -> Result<()>,
    ) -> Result<()> {
        let author = self.author()?;
        let done = self.store.write(|sql| {
            let work = work.into_iter();
            work.map(|(book, work)| Ok((book, self.act(sql, &author, book, |change| verb(change, work))?.1))).collect::<Result<Vec<_>>>()
        })?;
        self.can_undo(what, done);
        Ok(())
    }

    fn can_undo(&self, what: &'static str, mut books: Vec<(RecordId, Vec<Former>)>) {
        books.retain(|(_, formers)| !formers.is_empty());
        if !books.is_empty() {
            let mut undo = self.undo.lock().unwrap_or_else(PoisonError::into_inner);
            undo.push(Done { what, books });
            let excess = undo.len().saturating_sub(200);
            undo.drain(..excess);
        }
    }

    pub(crate) fn act<T>(&self, sql: &Connection, author: &str, book: RecordId, verb: impl FnOnce(&mut Change<'_>) -> Result<T>) -> Result<(T, Vec<Former>)> {
        may_write(sql, &self.keys(), book)?;
        let now = self.clock.now();
        let book_no = book_no(sql, book)?;
        let stamp = next_stamp(sql, now.timestamp_millis())?;
        let fold = Fold::new(sql, self.store.tables())?;
        let mut change = Change::begin(fold, book_no, book, self.replica(), author.to_owned(), now, stamp)?;
        let done = verb(&mut change)?;
        let (_, formers) = change.finish()?;
        crate::fault::point("change.folded");
        Ok((done, formers))
    }

    /// Write what makes others' words count, or count no longer: that ends what can be taken back.
    pub(crate) fn write_of_others<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let done = self.store.write(work)?;
        self.forget_undo();
        Ok(done)
    }

    /// What others wrote has come in, or counts or no longer counts, and may rest on what was done here: a register was locked, an output is final. From
    /// here on it is changed by a new action, under its rules, and no longer taken back.
    pub(crate) fn forget_undo(&self) {
        self.undo.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Take back the last action of whoever is at the desk: the former values are written as a new action.
    ///
    /// # Errors
    /// Store failures; the action stays at the top then.
    pub fn undo(&self) -> Result<Option<Undone>> {
        let mut undo = self.undo.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(last) = undo.last() else { return Ok(None) };
        let values = last.books.iter().map(|(_, formers)| formers.len()).sum();
        let author = self.author()?;
        let mut back_again = Back::default();
        self.store.write(|sql| {
            last.books.iter().try_for_each(|(book, formers)| {
                let back = |change: &mut Change<'_>| {
                    // A record that the action made goes as a whole, once; and last, having seen what stands in it go.
                    let mut gone = HashSet::new();
                    let (made, written): (Vec<_>, Vec<_>) = formers.iter().rev().partition(|former| former.created);
                    let made = made.into_iter().filter(|former| gone.insert(former.cell.a));
                    // A removal that comes back must have seen what this writes into its record: it comes after that.
                    let (removals, written): (Vec<_>, Vec<_>) =
                        written.into_iter().partition(|former| former.values.iter().any(|one| former.removes(&one.value)));
                    written.into_iter().chain(removals).chain(made).try_for_each(|former| take_back(change, former, &mut back_again))
                };
                self.act(sql, &author, *book, back).map(|_| ())
            })
        })?;
        let what = last.what;
        undo.pop();
        // An earlier action's value stands there again under a new entry: taking that action back replaces this one.
        for former in undo.iter_mut().flat_map(|done| &mut done.books).flat_map(|(_, formers)| formers) {
            former.entry = back_again.again.get(&former.entry).copied().unwrap_or(former.entry);
        }
        Ok(Some(Undone { what, values }))
    }
}

/// What taking an action back wrote.
#[derive(Default)]
struct Back {
    /// As which entry each value stands there now.
    again: HashMap<EntryNo, EntryNo>,
    /// The entries that say that nothing stands there, as before.
    emptied: HashSet<EntryNo>,
}

/// Put back what stood there.
fn take_back(change: &mut Change<'_>, former: &Former, back: &mut Back) -> Result<()> {
    if former.created {
        return change.unmake(former.cell.kind, former.cell.a, former.entry);
    }
    if former.values.is_empty() {
        back.emptied.insert(change.put(former.cell, Value::cleared(), &[former.entry])?);
        return Ok(());
    }
    // A decision taken back: the values it had settled stand beside each other again.
    for Replaced { entry, value, saw } in &former.values {
        let over: Vec<_> = std::iter::once(former.entry).chain(saw.iter().copied()).collect();
        let no = if former.removes(value) {
            // A removal that comes back has seen what it had seen before, as it stands there again, and no more.
            let seen: HashSet<_> = saw.iter().filter_map(|saw| back.again.get(saw)).chain(&back.emptied).copied().collect();
            change.put_removal(former.cell, value.clone(), over, |no| seen.contains(&no))?
        } else {
            change.put(former.cell, value.clone(), &over)?
        };
        back.again.insert(*entry, no);
    }
    Ok(())
}
