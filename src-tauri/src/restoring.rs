//! A backup becomes a store of its own, in a folder of its own; whether the window goes on with it is another question.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use sala::{
    Desk, KeyPlace, SystemClock,
    backup::{Restored, Secrets},
    store::{Store, whereabouts},
};

use crate::{
    fault::{Fault, refused},
    jobs::Job,
    shell::Shell,
};

/// The store that was restored last, until the window goes on with it.
#[derive(Default)]
pub struct Restoring(Mutex<Option<PathBuf>>);

impl Shell {
    /// Where a backup is restored if nobody names a folder: a new one within the user's own, or beside it where a store is in that.
    pub fn usual_place(&self) -> PathBuf {
        let name = format!("restored {}", chrono::Local::now().format("%Y-%m-%d %H%M%S"));
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

    /// Works with the restored store from now on, in this run and in later ones.
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
