//! Open actions that went on under another key, and then came in a page of the former one after all: two entries say one thing, and
//! whoever replaced the one had no other to see.

use std::collections::{BTreeMap, HashMap};

use rusqlite::{Connection, OptionalExtension as _};

use super::{
    ancestry::Ancestry,
    change::Change,
    elsewhere::{all_as_now, moved},
    numbers::{CellNo, chain_owner, record_id},
    page::{Action, Entry, Page, Shape},
    registry::{Cell, Key, REMOVED},
    tail::kept_action,
    take_in::kept_page,
};
use crate::{EntryNo, Error, RecordId, Result, Seen};

/// An entry of this store that doubles what a page of a former key holds.
#[derive(Debug)]
pub(crate) struct Double {
    again: EntryNo,
    /// The one in the page.
    first: EntryNo,
    /// The cell of both.
    cell: (Shape, RecordId, Option<RecordId>),
}

/// By book, and who recorded them.
pub(crate) type Doubles = BTreeMap<(i64, String), Vec<Double>>;

/// Those of actions that went on elsewhere and whose page has come since.
pub(crate) fn doubles(sql: &Connection) -> Result<Doubles> {
    let mut found = Doubles::new();
    for moved in moved(sql)? {
        // The former chain may have got another number more than once; places before the first moved one stay in it.
        let Some(rest) = all_as_now(sql, &[EntryNo::new(moved.rest, 0)])?.first().map(|no| no.chain()) else { continue };
        let bodies = sql
            .prepare_cached("SELECT body FROM page WHERE chain = ?1 AND first_seq + entries > ?2")?
            .query_map((rest, moved.first as i64), |r| r.get(0))?
            .collect::<Result<Vec<Vec<u8>>, _>>()?;
        for body in bodies {
            let page = kept_page(&body)?;
            let mut place = page.first_seq;
            for action in &page.actions {
                let (from, count) = (place, action.entries.len() as u64);
                place += count;
                if from < moved.first {
                    continue;
                }
                let again = EntryNo::new(moved.new, from - moved.first + moved.start);
                let Some(again) = all_as_now(sql, &[again])?.first().copied() else { continue };
                let Some((other, at)) = page_at(sql, again)? else { continue };
                if other.actions.get(at).is_some_and(|other_action| is_same((&page, action), (&other, other_action))) {
                    let found = found.entry((chain_owner(sql, rest)?.1.0, action.author.clone())).or_default();
                    for (entry, i) in action.entries.iter().zip(0..) {
                        let Some(cell) = cell_in(&page, entry) else { continue };
                        let (again, first) = (EntryNo::new(again.chain(), again.seq() + i), EntryNo::new(rest, from + i));
                        found.push(Double { again, first, cell });
                    }
                }
            }
        }
    }
    Ok(found)
}

/// The page or open action that holds this entry, and which of its actions begins with it.
fn page_at(sql: &Connection, no: EntryNo) -> Result<Option<(Page, usize)>> {
    let place = (no.chain(), no.seq() as i64);
    let open = "SELECT action FROM tail WHERE chain = ?1 AND first_seq = ?2";
    let open: Option<Vec<u8>> = sql.prepare_cached(open)?.query_row(place, |r| r.get(0)).optional()?;
    let closed = "SELECT body FROM page WHERE chain = ?1 AND first_seq <= ?2 AND first_seq + entries > ?2";
    let page = match open {
        Some(action) => Some(kept_action(&action)?),
        None => sql.prepare_cached(closed)?.query_row(place, |r| r.get::<_, Vec<u8>>(0)).optional()?.map(|body| kept_page(&body)).transpose()?,
    };
    let Some(page) = page else { return Ok(None) };
    let mut first = page.first_seq;
    let at = page.actions.iter().position(|action| {
        let here = first == no.seq();
        first += action.entries.len() as u64;
        here
    });
    Ok(at.map(|at| (page, at)))
}

/// The cell of an entry, by its names.
fn cell_in(page: &Page, entry: &Entry) -> Option<(Shape, RecordId, Option<RecordId>)> {
    let record = |i: u32| page.records.get(i as usize).copied();
    let b = match entry.b {
        Some(b) => Some(record(b)?),
        None => None,
    };
    Some((page.shapes.get(entry.shape as usize)?.clone(), record(entry.a)?, b))
}

/// True where two actions are one that was recorded once: by the same person at the same moment, and saying the same of the same.
fn is_same((one_page, one): (&Page, &Action), (other_page, other): (&Page, &Action)) -> bool {
    (&one.author, one.wall, one.stamp, one.entries.len()) == (&other.author, other.wall, other.stamp, other.entries.len())
        && one
            .entries
            .iter()
            .zip(&other.entries)
            .all(|(one, other)| (&one.value, one.annex) == (&other.value, other.annex) && cell_in(one_page, one) == cell_in(other_page, other))
}

impl Change<'_> {
    /// Let whatever replaced or removed the entries that these double replace or remove the doubles as well: it is said once more, having
    /// seen them too.
    pub(crate) fn settle_doubles(&mut self, doubles: &[Double]) -> Result<()> {
        let again: HashMap<EntryNo, EntryNo> = doubles.iter().map(|double| (double.first, double.again)).collect();
        doubles.iter().try_for_each(|double| self.replace_double(double))?;
        let removals = "SELECT r.shape, r.a, r.b, r.v, r.saw FROM removal r JOIN record o ON o.no = r.a WHERE o.book = ?1";
        let removals = self
            .fold
            .sql
            .prepare_cached(removals)?
            .query_map([self.book().0], |r| Ok((CellNo { shape: r.get(0)?, a: r.get(1)?, b: r.get(2)? }, EntryNo(r.get(3)?), r.get(4)?)))?
            .collect::<Result<Vec<(CellNo, EntryNo, String)>, _>>()?;
        for (no, removal, saw) in removals {
            let saw = saw.parse::<Seen>().map_err(|e| Error::damaged("store", e))?.0;
            let unseen: Vec<_> = saw.iter().filter_map(|no| again.get(no)).filter(|double| !saw.contains(double)).copied().collect();
            let Some(cell) = self.cell_of(no)?.filter(|_| !unseen.is_empty()) else { continue };
            let Some(live) = self.live(&cell)?.1.into_iter().find(|live| live.no == removal) else { continue };
            let over = std::iter::once(removal).chain(saw.iter().copied()).collect();
            self.put_removal(cell, live.value, over, |no| saw.contains(&no) || unseen.contains(&no))?;
        }
        Ok(())
    }

    /// Where the entry was replaced and its double stands, what replaced it is said once more.
    fn replace_double(&mut self, double: &Double) -> Result<()> {
        let (shape, a, b) = &double.cell;
        let Some((kind, field)) = self.fold.tables.registry.find(&shape.kind, &shape.field) else { return Ok(()) };
        let cell = Cell { kind, field, a: *a, b: *b };
        let live = self.live(&cell)?.1;
        // Removals have laws of their own.
        if std::ptr::eq(field, &raw const REMOVED) || !live.iter().any(|l| l.no == double.again) || live.iter().any(|l| l.no == double.first) {
            return Ok(());
        }
        let history = self.history(&cell)?;
        let ancestry = Ancestry::of(&history);
        let Some(name) = ancestry.name(double.first) else { return Ok(()) };
        let by = live.into_iter().find(|l| l.aside.is_none() && ancestry.replaced_by(l.no).is_some_and(|replaced| replaced.contains(&name)));
        by.map_or(Ok(()), |by| self.put(cell, by.value, &[double.again, by.no]).map(drop))
    }

    /// A cell by its names.
    fn cell_of(&self, no: CellNo) -> Result<Option<Cell>> {
        let shape = "SELECT kind, field FROM shape WHERE no = ?1";
        let (kind, field): (String, String) = self.fold.sql.prepare_cached(shape)?.query_row([no.shape], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let Some((kind, field)) = self.fold.tables.registry.find(&kind, &field) else { return Ok(None) };
        let b = (kind.key != Key::Single).then(|| record_id(self.fold.sql, no.b)).transpose()?;
        Ok(Some(Cell { kind, field, a: record_id(self.fold.sql, no.a)?, b }))
    }
}
