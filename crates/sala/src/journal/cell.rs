//! A cell that holds more than one value, or is about to: read, changed and written back.

use std::{cmp::Ordering, collections::HashSet};

use super::{
    fold::{Fold, Incoming},
    live::{Live, differ, live_values},
    numbers::CellNo,
    tables::FieldPlan,
    tally::Tally,
};
use crate::{EntryNo, Result};

impl<'c> Fold<'c> {
    /// The general way: read the cell's live values, apply the entry, write them back.
    pub(super) fn take_slowly(&mut self, plan: Option<&'c FieldPlan>, mut entry: Incoming<'_>) -> Result<()> {
        if entry.over.is_empty() && !self.awaited.contains(self.sql, entry.no)? && !only_the_last_stays() && !plan.is_some_and(FieldPlan::says_removed) {
            match self.join(plan, entry)? {
                None => return Ok(()),
                Some(first) => entry = first,
            }
        }
        let mut live = live_values(self.sql, plan, entry.cell)?;
        let before = differ(&live);
        let had = live.len();
        let is_new = !live.iter().any(|l| l.value == *entry.value);
        live.retain(|l| !entry.over.contains(&l.no));
        let replaced = had - live.len();
        for target in entry.over {
            if !self.places.has(self.sql, *target, entry.no)? {
                self.awaited.wait(self.sql, *target, entry.no, entry.cell)?;
            }
        }
        let dead = self.awaited.came(self.sql, entry.no, entry.cell)?;
        let mut outcome = Tally::default();
        if dead {
            outcome.already_replaced += 1;
        } else {
            let aside = match plan {
                None => Some("unknown".to_owned()),
                Some(plan) => plan.field.fault(entry.value).map(str::to_owned),
            };
            outcome.aside += u64::from(aside.is_some());
            live.push(Live { no: entry.no, stamp: entry.stamp, value: entry.value.clone(), aside });
        }
        if only_the_last_stays()
            && let Some(last) = self.first(live.iter())?.map(|l| l.no)
        {
            live.retain(|l| l.no == last);
        }
        let after = differ(&live);
        self.count_difference(entry.cell, before, after);
        if before && after && is_new && !dead && outcome.aside == 0 {
            self.count_more(entry.cell);
        }
        if !after && !before && !dead && outcome.aside == 0 {
            if had == 0 {
                outcome.added += 1;
                self.added.insert(entry.cell);
            } else {
                if replaced > 0 {
                    self.count_change(entry.cell);
                }
            }
        }
        self.tally.entry(entry.cell.shape).or_default().add(outcome);
        self.write_back(plan, &entry, live)
    }

    /// Make these the live values of a cell. Rows that stand as they are to stand are left alone: a cell may hold hundreds.
    pub(super) fn write_back(&mut self, plan: Option<&'c FieldPlan>, entry: &Incoming<'_>, live: Vec<Live>) -> Result<()> {
        let cell = entry.cell;
        self.differing.remove(&cell);
        self.joined = None;
        let shown = match plan {
            Some(plan) if plan.says_removed() => {
                self.note_removed(plan, cell)?;
                self.shown_removal(plan, cell, &live)?
            }
            _ => self.first(live.iter().filter(|l| l.aside.is_none()))?,
        };
        if let Some(plan) = plan {
            self.run(&plan.show, plan, entry, shown.map(|l| (l.no, l.stamp, &l.value)), None)?;
        }
        let (aside, siblings): (Vec<_>, Vec<_>) = live.iter().filter(|l| shown.is_none_or(|s| s.no != l.no)).partition(|l| l.aside.is_some());
        self.put_beside("sibling", cell, &siblings)?;
        self.put_beside("aside", cell, &aside)
    }

    /// Leave in this table the rows of these values, and no others of the cell.
    fn put_beside(&mut self, table: &str, cell: CellNo, values: &[&Live]) -> Result<()> {
        let mut gone = self
            .sql
            .prepare_cached(&format!("SELECT v FROM {table} WHERE shape = ?1 AND a = ?2 AND b = ?3"))?
            .query_map((cell.shape, cell.a, cell.b), |r| r.get(0).map(EntryNo))?
            .collect::<Result<HashSet<_>, _>>()?;
        for live in values {
            if gone.remove(&live.no) {
                continue;
            }
            self.put(cell, live)?;
        }
        for no in gone {
            let sql = format!("DELETE FROM {table} WHERE shape = ?1 AND a = ?2 AND b = ?3 AND v = ?4");
            self.sql.prepare_cached(&sql)?.execute((cell.shape, cell.a, cell.b, no.0))?;
        }
        Ok(())
    }

    /// Put a value beside the one that its cell shows.
    pub(super) fn put(&mut self, cell: CellNo, Live { no, stamp, value, aside }: &Live) -> Result<()> {
        let row = (cell.shape, cell.a, cell.b, no.0, stamp, value.to_bytes()?);
        if let Some(why) = aside {
            let sql = "INSERT INTO aside (shape, a, b, v, t, value, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
            self.sql.prepare_cached(sql)?.execute((row.0, row.1, row.2, row.3, row.4, row.5, why))?;
        } else {
            self.sql.prepare_cached("INSERT INTO sibling (shape, a, b, v, t, value) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?.execute(row)?;
        }
        self.unusual = true;
        Ok(())
    }

    /// The live value that is displayed among these.
    pub(super) fn first<'l>(&self, live: impl Iterator<Item = &'l Live>) -> Result<Option<&'l Live>> {
        let mut first: Option<&Live> = None;
        for candidate in live {
            if first.map_or(Ok(true), |first| self.outranks(candidate, first))? {
                first = Some(candidate);
            }
        }
        Ok(first)
    }

    /// True where this live value is displayed rather than the other: by (stamp, replica, seq).
    pub(super) fn outranks(&self, one: &Live, other: &Live) -> Result<bool> {
        Ok(match one.stamp.cmp(&other.stamp) {
            Ordering::Equal => self.branches.name(self.sql, one.no)? > self.branches.name(self.sql, other.no)?,
            order => order.is_gt(),
        })
    }
}

#[cfg(feature = "negative-controls")]
fn only_the_last_stays() -> bool {
    crate::control::is_on(crate::control::Control::LastWriterWins)
}

#[cfg(not(feature = "negative-controls"))]
const fn only_the_last_stays() -> bool {
    false
}
