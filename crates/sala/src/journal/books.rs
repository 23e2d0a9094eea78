//! What people call a book: the code and title of its programme. The journal knows of kinds of record only what the registry
//! says, but whoever tells of pages and gaps must call their book something, and stands below the folder that has the programmes.

use rusqlite::{Connection, OptionalExtension as _};

use super::{numbers::BookNo, registry::Registry};
use crate::Result;

fn has_programmes(registry: &Registry) -> bool {
    registry.find("programme", "code").is_some()
}

/// The code of a book's programme; empty where it has not arrived.
pub(crate) fn code_of(sql: &Connection, registry: &Registry, book: BookNo) -> Result<String> {
    if !has_programmes(registry) {
        return Ok(String::new());
    }
    let query = "SELECT code FROM programme WHERE book = ?1";
    Ok(sql.prepare_cached(query)?.query_row([book.0], |r| r.get::<_, Option<String>>(0)).optional()?.flatten().unwrap_or_default())
}

/// Code and title of every programme that is not removed, in the order in which they got their codes.
pub(crate) fn codes_and_titles(sql: &Connection, registry: &Registry) -> Result<Vec<(String, String)>> {
    if !has_programmes(registry) {
        return Ok(Vec::new());
    }
    let query = "SELECT COALESCE(p.code, ''), COALESCE(p.title, '') FROM programme p JOIN record k ON k.no = p.rec WHERE COALESCE(p.removed, 0) = 0 ORDER BY p.code_t, k.id";
    Ok(sql.prepare_cached(query)?.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?)
}
