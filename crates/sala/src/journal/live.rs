//! The live values of a cell: the one that is shown, and those that stand beside it.

use rusqlite::{Connection, OptionalExtension as _, types::Value as Sql};

use super::{
    numbers::{CellNo, record_id},
    registry::PartType,
    tables::FieldPlan,
    value::{Scalar, Value},
};
use crate::{EntryNo, Result};

/// One live value of a cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Live {
    pub no: EntryNo,
    pub stamp: i64,
    pub value: Value,
    /// Why it is kept but not folded.
    pub aside: Option<String>,
}

impl Live {
    /// True for a value that only a newer version can read.
    pub(crate) fn is_newer(&self) -> bool {
        matches!(self.aside.as_deref(), Some("unknown" | "newer"))
    }
}

/// True where not all of these are the same value. One that is kept for review is nobody's side in a difference.
pub(crate) fn differ(live: &[Live]) -> bool {
    let mut valid = live.iter().filter(|l| l.aside.is_none());
    valid.next().is_some_and(|first| valid.any(|l| l.value != first.value))
}

/// The value of a cell that its row shows.
pub(crate) fn shown_value(sql: &Connection, plan: &FieldPlan, cell: CellNo) -> Result<Option<Live>> {
    let shown = sql
        .prepare_cached(&plan.read)?
        .query_row((cell.a, cell.b), |row| {
            let Some(no) = row.get::<_, Option<i64>>(0)? else { return Ok(None) };
            let stamp = row.get(1)?;
            let parts = (0..plan.field.parts.len()).map(|i| row.get::<_, Sql>(i + 2)).collect::<Result<Vec<_>, _>>()?;
            Ok(Some((EntryNo(no), stamp, parts)))
        })
        .optional()?
        .flatten();
    let Some((no, stamp, parts)) = shown else { return Ok(None) };
    let parts = parts.into_iter().zip(plan.field.parts).map(|(v, p)| scalar(sql, v, p.ty)).collect::<Result<Vec<_>>>()?;
    Ok(Some(Live { no, stamp, value: Value::new(parts), aside: None }))
}

/// The entry whose value a cell's row shows.
pub(super) fn shown_no(sql: &Connection, plan: &FieldPlan, cell: CellNo) -> Result<Option<EntryNo>> {
    let no = sql.prepare_cached(&plan.read)?.query_row((cell.a, cell.b), |row| row.get::<_, Option<i64>>(0)).optional()?;
    Ok(no.flatten().map(EntryNo))
}

/// True where a cell has values that are not shown.
pub(crate) fn has_beside(sql: &Connection, cell: CellNo) -> Result<bool> {
    let query = "SELECT EXISTS (SELECT 1 FROM sibling WHERE shape = ?1 AND a = ?2 AND b = ?3)
                     OR EXISTS (SELECT 1 FROM aside WHERE shape = ?1 AND a = ?2 AND b = ?3)";
    Ok(sql.prepare_cached(query)?.query_row((cell.shape, cell.a, cell.b), |r| r.get(0))?)
}

/// All live values of a cell, the shown one first.
pub(crate) fn live_values(sql: &Connection, plan: Option<&FieldPlan>, cell: CellNo) -> Result<Vec<Live>> {
    let mut live: Vec<_> = plan.map(|plan| shown_value(sql, plan, cell)).transpose()?.flatten().into_iter().collect();
    for (table, why) in [("sibling", "NULL"), ("aside", "why")] {
        let text = format!("SELECT v, t, value, {why} FROM {table} WHERE shape = ?1 AND a = ?2 AND b = ?3");
        let mut statement = sql.prepare_cached(&text)?;
        let rows = statement.query_map((cell.shape, cell.a, cell.b), |r| Ok((r.get(0)?, r.get(1)?, r.get::<_, Vec<u8>>(2)?, r.get(3)?)))?;
        for row in rows {
            let (no, stamp, value, aside) = row?;
            live.push(Live { no: EntryNo(no), stamp, value: Value::from_bytes(&value)?, aside });
        }
    }
    Ok(live)
}

fn scalar(sql: &Connection, value: Sql, ty: PartType) -> Result<Scalar> {
    Ok(match (value, ty) {
        (Sql::Integer(no), PartType::Ref) => Scalar::Ref(record_id(sql, no)?),
        (Sql::Integer(n), _) => Scalar::Int(n),
        (Sql::Text(t), _) => Scalar::Text(t),
        (Sql::Blob(b), _) => Scalar::Bytes(b),
        (Sql::Null | Sql::Real(_), _) => Scalar::Null,
    })
}
