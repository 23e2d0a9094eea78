//! What headquarters lets a laptop do, as whoever accepts it is told: in which programmes, until when, whether it may write, and from which
//! page on that holds.

use rusqlite::Connection;
use serde::Serialize;

use super::status::rfc3339;
use crate::{
    RecordId, ReplicaId, Result,
    journal::{BookNo, Registry, code_of, record_book},
    trust::{self, Certificate},
};

/// From where on what a replica writes in one programme does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FromPage {
    /// The first page that does not count.
    pub page: u64,
    /// The programme's code.
    pub programme: String,
    /// The programme.
    pub book: RecordId,
}

/// What a laptop may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Limits {
    /// It may look but not write.
    pub read_only: bool,
    /// The codes of the only programmes that it may hold and write in; every one where none are named.
    pub programmes: Option<Vec<String>>,
    /// Until when its files are taken in (RFC 3339), where there is an end.
    pub until: Option<String>,
    /// The last day on which they are, as people are told it.
    pub until_day: Option<String>,
    /// Where it may not write everywhere: its first page in each programme that does not count. What it wrote before stands.
    pub from: Vec<FromPage>,
    /// From which page on it is not believed, where it is revoked.
    pub revoked_from: Vec<FromPage>,
}

/// What this certificate, and what headquarters said of its laptop since, let it do.
pub(super) fn limits(sql: &Connection, registry: &Registry, certificate: &Certificate) -> Result<Limits> {
    let grant = certificate.grant();
    let code = |book: &RecordId| code_of(sql, registry, record_book(sql, *book)?);
    let programmes = grant.books.as_ref().map(|books| books.iter().map(code).collect::<Result<_>>()).transpose()?;
    let mut from = Vec::new();
    let mut statement = sql.prepare("SELECT no, id FROM book ORDER BY no")?;
    let books = statement.query_map([], |r| Ok((r.get(0).map(BookNo)?, r.get(1)?)))?;
    for row in books {
        let (no, book) = row?;
        if let Some((_, stands)) = certificate.narrows(book) {
            from.push(FromPage { page: stands.map_or(1, |cut| cut.page), programme: code_of(sql, registry, no)?, book });
        }
    }
    let revocation = trust::revocation(sql, certificate.replica())?.map(|(r, _)| r).filter(trust::Revocation::stands);
    Ok(Limits {
        read_only: grant.read_only,
        programmes,
        until: grant.until.and_then(rfc3339),
        until_day: grant.until.and_then(trust::last_day).map(|day| day.to_string()),
        from,
        revoked_from: revocation.map(|revocation| revoked_from(sql, registry, &revocation)).transpose()?.unwrap_or_default(),
    })
}

/// Where a revocation cuts: in each programme in which its replica is known to have written, or in every one where nothing of it is known.
pub(super) fn revoked_from(sql: &Connection, registry: &Registry, revocation: &trust::Revocation) -> Result<Vec<FromPage>> {
    let chains = "SELECT 1 FROM chain c JOIN replica r ON r.no = c.replica WHERE r.id = ?1 AND c.branch = x''";
    let query = format!("SELECT b.no, b.id FROM book b WHERE EXISTS ({chains} AND c.book = b.no) OR NOT EXISTS ({chains})");
    let mut statement = sql.prepare(&query)?;
    let books = statement.query_map([ReplicaId(revocation.replica)], |r| Ok((r.get(0).map(BookNo)?, r.get(1)?)))?;
    let mut from = Vec::new();
    for row in books {
        let (no, book) = row?;
        if let Some(page) = revocation.first_out(book) {
            from.push(FromPage { page, programme: code_of(sql, registry, no)?, book });
        }
    }
    from.sort_by(|a, b| (&a.programme, a.page).cmp(&(&b.programme, b.page)));
    Ok(from)
}
