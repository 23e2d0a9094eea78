//! Work that is done and taken back: an exact preview, and a check that folds everything anew.

use rusqlite::{Connection, ErrorCode, TransactionBehavior};
use tempfile::TempDir;

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
        self.working_copy()?.does(|copy| {
            here.iter().try_for_each(|(hash, _)| attachments::count_as_here(copy, hash, 0))?;
            work(copy)
        })
    }

    /// Do the work on a copy: on a disk, or in memory where there is no room for it there.
    fn on_copy<T>(&self, work: &impl Fn(&Connection) -> Result<T>) -> Result<T> {
        match self.copy_on_disk().and_then(|mut copy| copy.does(work)) {
            Err(error) if takes_nothing(&error).is_some() => self.copy_in_memory().map_err(no_room)?.does(work),
            done => done,
        }
    }

    /// A copy on a disk, or in memory where there is no room for it there.
    fn working_copy(&self) -> Result<WorkingCopy> {
        match self.copy_on_disk() {
            Err(error) if takes_nothing(&error).is_some() => self.copy_in_memory().map_err(no_room),
            copy => copy,
        }
    }

    fn copy_on_disk(&self) -> Result<WorkingCopy> {
        let temp = std::env::temp_dir();
        let folder = tempfile::Builder::new().prefix("sala-copy-").tempdir().map_err(Error::file(&temp))?;
        let copy = || {
            let (path, key) = (folder.path().join("copy.db"), key::generate());
            self.copy_to(&path, &key, &mut |_, _| true)?;
            let sql = connection::opened(&path, &key)?;
            sql.execute_batch("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;")?;
            // Where a file may lose its name while it is worked with, nothing stays of whoever is killed now. Elsewhere it goes with the folder.
            if cfg!(unix) {
                std::fs::remove_file(&path).map_err(Error::file(&path))?;
            }
            Ok(sql)
        };
        let sql = copy().map_err(|error: Error| error.at_place(&temp))?;
        Ok(WorkingCopy { sql, _folder: Some(folder) })
    }

    fn copy_in_memory(&self) -> Result<WorkingCopy> {
        Ok(WorkingCopy { sql: self.copied_into_memory()?, _folder: None })
    }
}

/// A copy to work on, sealed under a key that nobody keeps. It goes when the work is over, however that ends: first the connection, then its folder.
struct WorkingCopy {
    sql: Connection,
    _folder: Option<TempDir>,
}

impl WorkingCopy {
    /// Do the work in a transaction that is never kept.
    fn does<T>(&mut self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let (tx, temp) = (self.sql.transaction()?, std::env::temp_dir());
        work(&tx).map_err(|error| error.at_place_or_elsewhere(&temp))
    }
}

/// Not even in memory was there room: what helps is room where the copy would lie otherwise.
fn no_room(error: Error) -> Error {
    let temp = std::env::temp_dir();
    match &error {
        Error::Sql(why) if why.sqlite_error_code() == Some(ErrorCode::OutOfMemory) => Error::file(temp)(std::io::ErrorKind::StorageFull.into()),
        _ => error.at_place(&temp),
    }
}
