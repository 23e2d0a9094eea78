//! Import: copy to a spool, verify everything, and apply all of it or nothing. A preview is the same work taken back.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use rusqlite::Connection;
use serde::Serialize;

use super::{
    ahead::Trusted,
    apply::Applier,
    export::Progress,
    own,
    scan::{Carried, Contents, Onlooker, Opening, Verifier, Visitor, scan},
};
use crate::{
    Desk, Error, Problem, ReplicaId, Result, fault,
    journal::{Fold, Registry, Tally, conflict_count},
    trust,
};

/// What became of a bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It was taken in.
    Applied,
    /// All of it was here.
    AlreadyKnown,
    /// Nothing was changed: this is what would be.
    Preview,
    /// It waits until headquarters accepts its sender.
    Quarantined,
    /// Nothing was changed, and why.
    Refused,
    /// It was taken in, and an earlier file is still on its way.
    Waiting,
}

/// What a bundle changed in one kind of record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KindChange {
    /// The kind.
    pub kind: String,
    /// Records or values that were not here.
    pub added: u64,
    /// Values replaced by somebody who had seen them.
    pub changed: u64,
    /// Cells that now hold different values: to decide.
    pub differ: u64,
    /// Differences whose decision arrived.
    pub settled: u64,
    /// Values kept for review.
    pub aside: u64,
}

/// The account of one bundle.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Imported {
    /// The file.
    pub file: PathBuf,
    /// The bundle's id; empty where it could not be read.
    pub bundle: String,
    /// What the sender is called.
    pub from: String,
    /// Who made the file.
    pub author: String,
    /// When, by the sender's clock (RFC 3339).
    pub made: String,
    /// What became of it.
    pub status: Status,
    /// Entries that were not here.
    pub new_entries: u64,
    /// Entries that were.
    pub known_entries: u64,
    /// Attachments that were not here.
    pub attachments: u64,
    /// Differences that came with it and wait for a decision.
    pub conflicts: u64,
    /// What changed, by kind.
    pub kinds: Vec<KindChange>,
    /// The organisation that this store joined by it.
    pub joined: Option<String>,
    /// The sender's fingerprint in words.
    pub fingerprint: String,
    /// Why it was refused or waits.
    pub why: Option<Problem>,
}

/// Remove what an import that was cut short left in the spool: copies only, the files themselves lie elsewhere.
pub(crate) fn clear_spool(store: &Path) -> Result<()> {
    let folder = store.join("spool");
    match std::fs::remove_dir_all(&folder) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(Error::file(folder)(e)),
        _ => Ok(()),
    }
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Mode {
    Preview,
    Apply,
}

impl Desk {
    /// What taking this file in would change: exactly the numbers that [`Desk::import`] answers.
    ///
    /// # Errors
    /// Those of reading the file; the store is as before in any case.
    pub fn preview(&self, path: &Path, passphrase: Option<&str>) -> Result<Imported> {
        let checked = self.check(path, passphrase, &self.trusted()?)?;
        self.store.rehearse(|sql| Ok(self.take(sql, checked, Mode::Preview, &mut None, &mut |_, _| true)?.account))
    }

    /// Take a file in, all of it or nothing.
    ///
    /// # Errors
    /// `not_a_sala_file`, `sealed_to_another`, `file_truncated`, `file_damaged`, `damaged`, `signature_wrong`,
    /// `unknown_sender`, `disk_full`: nothing was changed then.
    pub fn import(&self, path: &Path, passphrase: Option<&str>, progress: Progress<'_>) -> Result<Imported> {
        let checked = self.check(path, passphrase, &self.trusted()?)?;
        let taken = self.store.write(|sql| self.take(sql, checked, Mode::Apply, &mut None, progress))?;
        fault::point("import.taken");
        self.go_on_if_wanted()?;
        Ok(taken.account)
    }

    /// What taking these files in, in this order, would change: each is looked at on top of those before it.
    ///
    /// # Errors
    /// Where the store itself fails; it is as before in any case.
    pub fn preview_many(&self, paths: &[PathBuf], passphrase: Option<&str>) -> Result<Vec<Result<Imported>>> {
        self.store.rehearse(|sql| self.each(sql, paths, passphrase, Mode::Preview, &mut |_, _| true))
    }

    /// Take several files in, in this order, in one durable stroke. Each file comes in whole or not at all; one that is
    /// refused does not hold up the others.
    ///
    /// # Errors
    /// Where the store itself fails, as on a full disk: nothing of any file was taken then.
    pub fn import_many(&self, paths: &[PathBuf], passphrase: Option<&str>, progress: Progress<'_>) -> Result<Vec<Result<Imported>>> {
        let taken = self.store.write(|sql| self.each(sql, paths, passphrase, Mode::Apply, progress))?;
        fault::point("import.taken");
        self.go_on_if_wanted()?;
        Ok(taken)
    }

    fn each(&self, sql: &Connection, paths: &[PathBuf], passphrase: Option<&str>, mode: Mode, progress: Progress<'_>) -> Result<Vec<Result<Imported>>> {
        let mut waiting = None;
        self.one_ahead(sql, paths, passphrase, &mut |checked| {
            sql.execute_batch("SAVEPOINT file")?;
            let taken = checked.and_then(|checked| self.take(sql, checked, mode, &mut waiting, &mut *progress));
            if sql.is_autocommit() {
                // SQLite took the whole transaction back, as it does on a full disk.
                return taken.map(Ok);
            }
            sql.execute_batch(if taken.is_ok() { "RELEASE file" } else { "ROLLBACK TO file; RELEASE file" })?;
            Ok(taken)
        })
    }

    /// Read a file and check it, but for its attachments; changes nothing.
    pub(super) fn check<'a>(&'a self, path: &'a Path, passphrase: Option<&'a str>, trusted: &Arc<Trusted>) -> Result<Checked<'a>> {
        let _phase = tracing::trace_span!("opening, verifying and decoding").entered();
        let spool = self.spool(path)?;
        fault::point("import.spooled");
        let keys = self.keys();
        let mut verifier = Verifier::new(trusted.root, keys.clone(), &trusted.certificates);
        let opening = Opening { keys, passphrase, known: trusted.clone() };
        let contents = scan(spool.path(), &opening, &mut verifier)?;
        fault::point("import.checked");
        let sender = ReplicaId::of_key(&contents.manifest.sign);
        // Headquarters is asked again about a laptop whose time has run out; others go by what headquarters lets pass.
        let now = self.now().timestamp_millis();
        let ended = opening.keys.root.is_some() && trusted.certificates.iter().any(|(c, _)| c.replica() == sender && c.has_ended(now));
        let believed = verifier.knows(&contents.manifest.sign) && verifier.strangers.is_empty() && !ended;
        Ok(Checked { path, spool, opening, contents, believed, pages: verifier.into_pages() })
    }

    /// Take a checked file in. `waiting` is how many differences wait for a decision, where that is known.
    fn take(&self, sql: &Connection, checked: Checked<'_>, mode: Mode, waiting: &mut Option<u64>, progress: Progress<'_>) -> Result<Taken> {
        let as_before = |account| Taken { account, trust_changed: false };
        if !checked.believed {
            return self.unknown(sql, &checked, mode).map(as_before);
        }
        match self.known_already(sql, checked.path, &checked.contents)? {
            Some(account) => checked.to_its_end().map(|()| as_before(account)),
            None => self.apply(sql, checked, mode, waiting, progress),
        }
    }

    /// A copy on the laptop's own disk: the stick may be pulled.
    fn spool(&self, path: &Path) -> Result<tempfile::NamedTempFile> {
        let folder = self.dir().join("spool");
        std::fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
        let mut source = std::fs::File::open(path).map_err(Error::file(path))?;
        if source.metadata().map_err(Error::file(path))?.is_dir() {
            return Err(Error::file(path)(std::io::ErrorKind::IsADirectory.into()));
        }
        let mut copy = tempfile::NamedTempFile::new_in(&folder).map_err(Error::file(&folder))?;
        std::io::copy(&mut source, copy.as_file_mut()).map_err(Error::file(path))?;
        Ok(copy)
    }

    pub(super) fn account(&self, path: &Path, contents: &Contents, status: Status) -> Imported {
        let sender = &contents.manifest;
        let certificate = contents.certificates.iter().map(|(c, _)| c).find(|c| c.sign == sender.sign);
        let request = contents.request.as_ref().map(|(r, _)| r).filter(|r| r.sign == sender.sign);
        Imported {
            file: path.to_owned(),
            bundle: ReplicaId(sender.bundle).to_string(),
            from: certificate.map_or(&sender.label, |c| &c.label).clone(),
            author: sender.author.clone(),
            made: crate::rfc3339(chrono::DateTime::from_timestamp_millis(sender.at).unwrap_or_default()),
            status,
            new_entries: 0,
            known_entries: 0,
            attachments: 0,
            conflicts: 0,
            kinds: Vec::new(),
            joined: None,
            fingerprint: certificate.map(trust::Certificate::fingerprint).or(request.map(trust::Request::fingerprint)).unwrap_or_default(),
            why: None,
        }
    }

    fn known_already(&self, sql: &Connection, path: &Path, contents: &Contents) -> Result<Option<Imported>> {
        let query = "SELECT EXISTS (SELECT 1 FROM bundle WHERE id = ?1 AND set_aside IS NULL)";
        let known: bool = sql.prepare_cached(query)?.query_row([contents.manifest.bundle], |r| r.get(0))?;
        Ok(known.then(|| Imported { known_entries: contents.manifest.entries, ..self.account(path, contents, Status::AlreadyKnown) }))
    }

    fn apply(&self, sql: &Connection, checked: Checked<'_>, mode: Mode, waiting: &mut Option<u64>, progress: Progress<'_>) -> Result<Taken> {
        let Checked { path, spool, opening, contents, pages, .. } = checked;
        let contents = &contents;
        let phase = tracing::trace_span!("certificates and what waits").entered();
        let before = waiting.take().map_or_else(|| conflict_count(sql, self.store.tables(), None), Ok)?;
        let (joined, certified) = self.take_certificates(sql, contents, &opening.known)?;
        let (now_standing, revoked) = self.take_revocations(sql, contents, (!certified).then_some(&opening.known.standing))?;
        fault::point("import.certified");
        let manifest = &contents.manifest;
        let query = "INSERT INTO bundle (id, sender, at, taken, entries, file) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                     ON CONFLICT (id) DO UPDATE SET taken = excluded.taken, set_aside = NULL RETURNING no";
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let row = (manifest.bundle, ReplicaId::of_key(&manifest.sign), manifest.at, self.now().timestamp_millis(), manifest.entries as i64, name);
        let bundle = sql.prepare_cached(query)?.query_row(row, |r| r.get(0))?;
        let keys = self.keys();
        let fold = Fold::new(sql, self.store.tables())?;
        let plain = fold.is_plain()?;
        let mut applier = Applier {
            fold,
            keys: &keys,
            standing: now_standing.clone(),
            bundle,
            new_entries: 0,
            known_entries: 0,
            objected: None,
            attachments: 0,
            stamp: 0,
            gap: false,
            forked: Default::default(),
            unfolded: revoked,
            own_elsewhere: false,
            incoming: None,
            writing: false,
            with_attachments: mode == Mode::Apply,
            without_pages: false,
            done: 0,
            total: manifest.attachment_bytes,
            progress,
        };
        drop(phase);
        if let Some(pages) = pages {
            pages.into_iter().try_for_each(|page| applier.page(page))?;
            applier.without_pages = true;
        }
        if !(applier.without_pages && contents.whole) {
            scan(spool.path(), &opening, &mut applier)?;
        }
        applier.settle()?;
        fault::point("import.settled");
        let Applier { fold, new_entries, known_entries, objected, attachments, stamp, gap, own_elsewhere, forked, unfolded, .. } = applier;
        if own_elsewhere {
            // Said now, done once this is kept: what this store would write next under these keys has been written already.
            let copied = forked.iter().any(|(replica, _)| *replica == keys.replica());
            crate::store::note(sql, crate::store::NEW_KEYS_WANTED, if copied { "store_was_copied" } else { "store_is_an_old_copy" })?;
        }
        let query = "INSERT INTO meta (key, value) VALUES ('stamp', ?1) ON CONFLICT (key) DO UPDATE SET value = max(value, excluded.value)";
        sql.prepare_cached(query)?.execute([stamp])?;
        let _phase = tracing::trace_span!("receipts and the account").entered();
        if let Some(receipt) = contents.receipt.as_ref().filter(|receipt| receipt.sign == manifest.sign) {
            receipt.keep(sql)?;
        }
        super::ask::answered(sql, ReplicaId::of_key(&manifest.sign))?;
        let kinds = by_kind(self.store.tables().registry, &fold.tally()?);
        let status = match mode {
            Mode::Preview => Status::Preview,
            Mode::Apply if gap => Status::Waiting,
            Mode::Apply => Status::Applied,
        };
        // Where nothing is removed, awaited or kept aside, the fold has counted what waits; otherwise all of it is looked at.
        let after = if plain && !unfolded && fold.is_plain()? {
            before.saturating_add_signed(fold.newly_differing())
        } else {
            conflict_count(sql, self.store.tables(), None)?
        };
        *waiting = Some(after);
        let trust_changed = certified || !contents.revocations.is_empty();
        // Told when it is news; `status` tells it always.
        let own = if trust_changed { own::not_allowed(sql, &now_standing)? } else { None };
        let own = match own {
            Some(own) if Some(&own) != own::not_allowed(sql, &opening.known.standing)?.as_ref() => Some(own),
            _ => None,
        };
        let account = Imported {
            new_entries,
            known_entries,
            attachments,
            conflicts: after.saturating_sub(before),
            kinds,
            joined,
            why: match (own, objected) {
                (Some(own), _) => Some(Problem::new("own_pages_not_allowed").with("entries", own.entries).with("why", own.why)),
                (None, Some((entries, why))) => {
                    Some(Problem::new("pages_not_allowed").with("from", manifest.label.as_str()).with("entries", entries).with("why", why))
                }
                (None, None) => gap.then(|| Problem::new("earlier_file_missing").with("from", manifest.label.as_str())),
            },
            ..self.account(path, contents, status)
        };
        Ok(Taken { account, trust_changed })
    }

    /// Keep the certificates of our organisation; join it where we belong to none yet. Answers what was joined, and
    /// whether anything is believed now that was not.
    fn take_certificates(&self, sql: &Connection, contents: &Contents, known: &Trusted) -> Result<(Option<String>, bool)> {
        let keys = self.keys();
        let of_own = || contents.certificates.iter().map(|(c, _)| c).filter(|c| keys.is_own(&c.sign));
        // A file that was on its way when this store went on under new keys speaks of the former ones.
        let own = of_own().find(|c| c.sign == keys.sign.public()).or_else(|| of_own().next());
        let before = trust::organisation(sql)?;
        if let Some(own) = own {
            trust::join(sql, &keys, own)?;
        }
        let Some(organisation) = trust::organisation(sql)? else {
            return Problem::new("unknown_sender").with("from", contents.manifest.label.as_str()).refuse();
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
    /// what now, and whether any left. `as_before` is who might, where nothing has changed that yet.
    fn take_revocations(&self, sql: &Connection, contents: &Contents, as_before: Option<&Arc<trust::Standing>>) -> Result<(Arc<trust::Standing>, bool)> {
        let root = trust::organisation(sql)?.map(|o| o.root);
        for (revocation, signed) in contents.revocations.iter().filter(|(r, _)| Some(r.root) == root) {
            trust::keep_revocation(sql, revocation, signed)?;
        }
        let standing = match as_before.filter(|_| contents.revocations.is_empty()) {
            Some(standing) => standing.clone(),
            None => Arc::new(trust::Standing::read(sql)?),
        };
        let moved = if standing.is_plain() && contents.revocations.is_empty() { false } else { super::revoke::enforce(sql, &standing)? };
        Ok((standing, moved))
    }
}

/// A file that was taken in.
pub(super) struct Taken {
    pub account: Imported,
    /// Whom this store believes may have changed with it.
    pub trust_changed: bool,
}

/// A bundle of which everything has been checked but its attachments.
pub(super) struct Checked<'a> {
    pub path: &'a Path,
    pub spool: tempfile::NamedTempFile,
    pub opening: Opening<'a>,
    pub contents: Contents,
    /// Its sender and the authors of all its pages are certified.
    believed: bool,
    /// Its pages, where they fit into memory; otherwise they are read again.
    pages: Option<Vec<Carried>>,
}

impl Checked<'_> {
    /// Check what has not been checked.
    pub(super) fn to_its_end(&self) -> Result<()> {
        if self.contents.whole { Ok(()) } else { scan(self.spool.path(), &self.opening, &mut Onlooker { into_pages: false }).map(|_| ()) }
    }
}

fn by_kind(registry: &Registry, tally: &BTreeMap<(String, String), Tally>) -> Vec<KindChange> {
    let mut kinds: BTreeMap<&str, KindChange> = BTreeMap::new();
    for ((kind, field), t) in tally {
        let change = kinds.entry(kind).or_insert_with(|| KindChange { kind: kind.clone(), added: 0, changed: 0, differ: 0, settled: 0, aside: 0 });
        // A new record brings its first field; another field that held nothing changes a record that was there.
        let first = registry.kinds().iter().find(|k| k.name == kind.as_str()).and_then(|k| k.fields.first()).is_none_or(|f| f.name == field.as_str());
        if first {
            change.added += t.added;
        }
        change.changed += t.changed;
        change.differ += t.differ;
        change.settled += t.settled;
        change.aside += t.aside;
    }
    for ((kind, _), t) in tally {
        if let Some(change) = kinds.get_mut(kind.as_str())
            && change.added == 0
            && change.changed == 0
        {
            change.changed = t.added;
        }
    }
    kinds.into_values().filter(|k| k.added + k.changed + k.differ + k.settled + k.aside > 0).collect()
}
