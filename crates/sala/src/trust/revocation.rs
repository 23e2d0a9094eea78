//! Revocations: from which page on a replica is no longer believed. Signed by the organisation's root, they travel as
//! certificates do. What came before stays evidence; what came after is kept outside the union.

use minicbor::{Decode, Encode};
use rusqlite::{Connection, OptionalExtension as _};

use super::{Cut, Keys, Purpose, SignKey, Signed, known::organisation, verify};
use crate::{Error, Problem, RecordId, ReplicaId, Result};

/// What headquarters says of a replica that was lost, stolen or misused.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Revocation {
    /// The organisation's root key.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub root: [u8; 32],
    /// The replica.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub replica: [u8; 16],
    /// When (milliseconds since 1970, UTC): a later one replaces an earlier one.
    #[n(2)]
    pub at: i64,
    /// From where on, by book.
    #[n(3)]
    pub cuts: Vec<Cut>,
    /// From where on in every other book; none where the revocation has been lifted.
    #[n(4)]
    pub others: Option<u64>,
}

impl Revocation {
    /// The cut in this book, if there is one by name.
    pub(super) fn cut(&self, book: RecordId) -> Option<&Cut> {
        self.cuts.iter().find(|cut| cut.book == *book.as_bytes())
    }

    /// The first page in this book that does not count, if any does not.
    pub(crate) fn first_out(&self, book: RecordId) -> Option<u64> {
        self.cut(book).map(|cut| cut.page).or(self.others)
    }

    /// True where some page is not believed.
    #[must_use]
    pub fn stands(&self) -> bool {
        self.others.is_some() || !self.cuts.is_empty()
    }

    fn sign(&self, root: &SignKey) -> Result<Signed> {
        let body = minicbor::to_vec(self).map_err(|e| Error::damaged("revocation", e))?;
        Ok(Signed { sig: root.sign(Purpose::Revocation, &body), body })
    }

    /// Read a revocation and check that the root it names signed it.
    pub(crate) fn read(signed: &Signed) -> Result<Self> {
        let revocation: Self = minicbor::decode(&signed.body).map_err(|e| Error::damaged("revocation", e))?;
        verify(&revocation.root, Purpose::Revocation, &signed.body, &signed.sig)?;
        Ok(revocation)
    }
}

/// Revoke `replica`, or say anew from where on. Answers what now stands.
pub(crate) fn revoke(sql: &Connection, keys: &Keys, replica: ReplicaId, cuts: Vec<Cut>, others: Option<u64>, now: i64) -> Result<Revocation> {
    let (Some(root), Some(organisation)) = (&keys.root, organisation(sql)?) else {
        return Problem::new("not_headquarters").refuse();
    };
    if replica == keys.replica() {
        return Problem::new("revoke_self").refuse();
    }
    // A clock that was set back must not make the newer word the older one.
    let last = revocation(sql, replica)?.map_or(i64::MIN, |(known, _)| known.at);
    let revocation = Revocation { root: organisation.root, replica: replica.0, at: now.max(last.saturating_add(1)), cuts, others };
    keep_revocation(sql, &revocation, &revocation.sign(root)?)?;
    Ok(revocation)
}

/// Keep a revocation whose signature has been checked; an older one never replaces a newer one. Answers whether it is news.
pub(crate) fn keep_revocation(sql: &Connection, revocation: &Revocation, signed: &Signed) -> Result<bool> {
    let replica = ReplicaId(revocation.replica);
    if self::revocation(sql, replica)?.is_some_and(|(known, _)| known.at >= revocation.at) {
        return Ok(false);
    }
    sql.execute("INSERT OR REPLACE INTO revocation (replica, body, sig) VALUES (?1, ?2, ?3)", (replica, &signed.body, signed.sig))?;
    Ok(true)
}

/// The revocation of one replica.
pub(crate) fn revocation(sql: &Connection, replica: ReplicaId) -> Result<Option<(Revocation, Signed)>> {
    let query = "SELECT body, sig FROM revocation WHERE replica = ?1";
    let signed = sql.query_row(query, [replica], |r| Ok(Signed { body: r.get(0)?, sig: r.get(1)? })).optional()?;
    signed.map(|signed| Ok((Revocation::read(&signed)?, signed))).transpose()
}

/// Whether some page of a replica is not believed.
pub(crate) fn is_revoked(sql: &Connection, replica: ReplicaId) -> Result<bool> {
    Ok(revocation(sql, replica)?.is_some_and(|(known, _)| known.stands()))
}

/// All revocations known here.
pub(crate) fn revocations(sql: &Connection) -> Result<Vec<(Revocation, Signed)>> {
    let mut statement = sql.prepare("SELECT body, sig FROM revocation ORDER BY replica")?;
    let rows = statement.query_map([], |r| Ok(Signed { body: r.get(0)?, sig: r.get(1)? }))?;
    rows.map(|row| row.map_err(Error::from).and_then(|signed| Ok((Revocation::read(&signed)?, signed)))).collect()
}
