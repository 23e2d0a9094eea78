//! Personal values beside the pages. The page holds `BLAKE3(salt || value)`; without the salt a short value such as a
//! name could be found by trying, so an erased value takes its salt along.

use rusqlite::{Connection, OptionalExtension};

use super::value::Value;
use crate::{EntryNo, Result};

/// What stands in the annex for one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AnnexItem {
    pub salt: [u8; 16],
    /// CBOR of the value.
    pub value: Vec<u8>,
}

impl AnnexItem {
    /// What the page says of it.
    pub(crate) fn hash(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_derive_key("sala annex v1");
        hasher.update(&self.salt).update(&self.value);
        *hasher.finalize().as_bytes()
    }

    /// Keep it; answers whether it was not here.
    pub(crate) fn insert(&self, sql: &Connection, entry: EntryNo) -> Result<bool> {
        let query = "INSERT OR IGNORE INTO annex (entry, salt, value) VALUES (?1, ?2, ?3)";
        Ok(sql.prepare_cached(query)?.execute((entry.0, self.salt, &self.value))? == 1)
    }
}

/// Keep a personal value; answers the hash for the page.
pub(crate) fn keep(sql: &Connection, entry: EntryNo, value: &Value) -> Result<[u8; 32]> {
    let mut salt = [0; 16];
    rand::RngCore::fill_bytes(&mut rand::rngs::OsRng, &mut salt);
    let item = AnnexItem { salt, value: value.to_bytes()? };
    item.insert(sql, entry)?;
    Ok(item.hash())
}

/// The personal value of an entry, none where it is withheld.
pub(crate) fn read(sql: &Connection, entry: EntryNo) -> Result<Option<AnnexItem>> {
    let query = "SELECT salt, value FROM annex WHERE entry = ?1";
    Ok(sql.prepare_cached(query)?.query_row([entry.0], |r| Ok(AnnexItem { salt: r.get(0)?, value: r.get(1)? })).optional()?)
}
