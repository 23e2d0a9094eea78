//! The account of a file: who made it, what became of it, and what it changed.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use rusqlite::Connection;
use serde::Serialize;

use super::{RevokedFormer, SharedCode, scan::Contents};
use crate::{
    Desk, Problem, ReplicaId, Result,
    journal::{REMOVED, Registry, Tally},
    trust,
};

/// What became of a bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It was taken in.
    Applied,
    /// All of it was here.
    AlreadyKnown,
    /// Nothing was changed: this is what would be.
    Preview,
    /// It waits until headquarters accepts its sender.
    Quarantined,
    /// Nothing was changed, and why.
    Refused,
    /// It was taken in, and an earlier file is still on its way.
    Waiting,
}

/// What a bundle changed in one kind of record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KindChange {
    /// The kind.
    pub kind: String,
    /// Records or values that were not here.
    pub added: u64,
    /// Records that were shown here and are removed.
    pub removed: u64,
    /// Records that were removed here and are shown again.
    pub put_back: u64,
    /// Values replaced by somebody who had seen them.
    pub changed: u64,
    /// Cells that now hold different values: to decide.
    pub differ: u64,
    /// Differences that were waiting, in which a value stands now that did not.
    pub more: u64,
    /// Differences whose decision arrived.
    pub settled: u64,
    /// Values kept for review.
    pub aside: u64,
}

/// What a file says of a laptop that is believed no longer, or again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RevokedWord {
    /// What it is called.
    pub label: String,
    /// True where it is no longer believed from some page on.
    pub revoked: bool,
}

/// The account of one bundle.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Imported {
    /// The file.
    pub file: PathBuf,
    /// The bundle's id; empty where it could not be read.
    pub bundle: String,
    /// What the sender is called: by our organisation's word, else as it calls itself in its own request; where there is neither, the
    /// start of its id. What others say of it is not believed.
    pub from: String,
    /// Who made the file.
    pub author: String,
    /// When, by the sender's clock (RFC 3339).
    pub made: String,
    /// What became of it.
    pub status: Status,
    /// Entries that were not here.
    pub new_entries: u64,
    /// Entries that were.
    pub known_entries: u64,
    /// Attachments that were not here.
    pub attachments: u64,
    /// Of the new entries, those of a file that somebody set aside here: they come back with this one, which brings them too.
    pub back: u64,
    /// Differences that came with it and wait for a decision.
    pub conflicts: u64,
    /// What changed, by kind.
    pub kinds: Vec<KindChange>,
    /// Codes that the file's programmes share with others here.
    pub shared_codes: Vec<SharedCode>,
    /// Laptops that the file says are no longer believed, or are believed again: what they wrote may have gone with it, or come back.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub revoked: Vec<RevokedWord>,
    /// Laptops in whose name two stores write, as this file shows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub forked: Vec<String>,
    /// Of a file that waits until its sender is accepted: the laptop that the sender goes on from and that is believed no longer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revoked_former: Option<RevokedFormer>,
    /// The organisation that this store joined by it.
    pub joined: Option<String>,
    /// The sender's fingerprint in words.
    pub fingerprint: String,
    /// Why it was refused or waits.
    pub why: Option<Problem>,
}

impl Imported {
    /// The account of a file of which nothing is said but what became of it.
    #[must_use]
    pub fn of(file: &Path, status: Status) -> Self {
        Self {
            file: file.to_owned(),
            bundle: String::new(),
            from: String::new(),
            author: String::new(),
            made: String::new(),
            status,
            new_entries: 0,
            known_entries: 0,
            attachments: 0,
            back: 0,
            conflicts: 0,
            kinds: Vec::new(),
            shared_codes: Vec::new(),
            revoked: Vec::new(),
            forked: Vec::new(),
            revoked_former: None,
            joined: None,
            fingerprint: String::new(),
            why: None,
        }
    }
}

impl Desk {
    /// The account of a file before anything of it has come in.
    pub(super) fn account(&self, sql: &Connection, path: &Path, contents: &Contents, id: ReplicaId, status: Status) -> Result<Imported> {
        let sender = &contents.manifest;
        let certificate = contents.certificates.iter().map(|(c, _)| c).find(|c| c.sign == sender.sign);
        let request = contents.request.as_ref().map(|(r, _)| r).filter(|r| r.sign == sender.sign);
        Ok(Imported {
            bundle: id.to_string(),
            from: sender_label(sql, contents)?,
            author: sender.author.clone(),
            made: crate::rfc3339(chrono::DateTime::from_timestamp_millis(sender.at).unwrap_or_default()),
            // Made of the sender's keys alone: whoever certified it, they are these.
            fingerprint: request.map(trust::Request::fingerprint).or(certificate.map(trust::Certificate::fingerprint)).unwrap_or_default(),
            ..Imported::of(path, status)
        })
    }
}

/// What to call the sender of a file.
pub(super) fn sender_label(sql: &Connection, contents: &Contents) -> Result<String> {
    let sender = ReplicaId::of_key(&contents.manifest.sign);
    let root = trust::organisation(sql)?.map(|organisation| organisation.root);
    let offered = || contents.certificates.iter().map(|(c, _)| c).find(|c| c.replica() == sender && Some(c.root) == root);
    let request = || contents.request.as_ref().map(|(r, _)| r).filter(|r| r.replica() == sender);
    let label = match trust::certificate(sql, sender)? {
        Some((certificate, _)) => Some(certificate.label),
        None => offered().map(|c| c.label.clone()).or_else(|| request().map(|r| r.label.clone())),
    };
    label.map_or_else(|| trust::label(sql, sender), Ok)
}

impl KindChange {
    /// Nothing of this kind.
    #[must_use]
    pub fn none_of(kind: &str) -> Self {
        Self { kind: kind.to_owned(), added: 0, removed: 0, put_back: 0, changed: 0, differ: 0, more: 0, settled: 0, aside: 0 }
    }

    fn is_nothing(&self) -> bool {
        let Self { kind: _, added, removed, put_back, changed, differ, more, settled, aside } = self;
        added + removed + put_back + changed + differ + more + settled + aside == 0
    }
}

/// What changed, by kind.
pub(super) fn by_kind(registry: &Registry, tally: &BTreeMap<(String, String), Tally>) -> Vec<KindChange> {
    let mut kinds: BTreeMap<&str, KindChange> = BTreeMap::new();
    let unseen = |kind: &str| tally.get(&(kind.to_owned(), REMOVED.name.to_owned())).map_or(0, |t| t.unseen);
    // Kinds of which records came.
    let mut new: BTreeSet<&str> = BTreeSet::new();
    for ((kind, field), t) in tally {
        let change = kinds.entry(kind).or_insert_with(|| KindChange::none_of(kind));
        change.differ += t.differ;
        change.more += t.more;
        change.settled += t.settled;
        change.aside += t.aside;
        change.removed += t.removed;
        change.put_back += t.put_back;
        // That a record goes or comes back is told by the record.
        if *field == REMOVED.name {
            continue;
        }
        // A new record brings its first field; another field that held nothing changes a record that was there.
        let first = registry.kinds().iter().find(|k| k.name == kind.as_str()).and_then(|k| k.fields.first()).is_none_or(|f| f.name == field.as_str());
        if first && t.added > 0 {
            change.added += t.added - unseen(kind).min(t.added);
            new.insert(kind);
        }
        change.changed += t.changed;
    }
    for ((kind, field), t) in tally {
        if let Some(change) = kinds.get_mut(kind.as_str())
            && *field != REMOVED.name
            && !new.contains(kind.as_str())
            && change.changed == 0
        {
            change.changed = t.added;
        }
    }
    kinds.into_values().filter(|k| !k.is_nothing()).collect()
}
