//! Files that were made together, as several volumes: which of them have not been taken in here. What lies between pages
//! that are here is missed by itself; pictures, and a whole pack of a new laptop, are not.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::format::Manifest;
use crate::{
    Error, ReplicaId, Result,
    store::{note, noted},
};

/// More files than anybody makes together: who says so is not believed.
const MAX_PARTS: u32 = 10_000;

/// Files of one replica that were made together and have not all been taken in here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MissingParts {
    /// When they were made, by the sender's clock (RFC 3339).
    pub made: String,
    /// How many they are.
    pub of: u32,
    /// The numbers of those that are missing.
    pub missing: Vec<u32>,
}

/// The newest files of one sender, as far as they were taken in.
#[derive(Deserialize, Serialize)]
struct Taken {
    at: i64,
    set: [u8; 16],
    of: u32,
    have: Vec<u32>,
}

impl Taken {
    /// The numbers of the files that have not come.
    fn missing(&self) -> Vec<u32> {
        (1..=self.of).filter(|number| !self.have.contains(number)).collect()
    }
}

fn key(sender: ReplicaId) -> String {
    format!("parts.{sender}")
}

fn taken(sql: &Connection, sender: ReplicaId) -> Result<Option<Taken>> {
    let told: Option<String> = noted(sql, &key(sender))?;
    told.map(|told| serde_json::from_str(&told).map_err(|e| Error::damaged("note of files", e))).transpose()
}

/// Note that a file was taken in. What its sender makes later brings what is lacking then, so only the newest counts; unless
/// it left something out itself. `now` is this machine's time: what comes from later than that has a clock that was wrong.
pub(super) fn note_part(sql: &Connection, manifest: &Manifest, now: i64) -> Result<()> {
    let sender = ReplicaId::of_key(&manifest.sign);
    let (set, number, of) = match &manifest.volume {
        Some(part) if part.of <= MAX_PARTS => (part.set, part.number, part.of),
        Some(_) => return Ok(()),
        None => ([0; 16], 1, 1),
    };
    let newer = "SELECT EXISTS (SELECT 1 FROM bundle WHERE sender = ?1 AND at > ?2 AND at <= ?3 AND set_aside IS NULL)";
    if sql.prepare_cached(newer)?.query_row((sender, manifest.at, now), |r| r.get(0))? {
        return Ok(());
    }
    let mut taken = match taken(sql, sender)? {
        Some(taken) if taken.set == set || (taken.at > manifest.at && taken.at <= now) => taken,
        Some(taken) if manifest.partial == Some(true) && !taken.missing().is_empty() => taken,
        _ => Taken { at: manifest.at, set, of, have: Vec::new() },
    };
    if taken.set == set && !taken.have.contains(&number) {
        taken.have.push(number);
        note(sql, &key(sender), serde_json::to_string(&taken).map_err(|e| Error::damaged("note of files", e))?)?;
    }
    Ok(())
}

/// Which of the newest files of a replica are missing here, where it made several together.
pub(super) fn missing_parts(sql: &Connection, sender: ReplicaId) -> Result<Option<MissingParts>> {
    let Some(taken) = taken(sql, sender)? else { return Ok(None) };
    let missing = taken.missing();
    let made = crate::rfc3339(chrono::DateTime::from_timestamp_millis(taken.at).unwrap_or_default());
    Ok((!missing.is_empty()).then_some(MissingParts { made, of: taken.of, missing }))
}
