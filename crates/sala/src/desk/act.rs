//! Writing: one thing in one book or in several, all of it or nothing.

use rusqlite::Connection;

use super::Desk;
use crate::{
    RecordId, Result,
    journal::{Change, Fold, Former, book_no, next_stamp},
    trust::may_write,
};

impl Desk {
    /// Do one thing in one book: all of it or nothing. `what` names the verb.
    ///
    /// # Errors
    /// Those of the verb; nothing was changed then.
    pub fn change<T>(&self, book: RecordId, what: &'static str, verb: impl FnOnce(&mut Change<'_>) -> Result<T>) -> Result<T> {
        let author = self.author()?;
        self.write_undoably(what, &author, |sql| {
            let (done, formers) = self.act(sql, &author, book, verb)?;
            Ok((done, vec![(book, formers)]))
        })
    }

    /// Do one thing in several books, in all of them or in none, to be taken back at once.
    pub(crate) fn change_books<T>(
        &self,
        what: &'static str,
        work: impl IntoIterator<Item = (RecordId, T)>,
        verb: impl Fn(&mut Change<'_>, T) -> Result<()>,
    ) -> Result<()> {
        let author = self.author()?;
        self.write_undoably(what, &author, |sql| {
            let work = work.into_iter();
            let done = work.map(|(book, work)| Ok((book, self.act(sql, &author, book, |change| verb(change, work))?.1))).collect::<Result<Vec<_>>>()?;
            Ok(((), done))
        })
    }

    /// Do one thing in one book, in the transaction that is under way. Answers what stood there before, too.
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
}
