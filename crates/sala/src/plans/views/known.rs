//! What rules ask of the store: whether there is such a plan, such a line, and who is in its team.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension as _};

use super::{super::state::State, PlanMember};
use crate::{
    EntryNo, Problem, RecordId, Result,
    journal::{BookNo, Kind},
};

/// A refusal where the programme has no such plan.
pub(crate) fn known(sql: &Connection, book: BookNo, plan: RecordId) -> Result<()> {
    if state_of(sql, book, plan)?.is_some() { Ok(()) } else { Problem::new("no_such_plan").refuse() }
}

/// How a plan stands; none where the record is no plan.
pub(in crate::plans) fn state_of(sql: &Connection, book: BookNo, plan: RecordId) -> Result<Option<State>> {
    let query = "SELECT l.state FROM record k JOIN plan l ON l.rec = k.no WHERE k.book = ?1 AND k.id = ?2 AND COALESCE(l.removed, 0) = 0";
    let state = sql.prepare_cached(query)?.query_row((book.0, plan), |r| r.get::<_, Option<String>>(0)).optional()?;
    Ok(state.map(|code| code.and_then(|code| State::from_code(&code)).unwrap_or(State::Draft)))
}

/// True where this was a plan, whether or not it is removed.
pub(in crate::plans) fn was_plan(sql: &Connection, book: BookNo, plan: RecordId) -> Result<bool> {
    let query = "SELECT EXISTS (SELECT 1 FROM record k JOIN plan l ON l.rec = k.no WHERE k.book = ?1 AND k.id = ?2)";
    Ok(sql.prepare_cached(query)?.query_row((book.0, plan), |r| r.get(0))?)
}

/// Which plan took the place of which.
pub(crate) fn successors(sql: &Connection, book: BookNo) -> Result<BTreeMap<RecordId, RecordId>> {
    let query = "SELECT k.id, s.id FROM plan l JOIN record k ON k.no = l.rec JOIN record s ON s.no = l.successor WHERE l.book = ?1";
    Ok(sql.prepare_cached(query)?.query_map([book.0], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?)
}

/// When somebody last said how a plan stands: the entry, and its stamp.
pub(in crate::plans) fn state_said(sql: &Connection, book: BookNo, plan: RecordId) -> Result<Option<(EntryNo, i64)>> {
    let query = "SELECT l.state_v, l.state_t FROM record k JOIN plan l ON l.rec = k.no WHERE k.book = ?1 AND k.id = ?2 AND l.state_v IS NOT NULL";
    Ok(sql.prepare_cached(query)?.query_row((book.0, plan), |r| Ok((EntryNo(r.get(0)?), r.get(1)?))).optional()?)
}

/// The plans of which the same gesture that wrote this entry said that they came from a plan.
pub(in crate::plans) fn came_with(sql: &Connection, book: BookNo, plan: RecordId, (entry, stamp): (EntryNo, i64)) -> Result<Vec<RecordId>> {
    let query = "SELECT k.id, l.origin_v FROM plan l JOIN record k ON k.no = l.rec JOIN record o ON o.no = l.origin
                  WHERE l.book = ?1 AND o.id = ?2 AND l.origin_t = ?3 ORDER BY k.id";
    let mut statement = sql.prepare_cached(query)?;
    let rows = statement.query_map((book.0, plan, stamp), |r| Ok((r.get(0)?, EntryNo(r.get(1)?))))?.collect::<Result<Vec<_>, _>>()?;
    Ok(rows.into_iter().filter(|(_, said)| said.chain() == entry.chain()).map(|(id, _)| id).collect())
}

/// True where a plan of this programme has this line.
pub(crate) fn has_line(sql: &Connection, book: BookNo, kind: &Kind, line: RecordId) -> Result<bool> {
    let query = format!(
        "SELECT EXISTS (SELECT 1 FROM record k JOIN {} l ON l.rec = k.no JOIN plan p ON p.rec = l.plan
                         WHERE k.book = ?1 AND k.id = ?2 AND COALESCE(l.removed, 0) = 0 AND COALESCE(p.removed, 0) = 0)",
        kind.name
    );
    Ok(sql.prepare_cached(&query)?.query_row((book.0, line), |r| r.get(0))?)
}

/// The plan in which a line stands; none where there is no such line.
pub(in crate::plans) fn plan_of_line(sql: &Connection, book: BookNo, kind: &Kind, line: RecordId) -> Result<Option<RecordId>> {
    let query = format!("SELECT p.id FROM record k JOIN {} l ON l.rec = k.no JOIN record p ON p.no = l.plan WHERE k.book = ?1 AND k.id = ?2", kind.name);
    Ok(sql.prepare_cached(&query)?.query_row((book.0, line), |r| r.get(0)).optional()?)
}

/// The plan of which this is a version.
pub(in crate::plans) fn plan_of(sql: &Connection, book: BookNo, version: RecordId) -> Result<Option<RecordId>> {
    let query = "SELECT p.id FROM record k JOIN plan_version v ON v.rec = k.no JOIN record p ON p.no = v.plan JOIN plan l ON l.rec = v.plan
                  WHERE k.book = ?1 AND k.id = ?2 AND COALESCE(v.removed, 0) = 0 AND COALESCE(l.removed, 0) = 0";
    Ok(sql.prepare_cached(query)?.query_row((book.0, version), |r| r.get(0)).optional()?)
}

/// Who makes a plan.
pub(in crate::plans) fn team(sql: &Connection, book: BookNo, plan: RecordId) -> Result<Vec<PlanMember>> {
    Ok(super::line(sql, book, plan)?.team)
}

/// The plans that name a team by codes.
pub(in crate::plans) fn teams(sql: &Connection, book: BookNo) -> Result<Vec<(RecordId, String)>> {
    let query = "SELECT r.id, l.team FROM plan l JOIN record r ON r.no = l.rec
                 WHERE l.book = ?1 AND l.team IS NOT NULL AND COALESCE(l.removed, 0) = 0";
    let mut query = sql.prepare_cached(query)?;
    let teams = query.query_map([book.0], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(teams)
}

/// How many places in plan teams are filled where people of these codes are enrolled who were not yet.
///
/// # Errors
/// Store failures.
pub(crate) fn places_of(sql: &Connection, book: BookNo, codes: &BTreeSet<&str>) -> Result<usize> {
    let teams = teams(sql, book)?;
    Ok(teams.iter().map(|(_, team)| team.split(',').filter(|code| codes.contains(code)).count()).sum())
}

/// Everybody who has, or once had, a place in a plan's team.
pub(in crate::plans) fn seated(sql: &Connection, book: BookNo, plan: RecordId) -> Result<BTreeSet<RecordId>> {
    let query = "SELECT pr.id FROM plan_member m JOIN record r ON r.no = m.plan JOIN record pr ON pr.no = m.participant
                 WHERE r.book = ?1 AND r.id = ?2";
    let mut query = sql.prepare_cached(query)?;
    let seated = query.query_map((book.0, plan), |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(seated)
}
