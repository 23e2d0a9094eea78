//! The notes of a day.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, OptionalExtension as _};
use serde::Serialize;

use super::Asked;
use crate::{
    EntryNo, RecordId, Result, Seen,
    journal::{BookNo, origin},
};

/// One note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NoteView {
    /// The record.
    pub id: RecordId,
    /// The day.
    pub date: NaiveDate,
    /// What it answers.
    pub asked: Asked,
    /// The group that says so.
    pub group_id: Option<RecordId>,
    /// What the group is called.
    pub group: Option<String>,
    /// The answer.
    pub text: String,
    /// What the screen shows as the answer, to be handed back.
    pub seen: Seen,
    /// Who wrote it.
    pub author: Option<String>,
    /// When, by that laptop's clock.
    #[serde(serialize_with = "crate::clock::in_answers_if_known")]
    pub at: Option<DateTime<Utc>>,
    /// Who put it in other words, if somebody else did.
    pub changed_by: Option<String>,
}

/// The notes of a programme, or of one day of it: by day, in the order of the questions, oldest first.
///
/// # Errors
/// Store failures.
pub fn notes(sql: &Connection, book: BookNo, day: Option<NaiveDate>) -> Result<Vec<NoteView>> {
    let query = "SELECT k.id, n.date, n.asked, kg.id, g.name, COALESCE(n.text, ''), n.text_v, n.about_v
                   FROM review_note n JOIN record k ON k.no = n.rec LEFT JOIN record kg ON kg.no = n.grp LEFT JOIN grp g ON g.rec = n.grp
                  WHERE n.book = ?1 AND (?2 IS NULL OR n.date = ?2) AND n.date IS NOT NULL AND COALESCE(n.removed, 0) = 0 ORDER BY n.date, k.id";
    let mut statement = sql.prepare_cached(query)?;
    let mut rows = statement.query((book.0, day.map(|day| day.to_string())))?;
    let mut notes = Vec::new();
    while let Some(row) = rows.next()? {
        let asked = row.get::<_, Option<String>>(2)?.and_then(|word| Asked::from_code(&word));
        // The fold lets no other text into a column of dates; a question that only a newer version asks is shown by that one.
        let (Some(asked), Ok(date)) = (asked, row.get::<_, String>(1)?.parse::<NaiveDate>()) else { continue };
        let (text_v, about_v): (Option<i64>, Option<i64>) = (row.get(6)?, row.get(7)?);
        let origin_of = |no: Option<i64>| no.map(|no| origin(sql, EntryNo(no))).transpose().map(Option::flatten);
        let (first, last) = (origin_of(about_v)?, origin_of(text_v)?);
        let author = first.as_ref().map(|o| o.author.clone());
        notes.push(NoteView {
            id: row.get(0)?,
            date,
            asked,
            group_id: row.get(3)?,
            group: row.get(4)?,
            text: row.get(5)?,
            seen: Seen::shown(text_v),
            at: first.as_ref().and_then(|o| DateTime::from_timestamp_millis(o.wall)),
            changed_by: last.map(|o| o.author).filter(|last| author.as_ref().is_some_and(|first| first != last)),
            author,
        });
    }
    notes.sort_by_key(|note| (note.date, note.asked));
    Ok(notes)
}

/// The last day before this one with something to change, and what: the evening says it to the next morning.
///
/// # Errors
/// Store failures.
pub fn changes_before(sql: &Connection, book: BookNo, day: NaiveDate) -> Result<Vec<NoteView>> {
    let query = "SELECT max(n.date) FROM review_note n WHERE n.book = ?1 AND n.date < ?2 AND n.asked = 'change' AND COALESCE(n.removed, 0) = 0";
    let last: Option<String> = sql.prepare_cached(query)?.query_row((book.0, day.to_string()), |r| r.get(0))?;
    let Some(Ok(last)) = last.map(|last| last.parse::<NaiveDate>()) else { return Ok(Vec::new()) };
    Ok(notes(sql, book, Some(last))?.into_iter().filter(|note| note.asked == Asked::Change).collect())
}

/// Whether a note is there; none where there never was such a note.
pub(super) fn note(sql: &Connection, book: BookNo, note: RecordId) -> Result<Option<bool>> {
    let query = "SELECT COALESCE(n.removed, 0) = 0 FROM record k JOIN review_note n ON n.rec = k.no WHERE k.book = ?1 AND k.id = ?2";
    Ok(sql.prepare_cached(query)?.query_row((book.0, note), |r| r.get(0)).optional()?)
}
