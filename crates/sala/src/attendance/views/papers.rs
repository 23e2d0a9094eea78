//! The photographs of a register's paper sheet.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, OptionalExtension as _};
use serde::Serialize;

use super::lookup::seals;
use crate::{
    EntryNo, RecordId, Result,
    attendance::seal::compared_with,
    journal::{BookNo, origin},
    outputs::views::{FileView, files_of},
};

/// What hangs on the paper sheets of a register, page by page.
///
/// # Errors
/// Store failures.
pub fn papers(sql: &Connection, book: BookNo, register: RecordId) -> Result<Vec<FileView>> {
    let files = sheets(sql, book, register)?.into_iter().map(|sheet| files_of(sql, book, sheet)).collect::<Result<Vec<_>>>()?;
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

/// The paper sheets of a register, page by page.
pub(crate) fn sheets(sql: &Connection, book: BookNo, register: RecordId) -> Result<Vec<RecordId>> {
    let query = "SELECT ks.id FROM record k JOIN sheet s ON s.register = k.no JOIN record ks ON ks.no = s.rec
                  WHERE k.book = ?1 AND k.id = ?2 AND COALESCE(s.removed, 0) = 0 ORDER BY s.page, ks.id";
    Ok(sql.prepare_cached(query)?.query_map((book.0, register), |r| r.get(0))?.collect::<Result<_, _>>()?)
}

/// A sheet that a register was compared with, and that somebody took off who had not heard of that. Putting it back, verifying
/// the register anew or opening it again ends the review.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PaperGone {
    /// The verified register.
    pub register: RecordId,
    /// Its day.
    pub date: NaiveDate,
    /// Its half of the day.
    pub half: Option<String>,
    /// Page of the paper, from 1.
    pub page: Option<i64>,
    /// Who took it off.
    pub author: Option<String>,
    /// On which laptop.
    pub replica_label: Option<String>,
    /// When, by that laptop's clock.
    #[serde(serialize_with = "crate::clock::in_answers_if_known")]
    pub at: Option<DateTime<Utc>>,
}

/// The sheets of a programme's verified registers that are gone.
///
/// # Errors
/// Store failures.
pub fn papers_gone(sql: &Connection, book: BookNo) -> Result<Vec<PaperGone>> {
    gone(sql, book, None)
}

/// The sheets of one verified register that are gone.
pub(crate) fn papers_gone_at(sql: &Connection, book: BookNo, register: RecordId) -> Result<Vec<PaperGone>> {
    gone(sql, book, Some(register))
}

fn gone(sql: &Connection, book: BookNo, register: Option<RecordId>) -> Result<Vec<PaperGone>> {
    let query = with_registers!(
        "SELECT kg.id AS register, g.date, g.half, ks.id AS sheet, s.page, s.removed_v
                   FROM sheet s JOIN register_at g ON g.rec = s.register JOIN record kg ON kg.no = g.rec JOIN record ks ON ks.no = s.rec
                  WHERE s.book = ?1 AND s.removed = 1 AND g.date IS NOT NULL AND g.state = 'verified' AND (?2 IS NULL OR kg.id = ?2) ORDER BY g.date, g.half, s.page, ks.id"
    );
    let mut statement = sql.prepare_cached(query)?;
    let mut rows = statement.query((book.0, register))?;
    let (mut gone, mut standing) = (Vec::new(), None);
    while let Some(row) = rows.next()? {
        let (register, sheet) = (row.get("register")?, row.get("sheet")?);
        let standing = match &standing {
            Some(standing) => standing,
            // Read only where a sheet was ever taken off a verified register, which is seldom.
            None => standing.insert(seals(sql, book, None)?),
        };
        if !standing.get(&register).is_some_and(|seals| compared_with(seals, sheet)) {
            continue;
        }
        let origin = origin(sql, EntryNo(row.get("removed_v")?))?;
        gone.push(PaperGone {
            register,
            date: super::date_of(row)?,
            half: row.get("half")?,
            page: row.get("page")?,
            replica_label: origin.as_ref().map(|o| crate::trust::label(sql, o.replica)).transpose()?,
            at: origin.as_ref().and_then(|o| DateTime::from_timestamp_millis(o.wall)),
            author: origin.map(|o| o.author),
        });
    }
    Ok(gone)
}
