//! How far one entry has come on its way to headquarters.

use rusqlite::{Connection, OptionalExtension as _};
use serde::Serialize;

use super::held::{covers, held_by, sent_to};
use crate::{EntryNo, Result, Role, trust};

/// How far an entry has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// It is in this store.
    Recorded,
    /// It is in a file that was made. Sent is not received.
    Carried,
    /// Headquarters has said that it holds it, or this is headquarters.
    Received,
}

/// How far the entry has come that stands in this page of its chain; none where no page holds it yet.
pub(crate) fn step(sql: &Connection, no: EntryNo, page: Option<u64>) -> Result<Step> {
    let role: Option<String> = sql.prepare_cached("SELECT value FROM meta WHERE key = 'role'")?.query_row([], |r| r.get(0)).optional()?;
    if role.as_deref() == Some(Role::Hq.as_str()) {
        return Ok(Step::Received);
    }
    let Some(page) = page else { return Ok(Step::Recorded) };
    let Some(hq) = trust::headquarters(sql)?.map(|c| c.replica()) else { return Ok(Step::Recorded) };
    if covers(held_by(sql, hq)?.get(&no.chain()), page) {
        return Ok(Step::Received);
    }
    let carried = covers(sent_to(sql, hq)?.get(&no.chain()), page);
    Ok(if carried { Step::Carried } else { Step::Recorded })
}
