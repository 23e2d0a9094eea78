//! Going on under new keys: a store that was put back from a backup, or copied, writes on as a new replica, and the key it
//! signed with before vouches for the new one. So headquarters sees that LAP-A 2 is LAP-A going on.

use chrono::{DateTime, Duration, Utc};
use minicbor::{Decode, Encode};
use rusqlite::{Connection, OptionalExtension as _};

use super::{
    Certificate, Grant, Keys, Purpose, Request, SignKey,
    certificate::LONGEST,
    known::{certificate, certificates, certify, get, headquarters, own_request, put},
    label, verify,
};
use crate::{Error, Problem, ReplicaId, Result, Role};

/// How many former keys a request tells of. Whoever lacks one of them takes in nothing that was signed with it: more than anybody ever has.
pub(super) const TOLD: usize = 256;

/// A former key of a store vouches for the one after it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Succession {
    /// The former signing key.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub sign: [u8; 32],
    /// What people called the store then.
    #[n(1)]
    pub label: String,
    /// Its signature over the key that goes on.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub sig: [u8; 64],
}

impl Succession {
    fn new(former: &SignKey, label: String, next: &[u8; 32]) -> Self {
        Self { sign: former.public(), label, sig: former.sign(Purpose::Succession, next) }
    }

    /// The replica that the store was.
    #[must_use]
    pub fn replica(&self) -> ReplicaId {
        ReplicaId::of_key(&self.sign)
    }
}

/// Check that each former key, newest first, vouches for the one after it.
pub(super) fn check(line: &[Succession], newest: &[u8; 32]) -> Result<()> {
    if line.len() > TOLD || line.iter().any(|former| former.label.is_empty() || former.label.len() > LONGEST || label::misleads(&former.label)) {
        return Err(Error::damaged("request", "an impossible line of former keys"));
    }
    let next = std::iter::once(newest).chain(line.iter().map(|former| &former.sign));
    line.iter().zip(next).try_for_each(|(former, next)| verify(&former.sign, Purpose::Succession, next, &former.sig))
}

/// The keys that this store signed with before, newest first.
pub(super) fn line(sql: &Connection) -> Result<Vec<Succession>> {
    let bytes: Option<Vec<u8>> = get(sql, "succession")?;
    bytes.map_or_else(|| Ok(Vec::new()), |bytes| minicbor::decode(&bytes).map_err(|e| Error::damaged("succession", e)))
}

/// The former keys that such a line tells of.
pub(crate) fn former_keys(line: &[u8]) -> Vec<[u8; 32]> {
    minicbor::decode::<Vec<Succession>>(line).map(|line| line.into_iter().map(|former| former.sign).collect()).unwrap_or_default()
}

/// A store that has gone on under new keys.
pub(crate) struct Renewed {
    pub keys: Keys,
    /// What it is called now.
    pub label: String,
    /// What it was called before.
    pub former: String,
    /// The name under which something was kept for it.
    pub kept_as: Option<ReplicaId>,
}

/// Where the name lies under which something is kept that goes on under the next key.
const NEXT: &str = "next_replica";

/// The name for now of the replica that this store will be when it goes on under new keys: what must not be signed with the former one is
/// kept for it. Nobody has a key of that name. The key itself is made when it is used: this store may be copied before that, and two
/// that held one key would go on as one again.
pub(crate) fn next_replica(sql: &Connection) -> Result<ReplicaId> {
    if let Some(kept) = get(sql, NEXT)? {
        return Ok(kept);
    }
    let name = ReplicaId::of_key(&SignKey::generate().public());
    put(sql, NEXT, name)?;
    Ok(name)
}

/// The replica under whose key this store writes.
pub(crate) fn writes(sql: &Connection) -> Result<ReplicaId> {
    let secret: Option<[u8; 32]> = get(sql, "sign_key")?;
    secret.map(|secret| ReplicaId::of_key(&SignKey::from_bytes(&secret).public())).ok_or_else(|| Error::damaged("store", "no key to sign with"))
}

/// Go on under a new signing key: the former one vouches for it and is forgotten but for its public half. Nothing can be signed
/// with it any more: what is open has to go on under the new one.
pub(crate) fn renew(sql: &Connection, keys: &Keys, now: DateTime<Utc>) -> Result<Renewed> {
    let former: String = get(sql, "label")?.unwrap_or_default();
    let label = free_label(sql, &former)?;
    let kept_as = get(sql, NEXT)?;
    let next = keys.renewed(SignKey::generate());
    sql.execute("DELETE FROM meta WHERE key = ?1", [NEXT])?;
    let mut line = line(sql)?;
    line.insert(0, Succession::new(&keys.sign, former.clone(), &next.sign.public()));
    put(sql, "succession", minicbor::to_vec(&line).map_err(|e| Error::damaged("succession", e))?)?;
    put(sql, "label", label.as_str())?;
    next.save(sql)?;
    if next.root.is_some() {
        // Sites take the newest certificate of headquarters, so a clock that was set back must not make this the older one.
        let last = headquarters(sql)?.and_then(|c| DateTime::from_timestamp_millis(c.issued)).unwrap_or(now);
        certify(sql, &next, &own_request(sql, &next, now)?.0, &label, &Grant::default(), now.max(last + Duration::milliseconds(1)))?;
    }
    Ok(Renewed { keys: next, label, former, kept_as })
}

/// The next label of this line that is free: LAP-A, LAP-A 2, LAP-A 3.
fn free_label(sql: &Connection, label: &str) -> Result<String> {
    let line = line(sql)?;
    let mut taken: Vec<String> = certificates(sql)?.into_iter().map(|(c, _)| label::key(&c.label)).collect();
    taken.extend(line.iter().map(|former| label::key(&former.label)));
    taken.push(label::key(label));
    let stem = label.rsplit_once(' ').filter(|(stem, n)| n.parse::<u32>().is_ok() && taken.contains(&label::key(stem)));
    let stem: String = stem.map_or(label, |(stem, _)| stem).chars().take(54).collect();
    let free = (2_u32..).map(|n| format!("{stem} {n}")).find(|next| !taken.contains(&label::key(next)));
    Ok(free.unwrap_or_default())
}

/// Refuse a request that headquarters wrote, here or where it was restored: it holds the root, and certified itself. Accepted as
/// a laptop it would decide no more, and what it decided would be that of a laptop.
pub(crate) fn not_headquarters(sql: &Connection, keys: &Keys, request: &Request) -> Result<()> {
    let known = certificate(sql, request.replica())?.map(|(known, _)| known).filter(|known| known.role() == Role::Hq);
    if known.is_some() || keys.is_own(&request.sign) {
        return Problem::new("is_headquarters").with("label", known.map_or_else(|| request.label.clone(), |known| known.label)).refuse();
    }
    if request.succeeds.iter().any(|former| keys.is_own(&former.sign)) {
        return Problem::new("headquarters_elsewhere").with("label", request.label.as_str()).refuse();
    }
    Ok(())
}

/// Answer a request: certify who asks, and the former keys of its store that nobody certified yet, because what they
/// signed comes along. A store that goes on gets the next free label where its own wish is taken. Answers all that is certified by it,
/// who asks first.
pub(crate) fn answer(sql: &Connection, keys: &Keys, request: &Request, label: Option<&str>, grant: &Grant, now: DateTime<Utc>) -> Result<Vec<Certificate>> {
    not_headquarters(sql, keys, request)?;
    let taken = |label: &str| -> Result<bool> {
        Ok(certificates(sql)?.iter().any(|(c, _)| c.replica() != request.replica() && label::key(&c.label) == label::key(label)))
    };
    let label = match label.map(str::trim) {
        Some(label) => label.to_owned(),
        None if !request.succeeds.is_empty() && taken(&request.label)? => free_label(sql, &request.label)?,
        None => request.label.clone(),
    };
    let mut answered = vec![certify(sql, keys, request, &label, grant, now)?];
    for former in &request.succeeds {
        // It speaks under its new name now. Whoever goes on under the former one is another store, and may lack what this one had.
        forget_receipts(sql, former.replica())?;
        if certificate(sql, former.replica())?.is_none() {
            let label = if taken(&former.label)? { free_label(sql, &former.label)? } else { former.label.clone() };
            let before = Request { sign: former.sign, label: label.clone(), succeeds: Vec::new(), ..request.clone() };
            answered.push(certify(sql, keys, &before, &label, grant, now)?);
        }
    }
    // Which files had come by then: the clock may be wrong now, or may have been.
    let files: i64 = sql.query_row("SELECT coalesce(max(no), 0) FROM bundle", [], |r| r.get(0))?;
    let mut next = request.replica();
    for former in &request.succeeds {
        let steps = format!("{}.{next}", former.replica());
        // It may have gone on twice before anybody heard of it; what was heard before stands.
        if next == request.replica() || get::<i64>(sql, &format!("succeeded.{steps}"))?.is_none() {
            put(sql, &format!("succeeded.{steps}"), now.timestamp_millis())?;
            put(sql, &format!("succeeded_after.{steps}"), files)?;
        }
        next = former.replica();
    }
    Ok(answered)
}

/// Forget all that a holder said it has: it is another store than the one that said so.
pub(crate) fn forget_receipts(sql: &Connection, holder: ReplicaId) -> Result<()> {
    for table in ["receipt", "receipt_blob", "receipt_aside"] {
        sql.execute(&format!("DELETE FROM {table} WHERE holder = ?1"), [holder])?;
    }
    Ok(())
}

/// The replica that goes on from this one: what people mean when they name it. None where there is none, where there
/// are several, or where files of the former came in since: then both are at work.
pub(crate) fn successor(sql: &Connection, replica: ReplicaId) -> Result<Option<ReplicaId>> {
    let mut newest = None;
    let mut former = replica;
    // Earlier versions noted only when.
    let query = "SELECT c.replica, m.value FROM certificate c JOIN meta m ON m.key = 'succeeded.' || ?1 || '.' || lower(hex(c.replica))
                 LEFT JOIN meta a ON a.key = 'succeeded_after.' || ?1 || '.' || lower(hex(c.replica))
                 WHERE NOT EXISTS (SELECT 1 FROM bundle b WHERE b.sender = ?2 AND iif(a.value IS NULL, b.taken > m.value, b.no > a.value)) LIMIT 2";
    // A line has an end; one that was tampered with might not.
    for _ in 0..1_000 {
        let mut statement = sql.prepare_cached(query)?;
        let next: Vec<ReplicaId> = statement.query_map((former.to_string(), former), |r| r.get(0))?.collect::<Result<_, _>>()?;
        let [next] = next[..] else { break };
        (newest, former) = (Some(next), next);
    }
    Ok(newest)
}

/// The replica that this one goes on from, where headquarters here has accepted it as such.
fn before(sql: &Connection, replica: ReplicaId) -> Result<Option<ReplicaId>> {
    let query = "SELECT r.replica FROM certificate r JOIN meta m ON m.key = 'succeeded.' || lower(hex(r.replica)) || '.' || ?1 ORDER BY m.value DESC LIMIT 1";
    Ok(sql.prepare_cached(query)?.query_row([replica.to_string()], |r| r.get(0)).optional()?)
}

/// All that a laptop was before it was this replica, as headquarters here has accepted it, newest first.
pub(crate) fn formers(sql: &Connection, replica: ReplicaId) -> Result<Vec<ReplicaId>> {
    let mut formers = Vec::new();
    let mut next = before(sql, replica)?;
    // A line has an end; one that was tampered with might not.
    while let Some(former) = next.filter(|former| formers.len() < 1_000 && *former != replica) {
        formers.push(former);
        next = before(sql, former)?;
    }
    Ok(formers)
}

/// What people call the replica that this one goes on from: where headquarters here has accepted it as such, or where it is the store itself,
/// `own`, or what that was before. Certificates do not say it.
pub(crate) fn former(sql: &Connection, own: ReplicaId, replica: ReplicaId) -> Result<Option<String>> {
    if let Some(former) = before(sql, replica)? {
        return label(sql, former).map(Some);
    }
    let line = line(sql)?;
    let next = std::iter::once(own).chain(line.iter().map(Succession::replica));
    Ok(next.zip(&line).find(|(next, _)| *next == replica).map(|(_, former)| former.label.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line_of(keys: &[SignKey]) -> Vec<Succession> {
        keys.windows(2).map(|pair| Succession::new(&pair[0], "LAP-A".to_owned(), &pair[1].public())).rev().collect()
    }

    #[test]
    fn each_former_key_vouches_for_the_next_and_no_stranger_can_step_in() {
        let keys = [SignKey::generate(), SignKey::generate(), SignKey::generate()];
        let line = line_of(&keys);
        assert!(check(&line, &keys[2].public()).is_ok(), "an honest line holds");
        assert!(check(&line, &SignKey::generate().public()).is_err(), "nobody vouched for this key");
        assert!(check(&line[1..], &keys[2].public()).is_err(), "a key left out breaks the line");
        let mut forged = line;
        forged[1].sign = SignKey::generate().public();
        assert!(check(&forged, &keys[2].public()).is_err(), "a stranger cannot claim to have been this laptop");
    }
}
