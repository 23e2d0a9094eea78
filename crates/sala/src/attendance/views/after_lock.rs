//! What came in for a register that was closed already: kept, and listed here for review.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Connection;
use serde::Serialize;

use super::{
    history::MarkView,
    lookup::{said_in, seals},
};
use crate::{
    RecordId, Result,
    attendance::seal::is_new,
    journal::{BookNo, Branches, origin},
};

/// A mark or remark that somebody who closed the register had not seen. Verifying the register against the paper ends the
/// review.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LateMark {
    /// The closed register.
    pub register: RecordId,
    /// Its day.
    pub date: NaiveDate,
    /// Its half of the day.
    pub half: Option<String>,
    /// Who was marked.
    pub participant: RecordId,
    /// Code on the badge.
    pub code: String,
    /// Display name; none where it was withheld.
    pub name: Option<String>,
    /// What was not seen: `mark`, or `remark`.
    pub field: &'static str,
    /// The mark that stands there now; none where it was taken away.
    pub mark: Option<MarkView>,
    /// The remark that stands there now.
    pub remark: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// On which laptop.
    pub replica_label: Option<String>,
    /// When, by that laptop's clock.
    #[serde(serialize_with = "crate::clock::in_answers_if_known")]
    pub at: Option<DateTime<Utc>>,
}

/// The marks of a programme that wait for review.
///
/// # Errors
/// Store failures.
pub fn after_lock(sql: &Connection, book: BookNo) -> Result<Vec<LateMark>> {
    read(sql, book, None)
}

/// The marks of one register that wait for review.
///
/// # Errors
/// Store failures.
pub fn after_lock_at(sql: &Connection, book: BookNo, register: RecordId) -> Result<Vec<LateMark>> {
    read(sql, book, Some(register))
}

fn read(sql: &Connection, book: BookNo, register: Option<RecordId>) -> Result<Vec<LateMark>> {
    let (seals, branches) = (seals(sql, book, register)?, Branches::load(sql)?);
    let mut statement = sql.prepare_cached(with_registers!(include_str!("after_lock.sql")))?;
    let mut rows = statement.query((book.0, register))?;
    let mut late = Vec::new();
    while let Some(row) = rows.next()? {
        let register = row.get("register")?;
        let seals = seals.get(&register).map_or(&[][..], Vec::as_slice);
        for (entry, said) in said_in(sql, &branches, row)? {
            let Some(entry) = entry.filter(|_| is_new(seals, &said)) else { continue };
            let origin = origin(sql, entry)?;
            late.push(LateMark {
                register,
                date: super::date_of(row)?,
                half: row.get("half")?,
                participant: said.participant,
                code: row.get("code")?,
                name: row.get("name")?,
                field: said.field,
                mark: MarkView::of_columns(row)?,
                remark: row.get("remark")?,
                replica_label: origin.as_ref().map(|o| crate::trust::label(sql, o.replica)).transpose()?,
                at: origin.as_ref().and_then(|o| DateTime::from_timestamp_millis(o.wall)),
                author: origin.map(|o| o.author),
            });
        }
    }
    Ok(late)
}
