//! A laptop that asked and is not accepted: what waited for it goes, and nothing else changes. It may ask again.

use std::collections::BTreeSet;

use rusqlite::Connection;
use serde::Serialize;

use super::{
    enrol::names,
    former,
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
    /// Turn away the replica whose fingerprint (or id, or label, or the id of a file of it) this is, among those that asked and those
    /// whose files wait in quarantine: its files there are deleted, and its request. Nobody's pages in the union are touched, nobody is told, and a later file of
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
            // It may be certified later along with what goes on from it: whoever accepts that one is told.
            former::turn_away(sql, replica, self.now().timestamp_millis())?;
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

/// The one of that name among those that asked, and among those whose files wait: headquarters knows them and their time ran out, or they
/// carry pages of somebody whom nobody accepted; or they never asked, and then only ids tell them, their own or a file's.
fn asking(sql: &Connection, which: &str, wanted: &str) -> Result<(ReplicaId, String)> {
    let mut files = sql.prepare("SELECT id, sender FROM quarantine")?;
    let files = files.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<Vec<(ReplicaId, ReplicaId)>, _>>()?;
    let asked: Vec<_> = trust::requests(sql)?.into_iter().map(|(request, _)| request).collect();
    let is_sender = |c: &Certificate| files.iter().any(|(_, sender)| *sender == c.replica());
    let known = trust::certificates(sql)?.into_iter().map(|(c, _)| c).filter(is_sender).map(Certificate::into_request);
    let named: Vec<_> = asked.into_iter().chain(known).collect();
    let label = |replica: ReplicaId| named.iter().find(|one| one.replica() == replica).map_or_else(|| trust::label(sql, replica), |one| Ok(one.label.clone()));
    let by_id = |id: ReplicaId| wanted.len() >= 4 && id.to_string().starts_with(wanted);
    let mut found: BTreeSet<ReplicaId> = named.iter().filter(|request| names(request, wanted)).map(trust::Request::replica).collect();
    found.extend(files.iter().filter(|(file, sender)| by_id(*file) || by_id(*sender)).map(|(_, sender)| *sender));
    let found = found.into_iter().map(|replica| Ok((replica, label(replica)?))).collect::<Result<Vec<_>>>()?;
    match <[(ReplicaId, String); 1]>::try_from(found) {
        Ok([one]) => Ok(one),
        Err(none) if none.is_empty() => Problem::new("no_such_request").with("which", which).refuse(),
        Err(several) => Problem::new("ambiguous_request").with("labels", several.into_iter().map(|(_, label)| label).collect::<Vec<_>>()).refuse(),
    }
}
