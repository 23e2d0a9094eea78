//! Files of laptops that nobody has certified: kept sealed until headquarters decides, then taken in as any other.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde::Serialize;

use super::{
    account::{Imported, Status, sender_label},
    former::{revoked_before, revoked_of},
    identity::id_of,
    import::{Checked, Mode},
    scan::Contents,
    seal::{Seal, recovery_key, seal, unseal},
    status::rfc3339,
    watch::Watch,
};
use crate::{
    Desk, Error, Problem, ReplicaId, Result, Role, fault,
    store::{forget, note, noted, write_whole},
    trust,
};

/// Noted from the moment on in which somebody was accepted until what waited for it has been taken in.
pub(super) const RELEASING: &str = "quarantine.releasing";

const FOLDER: &str = "quarantine";

/// True for a file that this store keeps in quarantine: for whom it was sealed was looked at before it was kept, with a secret that is
/// not kept, and since then it is sealed to this store alone.
pub(super) fn is_kept(dir: &Path, file: &Path) -> bool {
    file.parent() == Some(&dir.join(FOLDER))
}

/// Where a store keeps what waits under this id.
pub(crate) fn quarantine_file(dir: &Path, id: ReplicaId) -> PathBuf {
    dir.join(FOLDER).join(format!("{id}.sala"))
}

/// A file in quarantine that could not be taken in.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HeldUp {
    /// Its id.
    pub bundle: String,
    /// Who made it.
    #[serde(skip)]
    pub sender: ReplicaId,
    /// What its sender is called.
    pub from: String,
    /// True where the file may be as it should, and the disk or another program stood in the way: it is tried again when the store is
    /// opened next.
    pub tried_again: bool,
    /// Why.
    pub why: Problem,
}

/// A file that waits in quarantine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WaitingFile {
    /// Its id.
    pub bundle: String,
    /// How it was called when somebody brought it.
    pub file: Option<String>,
    /// When it was brought (RFC 3339). Earlier versions did not note it.
    pub came: Option<String>,
    /// How many pages are in it: none where it brings nothing but its laptop's request.
    pub pages: u64,
}

/// What became of what waited in quarantine.
#[derive(Debug, Default)]
pub struct Released {
    /// What was taken in.
    pub taken: Vec<Imported>,
    /// What could not be, and stays.
    pub held_up: Vec<HeldUp>,
}

/// True where another attempt at the same file ends as this one did: it is the file that is wrong, and neither the disk nor whoever
/// else uses the store.
fn is_of_the_file(error: &Error) -> bool {
    matches!(error, Error::Refused(_) | Error::Damaged { .. }) || error.problem().code == "file_missing"
}

/// Refuse a file of another organisation's laptop. Such a laptop asks nobody any more: what it sent could be neither accepted nor
/// turned away, and would wait for ever.
fn not_of_others(sql: &Connection, contents: &Contents) -> Result<()> {
    let sender = ReplicaId::of_key(&contents.manifest.sign);
    let Some(ours) = trust::organisation(sql)? else { return Ok(()) };
    let said = || contents.certificates.iter().map(|(c, _)| c).filter(|c| c.replica() == sender);
    let asks = contents.request.as_ref().is_some_and(|(request, _)| request.replica() == sender);
    if asks || trust::certificate(sql, sender)?.is_some() || said().any(|c| c.root == ours.root) {
        return Ok(());
    }
    said().next().map_or(Ok(()), |theirs| trust::other_organisation(sql, &ours, theirs, &contents.certificates)?.refuse())
}

/// Why nobody here may believe the sender of a file. A store of no organisation knows nobody at all: no laptop that headquarters might
/// accept changes that, and the organisation's recovery secret opens files and vouches for no one.
pub(super) fn unknown_sender(sql: &Connection, contents: &Contents, secret: Option<&str>) -> Result<Problem> {
    let code = match trust::organisation(sql)? {
        Some(_) => "unknown_sender",
        None if secret.is_some_and(|secret| recovery_key(secret).is_some()) => "recovery_secret_joins_nothing",
        None => "sender_before_joining",
    };
    Ok(Problem::new(code).with("from", sender_label(sql, contents)?))
}

/// Under what a store notes how a file was called that waits under this id.
fn name_of(id: ReplicaId) -> String {
    format!("quarantine.name.{id}")
}

/// Under what it notes when that file was brought.
fn came_of(id: ReplicaId) -> String {
    format!("quarantine.came.{id}")
}

/// Nothing waits under this id any more.
pub(super) fn forget_waiting(sql: &Connection, id: ReplicaId) -> Result<()> {
    sql.execute("DELETE FROM quarantine WHERE id = ?1", [id])?;
    forget(sql, &came_of(id))?;
    forget(sql, &name_of(id))
}

/// What waits, in the order in which it came, and who made it.
pub(super) fn waiting(sql: &Connection) -> Result<Vec<(ReplicaId, WaitingFile)>> {
    let mut statement = sql.prepare("SELECT id, sender, pages FROM quarantine ORDER BY rowid")?;
    let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get::<_, i64>(2)? as u64)))?;
    rows.map(|row| {
        let (id, sender, pages): (ReplicaId, ReplicaId, u64) = row?;
        let came = noted(sql, &came_of(id))?.and_then(rfc3339);
        Ok((sender, WaitingFile { bundle: id.to_string(), file: noted(sql, &name_of(id))?, came, pages }))
    })
    .collect()
}

impl Desk {
    /// A file from, or with pages of, a replica that nobody has certified.
    pub(super) fn unknown(&self, sql: &Connection, checked: &Checked<'_>, mode: Mode, watch: &mut Watch<'_>) -> Result<Imported> {
        let Checked { path, spool, opening, contents, .. } = checked;
        not_of_others(sql, contents)?;
        if self.role()? != Role::Hq {
            return unknown_sender(sql, contents, opening.passphrase)?.refuse();
        }
        // Not the id that a stranger chose: another file may have it, and none may take the place of another.
        let id = id_of(&checked.to_its_end(watch)?, 0);
        let account = self.account(sql, path, contents, id, Status::Quarantined)?;
        // Accepted once, and its time has run out: that is another thing to say to somebody who knows it.
        let sender = ReplicaId::of_key(&contents.manifest.sign);
        let until = trust::certificate(sql, sender)?.and_then(|(known, _)| known.until.and_then(trust::last_day));
        let why = match until {
            Some(day) => Problem::new("sender_ended").with("day", day.to_string()),
            None => Problem::new("sender_not_accepted"),
        };
        let why = why.with("from", account.from.as_str());
        let why = why.with("fingerprint", account.fingerprint.as_str());
        let registry = self.store.tables().registry;
        let revoked_former = match contents.request.as_ref().filter(|(request, _)| request.replica() == sender) {
            Some((request, _)) => revoked_of(sql, registry, request)?,
            None => revoked_before(sql, registry, sender)?,
        };
        let account = Imported { why: Some(why), revoked_former, ..account };
        if mode == Mode::Apply {
            let folder = self.dir().join(FOLDER);
            std::fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
            let kept = quarantine_file(self.dir(), id);
            // Sealed anew to this replica: a passphrase is not kept.
            let to_self = Seal::Keys(vec![opening.keys.recipient()]);
            write_whole(&kept, &mut |out| {
                seal(&to_self, out, |out| {
                    std::io::copy(&mut unseal(spool.path(), &opening.keys.open, opening.passphrase)?, out)?;
                    Ok(())
                })
            })?;
            fault::point("quarantine.kept");
            if let Some((request, signed)) = &contents.request {
                trust::keep_request(sql, request, signed)?;
            }
            let query = "INSERT OR REPLACE INTO quarantine (id, sender, pages, entries) VALUES (?1, ?2, ?3, ?4)";
            let entries = contents.manifest.entries.min(1 << 40) as i64;
            sql.execute(query, (id, sender, contents.pages as i64, entries))?;
            // One that waits on when others are released comes by from where it is kept.
            if let Some(name) = path.file_name().filter(|_| **path != *kept) {
                note(sql, &name_of(id), name.to_string_lossy())?;
                // Brought again, it has waited since it came first.
                if noted::<i64>(sql, &came_of(id))?.is_none() {
                    note(sql, &came_of(id), self.now().timestamp_millis())?;
                }
            }
        }
        Ok(account)
    }

    /// Remove files that nothing waits for: their import was cut short, and whoever brought them still has them, or they were
    /// taken in.
    pub(crate) fn tidy_quarantine(&self) -> Result<()> {
        let waiting: Vec<[u8; 16]> =
            self.read(|r| Ok(r.sql().prepare("SELECT id FROM quarantine")?.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?))?;
        let waiting: std::collections::HashSet<_> = waiting.into_iter().map(|id| quarantine_file(self.dir(), ReplicaId(id))).collect();
        let folder = self.dir().join(FOLDER);
        for path in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).filter(|path| !waiting.contains(path)) {
            std::fs::remove_file(&path).map_err(Error::file(&path))?;
        }
        Ok(())
    }

    /// Take in what waited for its sender to be accepted. What still waits stays.
    ///
    /// # Errors
    /// Where what waits cannot be looked at.
    pub fn release(&self) -> Result<Released> {
        let waiting: Vec<(ReplicaId, ReplicaId)> = self.read(|r| {
            let mut waiting = r.sql().prepare("SELECT id, sender FROM quarantine ORDER BY rowid")?;
            Ok(waiting.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?)
        })?;
        let mut released = Released::default();
        let mut again = false;
        for (id, sender) in waiting {
            // One file that cannot be taken in does not hold up those behind it; it stays, and `status` counts it.
            match self.released(id) {
                Ok(account) => released.taken.extend(account),
                Err(error) => {
                    tracing::warn!("{id} stays in quarantine: {error}");
                    let tried_again = !is_of_the_file(&error);
                    again |= tried_again;
                    let from = self.read(|r| trust::label(r.sql(), sender))?;
                    released.held_up.push(HeldUp { bundle: id.to_string(), sender, from, tried_again, why: error.problem() });
                }
            }
        }
        // What only lacked room is taken in when the store is opened next.
        if !again && self.is_releasing()? {
            self.store.write(|sql| forget(sql, RELEASING))?;
        }
        Ok(released)
    }

    /// Take in one file that waits; none where it waits on.
    fn released(&self, id: ReplicaId) -> Result<Option<Imported>> {
        // Where it lies now: a store may have been moved since it came.
        let path = quarantine_file(self.dir(), id);
        let account = self.import(&path, None, &mut |_, _| true)?;
        let waits = account.status == Status::Quarantined;
        let name: Option<String> = self.read(|r| noted(r.sql(), &name_of(id)))?;
        // Earlier versions kept it under the id that its sender chose: it lies under its own name now.
        if !waits || account.bundle != id.to_string() {
            fault::point("quarantine.taken");
            self.store.write(|sql| {
                if let Some(name) = &name {
                    // Lists of what was taken in call a file as it was called when somebody brought it.
                    sql.execute("UPDATE bundle SET file = ?2 WHERE file = ?1", (path.file_name().map(|n| n.to_string_lossy()), name))?;
                }
                forget_waiting(sql, id)
            })?;
            fault::point("quarantine.forgotten");
            std::fs::remove_file(&path).map_err(Error::file(&path))?;
        }
        let file = name.map_or_else(|| account.file.clone(), PathBuf::from);
        Ok((!waits).then_some(Imported { file, ..account }))
    }

    fn is_releasing(&self) -> Result<bool> {
        self.read(|r| Ok(noted::<i64>(r.sql(), RELEASING)?.is_some()))
    }

    /// Go on taking in what waited, where the power went before all of it was: whoever was accepted asks no more. A file that
    /// cannot be taken in now does not keep the store from being opened.
    pub(crate) fn go_on_releasing(&self) -> Result<()> {
        if self.is_releasing()? {
            self.release().inspect_err(|e| tracing::warn!("what waits in quarantine stays there: {e}")).ok();
        }
        Ok(())
    }
}
