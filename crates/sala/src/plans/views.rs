//! The action plans of a programme and their teams.

use std::collections::BTreeSet;

use rusqlite::Connection;
use serde::Serialize;

use crate::{RecordId, Result, journal::BookNo};

/// One plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanLine {
    /// The record.
    pub id: RecordId,
    /// Its code.
    pub code: String,
    /// What it is for.
    pub kind: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The sector in words.
    pub sector: String,
    /// ISIC Rev. 4 class.
    pub isic: Option<String>,
    /// Who makes it.
    pub team: Vec<PlanMember>,
}

/// Somebody in a plan's team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanMember {
    /// The record of the person.
    pub participant: RecordId,
    /// The code on the badge.
    pub code: String,
    /// The name; none where it is withheld.
    pub name: Option<String>,
    /// What the person does in the team.
    pub role: String,
}

/// All plans, by code.
///
/// # Errors
/// Store failures.
pub fn list(sql: &Connection, book: BookNo) -> Result<Vec<PlanLine>> {
    let mut query = sql.prepare_cached(include_str!("list.sql"))?;
    let mut rows = query.query([book.0])?;
    let mut plans: Vec<PlanLine> = Vec::new();
    while let Some(row) = rows.next()? {
        let text = |column: &str| Ok::<_, rusqlite::Error>(row.get::<_, Option<String>>(column)?.unwrap_or_default());
        let id: RecordId = row.get("id")?;
        if plans.last().is_none_or(|last| last.id != id) {
            plans.push(PlanLine {
                id,
                code: text("code")?,
                kind: text("plan_kind")?,
                country: text("country")?,
                sector: text("sector")?,
                isic: row.get("isic")?,
                team: Vec::new(),
            });
        }
        if let Some((participant, plan)) = row.get::<_, Option<RecordId>>("person")?.zip(plans.last_mut()) {
            plan.team.push(PlanMember { participant, code: text("person_code")?, name: row.get("person_name")?, role: text("member_role")? });
        }
    }
    Ok(plans)
}

/// The plans that name a team by codes.
pub(super) fn teams(sql: &Connection, book: BookNo) -> Result<Vec<(RecordId, String)>> {
    let query = "SELECT r.id, l.team FROM plan l JOIN record r ON r.no = l.rec
                 WHERE l.book = ?1 AND l.team IS NOT NULL AND COALESCE(l.removed, 0) = 0";
    let mut query = sql.prepare_cached(query)?;
    let teams = query.query_map([book.0], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(teams)
}

/// Everybody who has, or once had, a place in a plan's team.
pub(super) fn seated(sql: &Connection, book: BookNo, plan: RecordId) -> Result<BTreeSet<RecordId>> {
    let query = "SELECT pr.id FROM plan_member m JOIN record r ON r.no = m.plan JOIN record pr ON pr.no = m.participant
                 WHERE r.book = ?1 AND r.id = ?2";
    let mut query = sql.prepare_cached(query)?;
    let seated = query.query_map((book.0, plan), |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(seated)
}
