//! Laptops for stories: real encrypted stores in folders that vanish, each with a clock that the story sets.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::{DateTime, Utc};
use sala::{
    Desk, KeyPlace, NewStore, Role, SetClock,
    backup::{BackupOptions, Memory, Rescued, Restored, Secrets},
    bundle::{ExportOptions, Imported, To},
};
use tempfile::TempDir;

/// One laptop with its person.
pub struct Laptop {
    /// Its desk.
    pub desk: Desk,
    /// Its clock.
    pub clock: Arc<SetClock>,
    /// What it is called.
    pub label: String,
    folder: TempDir,
}

/// A moment in the reference programme, such as `2012-05-14T08:41`.
///
/// # Panics
/// Where the text is no moment.
#[must_use]
pub fn moment(text: &str) -> DateTime<Utc> {
    format!("{text}:00Z").parse().expect("a story's moment is written as 2012-05-14T08:41")
}

impl Laptop {
    /// A new laptop with a new store.
    ///
    /// # Panics
    /// Where the store cannot be made.
    #[must_use]
    pub fn new(label: &str, role: Role, author: &str) -> Self {
        Self::new_in(&std::env::temp_dir(), label, role, author)
    }

    /// A new laptop whose store lies below `parent`.
    ///
    /// # Panics
    /// Where the store cannot be made.
    #[must_use]
    pub fn new_in(parent: &std::path::Path, label: &str, role: Role, author: &str) -> Self {
        let folder = tempfile::tempdir_in(parent).expect("a folder for the laptop");
        let clock = Arc::new(SetClock::at(moment("2012-05-14T08:00")));
        let new =
            NewStore { role, label: label.to_owned(), organisation: Some("Mekong Institute".to_owned()), author: author.to_owned(), key_place: KeyPlace::File };
        let desk = Desk::create(&folder.path().join("store"), new, clock.clone()).expect("a new store");
        let desk = desk.remembering(Some(memory_in(&folder))).expect("a new store is no old copy");
        Self { desk, clock, label: label.to_owned(), folder }
    }

    /// A laptop whose store is restored from a backup; `memory` is what its machine remembers.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn restored(backup: &Path, secrets: &Secrets, memory: Option<Memory>, now: &str) -> sala::Result<(Self, Restored)> {
        let folder = tempfile::tempdir().expect("a folder for the laptop");
        let clock = Arc::new(SetClock::at(moment(now)));
        let memory = memory.unwrap_or_else(|| memory_in(&folder));
        let restored = Desk::restore(backup, &folder.path().join("store"), secrets, KeyPlace::File, clock.clone(), Some(memory), &mut |_, _| true);
        if let Err(refused) = restored {
            let left: Vec<_> = std::fs::read_dir(folder.path()).expect("the laptop").flatten().map(|entry| entry.file_name()).collect();
            assert!(left.is_empty(), "a restore that is refused leaves nothing: {left:?}");
            return Err(refused);
        }
        let (desk, restored) = restored?;
        Ok((Self { desk, clock, label: restored.label.clone(), folder }, restored))
    }

    /// A laptop whose store is made of what can be read of a damaged one; `memory` is what its machine remembers.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn rescued(broken: &Path, memory: Option<Memory>, now: &str) -> sala::Result<(Self, Rescued)> {
        let folder = tempfile::tempdir().expect("a folder for the laptop");
        let clock = Arc::new(SetClock::at(moment(now)));
        let memory = memory.unwrap_or_else(|| memory_in(&folder));
        let rescued = Desk::rescue(broken, &folder.path().join("store"), KeyPlace::File, clock.clone(), Some(memory), &mut |_, _| true);
        if rescued.is_err() {
            let left: Vec<_> = std::fs::read_dir(folder.path()).expect("the laptop").flatten().map(|entry| entry.file_name()).collect();
            assert!(left.is_empty(), "a rescue that is refused leaves nothing: {left:?}");
        }
        let (desk, rescued) = rescued?;
        Ok((Self { desk, clock, label: rescued.label.clone(), folder }, rescued))
    }

    /// A laptop with a copy of a store that nobody has open.
    ///
    /// # Panics
    /// Where it does not open.
    #[must_use]
    pub fn with_copy_of(store: &Path, now: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the laptop");
        copy_folder(store, &folder.path().join("store"));
        Self::opened(folder, Arc::new(SetClock::at(moment(now))))
    }

    /// Close the store, let something happen to its folder, and open it again.
    ///
    /// # Panics
    /// Where it does not open.
    #[must_use]
    pub fn after(self, happens: impl FnOnce(&Path)) -> Self {
        let Self { desk, clock, folder, .. } = self;
        drop(desk);
        happens(&folder.path().join("store"));
        Self::opened(folder, clock)
    }

    /// Close the store for good; its folder goes when what is answered goes. The store lies in `store` of it.
    #[must_use]
    pub fn closed(self) -> TempDir {
        self.folder
    }

    /// A second laptop with a copy of this store, made while it was closed.
    ///
    /// # Panics
    /// Where it cannot be copied.
    #[must_use]
    pub fn cloned(self) -> (Self, Self) {
        let copy = tempfile::tempdir().expect("a folder for the second laptop");
        let clock = Arc::new(SetClock::at(self.desk.now()));
        let first = self.after(|store| copy_folder(store, &copy.path().join("store")));
        (first, Self::opened(copy, clock))
    }

    fn opened(folder: TempDir, clock: Arc<SetClock>) -> Self {
        let desk = Desk::open(&folder.path().join("store"), clock.clone()).expect("the store opens");
        let desk = desk.remembering(Some(memory_in(&folder))).expect("and remembers");
        Self { label: desk.label().expect("a label"), desk, clock, folder }
    }

    /// What this machine remembers outside the store.
    #[must_use]
    pub fn memory(&self) -> Memory {
        memory_in(&self.folder)
    }

    /// Back up to a file of this laptop's own folder.
    ///
    /// # Panics
    /// Where it is refused.
    #[must_use]
    pub fn backed_up(&self, name: &str) -> PathBuf {
        let file = self.file(name);
        self.desk.backup(&file, &BackupOptions::default(), &mut |_, _| true).expect("a backup");
        file
    }

    /// Headquarters.
    #[must_use]
    pub fn headquarters() -> Self {
        Self::new("HQ", Role::Hq, "Dara P.")
    }

    /// A site laptop that headquarters has accepted; it joins with the first file it receives.
    ///
    /// # Panics
    /// Where headquarters refuses.
    #[must_use]
    pub fn accepted_by(hq: &Self, label: &str, author: &str) -> Self {
        let site = Self::new(label, Role::Site, author);
        site.ask(hq);
        site
    }

    /// Ask `hq` to be certified, and be accepted.
    ///
    /// # Panics
    /// Where headquarters refuses.
    pub fn ask(&self, hq: &Self) {
        let request = self.file("request.sala-request");
        self.desk.write_request(&request).expect("a request");
        hq.desk.accept_file(&request, None, &Default::default()).expect("headquarters accepts");
    }

    /// The same laptop after installing a version of Sala that knows these kinds of record.
    ///
    /// # Panics
    /// Where the store does not open.
    #[must_use]
    pub fn with_version(self, registry: &'static sala::journal::Registry) -> Self {
        let Self { desk, clock, label, folder } = self;
        let dir = desk.dir().to_owned();
        drop(desk);
        let desk = Desk::open_as(&dir, registry, clock.clone()).expect("the store opens");
        Self { desk, clock, label, folder }
    }

    /// Set the clock.
    pub fn at(&self, time: &str) -> &Self {
        self.clock.set(moment(time));
        self
    }

    /// A path in this laptop's own folder.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Make a file for `receiver`.
    ///
    /// # Panics
    /// Where the export is refused.
    #[must_use]
    pub fn export_for(&self, receiver: &Self) -> PathBuf {
        let name = format!("to-{}-{}.sala", receiver.label, uuid_like());
        let path = self.file(&name);
        let options = ExportOptions { to: To::Replica(receiver.label.clone()), ..ExportOptions::default() };
        self.desk.export(&path, &options, &mut |_, _| true).expect("an export");
        path
    }

    /// Take a file in.
    ///
    /// # Panics
    /// Where the import is refused.
    pub fn import(&self, path: &std::path::Path) -> Imported {
        self.desk.import(path, None, &mut |_, _| true).expect("an import")
    }

    /// Carry everything new to `receiver`.
    pub fn carry_to(&self, receiver: &Self) -> Imported {
        receiver.import(&self.export_for(receiver))
    }
}

fn memory_in(folder: &TempDir) -> Memory {
    Memory::at(&folder.path().join("memory"))
}

/// Copy a folder and all in it.
///
/// # Panics
/// Where it cannot be copied.
pub fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy_folder(&from, &to);
        } else {
            std::fs::copy(&from, &to).expect("a copy");
        }
    }
}

/// A name that no other file of the story has.
fn uuid_like() -> String {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed).to_string()
}
