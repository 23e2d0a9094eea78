//! Everything that was ever said of a record: the evidence behind what a screen shows.

use std::collections::{BTreeMap, btree_map::Entry};

use serde::Serialize;
use serde_json::Value as Json;

use super::{json, naming};
use crate::{
    EntryNo, Problem, Reader, RecordId, Result,
    bundle::Step,
    journal::{Cell, Key, REMOVED, Record, record_id, within},
    people::{
        records::{PARTICIPANT, REPLACED_BY, STATUS},
        value::Standing,
    },
};

/// One thing that somebody said.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Said {
    /// Names the entry on this store.
    pub entry: String,
    /// The kind of record that it is about: the one that was asked for, or one that stands in it.
    pub kind: String,
    /// Which, as people call it where the record that was asked for need not be named; empty for that record itself.
    pub subject: String,
    /// The field; `removed` where it was taken away or put back.
    pub field: String,
    /// The value, its parts by name.
    pub value: Json,
    /// It breaks a rule: it is kept, and not shown.
    pub kept: bool,
    /// A personal part is withheld from this store, or was erased.
    pub withheld: bool,
    /// Who said it.
    pub author: String,
    /// On which laptop.
    pub replica: String,
    /// When, by that laptop's clock (RFC 3339).
    pub at: String,
    /// Somebody who had seen it said otherwise since.
    pub replaced: bool,
    /// The signed page that holds it; none while this laptop has not closed the page yet.
    pub page: Option<u64>,
    /// How far it has come: recorded, carried, received.
    pub journey: Step,
}

/// What was said of a record and of what stands in it: a plan's lines, a visit's stops, a group's members.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RecordPast {
    /// Its kind.
    pub kind: String,
    /// What people call it.
    pub subject: String,
    /// Newest first.
    pub said: Vec<Said>,
    /// What people call the records that the values name, by id.
    #[serde(skip)]
    pub names: BTreeMap<String, String>,
}

/// Everything that was ever said of a record, also of one that was removed. Marks are told by [`crate::attendance::views::history`].
///
/// # Errors
/// `no_such_programme`, `no_such_record`; store failures.
pub fn past(reader: &Reader<'_>, book: RecordId, record: RecordId) -> Result<RecordPast> {
    let (sql, tables, book) = (reader.sql(), reader.tables(), reader.book(book)?);
    let no = reader.record(book, record)?;
    let Some(kind) = naming::kind_of(reader, no)? else {
        return Problem::new("no_such_record").with("id", record.to_string()).refuse();
    };
    let (mut cells, mut records) = (Vec::new(), Vec::new());
    for within in within(sql, tables, Record { kind, a: no, b: book.0 })? {
        let b = (within.kind.key != Key::Single).then(|| record_id(sql, within.b)).transpose()?;
        let a = record_id(sql, within.a)?;
        for field in within.kind.all_fields() {
            cells.push(Cell { kind: within.kind, field, a, b });
            records.push(within);
        }
    }
    let mut found = reader.histories(book, &cells)?;
    found.sort_by_key(|(_, past)| std::cmp::Reverse((past.stamp, past.replica, past.no.seq())));
    let (mut names, mut labels, mut subjects) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let steps = reader.steps()?;
    let mut said = Vec::with_capacity(found.len());
    for (place, past) in found {
        let (Some(Cell { field, .. }), Some(of)) = (cells.get(place), records.get(place)) else { continue };
        naming::references(reader, book, &past.value, &mut names)?;
        let itself = of.kind.name == kind.name && of.a == no;
        let key = (of.kind.name, of.a, of.b);
        if !itself && !subjects.contains_key(&key) {
            subjects.insert(key, naming::subject_within(reader, of.a, (of.kind.key != Key::Single).then_some(of.b), Some(no))?);
        }
        if let Entry::Vacant(unknown) = labels.entry(past.replica) {
            unknown.insert(reader.label(past.replica)?);
        }
        let EntryNo(entry) = past.no;
        said.push(Said {
            entry: entry.to_string(),
            kind: of.kind.name.to_owned(),
            subject: subjects.get(&key).cloned().unwrap_or_default(),
            field: field.name.to_owned(),
            value: json::of(field, &past.value),
            kept: field.name != REMOVED.name && field.fault(&past.value).is_some(),
            withheld: past.withheld,
            author: past.author,
            replica: labels.get(&past.replica).cloned().unwrap_or_default(),
            at: crate::rfc3339(chrono::DateTime::from_timestamp_millis(past.wall).unwrap_or_default()),
            replaced: !past.live,
            page: past.page,
            journey: steps.of(past.no, past.page),
        });
    }
    end_of_ties(&mut said);
    Ok(RecordPast { kind: kind.name.to_owned(), subject: naming::subject(reader, no, None)?, said, names })
}

/// Who came in somebody's place is said for as long as they are replaced: where it was decided that they are not, that stands no more, although
/// nobody wrote over it.
fn end_of_ties(said: &mut [Said]) {
    let is = |one: &Said, field: &str| one.kind == PARTICIPANT.name && one.field == field && !one.replaced;
    let mut standings = said.iter().filter(|one| is(one, STATUS.name)).peekable();
    if standings.peek().is_some() && standings.all(|one| one.value.get("status").and_then(Json::as_str) != Some(Standing::Replaced.code())) {
        said.iter_mut().filter(|one| is(one, REPLACED_BY.name)).for_each(|one| one.replaced = one.value.get("substitute").is_some_and(|of| !of.is_null()));
    }
}
