//! What the window's commands work on: the store once there is one, and what only this run of the program knows.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use sala::{Desk, NewStore, SystemClock};

use crate::{
    arguments::Arguments,
    copies::Copies,
    events::Events,
    fault::{Fault, refused},
    jobs::Jobs,
    opened::Opened,
    picker::Picker,
};

/// Everything behind the window.
pub struct Shell {
    /// Where the store is.
    pub folder: PathBuf,
    /// Asked to open on the built-in programme.
    pub demo: bool,
    /// Who answers when a file is asked for.
    pub picker: Box<dyn Picker>,
    /// Files that the window may speak of.
    pub files: Opened,
    /// Kept files that were opened with another program.
    pub copies: Copies,
    /// The long work under way.
    pub jobs: Jobs,
    /// The window's ear.
    pub events: Events,
    desk: Mutex<Option<Arc<Desk>>>,
}

impl Shell {
    /// A shell without a store yet: it is opened when the window asks, so that the window comes first.
    pub fn new(arguments: &Arguments, picker: Box<dyn Picker>) -> Self {
        Self {
            folder: arguments.folder(),
            demo: arguments.demo,
            picker,
            files: Opened::default(),
            copies: Copies::default(),
            jobs: Jobs::default(),
            events: Events::default(),
            desk: Mutex::default(),
        }
    }

    /// The opened store.
    ///
    /// # Errors
    /// `store_missing`, before there is one.
    pub fn desk(&self) -> Result<Arc<Desk>, Fault> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner).clone().ok_or_else(|| refused("store_missing"))
    }

    /// Opens the store, if there is one and it is not open yet.
    ///
    /// # Errors
    /// Why it cannot be opened.
    pub fn open(&self) -> Result<Option<Arc<Desk>>, Fault> {
        let mut desk = self.desk.lock().unwrap_or_else(PoisonError::into_inner);
        if desk.is_none() && sala::store::Store::exists(&self.folder) {
            *desk = Some(Arc::new(Desk::open(&self.folder, Arc::new(SystemClock))?));
        }
        Ok(desk.clone())
    }

    /// Makes the store.
    ///
    /// # Errors
    /// Those of [`Desk::create`].
    pub fn create(&self, new: NewStore) -> Result<Arc<Desk>, Fault> {
        let mut desk = self.desk.lock().unwrap_or_else(PoisonError::into_inner);
        let made = Arc::new(Desk::create(&self.folder, new, Arc::new(SystemClock))?);
        *desk = Some(Arc::clone(&made));
        Ok(made)
    }
}
