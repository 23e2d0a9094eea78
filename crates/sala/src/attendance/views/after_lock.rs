//! Marks that came in for a register that was closed already: kept, and listed here for review.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Connection;
use serde::Serialize;

use super::history::MarkView;
use crate::{
    EntryNo, RecordId, Result,
    attendance::seal::is_new,
    journal::{BookNo, origin},
};

/// A mark that whoever closed the register had not seen. Verifying the register against the paper ends the review.
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
    /// What stands there now; none where a mark was taken away.
    pub mark: Option<MarkView>,
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
    let mut statement = sql.prepare_cached(include_str!("after_lock.sql"))?;
    let mut rows = statement.query((book.0, register))?;
    let mut late = Vec::new();
    while let Some(row) = rows.next()? {
        let participant = row.get("participant")?;
        let seal: Option<Vec<u8>> = row.get("seal")?;
        if !is_new(&seal.unwrap_or_default(), &(participant, row.get("status")?, row.get("minutes")?)) {
            continue;
        }
        let origin = origin(sql, EntryNo(row.get("mark_v")?))?;
        late.push(LateMark {
            register: row.get("register")?,
            date: super::date_of(row)?,
            half: row.get("half")?,
            participant,
            code: row.get("code")?,
            name: row.get("name")?,
            mark: MarkView::of_columns(row)?,
            replica_label: origin.as_ref().map(|o| crate::trust::label(sql, o.replica)).transpose()?,
            at: origin.as_ref().and_then(|o| DateTime::from_timestamp_millis(o.wall)),
            author: origin.map(|o| o.author),
        });
    }
    Ok(late)
}
