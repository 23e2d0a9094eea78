//! Local numbers: in this store every book, chain, record and field is an integer; the 16-byte ids appear once.

use rusqlite::{Connection, OptionalExtension};

use super::{fold::Fold, registry::Key};
use crate::{Error, RecordId, ReplicaId, Result};

/// Local number of a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BookNo(pub i64);

/// A cell by local numbers. For a kind of single key, `b` is the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct CellNo {
    pub shape: i64,
    pub a: i64,
    pub b: i64,
}

/// The cell of a kind known to this version, by local numbers.
pub(crate) fn cell_no(fold: &mut Fold<'_>, book: BookNo, cell: &super::Cell) -> Result<CellNo> {
    let shape = fold.shape(cell.kind.name, cell.field.name, cell.kind.key != Key::Single)?;
    let a = record_no(fold.sql, book, cell.a)?;
    let b = cell.b.map_or(Ok(book.0), |b| record_no(fold.sql, book, b))?;
    Ok(CellNo { shape, a, b })
}

/// The cell by local numbers, none where nobody has written it or its record. For readers: enters nothing.
pub(crate) fn find_cell(sql: &Connection, book: BookNo, cell: &super::Cell) -> Result<Option<CellNo>> {
    let pair = cell.kind.key != Key::Single;
    let shape = sql
        .prepare_cached("SELECT no FROM shape WHERE kind = ?1 AND field = ?2 AND pair = ?3")?
        .query_row((cell.kind.name, cell.field.name, pair), |r| r.get(0))
        .optional()?;
    let record = |id: RecordId| sql.prepare_cached("SELECT no FROM record WHERE book = ?1 AND id = ?2")?.query_row((book.0, id), |r| r.get(0)).optional();
    let b = match cell.b {
        Some(b) => record(b)?,
        None => Some(book.0),
    };
    Ok(match (shape, record(cell.a)?, b) {
        (Some(shape), Some(a), Some(b)) => Some(CellNo { shape, a, b }),
        _ => None,
    })
}

/// What a shape is: the kind of a record, a field of it, and whether two records name it.
pub(crate) fn shape_of(sql: &Connection, no: i64) -> Result<(String, String, bool)> {
    let query = "SELECT kind, field, pair FROM shape WHERE no = ?1";
    Ok(sql.prepare_cached(query)?.query_row([no], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?)
}

/// The local number of a record, entered if new.
pub(crate) fn record_no(sql: &Connection, book: BookNo, id: RecordId) -> Result<i64> {
    let known = sql.prepare_cached("SELECT no FROM record WHERE book = ?1 AND id = ?2")?.query_row((book.0, id), |r| r.get(0)).optional()?;
    match known {
        Some(no) => Ok(no),
        None => Ok(sql.prepare_cached("INSERT INTO record (book, id) VALUES (?1, ?2)")?.insert((book.0, id))?),
    }
}

/// The id of the record with this local number.
pub(crate) fn record_id(sql: &Connection, no: i64) -> Result<RecordId> {
    Ok(sql.prepare_cached("SELECT id FROM record WHERE no = ?1")?.query_row([no], |r| r.get(0))?)
}

/// The local number of a book, entered if new.
pub(crate) fn book_no(sql: &Connection, id: RecordId) -> Result<BookNo> {
    let known = sql.prepare_cached("SELECT no FROM book WHERE id = ?1")?.query_row([id], |r| r.get(0)).optional()?;
    Ok(BookNo(match known {
        Some(no) => no,
        None => sql.execute("INSERT INTO book (id) VALUES (?1)", [id]).map(|_| sql.last_insert_rowid())?,
    }))
}

/// The book of a local number.
pub(crate) fn book_id(sql: &Connection, BookNo(no): BookNo) -> Result<RecordId> {
    Ok(sql.prepare_cached("SELECT id FROM book WHERE no = ?1")?.query_row([no], |r| r.get(0))?)
}

/// The local number of a replica, entered if new.
pub(crate) fn replica_no(sql: &Connection, replica: ReplicaId) -> Result<i64> {
    sql.prepare_cached("INSERT OR IGNORE INTO replica (id) VALUES (?1)")?.execute([replica])?;
    Ok(sql.prepare_cached("SELECT no FROM replica WHERE id = ?1")?.query_row([replica], |r| r.get(0))?)
}

/// The local number of a replica's chain in a book, entered if new.
pub(crate) fn chain_no(sql: &Connection, replica: ReplicaId, book: BookNo) -> Result<i64> {
    let query = "SELECT c.no FROM chain c JOIN replica r ON r.no = c.replica WHERE r.id = ?1 AND c.book = ?2 AND c.branch = x''";
    if let Some(known) = sql.prepare_cached(query)?.query_row((replica, book.0), |r| r.get(0)).optional()? {
        return Ok(known);
    }
    let replica = replica_no(sql, replica)?;
    new_chain(sql, replica, book, &[])
}

/// The highest number that a chain had which is gone.
const LAST_CHAIN: &str = "chain_last";

/// Enter a chain: of a replica by its local number, in a book, by the hash that names a branch. Its number is one that no
/// chain had before it: what a screen holds of an entry that is gone must not mean another one.
pub(crate) fn new_chain(sql: &Connection, replica: i64, book: BookNo, branch: &[u8]) -> Result<i64> {
    let query = "INSERT INTO chain (no, replica, book, branch) VALUES (?1, ?2, ?3, ?4)";
    Ok(sql.prepare_cached(query)?.insert((free_number(sql)?, replica, book.0, branch))?)
}

/// A number that no chain had so far.
pub(super) fn free_number(sql: &Connection) -> Result<i64> {
    let query = "SELECT 1 + max(coalesce((SELECT max(no) FROM chain), 0), coalesce((SELECT value FROM meta WHERE key = ?1), 0))";
    Ok(sql.prepare_cached(query)?.query_row([LAST_CHAIN], |r| r.get(0))?)
}

/// Take a chain out that has no pages any more.
pub(crate) fn forget_chain(sql: &Connection, chain: i64) -> Result<()> {
    let query = "INSERT INTO meta (key, value) VALUES (?2, ?1) ON CONFLICT (key) DO UPDATE SET value = max(value, excluded.value)";
    sql.execute(query, (chain, LAST_CHAIN))?;
    sql.execute("DELETE FROM chain WHERE no = ?1", [chain])?;
    Ok(())
}

/// The local number of a book that is here.
///
/// # Errors
/// `no_such_programme`.
pub(crate) fn record_book(sql: &Connection, id: RecordId) -> Result<BookNo> {
    let known = sql.query_row("SELECT no FROM book WHERE id = ?1", [id], |r| r.get(0)).optional()?;
    known.map(BookNo).ok_or_else(|| Error::Refused(crate::Problem::new("no_such_programme").with("id", id.to_string())))
}

/// The number of the first page of a chain: 1, but for branches.
pub(crate) fn chain_start(sql: &Connection, chain: i64) -> Result<u64> {
    Ok(sql.prepare_cached("SELECT first_page FROM chain WHERE no = ?1")?.query_row([chain], |r| r.get::<_, i64>(0))? as u64)
}

/// The last page of a chain that is here and the first entry behind it, with what was set aside directly behind the union.
pub(crate) fn chain_end(sql: &Connection, chain: i64) -> Result<(u64, u64)> {
    let query = "SELECT coalesce(max(number), 0), coalesce(max(first_seq + entries), 1) FROM page WHERE chain = ?1";
    let (mut last, mut end): (i64, i64) = sql.prepare_cached(query)?.query_row([chain], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let query = "SELECT o.number, o.entries FROM chain c JOIN replica r ON r.no = c.replica JOIN book b ON b.no = c.book
                 JOIN page_aside o ON o.replica = r.id AND o.book = b.id WHERE c.no = ?1 AND o.why = 'set_aside' AND o.number > ?2 ORDER BY o.number";
    let mut statement = sql.prepare_cached(query)?;
    let mut aside = statement.query((chain, last))?;
    while let Some(row) = aside.next()? {
        let (number, entries): (i64, i64) = (row.get(0)?, row.get(1)?);
        // Behind a page that is missing nobody can tell which entries come next.
        if number > last + 1 {
            break;
        }
        if number == last + 1 {
            (last, end) = (number, end + entries);
        }
    }
    Ok((last as u64, end as u64))
}

/// Whose chain this is, and in which book.
pub(crate) fn chain_owner(sql: &Connection, chain: i64) -> Result<(ReplicaId, BookNo)> {
    let query = "SELECT r.id, c.book FROM chain c JOIN replica r ON r.no = c.replica WHERE c.no = ?1";
    sql.prepare_cached(query)?.query_row([chain], |r| Ok((r.get(0)?, BookNo(r.get(1)?)))).map_err(Error::from)
}
