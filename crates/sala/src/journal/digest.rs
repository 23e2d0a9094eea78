//! One hash of all live values: equal on two stores that know the same, whatever came in which order.

use rusqlite::{Connection, types::ValueRef};

use super::{
    branch::Branches,
    numbers::{BookNo, chain_owner, record_id},
    registry::{Key, PartType},
    tables::{Tables, keys},
};
use crate::{EntryNo, Result};

/// The digest of a store or of one book.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Digest {
    /// BLAKE3 as hexadecimal digits.
    pub digest: String,
    /// Entries held.
    pub entries: u64,
    /// Closed pages held.
    pub pages: u64,
}

/// Hash every live value of `book`, or of all books. Personal parts do not count: a store from which they were
/// withheld or erased knows the same.
pub(crate) fn digest(sql: &Connection, tables: &Tables, book: Option<BookNo>) -> Result<Digest> {
    let mut hashes: Vec<[u8; 32]> = Vec::new();
    let branches = Branches::load(sql)?;
    for plan in &tables.plans {
        let (a, b) = keys(plan.kind);
        let name = plan.field.name;
        let parts: String = plan.field.parts.iter().filter(|p| !p.personal).map(|p| format!(", {}", p.name)).collect();
        let query = format!("SELECT {a}, {b}, {name}_v{parts} FROM {} WHERE {name}_v IS NOT NULL", plan.kind.name);
        let mut statement = sql.prepare(&query)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let mut hasher = blake3::Hasher::new();
            if !identify(sql, &branches, &mut hasher, book, row.get(0)?, row.get(1)?, plan.kind.key != Key::Single, EntryNo(row.get(2)?), plan.kind.name, name)?
            {
                continue;
            }
            for (i, part) in plan.field.parts.iter().filter(|p| !p.personal).enumerate() {
                match row.get_ref(i + 3)? {
                    ValueRef::Null | ValueRef::Real(_) => hasher.update(b"n"),
                    ValueRef::Integer(no) if part.ty == PartType::Ref => hasher.update(b"r").update(record_id(sql, no)?.as_bytes()),
                    ValueRef::Integer(n) => hasher.update(b"i").update(&n.to_le_bytes()),
                    ValueRef::Text(t) | ValueRef::Blob(t) => hasher.update(b"t").update(&(t.len() as u64).to_le_bytes()).update(t),
                };
            }
            hashes.push(*hasher.finalize().as_bytes());
        }
    }
    for table in ["sibling", "aside"] {
        let query = format!("SELECT x.a, x.b, x.v, s.kind, s.field, s.pair FROM {table} x JOIN shape s ON s.no = x.shape");
        let mut statement = sql.prepare(&query)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let mut hasher = blake3::Hasher::new();
            let (kind, field): (String, String) = (row.get(3)?, row.get(4)?);
            if identify(sql, &branches, &mut hasher, book, row.get(0)?, row.get(1)?, row.get(5)?, EntryNo(row.get(2)?), &kind, &field)? {
                hashes.push(*hasher.update(b"beside").finalize().as_bytes());
            }
        }
    }
    hashes.sort_unstable();
    let mut all = blake3::Hasher::new_derive_key("sala digest v1");
    for hash in &hashes {
        all.update(hash);
    }
    let count = |table: &str, what: &str| -> Result<i64> {
        let query = format!("SELECT {what} FROM {table} x JOIN chain c ON c.no = x.chain WHERE ?1 IS NULL OR c.book = ?1");
        Ok(sql.query_row(&query, [book.map(|b| b.0)], |r| r.get(0))?)
    };
    let entries = count("page", "coalesce(sum(x.entries), 0)")? + count("tail", "coalesce(sum(x.entries), 0)")?;
    Ok(Digest { digest: all.finalize().to_hex().to_string(), entries: entries as u64, pages: count("page", "count(*)")? as u64 })
}

/// Hash which entry of which cell is live; false where it belongs to another book.
#[allow(clippy::too_many_arguments, reason = "one cell, spelled out; a struct would only be taken apart again")]
fn identify(
    sql: &Connection,
    branches: &Branches,
    hasher: &mut blake3::Hasher,
    book: Option<BookNo>,
    a: i64,
    b: i64,
    pair: bool,
    no: EntryNo,
    kind: &str,
    field: &str,
) -> Result<bool> {
    let (_, of_book) = chain_owner(sql, no.chain())?;
    if book.is_some_and(|wanted| wanted != of_book) {
        return Ok(false);
    }
    hasher.update(record_id(sql, a)?.as_bytes());
    if pair {
        hasher.update(record_id(sql, b)?.as_bytes());
    }
    for text in [kind, field] {
        hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
    }
    let (name, place) = branches.name(sql, no)?;
    hasher.update(&name.0).update(&place.to_le_bytes());
    Ok(true)
}
