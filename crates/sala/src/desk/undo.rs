//! Taking back: what stood there before an action is written as a new one, in this run of the program or in a later one.

mod done;
mod stack;
#[cfg(test)]
mod tests;

use std::{
    collections::{HashMap, HashSet},
    sync::atomic::Ordering,
};

use rusqlite::Connection;
use serde::Serialize;

use super::Desk;
use crate::{
    EntryNo, Reader, RecordId, Result,
    decide::{PutBack, put_back},
    journal::{Change, Former, Replaced, Value},
};

/// An action that was taken back, or would be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Undone {
    /// The name of the verb.
    pub what: String,
    /// Who had done it.
    pub author: String,
    /// When, by this machine's clock (RFC 3339).
    pub at: String,
    /// How many values are put back.
    pub values: usize,
    /// What becomes of each cell, where that was asked for.
    pub told: Vec<PutBack>,
    /// How many earlier actions can be taken back after it.
    pub left: u64,
}

impl Desk {
    /// Take back the last action that was done in this store: the former values are written as a new action.
    ///
    /// # Errors
    /// Store failures; the action can still be taken back then.
    pub fn undo(&self) -> Result<Option<Undone>> {
        self.take_back_last(false)
    }

    /// The same, and tell what becomes of each cell.
    ///
    /// # Errors
    /// As [`Desk::undo`].
    pub fn undo_telling(&self) -> Result<Option<Undone>> {
        self.take_back_last(true)
    }

    /// What [`Desk::undo_telling`] would take back and tell; nothing is changed.
    ///
    /// # Errors
    /// Store failures.
    pub fn undoable(&self) -> Result<Option<Undone>> {
        self.read(|r| {
            let Some(done) = self.last_done(r.sql())? else { return Ok(None) };
            let told = told(r, &done)?;
            undone(r.sql(), done, told).map(Some)
        })
    }

    /// What was done before this desk was opened is not taken back at it: nobody who sits down at a screen sees what that was.
    pub fn undo_from_now_on(&self) {
        self.undo_from_now_on.store(true, Ordering::Relaxed);
    }

    /// Do what can be taken back: what stood there is kept in the same stroke.
    pub(super) fn write_undoably<T>(&self, what: &str, author: &str, work: impl FnOnce(&Connection) -> Result<(T, done::Books)>) -> Result<T> {
        let work = |sql: &Connection| {
            let (done, mut books) = work(sql)?;
            books.retain(|(_, formers)| !formers.is_empty());
            if books.is_empty() {
                return Ok((done, false));
            }
            if self.undo_from_now_on.load(Ordering::Relaxed) {
                stack::clear(sql)?;
            }
            stack::push(sql, what, author, self.now().timestamp_millis(), &books)?;
            Ok((done, true))
        };
        self.store.write_then(work, |(done, kept)| {
            if kept {
                // All that lies there now was done at this desk.
                self.undo_from_now_on.store(false, Ordering::Relaxed);
            }
            Ok(done)
        })
    }

    /// Write what makes others' words count, or count no longer: that ends what can be taken back.
    pub(crate) fn write_of_others<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        self.store.write(|sql| {
            let done = work(sql)?;
            self.forget_undo(sql)?;
            Ok(done)
        })
    }

    /// What others wrote has come in, or counts or no longer counts, and may rest on what was done here: a register was locked, an output is final. From
    /// here on it is changed by a new action, under its rules, and no longer taken back.
    pub(crate) fn forget_undo(&self, sql: &Connection) -> Result<()> {
        stack::clear(sql)
    }

    fn last_done(&self, sql: &Connection) -> Result<Option<stack::Done>> {
        if self.undo_from_now_on.load(Ordering::Relaxed) { Ok(None) } else { stack::top(sql, self.store.tables().registry) }
    }

    fn take_back_last(&self, tell: bool) -> Result<Option<Undone>> {
        // Where there is nothing to take back nothing is written: a store that can only be looked at says so too.
        if self.read(|r| self.last_done(r.sql()))?.is_none() {
            return Ok(None);
        }
        let author = self.author()?;
        self.store.write(|sql| {
            let Some(done) = self.last_done(sql)? else { return Ok(None) };
            let told = if tell { told(&Reader::new(sql, self.store.tables()), &done)? } else { Vec::new() };
            let mut back = Back::default();
            for (book, formers) in &done.books {
                self.act(sql, &author, *book, |change| take_all_back(change, formers, &mut back))?;
            }
            stack::pop(sql, done.no)?;
            stack::stand_again(sql, &back.again)?;
            undone(sql, done, told).map(Some)
        })
    }
}

fn told(reader: &Reader<'_>, done: &stack::Done) -> Result<Vec<PutBack>> {
    let books = done.books.iter().map(|(book, formers)| put_back(reader, *book, formers));
    Ok(books.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

fn undone(sql: &Connection, done: stack::Done, told: Vec<PutBack>) -> Result<Undone> {
    let stack::Done { no, what, author, at, books } = done;
    let at = crate::rfc3339(chrono::DateTime::from_timestamp_millis(at).unwrap_or_default());
    Ok(Undone { what, author, at, values: books.iter().map(|(_, formers)| formers.len()).sum(), told, left: stack::under(sql, no)? })
}

/// What taking an action back wrote.
#[derive(Default)]
struct Back {
    /// As which entry each value stands there now.
    again: HashMap<EntryNo, EntryNo>,
    /// The entries that say that nothing stands there, as before.
    emptied: HashSet<EntryNo>,
}

/// Put back what stood in one book.
fn take_all_back(change: &mut Change<'_>, formers: &[Former], back: &mut Back) -> Result<()> {
    // A record that the action made goes as a whole, once; and last, having seen what stands in it go.
    let mut gone: HashSet<RecordId> = HashSet::new();
    let (made, written): (Vec<_>, Vec<_>) = formers.iter().rev().partition(|former| former.created);
    let made = made.into_iter().filter(|former| gone.insert(former.cell.a));
    // A removal that comes back must have seen what this writes into its record: it comes after that.
    let (removals, written): (Vec<_>, Vec<_>) = written.into_iter().partition(|former| former.values.iter().any(|one| former.removes(&one.value)));
    written.into_iter().chain(removals).chain(made).try_for_each(|former| take_back(change, former, back))
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
    // A decision taken back: the values it had settled stand beside each other again. Of those of one stroke the last is shown: the one that was shown before,
    // which comes first among them.
    for Replaced { entry, value, saw } in former.values.iter().rev() {
        let over: Vec<_> = std::iter::once(former.entry).chain(saw.iter().copied()).collect();
        let no = if former.removes(value) {
            // A removal that comes back has seen what it had seen before, as it stands there again, and what was emptied here, now or by taking back
            // what was done later; no more.
            let mut seen = change.emptied_here(&former.cell)?;
            seen.extend(saw.iter().filter_map(|saw| back.again.get(saw)).chain(&back.emptied));
            change.put_removal(former.cell, value.clone(), over, |no| seen.contains(&no))?
        } else {
            change.put(former.cell, value.clone(), &over)?
        };
        back.again.insert(*entry, no);
    }
    Ok(())
}
