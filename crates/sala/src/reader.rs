//! Looking: what a view is given.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _};

use crate::{
    EntryNo, Error, Problem, RecordId, ReplicaId, Result, Seen,
    decide::Names,
    journal::{BookNo, Cell, Kind, Origin, Pages, Past, Tables, actions_on, everything_in, histories_of, history_of, origin_in},
};

/// A reading view of the store.
pub struct Reader<'a> {
    sql: &'a Connection,
    tables: &'a Tables,
    pages: Pages<'a>,
    names: Names,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(sql: &'a Connection, tables: &'a Tables) -> Self {
        Self { sql, tables, pages: Pages::of(sql), names: Names::default() }
    }

    /// The connection, for queries.
    #[must_use]
    pub const fn sql(&self) -> &'a Connection {
        self.sql
    }

    /// The local number of a book.
    ///
    /// # Errors
    /// `no_such_programme`.
    pub fn book(&self, id: RecordId) -> Result<BookNo> {
        let no = self.sql.prepare_cached("SELECT no FROM book WHERE id = ?1")?.query_row([id], |r| r.get(0)).optional()?;
        no.map(BookNo).ok_or_else(|| Error::Refused(Problem::new("no_such_programme").with("id", id.to_string())))
    }

    /// The local number of a record, for queries on folded tables.
    ///
    /// # Errors
    /// `no_such_record`.
    pub fn record(&self, book: BookNo, id: RecordId) -> Result<i64> {
        let query = "SELECT no FROM record WHERE book = ?1 AND id = ?2";
        let no = self.sql.prepare_cached(query)?.query_row((book.0, id), |r| r.get(0)).optional()?;
        no.ok_or_else(|| Error::Refused(Problem::new("no_such_record").with("id", id.to_string())))
    }

    /// Every value anybody gave a cell, oldest first.
    ///
    /// # Errors
    /// Store failures.
    pub fn history(&self, book: BookNo, cell: &Cell) -> Result<Vec<Past>> {
        history_of(&self.pages, self.tables, book, cell)
    }

    /// Every value anybody gave these cells of one book, read in one pass: cell by cell in the order of the list, each oldest first, with
    /// the place of its cell in the list. A cell that is named twice is told of once, where it is named first.
    ///
    /// # Errors
    /// Store failures.
    pub fn histories(&self, book: BookNo, cells: &[Cell]) -> Result<Vec<(usize, Past)>> {
        histories_of(&self.pages, self.tables, book, cells)
    }

    /// Who wrote an entry and when; none where its page is not here.
    pub(crate) fn origin(&self, no: EntryNo) -> Result<Option<Origin>> {
        origin_in(&self.pages, no)
    }

    /// How many actions wrote something of each record of a kind; see [`crate::agenda::revisions`].
    ///
    /// # Errors
    /// Store failures.
    pub fn actions_on(&self, book: BookNo, kind: &'static Kind) -> Result<BTreeMap<RecordId, u64>> {
        actions_on(self.sql, book, kind)
    }

    /// All that is live in a record and in what stands in it (a group's members, an output's files): what whoever removes it has
    /// seen, to be handed back with the removal.
    ///
    /// # Errors
    /// `no_such_record`; store failures.
    pub fn everything_in(&self, book: BookNo, kind: &'static Kind, id: RecordId) -> Result<Seen> {
        everything_in(self.sql, self.tables, kind, book, self.record(book, id)?)
    }

    /// How far entries have come on their way to headquarters, as it stands now.
    ///
    /// # Errors
    /// Store failures.
    pub fn steps(&self) -> Result<crate::bundle::Steps> {
        crate::bundle::Steps::read(self.sql)
    }

    /// What people call a replica.
    ///
    /// # Errors
    /// Store failures.
    pub fn label(&self, replica: ReplicaId) -> Result<String> {
        crate::trust::label(self.sql, replica)
    }

    pub(crate) const fn names(&self) -> &Names {
        &self.names
    }

    pub(crate) const fn tables(&self) -> &'a Tables {
        self.tables
    }
}
