//! The one door: an opened store, who is at it, and the clock.

mod act;
mod notes;
mod undo;
mod verify;

use std::{
    io::Read,
    path::Path,
    sync::{Arc, PoisonError, RwLock, atomic::AtomicBool},
};

use notes::LONGEST_AUTHOR;
pub use notes::Role;
pub use undo::Undone;
pub use verify::Verified;

use crate::{
    Clock, Error, Problem, Reader, RecordId, ReplicaId, Result,
    backup::Memory,
    journal::{Digest, digest},
    store::{KeyPlace, Store, attachments},
    trust::Keys,
};

/// What a new store is told about itself.
#[derive(Clone, Debug)]
pub struct NewStore {
    /// What the replica is for.
    pub role: Role,
    /// What people call it, such as `LAP-A`.
    pub label: String,
    /// The organisation, at headquarters.
    pub organisation: Option<String>,
    /// Who is at it.
    pub author: String,
    /// Where the store's key is kept.
    pub key_place: KeyPlace,
}

/// An opened store, who is at it, and the clock.
pub struct Desk {
    pub(crate) store: Store,
    /// Replaced where the store goes on under new keys. Whoever writes asks for them inside its transaction.
    keys: RwLock<Arc<Keys>>,
    /// What this machine remembers outside the store.
    pub(crate) memory: Option<Memory>,
    clock: Arc<dyn Clock>,
    /// Who works here for now, beside whoever is noted in the store.
    for_now: RwLock<Option<String>>,
    /// What was done before is not taken back, until something is done.
    undo_from_now_on: AtomicBool,
}

impl Desk {
    /// Make a store in `dir` and open it.
    ///
    /// # Errors
    /// `label_wrong`, `author_wrong`, `organisation_missing`, `text_too_long`, `store_exists`, or what the disk says.
    pub fn create(dir: &Path, new: NewStore, clock: Arc<dyn Clock>) -> Result<Self> {
        let label = new.label.trim();
        crate::trust::check_label(label)?;
        if new.author.trim().chars().count() > LONGEST_AUTHOR {
            return Problem::new("author_wrong").refuse();
        }
        if new.role == Role::Hq && new.organisation.as_deref().is_some_and(crate::trust::is_blank) {
            return Problem::new("organisation_missing").refuse();
        }
        Problem::if_too_long("organisation", new.organisation.as_deref().unwrap_or_default(), crate::trust::MAX_ORGANISATION)?;
        let keys = Keys::generate(new.role == Role::Hq);
        let store = Store::create(dir, crate::registry(), new.key_place, |sql| {
            keys.save(sql)?;
            let mut put = sql.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)")?;
            put.execute(("role", new.role.as_str()))?;
            put.execute(("label", label))?;
            put.execute(("author", new.author.trim()))?;
            if new.role == Role::Hq {
                crate::trust::found(sql, &keys, new.organisation.as_deref().unwrap_or(label), label, clock.now())?;
            }
            Ok(())
        })?;
        Ok(Self::at(store, keys, clock))
    }

    /// Open the store in `dir`. It may be an old copy of itself: whoever works with it lets it look for that first, with
    /// [`Desk::remembering`].
    ///
    /// # Errors
    /// Those of [`Store::open`].
    pub fn open(dir: &Path, clock: Arc<dyn Clock>) -> Result<Self> {
        Self::open_knowing(dir, crate::registry(), clock)
    }

    /// Look at a store in which another copy of Sala works: nothing can be written here, whatever the other one does.
    ///
    /// # Errors
    /// Those of [`Store::open`]; `store_in_use` where the other copy is still bringing it up to date.
    pub fn look_beside(dir: &Path, clock: Arc<dyn Clock>) -> Result<Self> {
        let store = Store::look_beside(dir, crate::registry())?;
        let keys = Keys::load(&store.reader())?;
        Ok(Self::at(store, keys, clock))
    }

    /// Open the store as a version of Sala does that knows these kinds of record.
    ///
    /// # Errors
    /// Those of [`Store::open`].
    #[cfg(feature = "other-versions")]
    pub fn open_as(dir: &Path, registry: &'static crate::journal::Registry, clock: Arc<dyn Clock>) -> Result<Self> {
        Self::open_knowing(dir, registry, clock)
    }

    fn open_knowing(dir: &Path, registry: &'static crate::journal::Registry, clock: Arc<dyn Clock>) -> Result<Self> {
        let store = Store::open(dir, registry)?;
        // Where the disk takes nothing, copies that an import left lie until it does.
        if let Err(error) = crate::bundle::clear_spool(dir) {
            tracing::warn!("copies that an import left stay: {error}");
        }
        let keys = Keys::load(&store.reader())?;
        Ok(Self::at(store, keys, clock))
    }

    /// A desk at a store that is open.
    pub(crate) fn at(store: Store, keys: Keys, clock: Arc<dyn Clock>) -> Self {
        Self { store, keys: RwLock::new(Arc::new(keys)), memory: None, clock, for_now: RwLock::default(), undo_from_now_on: AtomicBool::default() }
    }

    /// The keys of this replica as they are now.
    pub(crate) fn keys(&self) -> Arc<Keys> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Take other keys from now on: called while nobody else can write.
    pub(crate) fn use_keys(&self, keys: Keys) {
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(keys);
    }

    /// The folder of the store.
    #[must_use]
    pub fn dir(&self) -> &Path {
        self.store.dir()
    }

    /// This replica.
    #[must_use]
    pub fn replica(&self) -> ReplicaId {
        self.keys().replica()
    }

    /// Now, by the desk's clock.
    #[must_use]
    pub fn now(&self) -> chrono::DateTime<chrono::Utc> {
        self.clock.now()
    }

    /// `clock_implausible` where the clock shows what nobody can believe: a notice, and no reason to stop work.
    #[must_use]
    pub fn clock_doubt(&self) -> Option<Problem> {
        crate::clock::doubt(self.now())
    }

    /// Why the store can only be looked at, `disk_full`, `store_read_only` or `store_in_use`; none where it can be written to. Each write tries
    /// anew, so the answer may change.
    #[must_use]
    pub fn only_looked_at(&self) -> Option<Problem> {
        self.store.only_looked_at()
    }

    /// Try whether the store can be written to again.
    ///
    /// # Errors
    /// Why it cannot: `disk_full`, `store_read_only`.
    pub fn try_writing(&self) -> Result<()> {
        self.store.write(|_| Ok(()))
    }

    /// Why this replica must not write in a book, `read_only`, `programme_not_given` or `laptop_revoked`; none where it may.
    ///
    /// # Errors
    /// Store failures.
    pub fn refused_in(&self, book: RecordId) -> Result<Option<Problem>> {
        match self.read(|r| crate::trust::may_write(r.sql(), &self.keys(), book)) {
            Err(crate::Error::Refused(why)) => Ok(Some(why)),
            looked => looked.map(|()| None),
        }
    }

    /// Where the store can only be looked at, refuse each write from now on, even when the disk takes something again.
    pub fn only_look(&self) {
        self.store.only_look();
    }

    /// Look whether the disk still has every page of the database as it was written: what a damaged one held can look as if nobody had
    /// ever recorded it.
    ///
    /// # Errors
    /// `store_damaged`, with where the last backup lies.
    pub fn find_damage(&self) -> Result<()> {
        let Err(error) = self.store.find_damage() else { return Ok(()) };
        match (error, self.last_backup()) {
            (Error::Refused(damaged), Ok(Some(last))) if damaged.lacks_backup() => last.told_in(damaged).refuse(),
            (error, _) => Err(error),
        }
    }

    /// Look.
    ///
    /// # Errors
    /// Those of the view.
    pub fn read<T>(&self, view: impl FnOnce(&Reader<'_>) -> Result<T>) -> Result<T> {
        let sql = self.store.reader();
        // One snapshot for all queries of a view.
        let tx = sql.unchecked_transaction()?;
        view(&Reader::new(&tx, self.store.tables()))
    }

    /// The id of a new book; it exists from its first entry on.
    #[must_use]
    pub fn new_book(&self) -> RecordId {
        RecordId::new_at(self.clock.now().timestamp_millis())
    }

    /// Keep a file's bytes; answers their hash and size.
    ///
    /// # Errors
    /// `file_too_large`, `disk_full`, or what reading says.
    pub fn keep_attachment(&self, reader: &mut dyn Read) -> Result<([u8; 32], u64)> {
        self.store.write(|sql| attachments::keep(sql, reader))
    }

    /// Write an attachment out; answers its size.
    ///
    /// # Errors
    /// `attachment_missing` where it has not arrived; `damaged`.
    pub fn read_attachment(&self, hash: &[u8], out: &mut dyn std::io::Write) -> Result<u64> {
        self.read(|r| attachments::copy(r.sql(), hash, out))
    }

    /// One hash of all live values, of one programme or of all.
    ///
    /// # Errors
    /// `no_such_programme`; store failures.
    pub fn digest(&self, book: Option<RecordId>) -> Result<Digest> {
        self.read(|r| digest(r.sql(), r.tables(), book.map(|b| r.book(b)).transpose()?))
    }
}
