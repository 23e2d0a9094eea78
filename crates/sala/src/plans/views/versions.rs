//! The versions of a plan, and who stands for which.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Connection;
use serde::Serialize;

use super::content::Content;
use crate::{
    EntryNo, Error, RecordId, Result, Seen,
    journal::{BookNo, origin},
    outputs::views::{FileView, files_of},
};

/// A plan as it was kept at one time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VersionView {
    /// The record.
    pub id: RecordId,
    /// From 1; two laptops that each kept one give the same number to both.
    pub number: i64,
    /// What the plan said.
    pub content: Content,
    /// Who outside the programme saw to an activity, by activity; empty where that is withheld.
    pub others: BTreeMap<RecordId, String>,
    /// Who kept it.
    pub author: Option<String>,
    /// When, by that laptop's clock.
    #[serde(serialize_with = "crate::clock::in_answers_if_known")]
    pub at: Option<DateTime<Utc>>,
    /// Photographs of the signed sheet.
    pub sheets: Vec<FileView>,
}

/// The versions of a plan, oldest first. Of several with one number the one that was kept last is the later one on every laptop, whichever came in first.
///
/// # Errors
/// Store failures.
pub fn versions(sql: &Connection, book: BookNo, plan: RecordId) -> Result<Vec<VersionView>> {
    let query = "SELECT kv.id, COALESCE(v.number, 0), v.content, v.names, v.frozen_v
                   FROM record k JOIN plan_version v ON v.plan = k.no JOIN record kv ON kv.no = v.rec
                  WHERE k.book = ?1 AND k.id = ?2 AND v.content IS NOT NULL AND COALESCE(v.removed, 0) = 0 ORDER BY v.number, v.frozen_t, kv.id";
    let mut statement = sql.prepare_cached(query)?;
    let mut rows = statement.query((book.0, plan))?;
    let mut versions = Vec::new();
    while let Some(row) = rows.next()? {
        let (id, names): (RecordId, Option<String>) = (row.get(0)?, row.get(3)?);
        let origin = origin(sql, EntryNo(row.get(4)?))?;
        let damaged = |e| Error::damaged("version of a plan", e);
        versions.push(VersionView {
            id,
            number: row.get(1)?,
            content: serde_json::from_str(&row.get::<_, String>(2)?).map_err(damaged)?,
            others: names.map(|names| serde_json::from_str(&names)).transpose().map_err(damaged)?.unwrap_or_default(),
            at: origin.as_ref().and_then(|o| DateTime::from_timestamp_millis(o.wall)),
            author: origin.map(|o| o.author),
            sheets: files_of(sql, book, id)?,
        });
    }
    Ok(versions)
}

/// Somebody's commitment to a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CommitmentLine {
    /// The version.
    pub version: RecordId,
    /// Who.
    pub participant: RecordId,
    /// The code on the badge.
    pub code: String,
    /// The name; none where it is withheld.
    pub name: Option<String>,
    /// How it is known.
    pub how: String,
    /// Since which day.
    pub since: Option<NaiveDate>,
    /// What the screen shows of it, to be handed back.
    #[serde(skip)]
    pub seen: Seen,
}

/// Who stands for which version of a plan.
///
/// # Errors
/// Store failures.
pub fn commitments(sql: &Connection, book: BookNo, plan: RecordId) -> Result<Vec<CommitmentLine>> {
    let query = "SELECT kv.id, kp.id, COALESCE(p.code, ''), p.name, c.how, c.since, c.committed_v
                   FROM record k JOIN plan_version v ON v.plan = k.no JOIN record kv ON kv.no = v.rec
                   JOIN commitment c ON c.plan_version = v.rec JOIN record kp ON kp.no = c.participant LEFT JOIN participant p ON p.rec = c.participant
                  WHERE k.book = ?1 AND k.id = ?2 AND c.how IS NOT NULL AND COALESCE(c.removed, 0) = 0 AND COALESCE(v.removed, 0) = 0
                  ORDER BY v.number, v.frozen_t, kv.id, length(p.code), p.code, kp.id";
    let mut statement = sql.prepare_cached(query)?;
    let rows = statement.query_map((book.0, plan), |r| {
        let since: Option<String> = r.get(5)?;
        Ok(CommitmentLine {
            version: r.get(0)?,
            participant: r.get(1)?,
            code: r.get(2)?,
            name: r.get(3)?,
            how: r.get(4)?,
            since: since.and_then(|day| day.parse().ok()),
            seen: Seen::shown(r.get(6)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
