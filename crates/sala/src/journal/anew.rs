//! What folding the whole journal anew changed, where pages came that could not be folded as they came: told by the cells that
//! they write, as they were and as they are.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use super::{
    conflict::differing,
    fold::Fold,
    live::{Live, differ, live_values},
    numbers::{CellNo, shape_of},
    removal::Record,
    tables::{FieldPlan, Tables},
    touched::written_by,
    value::Value,
};
use crate::Result;

/// The live values of the cells that some pages write, and what somebody must decide anywhere, before everything is folded anew.
#[derive(Debug)]
pub(crate) struct Before<'p> {
    pages: &'p [[u8; 32]],
    live: HashMap<CellNo, Vec<Live>>,
    differing: HashSet<CellNo>,
    /// The cells of the records that were removed.
    removed: HashSet<CellNo>,
}

/// The cells of all removals that are live and hold.
fn removed(sql: &Connection, tables: &Tables) -> Result<HashSet<CellNo>> {
    let mut statement = sql.prepare_cached("SELECT DISTINCT shape, a, b FROM removal")?;
    let rows = statement.query_map([], |r| Ok(CellNo { shape: r.get(0)?, a: r.get(1)?, b: r.get(2)? }))?;
    let mut removed = HashSet::new();
    for row in rows {
        let cell = row?;
        if let Some(plan) = plan(sql, tables, cell)?
            && (Record { kind: plan.kind, a: cell.a, b: cell.b }).is_removed(sql)?
        {
            removed.insert(cell);
        }
    }
    Ok(removed)
}

/// Every cell that waits for a decision: different values, and removals that had not seen what stands in their record.
fn waiting(sql: &Connection, tables: &Tables) -> Result<HashSet<CellNo>> {
    Ok(differing(sql, tables, None)?.into_iter().map(|one| one.cell).collect())
}

impl<'p> Before<'p> {
    /// As they are folded now. A cell that no folded page wrote has no number yet, and holds nothing.
    pub(crate) fn of(sql: &Connection, tables: &Tables, pages: &'p [[u8; 32]]) -> Result<Self> {
        let mut live = HashMap::new();
        for cell in written_by(sql, pages.iter())? {
            live.insert(cell, live_values(sql, plan(sql, tables, cell)?, cell)?);
        }
        Ok(Self { pages, live, differing: waiting(sql, tables)?, removed: removed(sql, tables)? })
    }
}

fn plan<'t>(sql: &Connection, tables: &'t Tables, cell: CellNo) -> Result<Option<&'t FieldPlan>> {
    let (kind, field, pair) = shape_of(sql, cell.shape)?;
    Ok(tables.plan(&kind, &field, pair))
}

/// The value that is shown, the first of those that are valid.
fn shown(live: &[Live]) -> Option<&Value> {
    live.iter().find(|l| l.aside.is_none()).map(|l| &l.value)
}

impl Fold<'_> {
    /// Count what became of the cells since then, as if their pages had been folded one by one.
    pub(crate) fn count_anew(&mut self, earlier: &Before<'_>) -> Result<()> {
        let aside = |live: &[Live]| live.iter().filter(|l| l.aside.is_some()).count();
        let now = waiting(self.sql, self.tables)?;
        // Also cells that the pages do not write: what was said of a forked chain may mean something else now.
        for cell in earlier.differing.union(&now) {
            self.count_difference(*cell, earlier.differing.contains(cell), now.contains(cell));
        }
        for cell in earlier.removed.symmetric_difference(&removed(self.sql, self.tables)?) {
            self.counted.was_removed.entry(*cell).or_insert_with(|| earlier.removed.contains(cell));
        }
        for cell in written_by(self.sql, earlier.pages.iter())? {
            let before = earlier.live.get(&cell).map_or(&[][..], Vec::as_slice);
            let after = live_values(self.sql, plan(self.sql, self.tables, cell)?, cell)?;
            let (waited, waits) = (earlier.differing.contains(&cell), now.contains(&cell));
            // One that differs while a file is on its way waits for that.
            let (differed, differs) = (waited || differ(before), waits || differ(&after));
            if !waited && !waits {
                self.count_difference(cell, differed, differs);
            }
            self.tally.entry(cell.shape).or_default().aside += aside(&after).saturating_sub(aside(before)) as u64;
            if differed && differs && after.iter().any(|l| l.aside.is_none() && !before.iter().any(|b| b.value == l.value)) {
                self.count_more(cell);
            }
            if differed || differs {
                continue;
            }
            match (shown(before), shown(&after)) {
                (None, Some(_)) => {
                    self.tally.entry(cell.shape).or_default().added += 1;
                    self.added.insert(cell);
                }
                (before, after) if before != after => self.count_change(cell),
                _ => {}
            }
        }
        Ok(())
    }
}
