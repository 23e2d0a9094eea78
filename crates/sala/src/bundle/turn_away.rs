//! A laptop that asked and is not accepted: what waited for it goes, and nothing else changes. It may ask again.

use rusqlite::Connection;
use serde::Serialize;

use super::{
    enrol::names,
    quarantine::{forget_waiting, quarantine_file},
};
use crate::{
    Desk, Problem, ReplicaId, Result, fault,
    trust::{self, Certificate},
};

/// A laptop that was turned away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TurnedAway {
    /// The laptop.
    pub replica: String,
    /// What it calls itself, or what headquarters calls it.
    pub label: String,
    /// How many files of it were dropped that waited in quarantine.
    pub files: u64,
    /// How many pages stood in them.
    pub pages: u64,
}

impl Desk {
    /// Turn away the replica whose fingerprint (or id, or label) this is, among those that asked and those whose files wait in
    /// quarantine: its files there are deleted, and its request. Nobody's pages in the union are touched, nobody is told, and a later file of
    /// that replica waits as its first one did. Whoever made the files still has what stood in them.
    ///
    /// # Errors
    /// `not_headquarters`, `no_such_request`, `ambiguous_request`; store failures.
    pub fn turn_away(&self, which: &str) -> Result<TurnedAway> {
        if self.keys().root.is_none() {
            return Problem::new("not_headquarters").refuse();
        }
        let wanted = which.trim().to_lowercase();
        let (away, files) = self.store.write(|sql| {
            let (replica, label) = asking(sql, which, &wanted)?;
            let mut waiting = sql.prepare("SELECT id, pages FROM quarantine WHERE sender = ?1")?;
            let waiting = waiting.query_map([replica], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<Vec<([u8; 16], i64)>, _>>()?;
            waiting.iter().try_for_each(|(id, _)| forget_waiting(sql, ReplicaId(*id)))?;
            trust::forget_request(sql, replica)?;
            let pages = waiting.iter().map(|(_, pages)| *pages as u64).sum();
            let away = TurnedAway { replica: replica.to_string(), label, files: waiting.len() as u64, pages };
            Ok((away, waiting.into_iter().map(|(id, _)| id)))
        })?;
        fault::point("quarantine.forgotten");
        for path in files.map(|id| quarantine_file(self.dir(), ReplicaId(id))) {
            // Nothing waits for it any more: what cannot be removed now goes when the store is opened next.
            if let Err(error) = std::fs::remove_file(&path) {
                tracing::warn!("{} stays until the store is opened again: {error}", path.display());
            }
        }
        Ok(away)
    }
}

/// The one of that name among those that asked, and among those that headquarters knows and whose files wait all the same: their time
/// ran out, or they carry pages of somebody whom nobody accepted.
fn asking(sql: &Connection, which: &str, wanted: &str) -> Result<(ReplicaId, String)> {
    let mut senders = sql.prepare("SELECT DISTINCT sender FROM quarantine")?;
    let senders = senders.query_map([], |r| r.get(0))?.collect::<Result<Vec<ReplicaId>, _>>()?;
    let asked = trust::requests(sql)?.into_iter().map(|(request, _)| request);
    let known = trust::certificates(sql)?.into_iter().map(|(c, _)| c).filter(|c| senders.contains(&c.replica())).map(Certificate::into_request);
    let found: Vec<_> = asked.chain(known).filter(|request| names(request, wanted)).collect();
    match found.as_slice() {
        [] => Problem::new("no_such_request").with("which", which).refuse(),
        [one] => Ok((one.replica(), one.label.clone())),
        several => Problem::new("ambiguous_request").with("labels", several.iter().map(|r| r.label.clone()).collect::<Vec<_>>()).refuse(),
    }
}
