//! What there is to choose between, in the order in which it is numbered.

use std::collections::BTreeMap;

use serde_json::json;

use super::{
    ConflictValue, Edited, json as values, naming,
    restored::{self, Restored},
};
use crate::{
    EntryNo, Reader, ReplicaId, Result, Seen,
    journal::{CellNo, Differing, Field, Past, REMOVED, Value, is_removal, live_values, shape_of},
};

/// One of them.
pub(super) struct Choosable {
    pub no: EntryNo,
    /// The entry that first said so: another one where a decision was taken back.
    pub first: EntryNo,
    pub stamp: i64,
    /// What choosing it writes; for an edit against a removal, what keeps the record.
    pub value: Value,
    pub author: String,
    pub replica: Option<ReplicaId>,
    pub label: String,
    pub at: String,
    pub edited: Option<Edited>,
    /// What people call the records that the edited value names, by id.
    pub names: BTreeMap<String, String>,
}

impl Choosable {
    pub(super) fn new(reader: &Reader<'_>, no: EntryNo, stamp: i64, value: Value, edited: Option<Edited>) -> Result<Self> {
        let origin = reader.origin(no)?;
        let label = origin.as_ref().map(|o| reader.label(o.replica)).transpose()?.unwrap_or_default();
        let at = crate::rfc3339(origin.as_ref().and_then(|o| chrono::DateTime::from_timestamp_millis(o.wall)).unwrap_or_default());
        let replica = origin.as_ref().map(|o| o.replica);
        Ok(Self { no, first: no, stamp, value, author: origin.map(|o| o.author).unwrap_or_default(), replica, label, at, edited, names: BTreeMap::new() })
    }

    /// What puts values in one order on every laptop: the number of an entry is another on each.
    pub(super) fn order(&self) -> (i64, Option<ReplicaId>, u64) {
        (self.stamp, self.replica, self.first.seq())
    }

    /// Words that stand again, as they were said first.
    fn said(&mut self, first: &Past, label: String) {
        (self.first, self.stamp) = (first.no, first.stamp);
        (self.author, self.replica, self.label) = (first.author.clone(), Some(first.replica), label);
        self.at = crate::rfc3339(chrono::DateTime::from_timestamp_millis(first.wall).unwrap_or_default());
    }

    pub(super) fn into_value(self, field: &Field, n: usize) -> ConflictValue {
        ConflictValue { n, value: values::of(field, &self.value), author: self.author, replica: self.label, at: self.at, edited: self.edited }
    }
}

/// All of them, of a cell with this history: the live values, earliest first; for a removal, what removes, what keeps, and what was edited meanwhile.
pub(super) fn options(reader: &Reader<'_>, differing: &Differing<'_>, history: &[Past]) -> Result<Vec<Choosable>> {
    let mut live: Vec<_> = differing.live.iter().collect();
    // People name a value by its number: of two said in one moment the same comes first on every laptop.
    live.sort_by_key(|l| differing.plan.field.name == REMOVED.name && !is_removal(l));
    let removals = live.iter().filter(|l| differing.plan.field.name == REMOVED.name && is_removal(l)).count();
    let mut options = live.into_iter().map(|l| Choosable::new(reader, l.no, l.stamp, l.value.clone(), None)).collect::<Result<Vec<_>>>()?;
    let (removing, others) = options.split_at_mut(removals);
    removing.sort_by_key(Choosable::order);
    others.sort_by_key(Choosable::order);
    if differing.plan.field.name != REMOVED.name && restored::may_be(&differing.live) {
        let mut restored = Restored::of(history);
        for option in &mut options {
            if let Some(first) = restored.first(option.no) {
                option.said(first, reader.label(first.replica)?);
            }
        }
        options.sort_by_key(Choosable::order);
    }
    let mut news = Vec::new();
    for content in differing.contents.iter().filter(|c| differing.unseen.contains(&c.no)) {
        let (edited, names) = edited(reader, content.cell, content.no)?;
        news.push(Choosable { names, ..Choosable::new(reader, content.no, content.stamp, Value::cleared(), Some(edited))? });
    }
    news.sort_by_key(Choosable::order);
    options.extend(news);
    Ok(options)
}

/// What a decision rests on.
pub(super) fn seen(differing: &Differing<'_>) -> Seen {
    let mut seen: Vec<_> = differing.live.iter().map(|l| l.no).chain(differing.contents.iter().map(|c| c.no)).collect();
    seen.sort_unstable();
    Seen(seen)
}

fn edited(reader: &Reader<'_>, cell: CellNo, no: EntryNo) -> Result<(Edited, BTreeMap<String, String>)> {
    let (sql, tables) = (reader.sql(), reader.tables());
    let (kind, field, pair) = shape_of(sql, cell.shape)?;
    let plan = tables.plan(&kind, &field, pair);
    let live = live_values(sql, plan, cell)?.into_iter().find(|l| l.no == no);
    let mut names = BTreeMap::new();
    if let Some(live) = &live {
        naming::references(reader, naming::book_of(reader, cell.a)?, &live.value, &mut names)?;
    }
    let value = live.map(|l| plan.map_or_else(|| values::nameless(&l.value), |plan| values::of(plan.field, &l.value)));
    Ok((Edited { kind, subject: naming::subject(reader, cell.a, pair.then_some(cell.b))?, field, value: value.unwrap_or(json!(null)) }, names))
}
