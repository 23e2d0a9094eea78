//! What was written to the groups.

use chrono::DateTime;
use rusqlite::{Connection, OptionalExtension as _};

use crate::{
    EntryNo, Error, Problem, RecordId, Result, Seen,
    journal::{BookNo, origin},
    scores::feedback::{FeedbackView, Word},
};

/// What was written about the outputs of a programme, or about one: output by output, oldest first.
///
/// # Errors
/// Store failures.
pub fn feedback(sql: &Connection, book: BookNo, output: Option<RecordId>) -> Result<Vec<FeedbackView>> {
    let query = "SELECT k.id, ko.id, COALESCE(o.title, ''), g.name, f.word, f.giver, f.text, f.text_v, f.by_v, f.about_v
                   FROM feedback f JOIN record k ON k.no = f.rec JOIN output o ON o.rec = f.output JOIN record ko ON ko.no = o.rec
                   LEFT JOIN grp g ON g.rec = o.grp
                  WHERE f.book = ?1 AND (?2 IS NULL OR ko.id = ?2) AND COALESCE(f.removed, 0) = 0 AND COALESCE(o.removed, 0) = 0
                  ORDER BY g.name, ko.id, k.id";
    let mut statement = sql.prepare_cached(query)?;
    let mut rows = statement.query((book.0, output))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        // A word that only a newer version has is shown by that version.
        let Some(word) = row.get::<_, Option<String>>(4)?.and_then(|code| Word::from_code(&code)) else { continue };
        let origin = row.get::<_, Option<i64>>(9)?.map(|no| origin(sql, EntryNo(no))).transpose()?.flatten();
        found.push(FeedbackView {
            id: row.get(0)?,
            output: row.get(1)?,
            title: row.get(2)?,
            group: row.get(3)?,
            word,
            by: row.get(5)?,
            text: row.get(6)?,
            text_seen: Seen::shown(row.get(7)?),
            by_seen: Seen::shown(row.get(8)?),
            at: origin.as_ref().and_then(|o| DateTime::from_timestamp_millis(o.wall)),
            author: origin.map(|o| o.author),
        });
    }
    Ok(found)
}

/// One piece of it.
///
/// # Errors
/// `no_such_feedback`.
pub fn one_feedback(sql: &Connection, book: BookNo, id: RecordId) -> Result<FeedbackView> {
    let found = feedback(sql, book, None)?.into_iter().find(|one| one.id == id);
    found.ok_or_else(|| Error::Refused(Problem::new("no_such_feedback")))
}

/// Whether it is there; none where there never was such feedback.
pub(in crate::scores) fn is_feedback(sql: &Connection, book: BookNo, feedback: RecordId) -> Result<Option<bool>> {
    let query = "SELECT COALESCE(f.removed, 0) = 0 FROM record k JOIN feedback f ON f.rec = k.no WHERE k.book = ?1 AND k.id = ?2";
    Ok(sql.prepare_cached(query)?.query_row((book.0, feedback), |r| r.get(0)).optional()?)
}
