//! A backup, or what can be read of a damaged store, becomes a store of its own, in a folder of its own; whether the window goes on with
//! it is another question.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use sala::{
    Desk, KeyPlace, SystemClock,
    backup::{Rescued, Restored, Secrets},
    store::{Store, whereabouts},
};

use crate::{
    fault::{Fault, refused},
    jobs::Job,
    shell::Shell,
};

/// The store that was restored or rescued last, until the window goes on with it.
#[derive(Default)]
pub struct Restoring(Mutex<Option<PathBuf>>);

impl Shell {
    /// Where a store is `made` if nobody names a folder: a new one within the user's own, or beside it where a store is in that.
    pub fn usual_place(&self, made: &str) -> PathBuf {
        let name = format!("{made} {}", chrono::Local::now().format("%Y-%m-%d %H%M%S"));
        match self.home.file_name().filter(|_| Store::exists(&self.home)) {
            Some(own) => self.home.with_file_name(format!("{} {name}", own.to_string_lossy())),
            None => self.home.join(name),
        }
    }

    /// Restores a backup into a folder. It is closed again.
    ///
    /// # Errors
    /// Those of [`Desk::restore`].
    pub fn restore(&self, backup: &Path, dir: &Path, secrets: &Secrets, job: &Job<'_>) -> Result<Restored, Fault> {
        let (clock, memory) = (Arc::new(SystemClock), self.memory.clone());
        let progress: sala::bundle::Progress<'_> = &mut |done, of| job.reached("restore", done, of).is_ok();
        let (_, restored) = Desk::restore(backup, dir, secrets, KeyPlace::Keychain, clock, memory, progress)?;
        *self.restoring.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(dir.to_owned());
        Ok(restored)
    }

    /// Makes a new store of what can be read of the damaged one, which is closed. The new one is closed again.
    ///
    /// # Errors
    /// Those of [`Desk::rescue`].
    pub fn rescue(&self, dir: &Path, job: &Job<'_>) -> Result<Rescued, Fault> {
        // It may have been opened before the damage was found.
        self.close();
        let (clock, memory) = (Arc::new(SystemClock), self.memory.clone());
        let progress: sala::bundle::Progress<'_> = &mut |done, of| job.reached("rescue", done, of).is_ok();
        let (_, rescued) = Desk::rescue(&self.folder(), dir, KeyPlace::Keychain, clock, memory, progress)?;
        *self.restoring.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(dir.to_owned());
        Ok(rescued)
    }

    /// Works with that store from now on, in this run and in later ones.
    ///
    /// # Errors
    /// `store_missing` where nothing was restored; why it cannot be opened.
    pub fn go_on(&self) -> Result<Arc<Desk>, Fault> {
        let dir = self.restoring.0.lock().unwrap_or_else(PoisonError::into_inner).clone().ok_or_else(|| refused("store_missing"))?;
        // Opened first: whoever cannot go on stays where they are.
        let desk = Desk::open(&dir, Arc::new(SystemClock))?;
        let desk = self.take(desk)?;
        // Last: the next start goes where this one has arrived.
        whereabouts::go_on_in(&self.home, &dir)?;
        *self.folder.lock().unwrap_or_else(PoisonError::into_inner) = dir;
        Ok(desk)
    }
}
