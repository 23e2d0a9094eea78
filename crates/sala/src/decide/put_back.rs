//! What taking an action back does to each cell: the values that stand there, and those that stand there afterwards.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;
use serde_json::Value as Json;

use super::{json, naming};
use crate::{
    Reader, RecordId, Result,
    journal::{Field, Former, Key, Live, REMOVED, Value, find_cell, live_values},
};

/// What becomes of one cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PutBack {
    /// The programme's code.
    pub programme: String,
    /// The book.
    #[serde(skip)]
    pub book: RecordId,
    /// Kind of record.
    pub kind: String,
    /// Whom or what it is about, as people call it.
    pub subject: String,
    /// The field; `removed` where the record goes or comes back.
    pub field: String,
    /// The different values that stand there before, the shown one first; none where nothing does.
    pub before: Vec<Json>,
    /// Those that stand there afterwards.
    pub after: Vec<Json>,
    /// What people call the records that the values name, by id.
    #[serde(skip)]
    pub names: BTreeMap<String, String>,
}

/// What becomes of the cells of one book. A record that the action made is told of once: it goes as a whole.
pub(crate) fn put_back(reader: &Reader<'_>, book: RecordId, formers: &[Former]) -> Result<Vec<PutBack>> {
    let mut gone = HashSet::new();
    let told = formers.iter().filter(|former| !former.created || gone.insert((former.cell.kind.name, former.cell.a)));
    let told = told.map(|former| of_cell(reader, book, former)).collect::<Result<Vec<_>>>()?;
    Ok(told.into_iter().filter(|one| one.before != one.after).collect())
}

fn of_cell(reader: &Reader<'_>, book: RecordId, former: &Former) -> Result<PutBack> {
    let (sql, no) = (reader.sql(), reader.book(book)?);
    let cell = if former.created { REMOVED.of(former.cell.kind, former.cell.a) } else { former.cell };
    let plan = reader.tables().plan(cell.kind.name, cell.field.name, cell.kind.key != Key::Single);
    let live = find_cell(sql, no, &cell)?.map(|cell| live_values(sql, plan, cell)).transpose()?.unwrap_or_default();
    let before = live.iter().filter(|live| live.aside.is_none()).map(|live| &live.value);
    let removal = Value::from(1);
    let comes: Vec<&Value> = if former.created { vec![&removal] } else { former.values.iter().map(|one| &one.value).collect() };
    // What stood beside it stays.
    let stays = live.iter().filter(|live| live.aside.is_none() && live.no != former.entry).map(|live| &live.value);
    let after = comes.into_iter().chain(stays).filter(|value| cell.field.fault(value).is_none());
    let mut names = BTreeMap::new();
    for value in live.iter().map(|Live { value, .. }| value).chain(former.values.iter().map(|one| &one.value)) {
        naming::references(reader, no, value, &mut names)?;
    }
    let record = |id| reader.record(no, id);
    Ok(PutBack {
        programme: naming::programme(reader, no)?,
        book,
        kind: cell.kind.name.to_owned(),
        subject: naming::subject(reader, record(cell.a)?, cell.b.map(record).transpose()?)?,
        field: cell.field.name.to_owned(),
        before: said(cell.field, before),
        after: said(cell.field, after),
        names,
    })
}

/// Different values that say something, in this order.
fn said<'v>(field: &Field, values: impl Iterator<Item = &'v Value>) -> Vec<Json> {
    let mut said: Vec<Json> = Vec::new();
    for value in values.filter(|value| !value.parts().is_empty()).map(|value| json::of(field, value)) {
        if !said.contains(&value) {
            said.push(value);
        }
    }
    said
}
