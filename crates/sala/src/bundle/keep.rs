//! Keeping whom a checked file speaks of, within the import's transaction: certificates and revocations.

use std::sync::Arc;

use rusqlite::Connection;

use super::{account::RevokedWord, ahead::Trusted, quarantine::unknown_sender, scan::Contents};
use crate::{Desk, ReplicaId, Result, trust};

/// Who may write what now, the pages that left or came back with that, and what the file said of it.
pub(super) type Believed = (Arc<trust::Standing>, Vec<[u8; 32]>, Vec<RevokedWord>);

impl Desk {
    /// Keep the certificates of our organisation; join it where we belong to none yet. Answers what was joined, and
    /// whether anything is believed now that was not.
    pub(super) fn take_certificates(&self, sql: &Connection, contents: &Contents, known: &Trusted) -> Result<(Option<String>, bool)> {
        let keys = self.keys();
        let of_own = || contents.certificates.iter().map(|(c, _)| c).filter(|c| keys.is_own(&c.sign));
        // A file that was on its way when this store went on under new keys speaks of the former ones.
        let own = of_own().find(|c| c.sign == keys.sign.public()).or_else(|| of_own().next());
        let before = trust::organisation(sql)?;
        if let Some(own) = own {
            trust::join(sql, &keys, own, &contents.certificates)?;
        }
        let Some(organisation) = trust::organisation(sql)? else {
            return unknown_sender(sql, contents, None)?.refuse();
        };
        let mut changed = before.as_ref() != Some(&organisation);
        // What is here as it came need not be written again.
        let news = contents.certificates.iter().filter(|(c, signed)| c.root == organisation.root && known.certificate(signed).is_none());
        for (certificate, signed) in news {
            trust::keep_certificate(sql, certificate, signed)?;
            changed = true;
        }
        Ok((before.is_none().then_some(organisation.name), changed))
    }

    /// Keep the revocations of our organisation. Pages that are no longer believed leave the union; answers who may write
    /// what now, and which left or came back. `as_before` is who might, where nothing has changed that yet.
    pub(super) fn take_revocations(&self, sql: &Connection, contents: &Contents, as_before: Option<&Arc<trust::Standing>>) -> Result<Believed> {
        let root = trust::organisation(sql)?.map(|o| o.root);
        let mut words = Vec::new();
        for (revocation, signed) in contents.revocations.iter().filter(|(r, _)| Some(r.root) == root) {
            let replica = ReplicaId(revocation.replica);
            let stood = trust::is_revoked(sql, replica)?;
            if trust::keep_revocation(sql, revocation, signed)? && (stood || revocation.stands()) {
                words.push(RevokedWord { label: trust::label(sql, replica)?, revoked: revocation.stands() });
            }
        }
        let standing = match as_before.filter(|_| contents.revocations.is_empty()) {
            Some(standing) => standing.clone(),
            None => Arc::new(trust::Standing::read(sql)?),
        };
        let moved = if standing.is_plain() && contents.revocations.is_empty() { Vec::new() } else { super::revoke::enforce(sql, &standing)? };
        Ok((standing, moved, words))
    }
}
