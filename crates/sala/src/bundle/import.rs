//! Import: copy to a spool, verify everything, and apply all of it or nothing. A preview is the same work taken back.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use rusqlite::Connection;

use super::{
    account::{Imported, Status},
    ahead::Trusted,
    export::Progress,
    identity::identify,
    quarantine::is_kept,
    scan::{Carried, Contents, Onlooker, Opening, Visitor, scan},
    verifier::Verifier,
    watch::{Watch, Watched, is_stop},
};
use crate::{
    Desk, Error, Problem, ReplicaId, Result, fault,
    journal::{CellNo, touched_since, union_of},
    open_file,
    store::{attachments, is_on_disk_of},
};

/// Where copies are made that go again: on the store's own disk, or in the system's folder for such files where that takes nothing.
///
/// # Errors
/// What the disk says.
pub(crate) fn spool_folder(desk: &Desk) -> Result<PathBuf> {
    if desk.only_looked_at().is_some() {
        return Ok(std::env::temp_dir());
    }
    let folder = desk.dir().join("spool");
    std::fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
    Ok(folder)
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
        let mut unwatched = |_, _| true;
        let watch = &mut Watch::new(&mut unwatched);
        let checked = self.check(path, passphrase, &self.trusted()?, watch)?;
        self.store.rehearse(|sql| Ok(self.take(sql, self.still_checked(sql, checked, watch)?, Mode::Preview, &mut None, watch)?.account))
    }

    /// The same, and a look at the store as it would be, beside the store as it is, at every cell that the file touches.
    pub(crate) fn preview_beside<T>(
        &self,
        path: &Path,
        passphrase: Option<&str>,
        progress: Progress<'_>,
        look: impl FnOnce(&Connection, &Connection, &[CellNo]) -> Result<T>,
    ) -> Result<(Imported, T)> {
        let watch = &mut Watch::new(progress);
        let checked = self.check(path, passphrase, &self.trusted()?, watch)?;
        self.store.rehearse(|would_be| {
            // Nobody else writes meanwhile, and what is not kept yet is seen by its own connection alone.
            let is = self.store.long_reader()?;
            let before = union_of(&is)?;
            let account = self.take(would_be, self.still_checked(would_be, checked, watch)?, Mode::Preview, &mut None, watch)?.account;
            let touched = touched_since(would_be, &before)?;
            Ok((account, look(&is, would_be, &touched)?))
        })
    }

    /// Take a file in, all of it or nothing.
    ///
    /// # Errors
    /// `not_a_sala_file`, `is_a_request`, `is_a_backup`, `sealed_to_another`, `file_truncated`, `file_damaged`, `damaged`, `signature_wrong`,
    /// `unknown_sender`, `stopped`, `disk_full`: nothing was changed then.
    pub fn import(&self, path: &Path, passphrase: Option<&str>, progress: Progress<'_>) -> Result<Imported> {
        let watch = &mut Watch::new(progress);
        let checked = self.check(path, passphrase, &self.trusted()?, watch)?;
        let taken = self.store.write(|sql| {
            let taken = self.take(sql, self.still_checked(sql, checked, watch)?, Mode::Apply, &mut None, watch)?;
            self.forget_undo_after(sql, [&taken.account])?;
            Ok(taken)
        })?;
        fault::point("import.taken");
        self.go_on_after_import()?;
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
        let taken = self.store.write(|sql| {
            let taken = self.each(sql, paths, passphrase, Mode::Apply, progress)?;
            self.forget_undo_after(sql, taken.iter().flatten())?;
            Ok(taken)
        })?;
        fault::point("import.taken");
        self.go_on_after_import()?;
        Ok(taken)
    }

    /// A file that was taken in may have changed anything, also where it brought no entries: who is believed, what is set aside.
    fn forget_undo_after<'a>(&self, sql: &Connection, accounts: impl IntoIterator<Item = &'a Imported>) -> Result<()> {
        let changed = accounts.into_iter().any(|account| matches!(account.status, Status::Applied | Status::Waiting));
        if changed { self.forget_undo(sql) } else { Ok(()) }
    }

    fn each(&self, sql: &Connection, paths: &[PathBuf], passphrase: Option<&str>, mode: Mode, progress: Progress<'_>) -> Result<Vec<Result<Imported>>> {
        let mut waiting = None;
        self.one_ahead(sql, paths, passphrase, &mut |checked| {
            sql.execute_batch("SAVEPOINT file")?;
            let taken = checked.and_then(|checked| self.take(sql, checked, mode, &mut waiting, &mut Watch::new(&mut *progress)));
            if sql.is_autocommit() {
                // SQLite took the whole transaction back, as it does on a full disk.
                return taken.map(Ok);
            }
            sql.execute_batch(if taken.is_ok() { "RELEASE file" } else { "ROLLBACK TO file; RELEASE file" })?;
            Ok(taken)
        })
    }

    /// Read a file and check it, but for its attachments; changes nothing.
    pub(super) fn check<'a>(&'a self, path: &'a Path, passphrase: Option<&'a str>, trusted: &Arc<Trusted>, watch: &mut Watch<'_>) -> Result<Checked<'a>> {
        let _phase = tracing::trace_span!("opening, verifying and decoding").entered();
        let checked = self.check_there(path, self.spool(path, watch)?, passphrase, trusted, watch)?;
        // Kept beside the store until its sender is accepted: of a copy, so that what is kept is what was looked at.
        if checked.believed || matches!(checked.spool, Spool::Copy(_)) {
            Ok(checked)
        } else {
            self.check_there(path, self.copied(path, open_file(path)?, watch)?, passphrase, trusted, watch)
        }
    }

    fn check_there<'a>(
        &'a self,
        path: &'a Path,
        spool: Spool<'a>,
        passphrase: Option<&'a str>,
        trusted: &Arc<Trusted>,
        watch: &mut Watch<'_>,
    ) -> Result<Checked<'a>> {
        fault::point("import.spooled");
        let keys = self.keys();
        let mut verifier = Verifier::new(trusted.root, keys.clone(), &trusted.certificates);
        let opening = Opening { keys, passphrase, known: trusted.clone(), is_kept: is_kept(self.dir(), path) };
        let bytes = std::fs::metadata(spool.path()).map_err(Error::file(path))?.len();
        watch.begin(bytes)?;
        let contents = scan(spool.path(), &opening, &mut verifier, Some(watch))?;
        fault::point("import.checked");
        let sender = ReplicaId::of_key(&contents.manifest.sign);
        // Headquarters is asked again about a laptop whose time has run out; others go by what headquarters lets pass.
        let now = self.now().timestamp_millis();
        let ended = opening.keys.root.is_some() && trusted.certificates.iter().any(|(c, _)| c.replica() == sender && c.has_ended(now));
        let believed = verifier.knows(&contents.manifest.sign) && verifier.strangers.is_empty() && !ended;
        Ok(Checked { path, spool, bytes, opening, contents, believed, pages: verifier.into_pages() })
    }

    /// The file was checked while others could write: where somebody was accepted or revoked meanwhile, it is checked again.
    fn still_checked<'a>(&'a self, sql: &Connection, checked: Checked<'a>, watch: &mut Watch<'_>) -> Result<Checked<'a>> {
        let now = Trusted::read(sql)?;
        if now == checked.opening.known { Ok(checked) } else { self.check(checked.path, checked.opening.passphrase, &now, watch) }
    }

    /// Take a checked file in. `waiting` is how many differences wait for a decision, where that is known.
    pub(super) fn take(&self, sql: &Connection, checked: Checked<'_>, mode: Mode, waiting: &mut Option<u64>, watch: &mut Watch<'_>) -> Result<Taken> {
        let as_before = |account| Taken { account, trust_changed: false, spent: None };
        if !checked.believed {
            return self.unknown(sql, &checked, mode, watch).map(as_before);
        }
        let file = identify(sql, &checked, watch)?;
        // A file that is known brings pictures again that the disk lost since.
        if file.is_here && (checked.contents.manifest.attachments == 0 || attachments::lost(sql)?.is_empty()) {
            let known_entries = checked.contents.manifest.entries;
            return Ok(as_before(Imported { known_entries, ..self.account(sql, checked.path, &checked.contents, file.id, Status::AlreadyKnown)? }));
        }
        self.apply(sql, checked, file.id, mode, waiting, watch)
    }

    /// Where the file is read from: a copy on the laptop's own disk, for a stick may be pulled, and one that is slow would keep
    /// everybody else from writing.
    fn spool<'a>(&self, path: &'a Path, watch: &mut Watch<'_>) -> Result<Spool<'a>> {
        let file = open_file(path)?;
        let bytes = file.metadata().map_err(Error::file(path))?.len();
        let here = is_on_disk_of(&file, self.dir());
        // Copied where it lies elsewhere, checked, and taken in.
        watch.plan(bytes.saturating_mul(if here { 2 } else { 3 }));
        if here { Ok(Spool::InPlace(path)) } else { self.copied(path, file, watch) }
    }

    fn copied<'a>(&self, path: &Path, file: std::fs::File, watch: &mut Watch<'_>) -> Result<Spool<'a>> {
        watch.begin(file.metadata().map_err(Error::file(path))?.len())?;
        let folder = spool_folder(self)?;
        let mut copy = tempfile::NamedTempFile::new_in(&folder).map_err(Error::file(&folder))?;
        let copied = std::io::copy(&mut Watched { input: file, watch, done: 0 }, copy.as_file_mut());
        // Only reading has to do with the file: where a disk is full, it is the one that the copy lies on.
        let failed = |e| if is_stop(&e) { Error::Refused(Problem::new("stopped")) } else { Error::file(path)(e) };
        let place = if self.only_looked_at().is_some() { &folder } else { self.dir() };
        copied.map_err(failed).map_err(|error| error.at_place(place))?;
        Ok(Spool::Copy(copy))
    }
}

/// What is read while a file is checked and taken in.
pub(super) enum Spool<'a> {
    /// A copy of it.
    Copy(tempfile::NamedTempFile),
    /// The file itself, which lies on the store's own disk. Whether it changes meanwhile is looked at.
    InPlace(&'a Path),
}

impl Spool<'_> {
    pub(super) fn path(&self) -> &Path {
        match self {
            Self::Copy(copy) => copy.path(),
            Self::InPlace(path) => path,
        }
    }
}

/// A file that was taken in.
pub(super) struct Taken {
    pub account: Imported,
    /// Whom this store believes may have changed with it.
    pub trust_changed: bool,
    /// Pages that are no longer needed.
    pub spent: Option<Vec<Carried>>,
}

/// A bundle of which everything has been checked but its attachments.
pub(super) struct Checked<'a> {
    pub path: &'a Path,
    pub spool: Spool<'a>,
    /// How large it is.
    pub bytes: u64,
    pub opening: Opening<'a>,
    pub contents: Contents,
    /// Its sender and the authors of all its pages are certified.
    pub believed: bool,
    /// Its pages, where they fit into memory; otherwise they are read again.
    pub pages: Option<Vec<Carried>>,
}

impl Checked<'_> {
    /// Check what has not been checked. Answers the hash of the whole file, by which it is told from any other.
    pub(super) fn to_its_end(&self, watch: &mut Watch<'_>) -> Result<[u8; 32]> {
        if let Some(end) = self.contents.end {
            return Ok(end);
        }
        watch.begin(self.bytes)?;
        self.read_watched(&mut Onlooker { into_pages: false }, Some(watch))
    }

    /// Hand the whole file to `visitor`, as it was checked up to its attachments. Answers the hash of all of it.
    ///
    /// # Errors
    /// `file_changed` where it is not what it was then.
    pub(super) fn read_again(&self, visitor: &mut dyn Visitor) -> Result<[u8; 32]> {
        self.read_watched(visitor, None)
    }

    fn read_watched(&self, visitor: &mut dyn Visitor, watch: Option<&mut Watch<'_>>) -> Result<[u8; 32]> {
        let again = scan(self.spool.path(), &self.opening, visitor, watch)?;
        if again.head != self.contents.head {
            return Problem::new("file_changed").with("name", self.path.display().to_string()).refuse();
        }
        again.end.ok_or_else(|| Error::damaged("bundle", "a file without an end"))
    }
}
