//! One code that two laptops gave: to programmes before they heard of each other, to people or plans of one programme. All of
//! them are kept, and whoever takes the second one in is told, because a command or a paper that names the code could mean either.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use serde::Serialize;

use crate::{
    Desk, Result,
    journal::{Registry, codes_and_titles},
};

/// What has a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Coded {
    /// A programme.
    Programme,
    /// Somebody on a roster.
    Participant,
    /// An action plan.
    Plan,
}

/// A code that several of one kind have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SharedCode {
    /// What has it.
    pub of: Coded,
    /// The code.
    pub code: String,
    /// What they are called, one after the other.
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
        let one = codes.entry(code.to_uppercase()).or_insert_with(|| SharedCode { of: Coded::Programme, code, titles: Vec::new() });
        one.titles.push(title);
    }
    Ok(codes.into_values().filter(|one| !one.code.is_empty() && one.titles.len() > 1).collect())
}

/// Those that more programmes have now than before.
pub(super) fn newly_shared(before: &[SharedCode], now: Vec<SharedCode>) -> Vec<SharedCode> {
    let known = |one: &SharedCode| before.iter().find(|b| b.code.eq_ignore_ascii_case(&one.code)).map_or(0, |b| b.titles.len());
    now.into_iter().filter(|one| one.titles.len() > known(one)).collect()
}

/// The codes that several people who take part in one of these programmes have, or several of its plans. Told with each file that
/// says anything of such codes, until somebody gives one of them another. Only of the programmes that the file is about: what it
/// costs must not grow with all the others.
pub(super) fn shared_within(sql: &Connection, of: Coded, books: &BTreeSet<[u8; 16]>) -> Result<Vec<SharedCode>> {
    let query = match of {
        Coded::Programme => return Ok(Vec::new()),
        Coded::Participant => {
            concat!(
                "WITH ",
                // Who left the list is asked for by no code: the rule of belonging says who that is.
                include_str!("../people/views/belongs.sql"),
                "SELECT code, COALESCE(name, code) FROM person WHERE book = (SELECT no FROM book WHERE id = ?1) AND code <> '' AND belongs <> 'gone' ORDER BY code_t, (SELECT id FROM record WHERE no = rec)"
            )
        }
        Coded::Plan => {
            "SELECT code, COALESCE(sector, code) FROM plan WHERE book = (SELECT no FROM book WHERE id = ?1) AND code <> '' AND COALESCE(removed, 0) = 0 ORDER BY code_t, (SELECT id FROM record WHERE no = rec)"
        }
    };
    let mut statement = sql.prepare_cached(query)?;
    let mut shared = Vec::new();
    for book in books {
        let mut codes: BTreeMap<String, SharedCode> = BTreeMap::new();
        let mut rows = statement.query([book])?;
        while let Some(row) = rows.next()? {
            let code: String = row.get(0)?;
            codes.entry(code.to_uppercase()).or_insert_with(|| SharedCode { of, code, titles: Vec::new() }).titles.push(row.get(1)?);
        }
        shared.extend(codes.into_values().filter(|one| one.titles.len() > 1));
    }
    Ok(shared)
}
