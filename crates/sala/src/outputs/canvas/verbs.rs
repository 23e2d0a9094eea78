//! Writing on a canvas.

use serde::Deserialize;

use super::{
    branches::{branch, not_too_deep, untangle},
    records::{CANVAS_CELL, CANVAS_ITEM, CELL, NOTE, OF_CANVAS, SPOT, WEIGHT},
    shape::{CanvasKind, Region},
    views::{self, Item},
};
use crate::{
    Error, Problem, RecordId, Result, Seen,
    journal::{Change, Value},
    outputs::{
        output::{open, text},
        records::{CANVAS, OUTPUT},
    },
    value,
};

/// The longest note or heading, in characters.
const MAX_NOTE: usize = 1_000;
/// The longest text of a cell, in characters.
const MAX_CELL: usize = 5_000;
/// More notes than anybody can read on one sheet.
const MAX_ITEMS: usize = 300;
/// Room between two ranks for those that come between.
const STEP: i64 = 1 << 20;

/// Headings with which a matrix begins, in the words of whoever begins it.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Headings {
    /// From top to bottom.
    #[serde(default)]
    pub lines: Vec<String>,
    /// From left to right.
    #[serde(default)]
    pub columns: Vec<String>,
}

/// Where an item stands.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The region.
    pub region: Region,
    /// Before this item; none for the end.
    pub before: Option<RecordId>,
    /// Under this item of a tree.
    pub beneath: Option<RecordId>,
}

/// Influence and interest, 1 to 5; none where nobody has said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weight {
    /// How much they can do about it.
    pub influence: Option<i64>,
    /// How much it matters to them.
    pub interest: Option<i64>,
}

/// Give an output a canvas. A matrix begins with headings; two laptops that begin alike meet. Another kind may be chosen while the
/// canvas says nothing.
///
/// # Errors
/// `no_such_output`, `output_final`, `canvas_has_notes`, `text_too_long`, `canvas_full`.
pub fn begin(change: &mut Change<'_>, output: RecordId, kind: CanvasKind, headings: &Headings, seen: Option<&Seen>) -> Result<()> {
    open(change, output)?;
    if let Some(canvas) = views::canvas(change.sql(), change.book(), output)? {
        if canvas.kind == kind {
            return Ok(());
        }
        if !canvas.frozen().is_empty() {
            return Problem::new("canvas_has_notes").refuse();
        }
    }
    // Headings that nobody filled in go with the canvas they were of.
    for heading in views::items(change.sql(), change.book(), output)? {
        change.remove_shown(&CANVAS_ITEM, heading.id, None)?;
    }
    change.set_shown(CANVAS.of(&OUTPUT, output), kind.code(), seen)?;
    if !kind.has_cells() {
        return Ok(());
    }
    for (region, titles) in [(Region::Line, &headings.lines), (Region::Column, &headings.columns)] {
        if titles.len() > MAX_ITEMS / 2 {
            return Problem::new("canvas_full").with("most", MAX_ITEMS).refuse();
        }
        for (at, title) in titles.iter().enumerate() {
            let title = text("heading", title, MAX_NOTE, true)?;
            let id = change.natural(&CANVAS_ITEM, &[&output.to_string(), kind.code(), region.code(), &at.to_string()]);
            // One that was taken away is begun anew: what stood at another heading stays in the journal.
            for (line, column) in views::cells_of_removed(change.sql(), change.book(), id)? {
                change.set_if_new(CELL.of_pair(&CANVAS_CELL, line, column), Value::cleared())?;
            }
            change.revive(&CANVAS_ITEM, id)?;
            change.set_if_new(OF_CANVAS.of(&CANVAS_ITEM, id), output)?;
            change.set_if_new(SPOT.of(&CANVAS_ITEM, id), value![region.code(), (at as i64 + 1) * STEP])?;
            change.set_if_new(NOTE.of(&CANVAS_ITEM, id), title)?;
        }
    }
    Ok(())
}

/// Put a note on a canvas, or a heading.
///
/// # Errors
/// `no_such_output`, `output_final`, `no_canvas`, `no_such_region`, `no_such_item`, `canvas_full`, `text_missing`, `text_too_long`;
/// `note_too_deep` with `most`, the levels that a tree has.
pub fn add(change: &mut Change<'_>, output: RecordId, at: Place, note: &str) -> Result<RecordId> {
    open(change, output)?;
    let note = text("note", note, MAX_NOTE, true)?;
    if views::items(change.sql(), change.book(), output)?.len() >= MAX_ITEMS {
        return Problem::new("canvas_full").with("most", MAX_ITEMS).refuse();
    }
    let id = change.create();
    let rank = rank(change, output, id, at)?;
    change.set(OF_CANVAS.of(&CANVAS_ITEM, id), output)?;
    change.set(SPOT.of(&CANVAS_ITEM, id), value![at.region.code(), rank, at.beneath])?;
    change.set(NOTE.of(&CANVAS_ITEM, id), note)?;
    Ok(id)
}

/// Let a note say something else.
///
/// # Errors
/// `no_such_item`, `output_final`, `text_missing`, `text_too_long`.
pub fn set_note(change: &mut Change<'_>, item: RecordId, note: &str, seen: Option<&Seen>) -> Result<()> {
    writable(change, item)?;
    let note = text("note", note, MAX_NOTE, true)?;
    change.set_shown(NOTE.of(&CANVAS_ITEM, item), note, seen).map(|_| ())
}

/// Put a note elsewhere on its canvas, with what hangs under it.
///
/// # Errors
/// `no_such_item`, `output_final`, `no_such_region`; `note_beneath_itself` where a branch of a tree would hang on itself;
/// `note_too_deep` with `most` where it would go deeper than a tree does.
pub fn place(change: &mut Change<'_>, item: RecordId, at: Place, seen: Option<&Seen>) -> Result<()> {
    let output = writable(change, item)?;
    let rank = rank(change, output, item, at)?;
    let items = as_shown(change, output)?;
    change.set_shown(SPOT.of(&CANVAS_ITEM, item), value![at.region.code(), rank, at.beneath], seen)?;
    // What hangs under it comes along: a cause under an effect would be seen nowhere.
    let elsewhere = branch(&items, item).into_iter().skip(1).filter_map(|id| items.iter().find(|item| item.id == id && item.region != at.region));
    for below in elsewhere {
        change.set_shown(SPOT.of(&CANVAS_ITEM, below.id), value![at.region.code(), below.rank, below.beneath], Some(&below.spot_seen))?;
    }
    Ok(())
}

/// Say how much influence and interest a stakeholder has.
///
/// # Errors
/// `no_such_item`, `output_final`; `outside_scale` with `value`.
pub fn weigh(change: &mut Change<'_>, item: RecordId, weight: Weight, seen: Option<&Seen>) -> Result<()> {
    writable(change, item)?;
    let Weight { influence, interest } = weight;
    if let Some(value) = [influence, interest].into_iter().flatten().find(|n| !(1..=5).contains(n)) {
        return Problem::new("outside_scale").with("value", value).refuse();
    }
    change.set_shown(WEIGHT.of(&CANVAS_ITEM, item), value![influence, interest], seen).map(|_| ())
}

/// Take a note off its canvas, and what hangs under it. `seen` is everything that the screen showed of it.
///
/// # Errors
/// `no_such_item`, `output_final`.
pub fn remove(change: &mut Change<'_>, item: RecordId, seen: Option<&Seen>) -> Result<()> {
    let output = writable(change, item)?;
    let items = as_shown(change, output)?;
    // What the screen showed of the note holds what hangs under it too: nothing goes that nobody saw.
    let shown = |item: &Item| seen.is_none_or(|seen| item.spot_seen.0.iter().all(|entry| seen.0.contains(entry)));
    let below: Vec<_> = branch(&items, item).into_iter().skip(1).filter_map(|id| items.iter().find(|item| item.id == id)).filter(|item| shown(item)).collect();
    for item in below {
        change.remove_shown(&CANVAS_ITEM, item.id, seen)?;
    }
    change.remove_shown(&CANVAS_ITEM, item, seen)
}

/// Let a note that was taken off be there again, and what went with it from under it.
///
/// # Errors
/// `no_such_item`, `output_final`, `canvas_full`.
pub fn put_back(change: &mut Change<'_>, item: RecordId) -> Result<()> {
    let Some((output, gone)) = views::gone_with(change.sql(), change.book(), item)? else { return Problem::new("no_such_item").refuse() };
    open(change, output)?;
    if views::items(change.sql(), change.book(), output)?.len() + gone.len() > MAX_ITEMS {
        return Problem::new("canvas_full").with("most", MAX_ITEMS).refuse();
    }
    gone.into_iter().try_for_each(|item| change.revive(&CANVAS_ITEM, item))
}

/// Write where a line and a column meet; blank takes it away.
///
/// # Errors
/// `no_such_item` where either heading is not on this canvas, `output_final`, `text_too_long`.
pub fn put_cell(change: &mut Change<'_>, line: RecordId, column: RecordId, typed: &str, seen: Option<&Seen>) -> Result<()> {
    let output = writable(change, line)?;
    let heads = |id, wanted| Ok::<_, Error>(views::output_of(change.sql(), change.book(), id)? == Some((output, Some(wanted))));
    if !heads(line, Region::Line)? || !heads(column, Region::Column)? {
        return Problem::new("no_such_item").refuse();
    }
    let typed = text("cell", typed, MAX_CELL, false)?;
    change.set_shown(CELL.of_pair(&CANVAS_CELL, line, column), value![(!typed.is_empty()).then_some(typed)], seen).map(|_| ())
}

/// What hangs on a canvas as it is shown: of notes that hang under each other none goes with another.
fn as_shown(change: &Change<'_>, output: RecordId) -> Result<Vec<Item>> {
    let mut items = views::items(change.sql(), change.book(), output)?;
    untangle(&mut items);
    Ok(items)
}

/// The output of a note that may be changed.
fn writable(change: &Change<'_>, item: RecordId) -> Result<RecordId> {
    let found = views::output_of(change.sql(), change.book(), item)?;
    let (output, _) = found.ok_or_else(|| Error::Refused(Problem::new("no_such_item")))?;
    open(change, output)?;
    Ok(output)
}

/// The rank that puts an item at a place.
fn rank(change: &Change<'_>, output: RecordId, item: RecordId, at: Place) -> Result<i64> {
    let Some(canvas) = views::canvas(change.sql(), change.book(), output)? else {
        return Problem::new("no_canvas").refuse();
    };
    if !canvas.kind.regions().contains(&at.region) {
        return Problem::new("no_such_region").with("region", at.region.code()).with("canvas", canvas.kind.code()).refuse();
    }
    if let Some(above) = at.beneath {
        let there = canvas.items.iter().any(|one| one.id == above && one.region == at.region);
        if !there || !canvas.kind.is_tree() {
            return Problem::new("no_such_item").refuse();
        }
        // As they hang, not as they are shown: of a circle one has to go elsewhere before another can hang under it.
        if branch(&views::items(change.sql(), change.book(), output)?, item).contains(&above) {
            return Problem::new("note_beneath_itself").refuse();
        }
        not_too_deep(&canvas.items, item, above)?;
    }
    let beside: Vec<_> = canvas.items.iter().filter(|one| one.region == at.region && one.id != item).collect();
    let next = match at.before {
        Some(before) => match beside.iter().position(|one| one.id == before) {
            Some(next) => next,
            None => return Problem::new("no_such_item").refuse(),
        },
        None => beside.len(),
    };
    let after = next.checked_sub(1).and_then(|at| beside.get(at)).map(|one| one.rank);
    let before = beside.get(next).map(|one| one.rank);
    Ok(match (after, before) {
        (None, None) => STEP,
        (Some(after), None) => after.saturating_add(STEP),
        (None, Some(before)) => before.saturating_sub(STEP),
        // Where no rank is left between two, the id decides: the same on every store.
        (Some(after), Some(before)) => after.midpoint(before),
    })
}
