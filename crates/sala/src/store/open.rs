//! Opening a store is a contract: the lock, the key, the schema, the folded tables; or a reason why not.

mod damage;
mod rehearse;

pub(crate) use damage::noted_in;

use std::{
    fs::File,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use rusqlite::{Connection, ErrorCode, TransactionBehavior};

use super::{
    attachments, connection,
    key::{self, KeyPlace, StoreKey},
    upgrade::{is_current, migrate, upgrade},
};
use crate::{
    Error, Problem, Result, fault,
    journal::{Registry, Tables},
};

/// An open store: one writer, one reader.
pub struct Store {
    dir: PathBuf,
    writer: Mutex<Connection>,
    reader: Mutex<Connection>,
    tables: Tables,
    key: StoreKey,
    /// Why it can only be looked at, where the disk takes nothing. Whoever writes tries again.
    only_looked_at: Mutex<Option<Looking>>,
    /// None where not even the lock can be made: then nobody works here.
    lock: Mutex<Option<File>>,
}

/// Why a store is looked at in which another copy of Sala works.
const IN_USE: &str = "store_in_use";
/// Why one is looked at whose disk takes nothing.
const DISK_FULL: &str = "disk_full";
const READ_ONLY: &str = "store_read_only";

#[derive(Clone)]
struct Looking {
    why: Problem,
    for_good: bool,
}

impl Store {
    /// True where `dir` holds a store.
    #[must_use]
    pub fn exists(dir: &Path) -> bool {
        dir.join("sala.db").exists()
    }

    /// Make a store in `dir`; `first` writes what every opening needs, in the same stroke.
    ///
    /// # Errors
    /// `store_exists` where there is one already; what the disk says.
    pub(crate) fn create(dir: &Path, registry: &'static Registry, place: KeyPlace, first: impl FnOnce(&Connection) -> Result<()>) -> Result<Self> {
        std::fs::create_dir_all(dir).map_err(Error::file(dir))?;
        let lock = Some(lock(dir)?);
        if Self::exists(dir) {
            return Problem::new("store_exists").with("path", dir.display().to_string()).refuse();
        }
        // A key without a store may be the key to a store that somebody moved away: it is kept under another name.
        for left in ["store.key", "store.id"].map(|name| dir.join(name)).iter().filter(|path| path.exists()) {
            let aside = (1..).map(|n| left.with_extension(format!("old{n}"))).find(|path| !path.exists());
            std::fs::rename(left, aside.unwrap_or_default()).map_err(Error::file(left))?;
        }
        let key = key::make(dir, place)?;
        // Made beside its place and then named: set-up that is cut short leaves no store that cannot be opened.
        let path = dir.join("sala.db");
        let beside = dir.join("sala.db.new");
        let _ = std::fs::remove_file(&beside);
        let mut sql = connection::working(&beside, &key)?;
        migrate(&mut sql, &Tables::new(registry))?;
        let tx = sql.transaction()?;
        first(&tx)?;
        tx.commit()?;
        sql.close().map_err(|(_, e)| e)?;
        std::fs::rename(&beside, &path).map_err(Error::file(&path))?;
        Self::connect(dir, registry, key, lock)
    }

    /// Open the store in `dir`. Where the disk takes nothing more, because it is full or write-protected, the store can be
    /// looked at, and each write is refused with the reason until it takes something again.
    ///
    /// # Errors
    /// `store_missing`, `store_in_use` (a second copy of the app), `store_key_missing`, `store_key_wrong`,
    /// `store_newer` (written by a later version), `upgrade_not_copied`.
    pub fn open(dir: &Path, registry: &'static Registry) -> Result<Self> {
        if !Self::exists(dir) {
            return Problem::new("store_missing").with("path", dir.display().to_string()).refuse();
        }
        let lock = match lock(dir) {
            Err(error) if takes_nothing(&error).is_some() => None,
            lock => Some(lock?),
        };
        let file = dir.join("sala.db");
        if file.metadata().map_err(Error::file(&file))?.len() == 0 {
            // SQLite would take an empty file for a new store.
            return Problem::new("store_damaged").with("path", file.display().to_string()).refuse();
        }
        let key = key::find(dir)?;
        Self::connect(dir, registry, key, lock)
    }

    /// Look at the store in `dir` while another copy of Sala works in it. SQLite's own locks keep the reading whole.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub(crate) fn look_beside(dir: &Path, registry: &'static Registry) -> Result<Self> {
        let (tables, key) = (Tables::new(registry), key::find(dir)?);
        let look = || {
            let sql = connection::beside(&dir.join("sala.db"), &key)?;
            if is_current(&sql, &tables)? { Ok(sql) } else { Problem::new(IN_USE).refuse() }
        };
        let (writer, reader) = (Mutex::new(look()?), Mutex::new(look()?));
        let looking = Looking { why: Problem::new(IN_USE).with("path", dir.display().to_string()), for_good: true };
        Ok(Self { dir: dir.to_owned(), writer, reader, tables, key, only_looked_at: Mutex::new(Some(looking)), lock: Mutex::new(None) })
    }

    fn connect(dir: &Path, registry: &'static Registry, key: StoreKey, lock: Option<File>) -> Result<Self> {
        let tables = Tables::new(registry);
        let work = if lock.is_some() { work(dir, &tables, &key) } else { Err(std::io::Error::from(std::io::ErrorKind::ReadOnlyFilesystem).into()) };
        let (writer, reader, why) = match work {
            Ok((writer, reader)) => (writer, reader, None),
            Err(error) => {
                let Some(why) = takes_nothing(&error) else { return Err(error) };
                // What has to be brought up to date first, or was never whole, cannot be looked at either.
                let Ok((first, second)) = look(dir, &tables, &key) else { return Err(error) };
                tracing::warn!("this store can only be looked at: {error}");
                // The folder says which disk it is; a file inside it would say less.
                let why = why.with("path", dir.display().to_string());
                (first, second, Some(Looking { why, for_good: false }))
            }
        };
        let (writer, reader, lock) = (Mutex::new(writer), Mutex::new(reader), Mutex::new(lock));
        Ok(Self { dir: dir.to_owned(), writer, reader, tables, key, only_looked_at: Mutex::new(why), lock })
    }

    /// Why this store can only be looked at; none where it can be written to.
    pub(crate) fn only_looked_at(&self) -> Option<Problem> {
        locked(&self.only_looked_at).as_ref().map(|looking| looking.why.clone())
    }

    /// Where it can only be looked at, leave it at that even when the disk takes something again.
    pub(crate) fn only_look(&self) {
        if let Some(looking) = locked(&self.only_looked_at).as_mut() {
            looking.for_good = true;
        }
    }

    /// Leave it at looking from now on, for this reason.
    pub(crate) fn only_look_because(&self, why: Problem) {
        *locked(&self.only_looked_at) = Some(Looking { why, for_good: true });
    }

    /// The writing connection. Where the store could only be looked at, room may have been made meanwhile.
    fn writer(&self) -> Result<MutexGuard<'_, Connection>> {
        let mut writer = locked(&self.writer);
        let mut looking = locked(&self.only_looked_at);
        let Some(Looking { why, for_good }) = looking.clone() else { return Ok(writer) };
        if for_good {
            return why.refuse();
        }
        let told = |error: Error| takes_nothing(&error).map_or(error, |why| Error::Refused(why.with("path", self.dir.display().to_string())));
        let mut lock_held = locked(&self.lock);
        if lock_held.is_none() {
            *lock_held = Some(lock(&self.dir).map_err(told)?);
        }
        let mut reader = self.reader();
        (*writer, *reader) = work(&self.dir, &self.tables, &self.key).map_err(told)?;
        *looking = None;
        Ok(writer)
    }

    /// The folder it lives in.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    pub(crate) const fn tables(&self) -> &Tables {
        &self.tables
    }

    /// The reading connection. A panic elsewhere leaves a connection usable: its transaction was rolled back.
    pub(crate) fn reader(&self) -> MutexGuard<'_, Connection> {
        locked(&self.reader)
    }

    /// True where another copy of Sala works in this store, and it is only looked at beside that.
    fn is_beside(&self) -> bool {
        self.only_looked_at().is_some_and(|why| why.code == IN_USE)
    }

    /// A reading connection of its own, for work that takes long: screens go on reading meanwhile.
    pub(crate) fn long_reader(&self) -> Result<Connection> {
        let connect = match self.only_looked_at() {
            Some(_) if self.is_beside() => connection::beside,
            Some(_) => connection::looking,
            None => connection::reading,
        };
        connect(&self.dir.join("sala.db"), &self.key)
    }

    /// Write in one immediate transaction; an error leaves the store as it was.
    pub(crate) fn write<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        self.write_then(work, Ok)
    }

    /// The same; `kept` is done once the work is kept and before anybody else can write.
    pub(crate) fn write_then<T, U>(&self, work: impl FnOnce(&Connection) -> Result<T>, kept: impl FnOnce(T) -> Result<U>) -> Result<U> {
        let mut writer = self.writer()?;
        let done = commit(&mut writer, work).map_err(|error| error.at_place_or_elsewhere(&self.dir));
        settle(&writer);
        kept(done?)
    }
}

/// A panic elsewhere leaves everything here usable.
fn locked<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The connections of a store that can be written to, brought up to date.
fn work(dir: &Path, tables: &Tables, key: &StoreKey) -> Result<(Connection, Connection)> {
    let path = dir.join("sala.db");
    let mut writer = connection::working(&path, key)?;
    if writer.is_readonly("main")? {
        return Err(std::io::Error::from(std::io::ErrorKind::ReadOnlyFilesystem).into());
    }
    upgrade(&mut writer, tables, dir, key)?;
    settle(&writer);
    let reader = connection::reading(&path, key)?;
    // What is made beside the database with the first read and the first write: where there is no place for it, that is found out now.
    is_current(&reader, tables)?;
    writer.execute_batch("BEGIN IMMEDIATE; ROLLBACK")?;
    Ok((writer, reader))
}

/// The same for one that can only be looked at.
fn look(dir: &Path, tables: &Tables, key: &StoreKey) -> Result<(Connection, Connection)> {
    let look = || {
        let sql = connection::looking(&dir.join("sala.db"), key)?;
        if is_current(&sql, tables)? { Ok(sql) } else { Problem::new(READ_ONLY).refuse() }
    };
    Ok((look()?, look()?))
}

/// The problem that whoever writes is told, where the disk takes nothing more.
pub(crate) fn takes_nothing(error: &Error) -> Option<Problem> {
    let problem = error.problem();
    match problem.code {
        DISK_FULL | READ_ONLY => Some(problem),
        // A file beside the database cannot be made.
        "file_read_only" => Some(Problem { code: READ_ONLY, ..problem }),
        _ if matches!(error, Error::Sql(e) if e.sqlite_error_code() == Some(ErrorCode::CannotOpen)) => Some(Problem { code: READ_ONLY, ..problem }),
        _ => None,
    }
}

fn commit<T>(writer: &mut Connection, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
    let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
    fault::point("store.begun");
    let done = work(&tx)?;
    fault::point("store.worked");
    let _committing = tracing::trace_span!("committing").entered();
    tx.commit()?;
    fault::point("store.kept");
    Ok(done)
}

/// Attachments that came with the work get their place, or go where it was taken back. What cannot be done now is done next
/// time: they are found where they lie.
fn settle(writer: &Connection) {
    if let Err(error) = attachments::settle(writer) {
        tracing::warn!("attachments wait for their place: {error}");
    }
}

/// One process at a time: a second copy would not see what the first one's screens show.
fn lock(dir: &Path) -> Result<File> {
    let path = dir.join("lock");
    let file = File::options().create(true).truncate(false).write(true).open(&path);
    // One that is there locks as well where nothing can be written.
    let file = file.or_else(|e| File::open(&path).map_err(|_| e)).map_err(Error::file(&path))?;
    match fs4::FileExt::try_lock(&file) {
        Ok(()) => Ok(file),
        Err(fs4::TryLockError::WouldBlock) => Problem::new(IN_USE).with("path", dir.display().to_string()).refuse(),
        Err(fs4::TryLockError::Error(e)) => Err(Error::file(path)(e)),
    }
}
