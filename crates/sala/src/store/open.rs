//! Opening a store is a contract: the lock, the key, the schema, the folded tables; or a reason why not.

use std::{
    fs::File,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior};

use super::{
    attachments,
    key::{self, KeyPlace, StoreKey},
};
use crate::{
    Error, Problem, Result, fault,
    journal::{Registry, Tables, refold, registry_name},
};

/// The schema of the journal, by number. A step never changes what a column means.
const SCHEMA: &[&str] = &[include_str!("schema.sql"), include_str!("schema-2.sql"), include_str!("schema-3.sql")];

/// An open store: one writer, one reader.
pub struct Store {
    dir: PathBuf,
    writer: Mutex<Connection>,
    reader: Mutex<Connection>,
    tables: Tables,
    key: StoreKey,
    _lock: File,
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
        let lock = lock(dir)?;
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
        let mut sql = connection(&beside, &key)?;
        migrate(&mut sql, &Tables::new(registry))?;
        let tx = sql.transaction()?;
        first(&tx)?;
        tx.commit()?;
        sql.close().map_err(|(_, e)| e)?;
        std::fs::rename(&beside, &path).map_err(Error::file(&path))?;
        Self::connect(dir, registry, key, lock)
    }

    /// Open the store in `dir`.
    ///
    /// # Errors
    /// `store_missing`, `store_in_use` (a second copy of the app), `store_key_missing`, `store_key_wrong`,
    /// `store_newer` (written by a later version).
    pub fn open(dir: &Path, registry: &'static Registry) -> Result<Self> {
        if !Self::exists(dir) {
            return Problem::new("store_missing").with("path", dir.display().to_string()).refuse();
        }
        let lock = lock(dir)?;
        let file = dir.join("sala.db");
        if file.metadata().map_err(Error::file(&file))?.len() == 0 {
            // SQLite would take an empty file for a new store.
            return Problem::new("store_damaged").with("path", file.display().to_string()).refuse();
        }
        let key = key::find(dir)?;
        Self::connect(dir, registry, key, lock)
    }

    fn connect(dir: &Path, registry: &'static Registry, key: StoreKey, lock: File) -> Result<Self> {
        let path = dir.join("sala.db");
        let mut writer = connection(&path, &key)?;
        let tables = Tables::new(registry);
        migrate(&mut writer, &tables)?;
        settle(&writer);
        let reader = reading(&path, &key)?;
        Ok(Self { dir: dir.to_owned(), writer: Mutex::new(writer), reader: Mutex::new(reader), tables, key, _lock: lock })
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
        self.reader.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A reading connection of its own, for work that takes long: screens go on reading meanwhile.
    pub(crate) fn long_reader(&self) -> Result<Connection> {
        reading(&self.dir.join("sala.db"), &self.key)
    }

    /// Write in one immediate transaction; an error leaves the store as it was.
    pub(crate) fn write<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        self.write_then(work, Ok)
    }

    /// The same; `kept` is done once the work is kept and before anybody else can write.
    pub(crate) fn write_then<T, U>(&self, work: impl FnOnce(&Connection) -> Result<T>, kept: impl FnOnce(T) -> Result<U>) -> Result<U> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let done = commit(&mut writer, work);
        settle(&writer);
        kept(done?)
    }

    /// Do the work in a transaction and take it all back: an exact preview.
    pub(crate) fn rehearse<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&tx)?;
        tx.rollback()?;
        Ok(done)
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
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(Error::file(&path))?;
    match fs4::FileExt::try_lock(&file) {
        Ok(()) => Ok(file),
        Err(fs4::TryLockError::WouldBlock) => Problem::new("store_in_use").with("path", dir.display().to_string()).refuse(),
        Err(fs4::TryLockError::Error(e)) => Err(Error::file(path)(e)),
    }
}

fn reading(path: &Path, key: &StoreKey) -> Result<Connection> {
    let sql = connection(path, key)?;
    sql.pragma_update(None, "query_only", true)?;
    Ok(sql)
}

/// A connection that has been given its key, and nothing else yet.
pub(super) fn keyed(path: &Path, key: &StoreKey) -> Result<Connection> {
    #[cfg_attr(not(feature = "faults"), allow(unused_mut))]
    let mut sql = Connection::open(path)?;
    #[cfg(feature = "faults")]
    fault::watch(&mut sql)?;
    // Its own lines on the error stream would stand beside the answer that people get.
    sql.execute_batch("PRAGMA cipher_log_level = NONE")?;
    // A raw key (SQLCipher documentation, "PRAGMA key"): no key derivation, it is random already.
    sql.execute_batch(&format!("PRAGMA key = \"x'{}'\"", key.as_str()))?;
    Ok(sql)
}

fn connection(path: &Path, key: &StoreKey) -> Result<Connection> {
    let sql = keyed(path, key)?;
    sql.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000; PRAGMA journal_size_limit = 67108864;",
    )?;
    sql.busy_timeout(std::time::Duration::from_secs(5))?;
    sql.set_prepared_statement_cache_capacity(256);
    Ok(sql)
}

fn migrate(sql: &mut Connection, tables: &Tables) -> Result<()> {
    let tx = sql.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version: usize = tx.pragma_query_value(None, "user_version", |r| r.get::<_, i64>(0))? as usize;
    if version > SCHEMA.len() {
        return Problem::new("store_newer").with("version", version).refuse();
    }
    for step in SCHEMA.iter().skip(version) {
        tx.execute_batch(step)?;
    }
    tx.pragma_update(None, "user_version", SCHEMA.len() as i64)?;
    let name = registry_name(tables.registry);
    let stands: Option<String> = tx.query_row("SELECT value FROM meta WHERE key = 'registry'", [], |r| r.get(0)).optional()?;
    if stands.as_deref() != Some(&name) {
        // Folded tables are never migrated: they are folded anew. Their names are kept so that a kind that is gone leaves no table.
        let old: Option<String> = tx.query_row("SELECT value FROM meta WHERE key = 'folded'", [], |r| r.get(0)).optional()?;
        let old: Vec<String> = old.map(|o| o.split(',').map(str::to_owned).collect()).unwrap_or_default();
        refold(&tx, tables, &old)?;
        let names: Vec<_> = tables.registry.kinds().iter().map(|k| k.name).collect();
        let mut put = tx.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)")?;
        put.execute(("registry", name))?;
        put.execute(("folded", names.join(",")))?;
    }
    tx.commit()?;
    Ok(())
}
