//! Work that is done and taken back: an exact preview, and a check that folds everything anew.

use rusqlite::{Connection, TransactionBehavior};

use super::{super::key, DISK_FULL, READ_ONLY, Store, connection, takes_nothing};
use crate::Result;

impl Store {
    /// Do the work in a transaction and take it all back: an exact preview.
    pub(crate) fn rehearse<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let mut writer = self.writer()?;
        let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&tx)?;
        tx.rollback()?;
        Ok(done)
    }

    /// The same for work that needs nothing beside the database: also where another copy of Sala goes on writing meanwhile, and where
    /// the disk takes nothing or has too little room for the work. It is done on a copy then, which is thrown away.
    pub(crate) fn rehearse_anywhere<T>(&self, work: impl Fn(&Connection) -> Result<T>) -> Result<T> {
        if self.only_looked_at().is_none_or(|why| [DISK_FULL, READ_ONLY].contains(&why.code)) {
            match self.rehearse(&work) {
                Err(error) if takes_nothing(&error).is_some() => tracing::warn!("worked out on a copy: {error}"),
                done => return done,
            }
        }
        self.on_copy(&work)
    }

    /// Do the work on a copy: in a folder that goes again, or in memory where there is no room for that either.
    fn on_copy<T>(&self, work: &impl Fn(&Connection) -> Result<T>) -> Result<T> {
        let on_disk = || {
            let folder = tempfile::tempdir()?;
            let (path, key) = (folder.path().join("copy.db"), key::generate());
            self.copy_to(&path, &key, &mut |_, _| true)?;
            let mut copy = connection::opened(&path, &key)?;
            copy.execute_batch("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;")?;
            work(&*copy.transaction()?)
        };
        match on_disk() {
            Err(error) if takes_nothing(&error).is_some() => work(&self.copy_in_memory()?),
            done => done,
        }
    }
}
