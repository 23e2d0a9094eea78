//! One more value in a cell that holds some: put beside them without reading them all. A page may bring a quarter of a million
//! values of one cell, and reading what is there for each would cost the square of that.

use super::{
    fold::{Fold, Incoming},
    live::{Live, has_beside, shown_value},
    numbers::CellNo,
    tables::FieldPlan,
    value::Value,
};
use crate::Result;

/// What a cell that is joined holds: the value that is shown, none where all of them are kept for review.
#[derive(Debug)]
pub(super) struct Held {
    shown: Option<Live>,
}

impl<'c> Fold<'c> {
    /// Take in an entry that replaces nothing and that nothing replaces. Answers it where its cell holds nothing yet.
    pub(super) fn join<'e>(&mut self, plan: Option<&'c FieldPlan>, entry: Incoming<'e>) -> Result<Option<Incoming<'e>>> {
        let cell = entry.cell;
        let held = self.held_by(plan, cell)?;
        self.crowded = held.is_some();
        let Some(mut held) = held else { return Ok(Some(entry)) };
        let aside = match plan {
            None => Some("unknown".to_owned()),
            Some(plan) => plan.field.fault(entry.value).map(str::to_owned),
        };
        if let (None, Some(shown)) = (&aside, &held.shown)
            && *entry.value != shown.value
        {
            let before = self.differing.contains(&cell) || self.holds_another(cell, &shown.value)?;
            self.count_difference(cell, before, true);
            if before && self.may_count_more(cell) && !self.holds(cell, entry.value)? {
                self.count_more(cell);
            }
            self.differing.insert(cell);
        }
        let new = Live { no: entry.no, stamp: entry.stamp, value: entry.value.clone(), aside };
        let shows = new.aside.is_none() && held.shown.as_ref().map_or(Ok(true), |shown| self.outranks(&new, shown))?;
        self.tally.entry(cell.shape).or_default().aside += u64::from(new.aside.is_some());
        if let (true, Some(plan)) = (shows, plan) {
            self.run(&plan.show, plan, &entry, Some((new.no, new.stamp, &new.value)), None)?;
            if let Some(former) = held.shown.replace(new) {
                self.put(cell, &former)?;
            }
        } else {
            self.put(cell, &new)?;
        }
        self.joined = Some((cell, held));
        Ok(None)
    }

    /// What a cell holds, as far as joining it needs to know; none where it holds nothing. Of the cell that was joined last it is
    /// known: a long text is not read once for each value that comes beside it.
    fn held_by(&mut self, plan: Option<&'c FieldPlan>, cell: CellNo) -> Result<Option<Held>> {
        if let Some((of, held)) = self.joined.take()
            && of == cell
        {
            return Ok(Some(held));
        }
        let shown = plan.map(|plan| shown_value(self.sql, plan, cell)).transpose()?.flatten();
        Ok((shown.is_some() || has_beside(self.sql, cell)?).then_some(Held { shown }))
    }

    /// True where this value stands beside the shown one already. Of a cell that holds hundreds a few are looked at: no list
    /// tells people that such a one has grown.
    fn holds(&self, cell: CellNo, value: &Value) -> Result<bool> {
        let query = "SELECT EXISTS (SELECT 1 FROM (SELECT value FROM sibling WHERE shape = ?1 AND a = ?2 AND b = ?3 LIMIT 100) WHERE value = ?4)";
        Ok(self.sql.prepare_cached(query)?.query_row((cell.shape, cell.a, cell.b, value.to_bytes()?), |r| r.get(0))?)
    }

    /// True where a value that stands beside the shown one is another than this.
    fn holds_another(&self, cell: CellNo, value: &Value) -> Result<bool> {
        let query = "SELECT EXISTS (SELECT 1 FROM sibling WHERE shape = ?1 AND a = ?2 AND b = ?3 AND value <> ?4)";
        Ok(self.sql.prepare_cached(query)?.query_row((cell.shape, cell.a, cell.b, value.to_bytes()?), |r| r.get(0))?)
    }
}
