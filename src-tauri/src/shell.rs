//! What the window's commands work on: the store once there is one, and what only this run of the program knows.

use std::{
    fs::{self, File},
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use sala::{
    Desk, KeyPlace, NewStore, Role, SystemClock,
    backup::{LastBackup, Memory},
    store::Store,
};

use crate::{
    arguments::Arguments,
    closing::Closing,
    copies::Copies,
    drives,
    events::Events,
    fault::{Fault, refused},
    jobs::Jobs,
    opened::{self, Opened},
    picker::{Kind, Picker},
    projector::Projector,
    restoring::Restoring,
    store_facts,
    wire::{
        files::{FileSource, FileTarget},
        problem::Problem,
    },
};

/// Everything behind the window.
pub struct Shell {
    /// Where the store is looked for first.
    pub home: PathBuf,
    /// Where it is.
    pub folder: Mutex<PathBuf>,
    /// Asked to open on the built-in programme.
    pub demo: bool,
    /// Who answers when a file is asked for.
    pub picker: Box<dyn Picker>,
    /// Files that the window may speak of.
    pub files: Opened,
    /// Kept files that were opened with another program.
    pub copies: Copies,
    /// What closing the window waits for.
    pub closing: Closing,
    /// The window for the projector.
    pub projector: Projector,
    /// The long work under way.
    pub jobs: Jobs,
    /// The window's ear.
    pub events: Events,
    /// What this machine remembers outside the store; tests remember nothing.
    pub memory: Option<Memory>,
    /// The store that was restored last.
    pub restoring: Restoring,
    desk: Mutex<Option<Arc<Desk>>>,
    language: Mutex<Option<String>>,
}

/// The setting that holds the language of the screens.
const LANGUAGE: &str = "language";

impl Shell {
    /// A shell without a store yet: it is opened beside the window, which comes first.
    pub fn new(arguments: &Arguments, picker: Box<dyn Picker>) -> Self {
        Self {
            home: arguments.home(),
            folder: Mutex::new(arguments.folder()),
            demo: arguments.demo,
            picker,
            files: Opened::default(),
            copies: Copies::beside(&arguments.home()),
            closing: Closing::default(),
            projector: Projector::default(),
            jobs: Jobs::default(),
            events: Events::default(),
            memory: None,
            restoring: Restoring::default(),
            desk: Mutex::default(),
            language: Mutex::default(),
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
        let folder = self.folder();
        if desk.is_none() && !Store::exists(&folder) && folder != self.home {
            // On a disk that is not plugged in: nobody begins a second store unawares.
            return Err(refused("store_not_there").with("path", folder.display().to_string()));
        }
        if desk.is_none() && Store::exists(&folder) {
            let opened = patiently(|| Desk::open(&folder, Arc::new(SystemClock)))?.remembering(self.memory.clone())?;
            // Taking back begins anew with each window: nobody sees what was done last in the one before.
            opened.undo_from_now_on();
            *desk = Some(Arc::new(opened));
            // Nobody else has the store open now: what lies there was left by a run that was cut short.
            self.copies.sweep();
        }
        Ok(desk.clone())
    }

    /// Why a command did not do what it was asked, as the window is told; of a damaged store, with where its last backup lies.
    pub fn told(&self, fault: Fault, command: &str) -> Problem {
        let damaged = match &fault {
            Fault::Core(error) => Some(error.problem()).filter(sala::Problem::lacks_backup),
            _ => None,
        };
        let Some(damaged) = damaged else { return fault.problem(command) };
        tracing::error!(command, error = ?fault, "the store is damaged");
        let last = match self.desk() {
            Ok(desk) => desk.last_backup().ok().flatten(),
            Err(_) => LastBackup::of_store(&self.folder()),
        };
        let Some(last) = last else { return fault.problem(command) };
        Fault::Core(sala::Error::Refused(last.told_in(damaged))).problem(command)
    }

    /// Opens the store while the page is still being loaded. Why it cannot be opened is told when the window asks, and
    /// only then is one made where there is none.
    pub fn open_early(self: &Arc<Self>) {
        let shell = Arc::clone(self);
        std::thread::spawn(move || drop(shell.open()));
    }

    /// Opens what the program was started on: the store, or the built-in programme where that was asked for.
    ///
    /// # Errors
    /// Why it cannot be opened.
    pub fn begin(&self) -> Result<Option<Arc<Desk>>, Fault> {
        match self.open()? {
            None if self.demo => self.load_demo().map(Some),
            opened => Ok(opened),
        }
    }

    /// Makes the store.
    ///
    /// # Errors
    /// Those of [`Desk::create`].
    pub fn create(&self, new: NewStore) -> Result<Arc<Desk>, Fault> {
        self.take(Desk::create(&self.folder(), new, Arc::new(SystemClock))?)
    }

    /// Closes the store. What still works in it ends first.
    pub fn close(&self) {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.folder.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Works with a store that was just made, in the language chosen before there was one.
    pub fn take(&self, made: Desk) -> Result<Arc<Desk>, Fault> {
        let made = Arc::new(made.remembering(self.memory.clone())?);
        made.undo_from_now_on();
        if let Some(language) = self.spoken() {
            made.set_setting(LANGUAGE, &language)?;
        }
        *self.desk.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&made));
        Ok(made)
    }

    /// Loads the built-in programme; into a store of its own where there is none yet.
    ///
    /// # Errors
    /// Those of making the store and of the demo.
    pub fn load_demo(&self) -> Result<Arc<Desk>, Fault> {
        let (desk, loaded) = match self.open()? {
            Some(desk) => {
                let loaded = sala::demo::load(&desk)?;
                (desk, loaded)
            }
            None => {
                let (made, loaded) = sala::demo::make(&self.folder(), demo_store(), Arc::new(SystemClock))?;
                (self.take(made)?, loaded)
            }
        };
        desk.set_setting(store_facts::PROGRAMME, &loaded.programme.to_string())?;
        Ok(desk)
    }

    /// The language that was last chosen; before there is a store, in this run.
    ///
    /// # Errors
    /// Store failures.
    pub fn language(&self) -> Result<Option<String>, Fault> {
        match self.desk() {
            Ok(desk) => Ok(desk.setting(LANGUAGE)?.or_else(|| self.spoken())),
            Err(_) => Ok(self.spoken()),
        }
    }

    /// Keeps the language.
    ///
    /// # Errors
    /// Store failures.
    pub fn set_language(&self, language: String) -> Result<(), Fault> {
        if let Ok(desk) = self.desk() {
            desk.set_setting(LANGUAGE, &language)?;
        }
        *self.language.lock().unwrap_or_else(PoisonError::into_inner) = Some(language);
        Ok(())
    }

    fn spoken(&self) -> Option<String> {
        self.language.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// One file to read; none when the person closed the dialog.
    ///
    /// # Errors
    /// `file_not_open` for a token that was never given.
    pub fn one_file(&self, kind: Kind, from: FileSource) -> Result<Option<PathBuf>, Fault> {
        Ok(self.files(kind, from, false)?.into_iter().next())
    }

    fn files(&self, kind: Kind, from: FileSource, several: bool) -> Result<Vec<PathBuf>, Fault> {
        match from {
            FileSource::Pick => Ok(self.picker.open(kind, several)),
            FileSource::Dropped { tokens } => tokens.iter().map(|token| self.files.path(token)).collect(),
        }
    }

    /// Where to write a file that would be called `name`; none when the person closed the dialog.
    ///
    /// # Errors
    /// `drive_gone`; what the disk says.
    pub fn new_file(&self, kind: Kind, target: FileTarget, name: &str) -> Result<Option<PathBuf>, Fault> {
        match target {
            FileTarget::Choose => Ok(self.picker.save(kind, name)),
            FileTarget::Drive { drive } => {
                let folder = drives::folder(&drive)?;
                fs::create_dir_all(&folder).map_err(sala::Error::file(&folder))?;
                Ok(Some(folder.join(name)))
            }
        }
    }

    /// Brings several files in, one after the other, as a job that can be stopped between two.
    ///
    /// # Errors
    /// `stopped`; those of bringing a file in. What was brought in until then hangs nowhere.
    pub fn brought<T>(&self, kind: Kind, from: FileSource, job: &str, bring: impl Fn(&mut File, &str) -> sala::Result<T>) -> Result<Vec<T>, Fault> {
        let paths = self.files(kind, from, true)?;
        let job = self.jobs.begin(job, &self.events);
        let mut brought = Vec::with_capacity(paths.len());
        for (done, path) in paths.iter().enumerate() {
            job.reached("attach", done as u64, paths.len() as u64)?;
            let mut file = sala::open_file(path)?;
            let name = opened::name(path);
            // Of several files brought together it is said which one.
            brought.push(bring(&mut file, &name).map_err(|error| match error {
                sala::Error::Refused(problem) if paths.len() > 1 => sala::Error::Refused(problem.with("brought", name.as_str())),
                error => error,
            })?);
        }
        Ok(brought)
    }
}

/// The store that the demo is shown in: headquarters, where every screen has something to show.
fn demo_store() -> NewStore {
    NewStore {
        role: Role::Hq,
        label: "HQ".to_owned(),
        organisation: Some("Mekong Institute".to_owned()),
        author: "Thida N.".to_owned(),
        key_place: KeyPlace::Keychain,
    }
}

/// Whoever closes Sala and starts it again at once finds the store still in the hands of the one that is closing.
const LETS_GO_WITHIN: Duration = Duration::from_secs(2);

fn patiently(open: impl Fn() -> sala::Result<Desk>) -> sala::Result<Desk> {
    let asked = Instant::now();
    loop {
        match open() {
            Err(error) if error.problem().code == "store_in_use" && asked.elapsed() < LETS_GO_WITHIN => std::thread::sleep(Duration::from_millis(50)),
            opened => return opened,
        }
    }
}
