//! The fold: entries -> cells -> ordinary typed tables. The only writer of folded tables.
//!
//! `live(cell) = entries - everything named in any over`. The order in which entries come cannot matter: an entry that
//! arrives already replaced is dead on arrival, but its own `over` still counts.

use std::collections::{BTreeMap, HashSet};

use rusqlite::{CachedStatement, Connection, OptionalExtension, types::Null};

use super::{
    awaited::{self, Awaited},
    branch::Branches,
    join::Held,
    numbers::{BookNo, CellNo, record_no, shape_of},
    registry::PartType,
    removing::Removals,
    seen::SeenPlaces,
    tables::{FieldPlan, Tables},
    tally::{Counted, Tally},
    value::{Scalar, Value},
};
use crate::{EntryNo, Result};

/// An entry on its way into the tables.
#[derive(Debug)]
pub(crate) struct Incoming<'a> {
    pub cell: CellNo,
    pub book: BookNo,
    pub no: EntryNo,
    pub stamp: i64,
    /// The whole value; withheld parts are null.
    pub value: &'a Value,
    pub over: &'a [EntryNo],
    /// Its page names entries, even where it cannot be told which they are.
    pub named: bool,
}

/// A set of cells that is asked for much less often than something is put in.
#[derive(Debug, Default)]
pub(super) struct Cells {
    known: HashSet<CellNo>,
    /// Not yet in the set.
    new: Vec<CellNo>,
}

impl Cells {
    pub(super) fn insert(&mut self, cell: CellNo) {
        self.new.push(cell);
    }

    pub(super) fn contains(&mut self, cell: &CellNo) -> bool {
        self.known.extend(self.new.drain(..));
        self.known.contains(cell)
    }
}

/// One transaction's folding.
pub(crate) struct Fold<'c> {
    pub(crate) sql: &'c Connection,
    pub(crate) tables: &'c Tables,
    /// Local shape numbers, with the plan where this version knows the field.
    shapes: BTreeMap<i64, Option<&'c FieldPlan>>,
    pub(crate) places: SeenPlaces,
    pub(crate) branches: Branches,
    /// Entries not seen yet that an entry of this cell replaces.
    pub(super) awaited: Awaited,
    /// Some cell holds more than the value it shows.
    pub(super) unusual: bool,
    /// Cells known to hold different values.
    pub(super) differing: HashSet<CellNo>,
    /// The cell that a value was put beside others in last, and what it holds.
    pub(super) joined: Option<(CellNo, Held)>,
    pub(super) removals: Removals,
    /// The cell that was looked at last held something already: the next one will, where a second laptop's marks come.
    pub(super) crowded: bool,
    /// The statement that was run last, and which parts of a value are bound to null in it, as bits.
    held: Option<(&'c str, CachedStatement<'c>, u64)>,
    /// Cells that held nothing before.
    pub(super) added: Cells,
    pub(super) counted: Counted,
    /// Tally by shape.
    pub(super) tally: BTreeMap<i64, Tally>,
}

impl<'c> Fold<'c> {
    pub(crate) fn new(sql: &'c Connection, tables: &'c Tables) -> Result<Self> {
        let awaited = Awaited::look(sql)?;
        let unusual = sql.prepare_cached("SELECT EXISTS (SELECT 1 FROM sibling) OR EXISTS (SELECT 1 FROM aside)")?.query_row([], |r| r.get(0))?;
        let (shapes, places, tally, differing) = Default::default();
        let removals = Removals::load(sql, tables)?;
        let branches = Branches::load(sql)?;
        Ok(Self {
            sql,
            tables,
            shapes,
            places,
            branches,
            awaited,
            unusual,
            differing,
            joined: None,
            removals,
            crowded: false,
            held: None,
            added: Cells::default(),
            counted: Counted::default(),
            tally,
        })
    }

    /// The local number of a shape, entered if new.
    pub(crate) fn shape(&mut self, kind: &str, field: &str, pair: bool) -> Result<i64> {
        let known = self
            .sql
            .prepare_cached("SELECT no FROM shape WHERE kind = ?1 AND field = ?2 AND pair = ?3")?
            .query_row((kind, field, pair), |r| r.get(0))
            .optional()?;
        let no = match known {
            Some(no) => no,
            None => self.sql.prepare_cached("INSERT INTO shape (kind, field, pair) VALUES (?1, ?2, ?3)")?.insert((kind, field, pair))?,
        };
        self.shapes.entry(no).or_insert_with(|| self.tables.plan(kind, field, pair));
        Ok(no)
    }

    pub(super) fn plan(&mut self, shape: i64) -> Result<Option<&'c FieldPlan>> {
        if let Some(plan) = self.shapes.get(&shape) {
            return Ok(*plan);
        }
        let (kind, field, pair) = shape_of(self.sql, shape)?;
        let plan = self.tables.plan(&kind, &field, pair);
        self.shapes.insert(shape, plan);
        Ok(plan)
    }

    /// Take one entry in.
    pub(crate) fn take(&mut self, entry: Incoming<'_>) -> Result<()> {
        let plan = self.plan(entry.cell.shape)?;
        self.mention(plan, &entry)?;
        match plan {
            Some(plan) if plan.says_removed() => self.take_removal(plan, entry),
            plan if self.removals.is_empty() => self.take_value(plan, entry),
            plan => self.take_beside_removals(plan, entry),
        }
    }

    /// Take an entry in that touches no removal.
    pub(super) fn take_value(&mut self, plan: Option<&'c FieldPlan>, entry: Incoming<'_>) -> Result<()> {
        let Some(plan) = plan else {
            return self.take_slowly(None, entry);
        };
        if self.awaited.contains(self.sql, entry.no)? || plan.field.fault(entry.value).is_some() {
            return self.take_slowly(Some(plan), entry);
        }
        let shown = Some((entry.no, entry.stamp, entry.value));
        match entry.over {
            [] if !self.crowded && self.enter(plan, &entry, shown)? => {
                self.tally.entry(entry.cell.shape).or_default().added += 1;
                self.added.insert(entry.cell);
                return Ok(());
            }
            [one] if !self.is_unusual(entry.cell)? && self.run(&plan.replace, plan, &entry, shown, Some(*one))? == 1 => {
                self.count_change(entry.cell);
                return Ok(());
            }
            _ => {}
        }
        self.take_slowly(Some(plan), entry)
    }

    /// Show a value in a cell that is empty. Answers whether it is.
    fn enter(&mut self, plan: &'c FieldPlan, entry: &Incoming<'_>, shown: Option<(EntryNo, i64, &Value)>) -> Result<bool> {
        // SQLite is a tenth quicker where it needs not be able to change the row that is there.
        if let Some(statement) = &plan.enter
            && self.run(statement, plan, entry, shown, None)? == 1
        {
            return Ok(true);
        }
        Ok(self.run(&plan.fresh, plan, entry, shown, None)? == 1)
    }

    /// Remember the attachments that an entry names. What only a newer version knows may be one wherever there are 32 bytes.
    fn mention(&self, plan: Option<&FieldPlan>, entry: &Incoming<'_>) -> Result<()> {
        for (at, part) in entry.value.parts().iter().enumerate() {
            let known = plan.and_then(|plan| plan.field.parts.get(at));
            if let Scalar::Bytes(hash) = part
                && hash.len() == 32
                && known.is_none_or(|part| part.ty == PartType::Attachment)
            {
                self.sql.prepare_cached("INSERT OR IGNORE INTO mention (book, hash) VALUES (?1, ?2)")?.execute((entry.book.0, hash))?;
            }
        }
        Ok(())
    }

    /// True where a cell's live values alone say whether somebody must decide: nothing is removed, awaited or kept aside.
    pub(crate) fn is_plain(&self) -> Result<bool> {
        let aside = self.sql.prepare_cached("SELECT EXISTS (SELECT 1 FROM aside)")?.query_row([], |r| r.get::<_, bool>(0))?;
        Ok(self.removals.is_empty() && awaited::is_empty(self.sql)? && !aside)
    }

    /// How many more cells hold different live values than before this folding.
    pub(crate) fn newly_differing(&self) -> i64 {
        self.tally.values().map(|t| t.differ as i64 - t.settled as i64).sum()
    }

    fn is_unusual(&self, cell: CellNo) -> Result<bool> {
        if !self.unusual {
            return Ok(false);
        }
        let sql = "SELECT EXISTS (SELECT 1 FROM sibling WHERE shape = ?1 AND a = ?2 AND b = ?3) OR EXISTS (SELECT 1 FROM aside WHERE shape = ?1 AND a = ?2 AND b = ?3)";
        Ok(self.sql.prepare_cached(sql)?.query_row((cell.shape, cell.a, cell.b), |r| r.get(0))?)
    }

    /// Run one of a plan's statements with a value to show, none to show nothing. Answers how many rows it changed.
    pub(super) fn run(
        &mut self,
        text: &'c str,
        plan: &FieldPlan,
        entry: &Incoming<'_>,
        shown: Option<(EntryNo, i64, &Value)>,
        expected: Option<EntryNo>,
    ) -> Result<usize> {
        // Thousands of entries in a row run one statement: it is held, not looked up.
        let (mut statement, mut nulls) = match self.held.take() {
            Some((held, statement, nulls)) if std::ptr::eq(held, text) => (statement, nulls),
            _ => (self.sql.prepare_cached(text)?, 0),
        };
        statement.raw_bind_parameter(1, entry.cell.a)?;
        statement.raw_bind_parameter(2, entry.cell.b)?;
        statement.raw_bind_parameter(3, shown.map(|(no, ..)| no.0))?;
        statement.raw_bind_parameter(4, shown.map(|(_, stamp, _)| stamp))?;
        let parts = plan.field.parts.len();
        for i in 0..parts {
            let at = i + 5;
            let part = shown.map_or(&Scalar::Null, |(.., value)| value.part(i));
            // A newer version's type is never shown: its field has a fault.
            let (is_null, bit) = (matches!(part, Scalar::Null | Scalar::Newer(_)), 1 << i);
            // What is bound stays bound: most parts of most marks are null.
            match part {
                _ if is_null && nulls & bit != 0 => {}
                Scalar::Null | Scalar::Newer(_) => statement.raw_bind_parameter(at, Null)?,
                Scalar::Int(n) => statement.raw_bind_parameter(at, n)?,
                Scalar::Text(t) => statement.raw_bind_parameter(at, t.as_str())?,
                Scalar::Bytes(b) => statement.raw_bind_parameter(at, b.as_slice())?,
                Scalar::Ref(id) => statement.raw_bind_parameter(at, record_no(self.sql, entry.book, *id)?)?,
            }
            nulls = if is_null { nulls | bit } else { nulls & !bit };
        }
        if let Some(expected) = expected {
            statement.raw_bind_parameter(parts + 5, expected.0)?;
        }
        let changed = statement.raw_execute()?;
        if changed > 0 {
            self.joined = None;
        }
        self.held = Some((text, statement, nulls));
        Ok(changed)
    }
}
