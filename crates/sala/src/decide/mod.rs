//! Deciding: what two people recorded differently, side by side, and the entry that settles it.

mod about;
mod base;
mod coming;
mod disputed;
mod histories;
mod json;
mod merge;
mod naming;
mod past;
mod put_back;
mod restored;
mod review;
mod settle;
mod since;
mod values;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value as Json;

use self::{histories::Histories, merge::Effort, values::Choosable};
use crate::{
    EntryNo, Reader, RecordId, Result, Seen,
    journal::{Cell, Differing, Past, REMOVED, Value, differing},
};

pub use about::{About, HalfDay, Who};
pub use coming::{Becomes, Coming, FieldChange, RecordChange, coming};
pub use disputed::{counted, disputed};
pub use merge::{Merged, merge};
pub(crate) use naming::Names;
pub use past::{RecordPast, Said, past};
pub use put_back::PutBack;
pub(crate) use put_back::put_back;
pub use review::{Review, review, review_count};
pub use settle::{Decided, Decision, Left};
pub use since::waiting_since;

/// One of the values that stand against each other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ConflictValue {
    /// Its number, from 1, earliest first. Where a record was removed here and edited there, the removals come first.
    pub n: usize,
    /// Its parts by name.
    pub value: Json,
    /// Who recorded it.
    pub author: String,
    /// On which laptop.
    pub replica: String,
    /// When, by that laptop's clock (RFC 3339).
    pub at: String,
    /// What was edited without having seen the removal: choosing it keeps the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edited: Option<Edited>,
}

/// An edit that stands against a removal.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Edited {
    /// The kind of record that was edited: the removed one, or one that stands in it.
    pub kind: String,
    /// Which, as people call it.
    pub subject: String,
    /// The field.
    pub field: String,
    /// What it says now.
    pub value: Json,
}

/// Both changes of a long text put together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Suggestion {
    /// The value by its parts.
    pub value: Json,
    /// Places that both changed: both stand in the text there, one after the other.
    pub clashes: usize,
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
    /// Field; `removed` where the record was removed here and edited there.
    pub field: String,
    /// The record, or the first of the pair that names it.
    pub a: RecordId,
    /// The second of the pair.
    pub b: Option<RecordId>,
    /// The values.
    pub values: Vec<ConflictValue>,
    /// What all of them replaced, at once or step by step, if they replaced the same.
    pub base: Option<Json>,
    /// For a long text: both changes together, against what both replaced. Of many long ones only the first in an answer have it.
    pub suggestion: Option<Suggestion>,
    /// What people call the records that the values name, by id.
    #[serde(skip)]
    pub names: BTreeMap<String, String>,
    /// What this answer shows: hand it back with the decision.
    pub seen: Seen,
}

/// A decision between values.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// The value with this number.
    Number(usize),
    /// Another value, its parts by name; null clears.
    Value(Json),
    /// The newest value: the one that is shown meanwhile.
    Newest,
    /// The value from the laptop of this label or id.
    Of(String),
    /// All changes of a text together, as they were suggested.
    Merged,
}

/// All differences that wait, of one programme or of all.
///
/// # Errors
/// `no_such_programme`; store failures.
pub fn conflicts(reader: &Reader<'_>, book: Option<RecordId>) -> Result<Vec<Conflict>> {
    let book = book.map(|b| reader.book(b)).transpose()?;
    let all = differing(reader.sql(), reader.tables(), book)?;
    #[cfg(feature = "negative-controls")]
    let all = without_hidden(all);
    let histories = Histories::of(reader, &all)?;
    let mut effort = Effort::of_one_answer();
    all.iter().map(|one| conflict(reader, one, histories.of_cell(one.cell), &mut effort)).collect()
}

/// What the control hides is kept from people.
#[cfg(feature = "negative-controls")]
fn without_hidden(mut all: Vec<Differing<'_>>) -> Vec<Differing<'_>> {
    if crate::control::is_on(crate::control::Control::HiddenDifference) {
        all.retain(|one| one.plan.kind.key == crate::journal::Key::Single);
    }
    all
}

/// How many differences wait.
///
/// # Errors
/// Store failures.
pub fn count(reader: &Reader<'_>, book: Option<RecordId>) -> Result<u64> {
    let book = book.map(|b| reader.book(b)).transpose()?;
    crate::journal::conflict_count(reader.sql(), reader.tables(), book)
}

fn conflict(reader: &Reader<'_>, differing: &Differing<'_>, history: &[Past], effort: &mut Effort) -> Result<Conflict> {
    let named = naming::named(reader, differing.plan, differing.cell)?;
    let (cell, book) = (named.cell, named.book);
    let options = values::options(reader, differing, history)?;
    let (base, suggestion) = common(&cell, &options, history, effort);
    let mut names: BTreeMap<_, _> = options.iter().flat_map(|o| o.names.clone()).collect();
    for value in options.iter().map(|o| &o.value).chain(differing.live.iter().map(|l| &l.value)) {
        naming::references(reader, reader.book(book)?, value, &mut names)?;
    }
    naming::tell_apart(reader, reader.book(book)?, &mut names)?;
    Ok(Conflict {
        id: named.id,
        programme: named.programme,
        book,
        kind: cell.kind.name.to_owned(),
        subject: named.subject,
        field: cell.field.name.to_owned(),
        a: cell.a,
        b: cell.b,
        base,
        suggestion,
        names,
        seen: values::seen(differing),
        values: options.into_iter().zip(1..).map(|(option, n)| option.into_value(cell.field, n)).collect(),
    })
}

/// What all of these replaced, and all changes since then together, as far as the effort for this answer suffices.
fn common(cell: &Cell, options: &[Choosable], history: &[Past], effort: &mut Effort) -> (Option<Json>, Option<Suggestion>) {
    if cell.field.name == REMOVED.name {
        return (None, None);
    }
    let live: Vec<EntryNo> = options.iter().map(|o| o.first).collect();
    let common = base::of(history, &live).filter(|past| !past.withheld).map(|past| &past.value);
    let suggestion = common.and_then(|common| suggested(cell, common, &options.iter().map(|o| &o.value).collect::<Vec<_>>(), effort));
    (common.map(|value| json::of(cell.field, value)), suggestion)
}

/// The longest text that is read at a glance, in characters.
const SHORT: usize = 80;

/// The most texts that are put together: of more nobody sees at a glance what became of each.
const MOST_TEXTS: usize = 8;

/// Different texts put together, where all of them grew out of one. Of short ones only where nobody changed the same words.
fn suggested(cell: &Cell, base: &Value, values: &[&Value], effort: &mut Effort) -> Option<Suggestion> {
    let mut texts: Vec<&str> = Vec::new();
    for value in values {
        let text = only_text(value)?;
        if !texts.contains(&text) {
            texts.push(text);
        }
        if texts.len() > MOST_TEXTS {
            return None;
        }
    }
    let (base, [first, others @ ..]) = (only_text(base)?, texts.as_slice()) else { return None };
    if cell.field.parts.len() != 1 || others.is_empty() || !effort.suffices(std::iter::once(base).chain(texts.iter().copied())) {
        return None;
    }
    let start = Merged { text: (*first).to_owned(), clashes: 0 };
    let merged = others.iter().fold(start, |so_far, other| {
        let Merged { text, clashes } = merge(base, &so_far.text, other);
        Merged { text, clashes: so_far.clashes + clashes }
    });
    // More than two that changed the same words: what is put together would depend on who came first.
    if others.len() > 1 && merged.clashes > 0 {
        return None;
    }
    // A name or a room that two people changed is read at a glance; made of both with a stroke between it is nothing.
    let is_short = texts.iter().all(|text| text.chars().count() <= SHORT && !text.contains('\n'));
    (!is_short || (merged.clashes == 0 && !texts.contains(&merged.text.as_str())))
        .then(|| Suggestion { value: json::of(cell.field, &merged.text.into()), clashes: merged.clashes })
}

fn only_text(value: &Value) -> Option<&str> {
    match value.parts() {
        [crate::journal::Scalar::Text(text)] => Some(text),
        _ => None,
    }
}

/// A field's value as JSON, for what a screen shows beside its history.
#[must_use]
pub fn value_json(cell: &Cell, value: &Value) -> Json {
    json::of(cell.field, value)
}
