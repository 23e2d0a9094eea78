//! A mark's history: who said what, when, on which laptop. This is the evidence.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::{
    EntryNo, Reader, RecordId, Result,
    attendance::{
        records::{MARK, MARK_VALUE, mark_of},
        status::{Mark, Parts},
    },
    journal::BookNo,
};

/// A mark as a screen shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MarkView {
    /// Where the person was.
    pub status: String,
    /// How late.
    pub minutes: Option<i64>,
    /// Why.
    pub reason: Option<String>,
    /// Who gave leave.
    pub approver: Option<String>,
    /// How long before the end somebody left who was there, in minutes.
    pub left_early: Option<i64>,
}

impl MarkView {
    /// From a row with the columns of a mark; none where nobody has said.
    pub(super) fn of_columns(row: &rusqlite::Row<'_>) -> rusqlite::Result<Option<Self>> {
        let Some(status) = row.get("status")? else { return Ok(None) };
        Ok(Some(Self { status, minutes: row.get("minutes")?, reason: row.get("reason")?, approver: row.get("approver")?, left_early: row.get("left_early")? }))
    }
}

impl From<Mark> for MarkView {
    fn from(mark: Mark) -> Self {
        let Parts { status, minutes, reason, approver, left_early } = mark.into();
        Self { status: status.as_str().to_owned(), minutes, reason, approver, left_early }
    }
}

/// One thing that was said of one person at one register.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HistoryLine {
    /// The entry, as this store numbers it.
    pub entry: String,
    /// What was said; none where a mark was taken away, or where the value is kept for review.
    pub value: Option<MarkView>,
    /// True where the value breaks a rule or is a newer version's: it is kept for review and was never shown as a mark.
    pub kept: bool,
    /// True where a reason or a name is withheld from this store.
    pub withheld: bool,
    /// Who said it.
    pub author: String,
    /// On which laptop.
    pub replica_label: String,
    /// When, by that laptop's clock.
    #[serde(serialize_with = "crate::clock::in_answers")]
    pub at: DateTime<Utc>,
    /// True where somebody who had seen it said otherwise since.
    pub replaced: bool,
    /// The signed page that holds it; none while this laptop has not closed the page yet.
    pub page: Option<u64>,
    /// True where a signed page vouches for it: no page enters a store unless its signature and chain hold.
    pub verified: bool,
    /// How far it has come: recorded, carried, received.
    pub journey: crate::bundle::Step,
}

/// Everything that was ever said of one person at one register, oldest first.
///
/// # Errors
/// Store failures.
pub fn history(reader: &Reader<'_>, book: BookNo, register: RecordId, participant: RecordId) -> Result<Vec<HistoryLine>> {
    let past = reader.history(book, &MARK_VALUE.of_pair(&MARK, register, participant))?;
    let steps = reader.steps()?;
    past.into_iter()
        .map(|past| {
            let EntryNo(entry) = past.no;
            let kept = MARK_VALUE.fault(&past.value).is_some();
            Ok(HistoryLine {
                entry: entry.to_string(),
                value: mark_of(&past.value).ok().flatten().filter(|_| !kept).map(Into::into),
                kept,
                withheld: past.withheld,
                author: past.author,
                replica_label: reader.label(past.replica)?,
                at: DateTime::from_timestamp_millis(past.wall).unwrap_or_default(),
                replaced: !past.live,
                page: past.page,
                verified: past.page.is_some(),
                journey: steps.of(past.no, past.page),
            })
        })
        .collect()
}
