//! Programmes of one code: two laptops made them before they heard of each other. Both are kept, and whoever takes the second one
//! in is told, because a command or a paper that names the code could mean either.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::Serialize;

use crate::{
    Desk, Result,
    journal::{Registry, codes_and_titles},
};

/// A code that several programmes have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SharedCode {
    /// The code.
    pub code: String,
    /// What the programmes are called, one after the other.
    pub titles: Vec<String>,
}

impl Desk {
    /// The codes that several programmes of this store have.
    ///
    /// # Errors
    /// Store failures.
    pub fn shared_codes(&self) -> Result<Vec<SharedCode>> {
        self.read(|reader| shared(reader.sql(), reader.tables().registry))
    }
}

/// The codes that several programmes have.
pub(super) fn shared(sql: &Connection, registry: &Registry) -> Result<Vec<SharedCode>> {
    let mut codes: BTreeMap<String, SharedCode> = BTreeMap::new();
    for (code, title) in codes_and_titles(sql, registry)? {
        let one = codes.entry(code.to_uppercase()).or_insert_with(|| SharedCode { code, titles: Vec::new() });
        one.titles.push(title);
    }
    Ok(codes.into_values().filter(|one| !one.code.is_empty() && one.titles.len() > 1).collect())
}

/// Those that more programmes have now than before.
pub(super) fn newly_shared(before: &[SharedCode], now: Vec<SharedCode>) -> Vec<SharedCode> {
    let known = |one: &SharedCode| before.iter().find(|b| b.code.eq_ignore_ascii_case(&one.code)).map_or(0, |b| b.titles.len());
    now.into_iter().filter(|one| one.titles.len() > known(one)).collect()
}
