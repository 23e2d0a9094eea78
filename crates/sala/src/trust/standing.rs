//! What each replica may write: its certificate and its revocation taken together.

use std::collections::HashMap;

use rusqlite::Connection;

use super::{Certificate, Revocation, Signed, known::certificates, revocation::revocations};
use crate::{RecordId, ReplicaId, Result};

/// Who may write what.
#[derive(Debug, Default)]
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

    /// Why this page does not count, if it does not: `revoked`, `read_only` or `other_book`.
    pub(crate) fn objection(&self, replica: ReplicaId, book: RecordId, page: u64) -> Option<&'static str> {
        let certificate = self.certificates.get(&replica);
        if certificate.is_some_and(Certificate::is_read_only) {
            return Some("read_only");
        }
        if certificate.is_some_and(|c| !c.covers(book)) {
            return Some("other_book");
        }
        let revoked = self.revocations.get(&replica).is_some_and(|r| !r.allows(book, page));
        revoked.then_some("revoked")
    }

    /// True where nobody is restricted in any way: no page need be looked at.
    pub(crate) fn is_plain(&self) -> bool {
        self.revocations.is_empty() && self.certificates.values().all(|c| !c.is_read_only() && c.books.is_none())
    }
}
