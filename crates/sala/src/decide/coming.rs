//! What a file would change, record by record, before anybody takes it in: the values as they are, the values as they
//! would be, and what would have to be decided. The import itself, taken back, is what is looked at.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    path::Path,
};

use rusqlite::Connection;
use serde::Serialize;
use serde_json::Value as Json;

use super::{about::About, json, naming};
use crate::{
    Desk, Reader, Result,
    bundle::{Imported, Progress},
    journal::{CellNo, Field, FieldPlan, Kind, Live, PartType, REMOVED, Record, Value, differing, keys, live_values, shape_of},
    people::records::{REPLACED_BY, REPLACES},
    visits::records::{OF_SESSION, SEAT},
};

/// What becomes of one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Becomes {
    /// It holds different values: somebody must decide.
    Differs,
    /// A value is kept for review.
    Aside,
    /// The record goes from the screens.
    Removed,
    /// A difference was decided elsewhere.
    Settled,
    /// Another value, written by somebody who had seen the one before.
    Changed,
    /// It held nothing.
    Added,
}

/// One field that would change.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldChange {
    /// The field; `removed` where the record is removed or comes back.
    pub field: String,
    /// What becomes of it.
    pub becomes: Becomes,
    /// The values it has, the shown one first; none where it holds nothing.
    pub before: Vec<Json>,
    /// The values it would have, the shown one first.
    pub after: Vec<Json>,
}

/// One record that would change.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RecordChange {
    /// The programme's code.
    pub programme: String,
    /// Kind of record.
    pub kind: String,
    /// Whom or what it is about.
    pub about: About,
    /// It is not here yet.
    pub is_new: bool,
    /// What of it changes.
    pub fields: Vec<FieldChange>,
    /// What people call the records that the values name, by id.
    pub names: BTreeMap<String, String>,
}

/// What a file would change.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Coming {
    /// Records: what needs a decision first, then what changes, then what is new.
    pub records: Vec<RecordChange>,
    /// How many more there are.
    pub more: u64,
}

/// The account of a file, and what it would change in at most `most` records.
///
/// # Errors
/// Those of [`Desk::preview`], and `stopped`; the store is as before in any case.
pub fn coming(desk: &Desk, file: &Path, passphrase: Option<&str>, most: usize, progress: Progress<'_>) -> Result<(Imported, Coming)> {
    desk.preview_beside(file, passphrase, progress, |is, would_be, touched| {
        let tables = desk.store.tables();
        Look { is: Reader::new(is, tables), would_be: Reader::new(would_be, tables) }.coming(touched, most)
    })
}

/// The store as it is, and as it would be.
struct Look<'a> {
    is: Reader<'a>,
    would_be: Reader<'a>,
}

/// A field that changes, before it is put into words.
struct Changed<'a> {
    plan: &'a FieldPlan,
    becomes: Becomes,
    before: Vec<Live>,
    after: Vec<Live>,
}

impl<'a> Look<'a> {
    fn coming(&self, touched: &[CellNo], most: usize) -> Result<Coming> {
        let waiting = |reader: &Reader<'a>| -> Result<Vec<CellNo>> { Ok(differing(reader.sql(), reader.tables(), None)?.iter().map(|d| d.cell).collect()) };
        let (had, has) = (waiting(&self.is)?.into_iter().collect::<HashSet<_>>(), waiting(&self.would_be)?);
        let known: HashSet<_> = touched.iter().copied().collect();
        let has: HashSet<_> = has.into_iter().collect();
        // An edit of what was removed here, or a removal of what was edited, differs in a cell that the file may not write; and
        // what kept a removed record in sight may go with what the file writes elsewhere.
        let mut beside: Vec<_> = has.symmetric_difference(&had).filter(|cell| !known.contains(*cell)).collect();
        beside.sort_by_key(|cell| (cell.shape, cell.a, cell.b));
        let mut places: HashMap<(&str, i64, i64), usize> = HashMap::new();
        let mut records: Vec<(&'static Kind, CellNo, Vec<Changed<'a>>)> = Vec::new();
        for cell in touched.iter().chain(beside) {
            let Some(plan) = self.plan(*cell)? else { continue };
            let Some(change) = self.change(plan, *cell, had.contains(cell), has.contains(cell))? else { continue };
            let at = *places.entry((plan.kind.name, cell.a, cell.b)).or_insert(records.len());
            match records.get_mut(at) {
                Some((.., changes)) => changes.push(change),
                None => records.push((plan.kind, *cell, vec![change])),
            }
        }
        let mut told = Vec::new();
        for (order, (kind, cell, changes)) in records.into_iter().enumerate() {
            let is_new = !exists(self.is.sql(), kind, cell)?;
            let changes: Vec<_> = changes.into_iter().filter(|c| is_told(c.plan.field)).collect();
            if changes.is_empty() && !(is_new && naming::has_name(kind)) {
                continue;
            }
            let first = changes.iter().map(|c| c.becomes).min().unwrap_or(Becomes::Added);
            let rank = if is_new && first >= Becomes::Changed { Becomes::Added } else { first.min(Becomes::Changed) };
            let place = self.would_be.tables().registry.kinds().iter().position(|k| std::ptr::eq(*k, kind));
            told.push(((rank, place, order), kind, cell, is_new, changes));
        }
        told.sort_by_key(|(rank, ..)| *rank);
        let more = told.len().saturating_sub(most) as u64;
        let records = told.into_iter().take(most).map(|(_, kind, cell, is_new, changes)| self.record(kind, cell, is_new, changes));
        Ok(Coming { records: records.collect::<Result<_>>()?, more })
    }

    /// How the field is kept; none where only a newer version knows it.
    fn plan(&self, cell: CellNo) -> Result<Option<&'a FieldPlan>> {
        let (kind, field, pair) = shape_of(self.would_be.sql(), cell.shape)?;
        Ok(self.would_be.tables().plan(&kind, &field, pair))
    }

    /// What becomes of a cell; none where nobody would see a change.
    fn change(&self, plan: &'a FieldPlan, cell: CellNo, differed: bool, differs: bool) -> Result<Option<Changed<'a>>> {
        let before = live_values(self.is.sql(), Some(plan), cell)?;
        let after = live_values(self.would_be.sql(), Some(plan), cell)?;
        let shown = |live: &[Live]| live.iter().find(|l| l.aside.is_none()).map(|l| l.value.clone()).filter(|value| !value.parts().is_empty());
        let aside = |live: &[Live]| live.iter().filter(|l| l.aside.is_some()).count();
        let record = Record { kind: plan.kind, a: cell.a, b: cell.b };
        let is_removal = std::ptr::eq(plan.field, &raw const REMOVED);
        if !is_removal && !differs && record.is_removed(self.would_be.sql())? {
            // It goes as a whole, or was gone.
            return Ok(None);
        }
        let becomes = if differs && (!differed || values(&before) != values(&after)) {
            Becomes::Differs
        } else if aside(&after) > aside(&before) {
            Becomes::Aside
        } else if differed && !differs {
            Becomes::Settled
        } else if is_removal {
            let (was, is) = (record.is_removed(self.is.sql())?, record.is_removed(self.would_be.sql())?);
            match (was, is) {
                (false, true) => Becomes::Removed,
                (true, false) => Becomes::Added,
                _ => return Ok(None),
            }
        } else {
            match (shown(&before), shown(&after)) {
                (before, after) if before == after => return Ok(None),
                (None, _) => Becomes::Added,
                (Some(_), _) => Becomes::Changed,
            }
        };
        Ok(Some(Changed { plan, becomes, before, after }))
    }

    fn record(&self, kind: &'static Kind, cell: CellNo, is_new: bool, changes: Vec<Changed<'a>>) -> Result<RecordChange> {
        let reader = &self.would_be;
        let book = naming::book_of(reader, cell.a)?;
        let mut names = BTreeMap::new();
        let mut fields = Vec::new();
        for Changed { plan, becomes, before, after } in changes {
            for value in before.iter().chain(&after).map(|l| &l.value) {
                naming::references(reader, book, value, &mut names)?;
            }
            let said = |live: &[Live]| values(live).into_iter().filter(|v| !v.parts().is_empty()).map(|value| json::of(plan.field, value)).collect();
            fields.push(FieldChange { field: plan.field.name.to_owned(), becomes, before: said(&before), after: said(&after) });
        }
        let about = About::of(reader, kind, (cell.a, cell.b))?;
        Ok(RecordChange { programme: naming::programme(reader, book)?, kind: kind.name.to_owned(), about, is_new, fields, names })
    }
}

/// The different values that are live, the shown one first; what is kept aside comes last.
fn values(live: &[Live]) -> Vec<&Value> {
    let mut values: Vec<&Value> = Vec::new();
    for l in live {
        if !values.contains(&&l.value) {
            values.push(&l.value);
        }
    }
    values
}

/// True where a field says something to people: what only ties records together is told by what they are about.
pub(super) fn is_told(field: &Field) -> bool {
    // In which vehicle somebody rides is all that a seat says; who came instead, and of which session a visit is, moves what is counted.
    let says: [&Field; 4] = [&SEAT, &OF_SESSION, &REPLACED_BY, &REPLACES];
    says.iter().any(|says| std::ptr::eq(field, *says))
        || field.parts.iter().any(|part| !matches!(part.ty, PartType::Ref | PartType::Bytes | PartType::Attachment))
}

fn exists(sql: &Connection, kind: &Kind, cell: CellNo) -> Result<bool> {
    let (a, b) = keys(kind);
    let query = format!("SELECT EXISTS (SELECT 1 FROM {} WHERE {a} = ?1 AND {b} = ?2)", kind.name);
    Ok(sql.prepare_cached(&query)?.query_row((cell.a, cell.b), |r| r.get(0))?)
}
