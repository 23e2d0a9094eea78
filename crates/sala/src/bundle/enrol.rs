//! Enrolment: a laptop asks, headquarters answers.

use std::{io::Read as _, path::Path};

use rusqlite::Connection;

use super::{
    account::Imported,
    former::{Along, RevokedFormer, along, revoked_before},
    limits::{Limits, limits},
    quarantine::{HeldUp, RELEASING, Released},
    shared::{SharedCode, newly_shared},
};
use crate::{
    Desk, Error, Problem, Result, Role,
    store::{may_cover, note, write_file},
    trust::{self, Certificate, Grant, Request, Signed},
};

/// What a request file begins with.
pub(crate) const REQUEST_MAGIC: &[u8; 8] = b"salaREQ1";
/// The largest request in bytes, in a file of its own or along with pages.
pub(super) const MAX_REQUEST: u64 = 10_000;

/// Read a request file.
///
/// # Errors
/// `not_a_request` for anything else; `signature_wrong`.
pub fn read_request(path: &Path) -> Result<(Request, Signed)> {
    let file = crate::open_file(path)?;
    let mut bytes = Vec::new();
    // One byte over the limit is enough to know that it is something else, however large.
    file.take(MAX_REQUEST + 1).read_to_end(&mut bytes).map_err(Error::file(path))?;
    let not = || Error::Refused(Problem::new("not_a_request").with("path", path.display().to_string()));
    let body = bytes.strip_prefix(REQUEST_MAGIC).filter(|_| bytes.len() as u64 <= MAX_REQUEST).ok_or_else(not)?;
    let signed: Signed = minicbor::decode(body).map_err(|_| not())?;
    Ok((Request::read(&signed)?, signed))
}

/// A laptop that headquarters accepted.
#[derive(Clone, Debug, PartialEq)]
pub struct Accepted {
    /// What headquarters says of it from now on.
    pub certificate: Certificate,
    /// What it may do, and from which page on.
    pub limits: Limits,
    /// What it was before, and is certified along with it.
    pub along: Vec<Along>,
    /// The laptop that it goes on from and that is believed no longer.
    pub revoked_former: Option<RevokedFormer>,
    /// The files that waited and were taken in, as taking each of them in is told.
    pub taken: Vec<Imported>,
    /// Differences that wait since: what waited for it brought them, or what counts now.
    pub conflicts: u64,
    /// Codes that more programmes have now than before: what waited for it in quarantine came in.
    pub shared_codes: Vec<SharedCode>,
    /// Files in quarantine that could not be taken in though they need wait no more for headquarters' answer. Where only room was
    /// lacking they come in when the store is opened next.
    pub held_up: Vec<HeldUp>,
}

/// What headquarters says of a laptop, and what became of what waited.
struct Answered {
    certificate: Certificate,
    along: Vec<Along>,
    released: Released,
}

impl Desk {
    /// This replica's request to be certified.
    ///
    /// # Errors
    /// Store failures.
    pub fn request(&self) -> Result<Request> {
        let now = self.now();
        self.read(|r| Ok(trust::own_request(r.sql(), &self.keys(), now)?.0))
    }

    /// Write this replica's request to a file. An earlier request may be covered, nothing else.
    ///
    /// # Errors
    /// `file_exists` (what is no request), or what the disk says.
    pub fn write_request(&self, path: &Path) -> Result<Request> {
        may_cover(path, REQUEST_MAGIC)?;
        let now = self.now();
        let (request, signed) = self.read(|r| trust::own_request(r.sql(), &self.keys(), now))?;
        let mut bytes = REQUEST_MAGIC.to_vec();
        bytes.extend(minicbor::to_vec(&signed).map_err(|e| Error::damaged("request", e))?);
        write_file(path, &bytes)?;
        Ok(request)
    }

    /// Keep somebody's request file so that it can be accepted.
    ///
    /// # Errors
    /// `not_a_request`, `signature_wrong`.
    pub fn receive_request(&self, path: &Path) -> Result<Request> {
        let (request, signed) = read_request(path)?;
        self.store.write(|sql| trust::keep_request(sql, &request, &signed))?;
        Ok(request)
    }

    /// Requests that wait for headquarters' answer.
    ///
    /// # Errors
    /// Store failures.
    pub fn requests(&self) -> Result<Vec<Request>> {
        self.read(|r| Ok(trust::requests(r.sql())?.into_iter().map(|(request, _)| request).collect()))
    }

    /// Certify the replica whose fingerprint (or id, or label) this is, among those that asked. What waited in
    /// quarantine is taken in at once. One that is certified already may be accepted again: what is not granted now is taken
    /// from it, and what it wrote before stands.
    ///
    /// # Errors
    /// `not_headquarters`, `no_such_request`, `ambiguous_request`, `label_wrong`, `label_taken`, `until_over`.
    pub fn accept(&self, which: &str, label: Option<&str>, grant: &Grant) -> Result<Accepted> {
        self.telling_shared(grant, || self.certified_of(which, label, grant))
    }

    /// What only headquarters does; and what it brought in that people may take for something else.
    fn telling_shared(&self, grant: &Grant, accept: impl FnOnce() -> Result<Answered>) -> Result<Accepted> {
        if self.keys().root.is_none() {
            return Problem::new("not_headquarters").refuse();
        }
        if let Some(until) = grant.until.filter(|until| *until < self.now().timestamp_millis()) {
            return Problem::new("until_over").with("day", trust::last_day(until).map(|day| day.to_string())).refuse();
        }
        let count = || self.read(|r| crate::journal::conflict_count(r.sql(), r.tables(), None));
        let (before, waited) = (self.shared_codes()?, count()?);
        let Answered { certificate, along, released: Released { taken, mut held_up } } = accept()?;
        // A file of somebody else that is damaged is nothing that came of this.
        held_up.retain(|one| one.tried_again || one.sender == certificate.replica());
        let brought = taken.iter().map(|account| account.conflicts).sum::<u64>();
        let conflicts = brought.max(count()?.saturating_sub(waited));
        let limits = self.read(|r| limits(r.sql(), r.tables().registry, &certificate))?;
        let revoked_former = self.read(|r| revoked_before(r.sql(), r.tables().registry, certificate.replica()))?;
        let shared_codes = newly_shared(&before, self.shared_codes()?);
        Ok(Accepted { certificate, limits, along, revoked_former, taken, conflicts, shared_codes, held_up })
    }

    fn certified_of(&self, which: &str, label: Option<&str>, grant: &Grant) -> Result<Answered> {
        let now = self.now();
        let wanted = which.trim().to_lowercase();
        let certificates: Vec<_> = self.read(|r| Ok(trust::certificates(r.sql())?.into_iter().map(|(c, _)| c).collect()))?;
        let (ended, known): (Vec<_>, Vec<_>) = certificates.into_iter().partition(|c| c.has_ended(now.timestamp_millis()));
        // A laptop whose certificate has ended asks again by sending a file.
        let asking = self.requests()?.into_iter().chain(ended.into_iter().map(Certificate::into_request));
        let found: Vec<_> = asking.filter(|r| names(r, &wanted)).collect();
        match found.as_slice() {
            [] => {
                let again: Vec<_> = known.into_iter().filter(|c| c.role() != Role::Hq && names(&c.clone().into_request(), &wanted)).collect();
                match <[Certificate; 1]>::try_from(again) {
                    Ok([known]) => self.accept_again(known.clone(), &known.into_request(), label, grant),
                    Err(_) => Problem::new("no_such_request").with("which", which).refuse(),
                }
            }
            [request] => self.certified(|sql| trust::answer(sql, &self.keys(), request, label, grant, now)),
            several => Problem::new("ambiguous_request").with("labels", several.iter().map(|r| r.label.clone()).collect::<Vec<_>>()).refuse(),
        }
    }

    /// Accept a request file.
    ///
    /// # Errors
    /// Those of [`Desk::receive_request`] and [`Desk::accept`]; `is_headquarters` for a request that headquarters itself wrote,
    /// `headquarters_elsewhere` for one of a store that was restored from it.
    pub fn accept_file(&self, path: &Path, label: Option<&str>, grant: &Grant) -> Result<Accepted> {
        self.telling_shared(grant, || {
            let (request, signed) = read_request(path)?;
            self.read(|r| trust::not_headquarters(r.sql(), &self.keys(), &request))?;
            if let Some((known, _)) = self.read(|r| trust::certificate(r.sql(), request.replica()))? {
                return self.accept_again(known, &request, label, grant);
            }
            self.store.write(|sql| trust::keep_request(sql, &request, &signed))?;
            self.certified_of(&request.replica().to_string(), label, grant)
        })
    }

    /// Accepting twice is no different from once, unless it is to be called otherwise or may do otherwise.
    fn accept_again(&self, known: Certificate, request: &Request, label: Option<&str>, grant: &Grant) -> Result<Answered> {
        let now = self.now();
        let label = label.map_or(known.label.as_str(), str::trim);
        if label == known.label && *grant == known.grant() {
            // Its files may still wait, where the power went between the answer and taking them in.
            return Ok(Answered { certificate: known, along: Vec::new(), released: self.release()? });
        }
        self.certified(|sql| Ok(vec![trust::certify(sql, &self.keys(), request, label, grant, now)?]))
    }

    /// Certify; what counts now, and what does not, moves at once, and so does what waited in quarantine.
    fn certified(&self, answer: impl FnOnce(&Connection) -> Result<Vec<Certificate>>) -> Result<Answered> {
        let (certificate, along) = self.write_of_others(|sql| {
            let certified = answer(sql)?;
            super::revoke::enforce_and_fold(sql, self.store.tables())?;
            note(sql, RELEASING, 1)?;
            let along = along(sql, &certified)?;
            let asked = certified.into_iter().next().ok_or_else(|| Error::damaged("certificate", "an answer that certifies nobody"))?;
            Ok((asked, along))
        })?;
        Ok(Answered { certificate, along, released: self.release()? })
    }

    /// The organisation that this store belongs to, none before it has joined one.
    ///
    /// # Errors
    /// Store failures.
    pub fn organisation(&self) -> Result<Option<trust::Organisation>> {
        self.read(|r| trust::organisation(r.sql()))
    }

    /// The organisation's recovery secret: whoever holds it can open every bundle and backup. None at a site, and none once it
    /// was written down.
    ///
    /// # Errors
    /// Store failures.
    pub fn recovery_secret(&self) -> Result<Option<String>> {
        self.read(|r| trust::recovery_secret(r.sql()))
    }

    /// The recovery secret is written down: it is told no more.
    ///
    /// # Errors
    /// Store failures.
    pub fn forget_recovery_secret(&self) -> Result<()> {
        self.store.write(trust::forget_recovery_secret)
    }
}

/// Whether a request is meant by its fingerprint, label, or the start of its id.
pub(super) fn names(request: &Request, wanted: &str) -> bool {
    request.fingerprint() == wanted || request.label.to_lowercase() == wanted || (wanted.len() >= 4 && request.replica().to_string().starts_with(wanted))
}
