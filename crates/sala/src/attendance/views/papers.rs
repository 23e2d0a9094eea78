//! The photographs of a register's paper sheet.

use rusqlite::{Connection, OptionalExtension as _};

use crate::{
    RecordId, Result,
    journal::BookNo,
    outputs::views::{FileView, files_of},
};

/// What hangs on the paper sheets of a register, page by page.
///
/// # Errors
/// Store failures.
pub fn papers(sql: &Connection, book: BookNo, register: RecordId) -> Result<Vec<FileView>> {
    let query = "SELECT ks.id FROM record k JOIN sheet s ON s.register = k.no JOIN record ks ON ks.no = s.rec
                  WHERE k.book = ?1 AND k.id = ?2 AND COALESCE(s.removed, 0) = 0 ORDER BY s.page, ks.id";
    let sheets = sql.prepare_cached(query)?.query_map((book.0, register), |r| r.get(0))?.collect::<Result<Vec<RecordId>, _>>()?;
    let files = sheets.into_iter().map(|sheet| files_of(sql, book, sheet)).collect::<Result<Vec<_>>>()?;
    Ok(files.into_iter().flatten().collect())
}

/// The paper sheet that a photograph hangs on, and its register.
///
/// # Errors
/// Store failures.
pub fn sheet_with(sql: &Connection, book: BookNo, photograph: RecordId) -> Result<Option<(RecordId, RecordId)>> {
    let query = "SELECT ks.id, kg.id FROM record k JOIN attachment a ON a.rec = k.no JOIN sheet s ON s.rec = a.owner
                   JOIN record ks ON ks.no = s.rec JOIN record kg ON kg.no = s.register
                  WHERE k.book = ?1 AND k.id = ?2 AND COALESCE(a.removed, 0) = 0 AND COALESCE(s.removed, 0) = 0";
    Ok(sql.prepare_cached(query)?.query_row((book.0, photograph), |r| Ok((r.get(0)?, r.get(1)?))).optional()?)
}
