//! How far a store had come when it went on under another name: a backup under the former one that goes further is of another store,
//! which went on under it. Two laptops that back up under one name on one stick cover nothing that only the other has.

use std::path::Path;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::file::{self, Header};
use crate::{
    Desk, Error, ReplicaId, Result,
    journal::last_stamp,
    store::{counts, note, noted},
};

/// The last stamp and the pages of a store. Both only grow, but for pages that leave the union; then too much is kept.
#[derive(Serialize, Deserialize)]
struct Extent {
    stamp: Option<i64>,
    pages: u64,
}

fn key(former: ReplicaId) -> String {
    format!("extent.{former}")
}

impl Extent {
    fn now(sql: &Connection) -> Result<Self> {
        Ok(Self { stamp: last_stamp(sql)?, pages: counts(sql)?.pages })
    }

    /// When the store went on from this name; as it is now where an earlier version did that.
    fn of(sql: &Connection, former: ReplicaId) -> Result<Self> {
        let Some(said) = noted::<String>(sql, &key(former))? else { return Self::now(sql) };
        serde_json::from_str(&said).map_err(|e| Error::damaged("note", e))
    }

    fn note(&self, sql: &Connection, former: ReplicaId) -> Result<()> {
        let said = serde_json::to_string(self).map_err(|e| Error::damaged("note", e))?;
        note(sql, &key(former), said)
    }

    fn holds(&self, header: &Header) -> bool {
        header.stamp <= self.stamp && header.pages.is_some_and(|pages| pages <= self.pages)
    }
}

/// Note how far the store has come, which goes on from this name.
pub(super) fn note_extent(sql: &Connection, former: ReplicaId) -> Result<()> {
    Extent::now(sql)?.note(sql, former)
}

/// The store goes on from these names and lost a part of itself: whatever a backup under one of them holds, it may be the only one that does.
pub(super) fn note_lost(sql: &Connection, formers: impl Iterator<Item = ReplicaId>) -> Result<()> {
    { formers }.try_for_each(|former| Extent { stamp: None, pages: 0 }.note(sql, former))
}

impl Desk {
    /// Refuse to cover a backup of another store.
    pub(super) fn must_be_our_own(&self, path: &Path) -> Result<()> {
        let keys = self.keys();
        let own = match file::open(path, &[&keys.open], None) {
            Ok((header, _)) if header.replica() == keys.replica() => true,
            Ok((header, _)) => keys.replicas().any(|own| own == header.replica()) && self.read(|r| Extent::of(r.sql(), header.replica()))?.holds(&header),
            Err(error) => !matches!(error.problem().code, "backup_needs_recovery" | "passphrase_needed"),
        };
        if own { Ok(()) } else { Err(Error::file(path)(std::io::ErrorKind::AlreadyExists.into())) }
    }
}
