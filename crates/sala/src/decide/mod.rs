//! Deciding: what two people recorded differently, side by side, and the entry that settles it.

mod json;

use rusqlite::OptionalExtension as _;
use serde::Serialize;
use serde_json::Value as Json;

use crate::{
    Desk, EntryNo, Error, Problem, Reader, RecordId, Result, Seen,
    journal::{Cell, CellNo, Differing, Key, Kind, Past, Value, differing, origin, record_id},
};

/// One of the values that stand against each other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ConflictValue {
    /// Its number, from 1, earliest first.
    pub n: usize,
    /// Its parts by name.
    pub value: Json,
    /// Who recorded it.
    pub author: String,
    /// On which laptop.
    pub replica: String,
    /// When, by that laptop's clock (RFC 3339).
    pub at: String,
}

/// A cell that waits for a decision.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Conflict {
    /// Names it on this store.
    pub id: String,
    /// The programme's code.
    pub programme: String,
    /// The book.
    pub book: RecordId,
    /// Kind of record.
    pub kind: String,
    /// Whom or what it is about, as people call it.
    pub subject: String,
    /// Field.
    pub field: String,
    /// The record, or the first of the pair that names it.
    pub a: RecordId,
    /// The second of the pair.
    pub b: Option<RecordId>,
    /// The values.
    pub values: Vec<ConflictValue>,
    /// What all of them replaced, if they replaced the same.
    pub base: Option<Json>,
    /// What this answer shows: hand it back with the decision.
    pub seen: Seen,
}

/// A decision.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// The value with this number.
    Number(usize),
    /// Another value, its parts by name.
    Value(Json),
}

/// All differences that wait, of one programme or of all.
///
/// # Errors
/// `no_such_programme`; store failures.
pub fn conflicts(reader: &Reader<'_>, book: Option<RecordId>) -> Result<Vec<Conflict>> {
    let book = book.map(|b| reader.book(b)).transpose()?;
    differing(reader.sql(), reader.tables(), book)?.iter().map(|d| conflict(reader, d)).collect()
}

/// How many differences wait.
///
/// # Errors
/// Store failures.
pub fn count(reader: &Reader<'_>, book: Option<RecordId>) -> Result<u64> {
    let book = book.map(|b| reader.book(b)).transpose()?;
    crate::journal::conflict_count(reader.sql(), reader.tables(), book)
}

fn cell_of(reader: &Reader<'_>, differing: &Differing<'_>) -> Result<(Cell, RecordId)> {
    let sql = reader.sql();
    let CellNo { a, b, .. } = differing.cell;
    let book: RecordId = sql.query_row("SELECT b.id FROM record r JOIN book b ON b.no = r.book WHERE r.no = ?1", [a], |r| r.get(0))?;
    let b = (differing.plan.kind.key != Key::Single).then(|| record_id(sql, b)).transpose()?;
    Ok((Cell { kind: differing.plan.kind, field: differing.plan.field, a: record_id(sql, a)?, b }, book))
}

fn conflict(reader: &Reader<'_>, differing: &Differing<'_>) -> Result<Conflict> {
    let sql = reader.sql();
    let (cell, book) = cell_of(reader, differing)?;
    let mut live: Vec<_> = differing.live.iter().collect();
    live.sort_by_key(|l| (l.stamp, l.no));
    let mut values = Vec::with_capacity(live.len());
    for (l, n) in live.iter().zip(1..) {
        let origin = origin(sql, l.no)?;
        let replica = origin.as_ref().map(|o| reader.label(o.replica)).transpose()?.unwrap_or_default();
        let at = crate::rfc3339(origin.as_ref().and_then(|o| chrono::DateTime::from_timestamp_millis(o.wall)).unwrap_or_default());
        values.push(ConflictValue { n, value: json::of(cell.field, &l.value), author: origin.map(|o| o.author).unwrap_or_default(), replica, at });
    }
    let programme = sql
        .query_row("SELECT p.code FROM programme p JOIN book b ON b.no = p.book WHERE b.id = ?1", [book], |r| r.get::<_, Option<String>>(0))
        .optional()?
        .flatten();
    let subject = [Some(differing.cell.a), cell.b.map(|_| differing.cell.b)].into_iter().flatten().map(|no| name_of(reader, no)).collect::<Result<Vec<_>>>()?;
    let history = reader.history(reader.book(book)?, &cell)?;
    Ok(Conflict {
        id: format!("{}.{}.{}", differing.cell.shape, differing.cell.a, differing.cell.b),
        programme: programme.unwrap_or_default(),
        book,
        kind: cell.kind.name.to_owned(),
        subject: subject.into_iter().rev().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(", "),
        field: cell.field.name.to_owned(),
        a: cell.a,
        b: cell.b,
        base: base(&history, &live.iter().map(|l| l.no).collect::<Vec<_>>()).map(|value| json::of(cell.field, value)),
        seen: Seen(live.iter().map(|l| l.no).collect()),
        values,
    })
}

/// The value that all live ones replaced.
fn base<'h>(history: &'h [Past], live: &[EntryNo]) -> Option<&'h Value> {
    let mut overs = live.iter().map(|no| history.iter().find(|p| p.no == *no).map(|p| p.over.as_slice()));
    let first = overs.next()??;
    let common = first.iter().find(|o| history.iter().filter(|p| live.contains(&p.no)).all(|p| p.over.contains(o)))?;
    history.iter().find(|p| (p.replica, p.no.seq()) == *common).map(|p| &p.value)
}

/// What people call a record: its name, title, code, or its day.
fn name_of(reader: &Reader<'_>, record: i64) -> Result<String> {
    for kind in reader.tables().registry.kinds() {
        let parts = naming_parts(kind);
        if parts.is_empty() {
            continue;
        }
        let query = format!("SELECT concat_ws('/', {}) FROM {} WHERE rec = ?1", parts.join(", "), kind.name);
        let found: Option<String> = reader.sql().prepare_cached(&query)?.query_row([record], |r| r.get(0)).optional()?;
        if let Some(name) = found {
            return Ok(name);
        }
    }
    Ok(String::new())
}

fn naming_parts(kind: &Kind) -> Vec<&'static str> {
    let has = |name: &str| kind.fields.iter().flat_map(|f| f.parts).find(|p| p.name == name).map(|p| p.name);
    if kind.key != Key::Single {
        return Vec::new();
    }
    match (has("date"), has("half")) {
        (Some(date), Some(half)) => vec![date, half],
        _ => ["display", "title", "name", "code", "host"].into_iter().find_map(has).into_iter().collect(),
    }
}

impl Desk {
    /// Settle a difference. The decision names every value that `seen` shows, so it travels and settles it everywhere.
    ///
    /// # Errors
    /// `no_such_conflict`, `conflict_changed`, `no_such_choice`, `invalid_value`.
    pub fn resolve(&self, id: &str, choice: &Choice, seen: Option<&Seen>) -> Result<()> {
        let (cell, book, value, over) = self.read(|r| {
            let all = differing(r.sql(), r.tables(), None)?;
            let wanted = all.iter().find(|d| format!("{}.{}.{}", d.cell.shape, d.cell.a, d.cell.b) == id);
            let differing = wanted.ok_or_else(|| Error::Refused(Problem::new("no_such_conflict").with("id", id)))?;
            let (cell, book) = cell_of(r, differing)?;
            let mut live: Vec<_> = differing.live.iter().collect();
            live.sort_by_key(|l| (l.stamp, l.no));
            let value = match choice {
                Choice::Number(n) => {
                    let chosen = n.checked_sub(1).and_then(|i| live.get(i));
                    chosen.map(|l| l.value.clone()).ok_or_else(|| Error::Refused(Problem::new("no_such_choice").with("n", *n).with("of", live.len())))?
                }
                Choice::Value(json) => json::read(cell.field, json)?,
            };
            let now = Seen(live.iter().map(|l| l.no).collect());
            if seen.is_some_and(|seen| *seen != now) {
                // A file came in between: its value was on no screen, and the numbers may mean others now.
                return Problem::new("conflict_changed").with("id", id).refuse();
            }
            Ok((cell, book, value, now))
        })?;
        self.change(book, "decide.resolve", |change| change.set_seen(cell, value, &over))
    }
}

/// A field's value as JSON, for what a screen shows beside its history.
#[must_use]
pub fn value_json(cell: &Cell, value: &Value) -> Json {
    json::of(cell.field, value)
}
