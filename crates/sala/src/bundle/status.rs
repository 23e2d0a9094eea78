//! The journey of what was recorded: recorded -> carried -> received; and what waits.

use std::collections::HashSet;

use rusqlite::Connection;
use serde::Serialize;

use super::{
    held::{covers, held_by, sent_to},
    own::{self, NotAllowed},
    pictures::{missing_attachments, wanted_attachments},
    receipt,
    replicas::{ReplicaStatus, replicas},
    unsaid::to_look_at,
};
use crate::{
    Desk, ReplicaId, Result, Role,
    journal::{BookNo, conflict_count},
    trust::{self, Keys},
};

/// How far this replica's own entries have come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Journey {
    /// Entries written here.
    pub recorded: u64,
    /// Of these, in a file that was made.
    pub carried: u64,
    /// Of these, in headquarters' receipt.
    pub received: u64,
    /// What other laptops wrote, is here, and headquarters has not said it holds: this laptop may be the one that carries it.
    pub of_others: u64,
    /// Attachments here that headquarters has not said it holds.
    pub waiting_attachments: u64,
    /// When headquarters' last receipt was made (RFC 3339).
    pub last_heard: Option<String>,
}

/// Counts of what waits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// Entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entries: Option<u64>,
    /// Attachments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachments: Option<u64>,
    /// Pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<u64>,
    /// Files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub files: Option<u64>,
}

/// The answer of `sala status`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StoreStatus {
    /// Replicas known.
    pub replicas: Vec<ReplicaStatus>,
    /// What headquarters has not yet said it holds.
    pub not_yet_received: Waiting,
    /// What was recorded here and headquarters does not count: it stays here, and goes along in every file.
    pub not_allowed: Option<NotAllowed>,
    /// What waits for its sender to be accepted.
    pub quarantined: Waiting,
    /// Differences that wait for a decision.
    pub conflicts: u64,
    /// Values that break a rule: kept, not shown, to be put right; and what stands on this laptop alone because it cannot be recorded again.
    pub review: u64,
    /// Attachments that records here name and that are not here.
    pub attachments_to_come: u64,
    /// Of these, those that were here: their files are damaged or gone.
    pub attachments_lost: u64,
}

pub(super) fn rfc3339(millis: i64) -> Option<String> {
    chrono::DateTime::from_timestamp_millis(millis).map(crate::rfc3339)
}

impl Desk {
    /// What was recorded here and does not count elsewhere.
    ///
    /// # Errors
    /// Store failures.
    pub fn not_allowed(&self) -> Result<Option<NotAllowed>> {
        self.read(|r| own::not_allowed(r.sql(), &trust::Standing::read(r.sql())?))
    }

    /// How far this replica's own entries have come.
    ///
    /// # Errors
    /// Store failures.
    pub fn journey(&self) -> Result<Journey> {
        self.read(|r| journey(r.sql(), &self.keys()))
    }

    /// Who is known, what each is missing, and what waits.
    ///
    /// # Errors
    /// Store failures.
    pub fn status(&self) -> Result<StoreStatus> {
        let role = self.role()?;
        self.read(|r| {
            let sql = r.sql();
            let journey = journey(sql, &self.keys())?;
            let waiting = if role == Role::Hq {
                Waiting { entries: Some(0), attachments: Some(0), ..Waiting::default() }
            } else {
                let entries = journey.recorded - journey.received + journey.of_others;
                Waiting { entries: Some(entries), attachments: Some(journey.waiting_attachments), ..Waiting::default() }
            };
            let (files, pages): (i64, i64) = sql.query_row("SELECT count(*), coalesce(sum(pages), 0) FROM quarantine", [], |r| Ok((r.get(0)?, r.get(1)?)))?;
            let missing = missing_attachments(sql, &all_books(sql)?)?;
            Ok(StoreStatus {
                replicas: replicas(sql, self)?,
                not_yet_received: waiting,
                not_allowed: own::not_allowed(sql, &trust::Standing::read(sql)?)?,
                quarantined: Waiting { files: Some(files as u64), pages: Some(pages as u64), ..Waiting::default() },
                conflicts: conflict_count(sql, r.tables(), None)?,
                review: to_look_at(sql, r.tables(), None)?,
                attachments_to_come: missing.hashes.len() as u64,
                attachments_lost: missing.lost,
            })
        })
    }
}

pub(super) fn all_books(sql: &Connection) -> Result<Vec<BookNo>> {
    Ok(sql.prepare_cached("SELECT no FROM book")?.query_map([], |r| r.get(0).map(BookNo))?.collect::<Result<_, _>>()?)
}

fn journey(sql: &Connection, keys: &Keys) -> Result<Journey> {
    let hq = trust::headquarters(sql)?.map(|c| c.replica());
    let received = hq.map(|hq| held_by(sql, hq)).transpose()?.unwrap_or_default();
    let mut journey = Journey { last_heard: hq.map(|hq| receipt::last(sql, hq)).transpose()?.flatten().and_then(rfc3339), ..Journey::default() };
    let receivers = sql.prepare_cached("SELECT DISTINCT receiver FROM sent_pages")?.query_map([], |r| r.get(0))?.collect::<Result<Vec<ReplicaId>, _>>()?;
    let sent = receivers.into_iter().map(|receiver| sent_to(sql, receiver)).collect::<Result<Vec<_>>>()?;
    let query = "SELECT p.chain, p.number, p.entries
                 FROM page p JOIN chain c ON c.no = p.chain JOIN replica r ON r.no = c.replica WHERE r.id = ?1";
    let mut statement = sql.prepare_cached(query)?;
    // What was written here before the store went on under new keys is on the same journey.
    for own in keys.replicas() {
        let mut rows = statement.query([own])?;
        while let Some(row) = rows.next()? {
            let (number, entries) = (row.get::<_, i64>(1)? as u64, row.get::<_, i64>(2)? as u64);
            let chain = row.get(0)?;
            let is_received = covers(received.get(&chain), number);
            let is_sent = sent.iter().any(|sent| covers(sent.get(&chain), number));
            journey.recorded += entries;
            journey.received += if is_received { entries } else { 0 };
            journey.carried += if is_received || is_sent { entries } else { 0 };
        }
    }
    let query = "SELECT r.id, p.chain, p.number, p.entries FROM page p JOIN chain c ON c.no = p.chain JOIN replica r ON r.no = c.replica";
    // An id is a hash of a key: not made again for each of thousands of pages.
    let own: HashSet<ReplicaId> = keys.replicas().collect();
    let known: HashSet<ReplicaId> = trust::certificates(sql)?.into_iter().filter(|(c, _)| c.role == "hq").map(|(c, _)| c.replica()).collect();
    let of_headquarters = |id: ReplicaId| known.contains(&id);
    let mut statement = sql.prepare_cached(query)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let author: ReplicaId = row.get(0)?;
        if !own.contains(&author) && !covers(received.get(&row.get(1)?), row.get::<_, i64>(2)? as u64) && !of_headquarters(author) {
            journey.of_others += row.get::<_, i64>(3)? as u64;
        }
    }
    journey.recorded += sql.query_row("SELECT coalesce(sum(entries), 0) FROM tail WHERE NOT said", [], |r| r.get::<_, i64>(0))? as u64;
    let books = all_books(sql)?;
    journey.waiting_attachments = wanted_attachments(sql, &books, hq)?.len() as u64;
    Ok(journey)
}
