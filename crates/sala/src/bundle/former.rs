//! What a laptop was before: whoever accepts one that goes on from a laptop which is believed no longer has to know it, and what is
//! certified along with it.

use rusqlite::Connection;
use serde::Serialize;

use super::{
    limits::{FromPage, revoked_from},
    status::rfc3339,
};
use crate::{
    ReplicaId, Result,
    journal::Registry,
    store::{forget, note, noted},
    trust::{self, Certificate, Request},
};

/// A laptop that is no longer believed, and that another goes on from: the same store under new keys, or a copy of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RevokedFormer {
    /// What people call the one that is not believed.
    pub label: String,
    /// When headquarters said so, by its clock (RFC 3339).
    pub at: Option<String>,
    /// From which page on, in each programme in which pages of it are known; in all where none is.
    pub from: Vec<FromPage>,
}

/// What a laptop was before, and is certified along with it: what was signed as such comes along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Along {
    /// Its id.
    pub replica: String,
    /// What it is called from now on.
    pub label: String,
    /// When it was turned away before (RFC 3339), where it was.
    pub turned_away: Option<String>,
}

/// The first that is revoked of what a laptop was before, newest first.
fn revoked_among(sql: &Connection, registry: &Registry, formers: impl IntoIterator<Item = ReplicaId>) -> Result<Option<RevokedFormer>> {
    for former in formers {
        if let Some((revocation, _)) = trust::revocation(sql, former)?.filter(|(revocation, _)| revocation.stands()) {
            return Ok(Some(RevokedFormer { label: trust::label(sql, former)?, at: rfc3339(revocation.at), from: revoked_from(sql, registry, &revocation)? }));
        }
    }
    Ok(None)
}

/// The one that this request goes on from and that is not believed.
pub(super) fn revoked_of(sql: &Connection, registry: &Registry, request: &Request) -> Result<Option<RevokedFormer>> {
    revoked_among(sql, registry, request.succeeds.iter().map(trust::Succession::replica))
}

/// The one that this laptop goes on from, as it asks or as headquarters here has accepted it, and that is not believed.
pub(super) fn revoked_before(sql: &Connection, registry: &Registry, replica: ReplicaId) -> Result<Option<RevokedFormer>> {
    match trust::requests(sql)?.iter().find(|(request, _)| request.replica() == replica) {
        Some((request, _)) => revoked_of(sql, registry, request),
        None => revoked_among(sql, registry, trust::formers(sql, replica)?),
    }
}

/// Under what headquarters notes that it turned a laptop away.
fn turned_away_of(replica: ReplicaId) -> String {
    format!("turned_away.{replica}")
}

/// Note that this laptop is turned away now (milliseconds since 1970, UTC).
pub(super) fn turn_away(sql: &Connection, replica: ReplicaId, at: i64) -> Result<()> {
    note(sql, &turned_away_of(replica), at)
}

/// This laptop is accepted: when it was turned away before.
fn no_longer_away(sql: &Connection, replica: ReplicaId) -> Result<Option<String>> {
    let name = turned_away_of(replica);
    let at = noted::<i64>(sql, &name)?;
    forget(sql, &name)?;
    Ok(at.and_then(rfc3339))
}

/// What was certified in one answer, the one that asked first: what is to be told of the others.
pub(super) fn along(sql: &Connection, certified: &[Certificate]) -> Result<Vec<Along>> {
    let told = |one: &Certificate| {
        let turned_away = no_longer_away(sql, one.replica())?;
        Ok(Along { replica: one.replica().to_string(), label: one.label.clone(), turned_away })
    };
    let all = certified.iter().map(told).collect::<Result<Vec<_>>>()?;
    Ok(all.into_iter().skip(1).collect())
}
