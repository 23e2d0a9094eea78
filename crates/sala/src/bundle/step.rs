//! How far entries have come on their way to headquarters.

use rusqlite::{Connection, OptionalExtension as _};
use serde::Serialize;

use super::held::{Held, covers, held_by, sent_to};
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

/// What tells how far entries have come: read once, asked of each.
pub struct Steps(Road);

/// The way from here to headquarters.
enum Road {
    /// This is headquarters.
    Here,
    /// Headquarters is not known yet.
    Unknown,
    /// What headquarters said it holds, and what was put into files for it.
    Known { held: Held, sent: Held },
}

impl Steps {
    pub(crate) fn read(sql: &Connection) -> Result<Self> {
        let role: Option<String> = sql.prepare_cached("SELECT value FROM meta WHERE key = 'role'")?.query_row([], |r| r.get(0)).optional()?;
        if role.as_deref() == Some(Role::Hq.as_str()) {
            return Ok(Self(Road::Here));
        }
        let Some(hq) = trust::headquarters(sql)?.map(|c| c.replica()) else { return Ok(Self(Road::Unknown)) };
        Ok(Self(Road::Known { held: held_by(sql, hq)?, sent: sent_to(sql, hq)? }))
    }

    /// How far the entry has come that stands in this page of its chain; none where no page holds it yet.
    #[must_use]
    pub fn of(&self, no: EntryNo, page: Option<u64>) -> Step {
        match (&self.0, page) {
            (Road::Here, _) => Step::Received,
            (Road::Known { held, .. }, Some(page)) if covers(held.get(&no.chain()), page) => Step::Received,
            (Road::Known { sent, .. }, Some(page)) if covers(sent.get(&no.chain()), page) => Step::Carried,
            _ => Step::Recorded,
        }
    }
}
