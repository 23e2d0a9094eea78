//! The histories of the cells of many differences, read in one pass for each programme: they lie in the same few pages.

use std::collections::{BTreeMap, HashMap};

use super::naming;
use crate::{
    Reader, Result,
    journal::{BookNo, Cell, CellNo, Differing, Key, Past, REMOVED, record_id},
};

/// What was said of each cell, oldest first.
#[derive(Default)]
pub(super) struct Histories(HashMap<CellNo, Vec<Past>>);

impl Histories {
    /// Of all of these. What was said of a removal is not asked for.
    pub(super) fn of<'d, 't: 'd>(reader: &Reader<'_>, differing: impl IntoIterator<Item = &'d Differing<'t>>) -> Result<Self> {
        let mut books: BTreeMap<i64, (Vec<CellNo>, Vec<Cell>)> = BTreeMap::new();
        for one in differing.into_iter().filter(|one| one.plan.field.name != REMOVED.name) {
            let (kind, no) = (one.plan.kind, one.cell);
            let b = (kind.key != Key::Single).then(|| record_id(reader.sql(), no.b)).transpose()?;
            let (numbers, cells) = books.entry(naming::book_of(reader, no.a)?.0).or_default();
            numbers.push(no);
            cells.push(Cell { kind, field: one.plan.field, a: record_id(reader.sql(), no.a)?, b });
        }
        let mut found = Self::default();
        for (book, (numbers, cells)) in books {
            for (place, past) in reader.histories(BookNo(book), &cells)? {
                if let Some(no) = numbers.get(place) {
                    found.0.entry(*no).or_default().push(past);
                }
            }
        }
        Ok(found)
    }

    /// Of this cell.
    pub(super) fn of_cell(&self, cell: CellNo) -> &[Past] {
        self.0.get(&cell).map_or(&[], Vec::as_slice)
    }
}
