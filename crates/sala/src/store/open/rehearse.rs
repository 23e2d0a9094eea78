//! Work that is done and taken back: an exact preview, and a check that folds everything anew.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::{
    super::{attachments, key},
    DISK_FULL, READ_ONLY, Store, connection, takes_nothing,
};
use crate::{Error, Result};

impl Store {
    /// Do the work in a transaction and take it all back: an exact preview. Where the store can only be looked at, it is done on a copy.
    pub(crate) fn rehearse<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let mut writer = match self.writer() {
            Err(why) if self.only_looked_at().is_some() => {
                tracing::warn!("worked out on a copy: {why}");
                return self.on_whole_copy(work);
            }
            writer => writer?,
        };
        let in_it = || {
            let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = work(&tx)?;
            tx.rollback()?;
            Ok(done)
        };
        in_it().map_err(|error: Error| error.at_place_or_elsewhere(self.dir()))
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

    /// Do the work on a copy that counts every attachment as here whose file lies beside the store: the files are not copied.
    fn on_whole_copy<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let here = attachments::files(&self.long_reader()?)?;
        let on_it = |copy: &mut Connection| {
            let tx = copy.transaction()?;
            here.iter().try_for_each(|(hash, _)| attachments::count_as_here(&tx, hash, 0))?;
            work(&tx)
        };
        let folder = tempfile::tempdir();
        let on_disk = folder.as_ref().map_err(|why| Error::file(std::env::temp_dir())(why.kind().into())).and_then(|folder| self.copy_in(folder.path()));
        match on_disk {
            Err(error) if takes_nothing(&error).is_some() => on_it(&mut self.copy_in_memory()?),
            copy => on_it(&mut copy?),
        }
    }

    /// A copy in this folder, to work on and to be thrown away.
    fn copy_in(&self, folder: &Path) -> Result<Connection> {
        let (path, key) = (folder.join("copy.db"), key::generate());
        self.copy_to(&path, &key, &mut |_, _| true)?;
        let copy = connection::opened(&path, &key)?;
        copy.execute_batch("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;")?;
        Ok(copy)
    }

    /// Do the work on a copy: in a folder that goes again, or in memory where there is no room for that either.
    fn on_copy<T>(&self, work: &impl Fn(&Connection) -> Result<T>) -> Result<T> {
        let on_disk = || {
            let folder = tempfile::tempdir()?;
            work(&*self.copy_in(folder.path())?.transaction()?)
        };
        match on_disk() {
            Err(error) if takes_nothing(&error).is_some() => work(&self.copy_in_memory()?),
            done => done,
        }
    }
}
