//! What screens and rules read of outputs.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _};
use serde::{Deserialize, Serialize};

use super::{canvas, files::hex, state::State};
use crate::{
    EntryNo, Error, Problem, RecordId, Result, Seen,
    journal::{BookNo, origin},
};

/// An exercise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExerciseLine {
    /// Which.
    pub id: RecordId,
    /// What it is called.
    pub title: String,
    /// What the groups are asked to do.
    pub brief: String,
    /// The brief as shown, to be handed back.
    #[serde(skip)]
    pub brief_seen: Seen,
}

/// One output of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutputLine {
    /// Which.
    pub id: RecordId,
    /// The exercise it answers.
    pub exercise_id: Option<RecordId>,
    /// What the exercise is called.
    pub exercise: Option<String>,
    /// The group that made it.
    pub group_id: Option<RecordId>,
    /// What the group is called.
    pub group: Option<String>,
    /// Its title.
    pub title: String,
    /// How far it has come.
    pub state: State,
    /// How many files hang on it.
    pub files: u64,
    /// How many versions were kept.
    pub versions: u64,
}

/// A file that hangs on a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileView {
    /// The attachment.
    pub id: RecordId,
    /// BLAKE3 of its bytes, in hexadecimal.
    pub hash: String,
    /// The name it came with.
    pub name: String,
    /// Media type.
    pub mime: String,
    /// How large.
    pub bytes: u64,
    /// Pixels across, for pictures.
    pub width: Option<u32>,
    /// Pixels down, for pictures.
    pub height: Option<u32>,
    /// False while its bytes are still on their way.
    pub here: bool,
}

/// A file as a version lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenFile {
    /// BLAKE3 of its bytes, in hexadecimal.
    pub hash: String,
    /// The name it came with.
    pub name: String,
    /// Media type.
    pub mime: String,
    /// How large.
    pub bytes: u64,
}

impl FrozenFile {
    pub(super) fn of(file: &FileView) -> Self {
        Self { hash: file.hash.clone(), name: file.name.clone(), mime: file.mime.clone(), bytes: file.bytes }
    }
}

/// An output as it was handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VersionView {
    /// From 1.
    pub number: i64,
    /// Its title then.
    pub title: String,
    /// Its text then.
    pub body: String,
    /// Its files then.
    pub files: Vec<FrozenFile>,
    /// Who handed it in.
    pub author: Option<String>,
    /// When, by that laptop's clock.
    #[serde(serialize_with = "crate::clock::in_answers_if_known")]
    pub at: Option<DateTime<Utc>>,
    /// Its canvas then.
    pub canvas: Option<canvas::Frozen>,
    #[serde(skip)]
    pub(super) files_json: String,
    #[serde(skip)]
    pub(super) canvas_json: Option<String>,
}

/// One output with everything in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutputView {
    /// As in lists.
    #[serde(flatten)]
    pub line: OutputLine,
    /// What the screen shows as title, to be handed back.
    pub title_seen: Seen,
    /// Its text.
    pub body: String,
    /// What the screen shows as text, to be handed back.
    pub body_seen: Seen,
    /// What the screen shows as state, to be handed back.
    pub state_seen: Seen,
    /// Why it was sent back, if it was.
    pub reason: Option<String>,
    /// Its canvas.
    pub canvas: Option<canvas::Canvas>,
    /// What the screen shows as the kind of its canvas, to be handed back.
    pub canvas_seen: Seen,
    /// What hangs on it now.
    pub attached: Vec<FileView>,
    /// What was handed in, oldest first; what was handed in twice under one number stands in the same order on every laptop.
    pub handed_in: Vec<VersionView>,
}

/// The exercises of a programme, in the order of their titles.
///
/// # Errors
/// Store failures.
pub fn exercises(sql: &Connection, book: BookNo) -> Result<Vec<ExerciseLine>> {
    let query = "SELECT k.id, COALESCE(e.title, ''), COALESCE(e.brief, ''), e.brief_v FROM exercise e JOIN record k ON k.no = e.rec
                  WHERE e.book = ?1 AND COALESCE(e.removed, 0) = 0 ORDER BY e.title, k.id";
    let mut statement = sql.prepare_cached(query)?;
    let exercise = |r: &rusqlite::Row<'_>| Ok(ExerciseLine { id: r.get(0)?, title: r.get(1)?, brief: r.get(2)?, brief_seen: Seen::shown(r.get(3)?) });
    let rows = statement.query_map([book.0], exercise)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The exercise of this title, whatever its capitals.
///
/// # Errors
/// Store failures.
pub fn find_exercise(sql: &Connection, book: BookNo, title: &str) -> Result<Option<RecordId>> {
    let title = title.trim().to_lowercase();
    Ok(exercises(sql, book)?.into_iter().find(|e| e.title.to_lowercase() == title).map(|e| e.id))
}

fn line(row: &rusqlite::Row<'_>) -> rusqlite::Result<OutputLine> {
    Ok(OutputLine {
        id: row.get("id")?,
        exercise_id: row.get("exercise_id")?,
        exercise: row.get("exercise")?,
        group_id: row.get("group_id")?,
        group: row.get("grp")?,
        title: row.get("title")?,
        state: State::from_stored(row.get::<_, Option<String>>("state")?.as_deref()),
        files: row.get::<_, i64>("files")?.unsigned_abs(),
        versions: row.get::<_, i64>("versions")?.unsigned_abs(),
    })
}

/// The outputs of a programme, exercise by exercise.
///
/// # Errors
/// Store failures.
pub fn list(sql: &Connection, book: BookNo) -> Result<Vec<OutputLine>> {
    Ok(sql.prepare_cached(include_str!("list.sql"))?.query_map([book.0], line)?.collect::<Result<_, _>>()?)
}

/// One output with everything in it.
///
/// # Errors
/// `no_such_output`.
pub fn one(sql: &Connection, book: BookNo, output: RecordId) -> Result<OutputView> {
    let missing = || Error::Refused(Problem::new("no_such_output"));
    let line = list(sql, book)?.into_iter().find(|line| line.id == output).ok_or_else(missing)?;
    let query = "SELECT o.title_v, COALESCE(o.body, ''), o.body_v, o.reason, o.state_v, o.canvas_v FROM record k JOIN output o ON o.rec = k.no WHERE k.book = ?1 AND k.id = ?2";
    let shown = |at, r: &rusqlite::Row<'_>| Ok::<_, rusqlite::Error>(Seen::shown(r.get(at)?));
    let (title_seen, body, body_seen, reason, state_seen, canvas_seen) =
        sql.prepare_cached(query)?.query_row((book.0, output), |r| Ok((shown(0, r)?, r.get(1)?, shown(2, r)?, r.get(3)?, shown(4, r)?, shown(5, r)?)))?;
    let canvas = canvas::canvas(sql, book, output)?;
    let (attached, handed_in) = (files_of(sql, book, output)?, versions_of(sql, book, output)?);
    Ok(OutputView { line, title_seen, body, body_seen, state_seen, reason, canvas, canvas_seen, attached, handed_in })
}

/// What hangs on a record, in the order it was hung up.
///
/// # Errors
/// Store failures.
pub fn files_of(sql: &Connection, book: BookNo, owner: RecordId) -> Result<Vec<FileView>> {
    let query = "SELECT ka.id, a.hash, COALESCE(a.name, ''), COALESCE(a.mime, ''), COALESCE(a.bytes, 0), a.width, a.height,
                        EXISTS (SELECT 1 FROM blob b WHERE b.hash = a.hash)
                   FROM record k JOIN attachment a ON a.owner = k.no JOIN record ka ON ka.no = a.rec
                  WHERE k.book = ?1 AND k.id = ?2 AND a.hash IS NOT NULL AND COALESCE(a.removed, 0) = 0 ORDER BY ka.id";
    let mut statement = sql.prepare_cached(query)?;
    let rows = statement.query_map((book.0, owner), |r| {
        let bytes = r.get::<_, i64>(4)?.unsigned_abs();
        Ok(FileView { id: r.get(0)?, hash: hex(&r.get(1)?), name: r.get(2)?, mime: r.get(3)?, bytes, width: r.get(5)?, height: r.get(6)?, here: r.get(7)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The record that a file hangs on; none where there is no such file.
pub(super) fn owner_of(sql: &Connection, book: BookNo, file: RecordId) -> Result<Option<RecordId>> {
    let query = "SELECT o.id FROM record k JOIN attachment a ON a.rec = k.no JOIN record o ON o.no = a.owner
                  WHERE k.book = ?1 AND k.id = ?2 AND COALESCE(a.removed, 0) = 0";
    Ok(sql.prepare_cached(query)?.query_row((book.0, file), |r| r.get(0)).optional()?)
}

/// The records of any programme that have a content, with the name that each gives it.
pub(crate) fn records_with(sql: &Connection, hash: &[u8; 32]) -> Result<Vec<(RecordId, Option<String>)>> {
    let query = "SELECT k.id, a.name FROM attachment a JOIN record k ON k.no = a.rec WHERE a.hash = ?1 ORDER BY k.id";
    Ok(sql.prepare_cached(query)?.query_map([hash.as_slice()], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?)
}

/// How far an output has come; none where the record is no output.
pub(crate) fn state_of(sql: &Connection, book: BookNo, output: RecordId) -> Result<Option<State>> {
    let query = "SELECT o.state FROM record k JOIN output o ON o.rec = k.no WHERE k.book = ?1 AND k.id = ?2 AND COALESCE(o.removed, 0) = 0";
    let state = sql.prepare_cached(query)?.query_row((book.0, output), |r| r.get::<_, Option<String>>(0)).optional()?;
    Ok(state.map(|word| State::from_stored(word.as_deref())))
}

/// The exercise and the group of an output, also of one that was removed.
pub(crate) fn belongs_to(sql: &Connection, book: BookNo, output: RecordId) -> Result<Option<(Option<RecordId>, Option<RecordId>)>> {
    let query = "SELECT e.id, g.id FROM record k JOIN output o ON o.rec = k.no LEFT JOIN record e ON e.no = o.exercise LEFT JOIN record g ON g.no = o.grp
                  WHERE k.book = ?1 AND k.id = ?2";
    Ok(sql.prepare_cached(query)?.query_row((book.0, output), |r| Ok((r.get(0)?, r.get(1)?))).optional()?)
}

/// How many outputs answer an exercise.
pub(super) fn outputs_of(sql: &Connection, book: BookNo, exercise: RecordId) -> Result<u64> {
    let query = "SELECT count(*) FROM record k JOIN output o ON o.exercise = k.no WHERE k.book = ?1 AND k.id = ?2 AND COALESCE(o.removed, 0) = 0";
    Ok(sql.prepare_cached(query)?.query_row((book.0, exercise), |r| r.get::<_, i64>(0))?.unsigned_abs())
}

/// The title and text of an output.
pub(super) fn text_of(sql: &Connection, book: BookNo, output: RecordId) -> Result<(String, String)> {
    let query = "SELECT COALESCE(o.title, ''), COALESCE(o.body, '') FROM record k JOIN output o ON o.rec = k.no WHERE k.book = ?1 AND k.id = ?2";
    Ok(sql.prepare_cached(query)?.query_row((book.0, output), |r| Ok((r.get(0)?, r.get(1)?)))?)
}

/// What was handed in, oldest first; what was handed in twice under one number stands in the same order on every laptop.
///
/// # Errors
/// Store failures.
pub fn versions_of(sql: &Connection, book: BookNo, output: RecordId) -> Result<Vec<VersionView>> {
    let query = "SELECT COALESCE(v.number, 0), COALESCE(v.title, ''), COALESCE(v.body, ''), COALESCE(v.files, '[]'), v.frozen_v, v.canvas_then
                   FROM record k JOIN output_version v ON v.output = k.no JOIN record kv ON kv.no = v.rec
                  WHERE k.book = ?1 AND k.id = ?2 AND v.frozen_v IS NOT NULL AND COALESCE(v.removed, 0) = 0 ORDER BY v.number, v.frozen_t, kv.id";
    let mut statement = sql.prepare_cached(query)?;
    let mut rows = statement.query((book.0, output))?;
    let mut versions = Vec::new();
    while let Some(row) = rows.next()? {
        let origin = origin(sql, EntryNo(row.get(4)?))?;
        let files_json: String = row.get(3)?;
        let canvas_json: Option<String> = row.get(5)?;
        versions.push(VersionView {
            number: row.get(0)?,
            title: row.get(1)?,
            body: row.get(2)?,
            files: serde_json::from_str(&files_json).map_err(|e| Error::damaged("list of files", e))?,
            at: origin.as_ref().and_then(|o| DateTime::from_timestamp_millis(o.wall)),
            author: origin.map(|o| o.author),
            // One of a kind that only a newer version knows is shown by that version.
            canvas: canvas_json.as_deref().and_then(|json| serde_json::from_str(json).ok()),
            files_json,
            canvas_json,
        });
    }
    Ok(versions)
}
