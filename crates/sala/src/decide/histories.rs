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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{KeyPlace, NewStore, Role, SystemClock, demo, journal::differing};

    #[test]
    fn what_is_told_of_all_differences_together_is_what_is_told_of_each_alone() {
        let dir = tempfile::tempdir().unwrap();
        let new =
            NewStore { role: Role::Hq, label: "HQ".into(), organisation: Some("Mekong Institute".into()), author: "Officer".into(), key_place: KeyPlace::File };
        // Two laptops differ in the reference programme, and one of the differences is a long text.
        let (desk, _) = demo::make(&dir.path().join("store"), new, Arc::new(SystemClock)).unwrap();
        desk.read(|reader| {
            let all = differing(reader.sql(), reader.tables(), None)?;
            let together = Histories::of(reader, &all)?;
            assert!(all.len() > 1, "there is something to compare");
            for one in &all {
                let named = naming::named(reader, one.plan, one.cell)?;
                let alone = reader.history(reader.book(named.book)?, &named.cell)?;
                let told = |past: &[Past]| past.iter().map(|p| (p.no, p.value.clone(), p.over.clone(), p.live)).collect::<Vec<_>>();
                assert_eq!(told(together.of_cell(one.cell)), told(&alone), "{}", named.id);
                assert!(alone.len() > 1, "both sides are told");
            }
            assert!(together.of_cell(CellNo { shape: 0, a: 0, b: 0 }).is_empty(), "of what nobody asked for nothing is told");
            Ok(())
        })
        .unwrap();
    }
}
