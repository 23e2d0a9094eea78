//! Keys, certificates and who is believed.

mod keys;

pub use keys::{Keys, Purpose, SignKey, verify};

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use crate::{ReplicaId, Result};

/// Found an organisation: its root certifies headquarters itself.
pub(crate) fn found(_sql: &Connection, _keys: &Keys, _organisation: &str, _label: &str, _now: DateTime<Utc>) -> Result<()> {
    Ok(())
}

/// What people call a replica.
pub(crate) fn label(_sql: &Connection, replica: ReplicaId) -> Result<String> {
    Ok(replica.to_string())
}
