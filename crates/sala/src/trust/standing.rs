//! What each replica may write: its certificate and its revocation taken together.

use std::collections::HashMap;

use minicbor::bytes::ByteArray;
use rusqlite::Connection;

use super::{
    Certificate, Cut, Keys, Revocation, Signed,
    known::{certificate, certificates},
    revocation::{revocation, revocations},
};
use crate::{Problem, RecordId, ReplicaId, Result};

/// Who may write what.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    certificates: HashMap<ReplicaId, Certificate>,
    revocations: HashMap<ReplicaId, Revocation>,
}

impl Standing {
    pub(crate) fn read(sql: &Connection) -> Result<Self> {
        Self::of(sql, &certificates(sql)?)
    }

    /// The same, from certificates that have been read already.
    pub(crate) fn of(sql: &Connection, certificates: &[(Certificate, Signed)]) -> Result<Self> {
        let certificates = certificates.iter().map(|(c, _)| (c.replica(), c.clone())).collect();
        let revocations = revocations(sql)?.into_iter().map(|(r, _)| (ReplicaId(r.replica), r)).collect();
        Ok(Self { certificates, revocations })
    }

    /// True for a replica that headquarters certified.
    pub(crate) fn knows(&self, replica: ReplicaId) -> bool {
        self.certificates.contains_key(&replica)
    }

    /// What holds a replica back in a book: why, the first page that does not count, and the last ones that do.
    fn limits(&self, replica: ReplicaId, book: RecordId) -> impl Iterator<Item = (&'static str, u64, Option<&Cut>)> {
        let narrowed = self.certificates.get(&replica).and_then(|c| c.narrows(book));
        let narrowed = narrowed.map(|(why, cut)| (why, cut.map_or(1, |cut| cut.page), cut));
        let revoked = self.revocations.get(&replica).and_then(|r| {
            let cut = r.cut(book);
            Some(("revoked", cut.map(|cut| cut.page).or(r.others)?, cut))
        });
        narrowed.into_iter().chain(revoked)
    }

    /// Why this page does not count, if it does not: `revoked`, `read_only` or `other_book`.
    pub(crate) fn objection(&self, replica: ReplicaId, book: RecordId, page: u64) -> Option<&'static str> {
        self.limits(replica, book).find(|(_, from, _)| page >= *from).map(|(why, ..)| why)
    }

    /// The first page in a book that does not stand, the last ones that do, and why no further.
    pub(crate) fn heads(&self, replica: ReplicaId, book: RecordId) -> impl Iterator<Item = (&'static str, u64, &[ByteArray<32>])> {
        self.limits(replica, book).filter_map(|(why, from, cut)| Some((why, from, cut?.heads.as_deref()?)))
    }

    /// Whose writing is cut, and in which books, where the last pages that stand are known by name.
    pub(crate) fn cuts(&self) -> impl Iterator<Item = (ReplicaId, RecordId)> {
        let narrowed = self.certificates.iter().map(|(replica, c)| (replica, c.stands.as_deref().unwrap_or_default()));
        let revoked = self.revocations.iter().map(|(replica, r)| (replica, r.cuts.as_slice()));
        let named = |(replica, cuts): (&ReplicaId, &[Cut])| cuts.iter().map(|cut| (*replica, RecordId::from_bytes(cut.book))).collect::<Vec<_>>();
        narrowed.chain(revoked).flat_map(named)
    }

    /// True where nobody is restricted in any way: no page need be looked at.
    pub(crate) fn is_plain(&self) -> bool {
        self.revocations.is_empty() && !self.certificates.values().any(is_narrow)
    }
}

fn is_narrow(certificate: &Certificate) -> bool {
    certificate.is_read_only() || certificate.books.is_some()
}

/// Refuse what headquarters would not count, before anybody has typed a day's work. Whoever has heard nothing from
/// headquarters yet works at once: its pages wait there until it is accepted.
pub(crate) fn may_write(sql: &Connection, keys: &Keys, book: RecordId) -> Result<()> {
    // A store that went on under new keys may do what it might before, until headquarters answers.
    for own in keys.replicas() {
        if let Some((certificate, _)) = certificate(sql, own)? {
            match certificate.narrows(book) {
                Some(("read_only", _)) => return Problem::new("read_only").refuse(),
                Some(_) => return Problem::new("programme_not_given").with("laptop", certificate.label).refuse(),
                None => break,
            }
        }
    }
    // A revocation means the keys that were lost, not whoever was put in their place.
    if let Some((revoked, _)) = revocation(sql, keys.replica())?
        && let Some(from) = revoked.cut(book).map(|cut| cut.page).or(revoked.others)
        && from <= next_page(sql, keys.replica(), book)?
    {
        return Problem::new("laptop_revoked").refuse();
    }
    Ok(())
}

/// The number of the next page of a replica in a book.
fn next_page(sql: &Connection, replica: ReplicaId, book: RecordId) -> Result<u64> {
    let query = "SELECT 1 + coalesce(max(p.number), 0) FROM page p JOIN chain c ON c.no = p.chain JOIN replica r ON r.no = c.replica
                 JOIN book b ON b.no = c.book WHERE r.id = ?1 AND b.id = ?2 AND c.branch = x''";
    Ok(sql.prepare_cached(query)?.query_row((replica, book), |r| r.get::<_, i64>(0))? as u64)
}
