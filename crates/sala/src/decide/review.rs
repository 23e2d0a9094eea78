//! Values that are kept and not shown: they break a rule, or only a newer version knows them. And values that stand on this laptop alone:
//! they left it in a file that came nowhere, and it must not record them again.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value as Json;

use super::{json, naming, values::Choosable};
use crate::{
    Reader, RecordId, Result, Seen,
    bundle::{to_look_at, unsaid},
    journal::{Aside, Key, aside, book_id, live_values, record_id},
};

/// A value that stands aside, with who wrote it and why it is not shown; or one that nobody else can see.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Review {
    /// Names the cell on this store: a decision about it settles the value.
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
    /// What was written, its parts by name.
    pub value: Json,
    /// The rule that it breaks; `newer` where only a newer version knows it; `not_said_again` where it is shown here and nowhere else.
    pub why: String,
    /// Why it cannot be recorded again: the code of a refusal. Nothing is settled here then.
    pub because: Option<String>,
    /// True where there is nothing to put right: a newer version of Sala will show it.
    pub newer: bool,
    /// Whether it may be settled by leaving the field empty.
    pub clears: bool,
    /// Who recorded it.
    pub author: String,
    /// On which laptop.
    pub replica: String,
    /// When, by that laptop's clock (RFC 3339).
    pub at: String,
    /// What is shown in its place.
    pub shown: Option<Json>,
    /// What people call the records that the values name, by id.
    #[serde(skip)]
    pub names: BTreeMap<String, String>,
    /// What this answer shows: hand it back with the decision.
    pub seen: Seen,
}

/// All values that stand aside, of one programme or of all.
///
/// # Errors
/// `no_such_programme`; store failures.
pub fn review(reader: &Reader<'_>, book: Option<RecordId>) -> Result<Vec<Review>> {
    let book = book.map(|b| reader.book(b)).transpose()?;
    let kept = aside(reader.sql(), reader.tables(), book)?;
    let kept = kept.iter().map(|value| of(reader, value, None));
    kept.chain(unsaid(reader.sql(), reader.tables(), book)?.iter().map(|(value, because)| of(reader, value, Some(because)))).collect()
}

/// How many values somebody must put right.
///
/// # Errors
/// `no_such_programme`; store failures.
pub fn review_count(reader: &Reader<'_>, book: Option<RecordId>) -> Result<u64> {
    let book = book.map(|b| reader.book(b)).transpose()?;
    to_look_at(reader.sql(), reader.tables(), book)
}

fn of(reader: &Reader<'_>, aside: &Aside<'_>, because: Option<&String>) -> Result<Review> {
    let (sql, cell) = (reader.sql(), aside.cell);
    let pair = aside.plan.map_or(cell.b != aside.book.0, |plan| plan.kind.key != Key::Single);
    let live = live_values(sql, aside.plan, cell)?;
    let shown = live.iter().find(|l| l.aside.is_none() && l.no != aside.no).zip(aside.plan).map(|(l, plan)| json::of(plan.field, &l.value));
    let by = Choosable::new(reader, aside.no, 0, aside.value.clone(), None)?;
    let mut names = BTreeMap::new();
    for value in live.iter().map(|l| &l.value).chain([&aside.value]) {
        naming::references(reader, aside.book, value, &mut names)?;
    }
    let mut seen: Vec<_> = live.iter().map(|l| l.no).collect();
    seen.sort_unstable();
    Ok(Review {
        id: naming::id_of(cell),
        programme: naming::programme(reader, aside.book)?,
        book: book_id(sql, aside.book)?,
        kind: aside.kind.clone(),
        subject: naming::subject(reader, cell.a, pair.then_some(cell.b))?,
        field: aside.field.clone(),
        a: record_id(sql, cell.a)?,
        b: pair.then(|| record_id(sql, cell.b)).transpose()?,
        value: aside.plan.map_or_else(|| json::nameless(&aside.value), |plan| json::of(plan.field, &aside.value)),
        why: if aside.is_newer() { "newer".to_owned() } else { aside.why.clone() },
        newer: aside.is_newer(),
        because: because.cloned(),
        clears: because.is_none() && (shown.is_none() || aside.plan.is_some_and(|plan| plan.field.may_be_empty())),
        author: by.author,
        replica: by.label,
        at: by.at,
        shown,
        names,
        seen: Seen(seen),
    })
}
