//! One machine with a real, encrypted store, and sets of machines that know each other from the start: made once and copied
//! for every history, because making keys and tables costs more than all that happens in one.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Arc, LazyLock},
};

use sala::{Desk, KeyPlace, NewStore, RecordId, ReplicaId, Role, SetClock, backup::Memory, bundle::ExportOptions, bundle::To};
use sala_tests::laptop::{copy_folder, moment};
use tempfile::TempDir;

use crate::{
    cells::{self, CELLS, PER_BOOK, PHOTOGRAPH, REMOVAL},
    oracle::{Name, Names},
};

/// What an action wrote into a cell.
#[derive(Clone)]
pub struct Written {
    pub cell: usize,
    pub entries: Vec<Name>,
    /// What stood there and was replaced.
    pub formers: Vec<Name>,
}

/// An action that can be taken back.
pub type Done = Vec<Written>;

pub struct Machine {
    pub desk: Option<Desk>,
    pub base: PathBuf,
    pub clock: Arc<SetClock>,
    /// Where its clock stands.
    pub shift: i64,
    /// It has an older version of Sala.
    pub old: bool,
    pub alive: bool,
    /// An open form: the cell, what it shows as the store says it, and as the oracle does.
    pub form: Option<(usize, sala::Seen, Names)>,
    pub done: Vec<Done>,
    /// As what a value stands there again that was taken back to.
    pub again: BTreeMap<Name, Name>,
    pub backup: Option<(PathBuf, Names)>,
    /// The name under which it writes, as far as it was noticed.
    pub replica: ReplicaId,
    /// All that lies on its disk, as it was once.
    pub copy: Option<PathBuf>,
    /// How often all of that was put back: what was there before is another store.
    pub times: usize,
}

/// The day on which histories begin.
pub fn today() -> i64 {
    moment("2012-05-14T08:00").timestamp_millis()
}

impl Machine {
    pub fn open(base: PathBuf) -> Self {
        let clock = Arc::new(SetClock::at(moment("2012-05-14T08:00")));
        let mut machine = Self {
            desk: None,
            base,
            clock,
            shift: today(),
            old: false,
            alive: true,
            form: None,
            done: Vec::new(),
            again: BTreeMap::new(),
            backup: None,
            replica: ReplicaId([0; 16]),
            copy: None,
            times: 0,
        };
        machine.start(false);
        machine.replica = machine.desk().replica();
        machine
    }

    /// Start the program; what was open in it before is gone.
    pub fn start(&mut self, old: bool) {
        let was = self.desk.take().map(|desk| desk.replica());
        let registry = if old { cells::older() } else { sala::registry() };
        let desk = Desk::open_as(&self.base.join("store"), registry, self.clock.clone()).expect("the store opens");
        self.desk = Some(desk.remembering(Some(self.memory())).expect("and remembers"));
        (self.old, self.form) = (old, None);
        // What was done outlives the program; but not the keys, and an older version does not know every kind that it was done to.
        if old || was != Some(self.desk().replica()) {
            self.forget_done();
        }
    }

    /// Nothing that was done is taken back from now on.
    pub fn forget_done(&mut self) {
        self.done.clear();
        self.again.clear();
    }

    /// As what an entry stands there now.
    pub fn stands_as(&self, entry: Name) -> Name {
        self.again.get(&entry).map_or(entry, |again| self.stands_as(*again))
    }

    pub fn memory(&self) -> Memory {
        Memory::at(&self.base.join("memory"))
    }

    pub fn desk(&self) -> &Desk {
        self.desk.as_ref().expect("a machine that is at work")
    }
}

/// Machines that know each other: headquarters, four laptops, and one that has heard nothing yet.
pub struct Set {
    pub folder: TempDir,
    pub books: [RecordId; 2],
}

/// Where stores lie in memory, if the system has such a place.
pub fn quick_folder() -> TempDir {
    let shm = Path::new("/dev/shm");
    if shm.is_dir() { tempfile::tempdir_in(shm) } else { tempfile::tempdir() }.expect("a folder")
}

pub const SPARE: usize = 5;

pub static SET: LazyLock<Set> = LazyLock::new(|| {
    let folder = quick_folder();
    let clock = Arc::new(SetClock::at(moment("2012-05-14T07:00")));
    let make = |i: usize| {
        let (role, label) = if i == 0 { (Role::Hq, "HQ".to_owned()) } else { (Role::Site, format!("LAP-{i}")) };
        let new = NewStore { role, label, organisation: Some("Mekong Institute".to_owned()), author: format!("Author {i}"), key_place: KeyPlace::File };
        Desk::create(&folder.path().join(format!("{i}/store")), new, clock.clone()).expect("a store")
    };
    let desks: Vec<_> = (0..=SPARE).map(make).collect();
    let books = [desks[0].new_book(), desks[0].new_book()];
    for cell in (0..CELLS).filter(|cell| cell % PER_BOOK != REMOVAL) {
        let at = cells::cell(&books, cell);
        if cell % PER_BOOK == PHOTOGRAPH {
            desks[0].keep_attachment(&mut &cells::photograph(1)[..]).expect("a photograph");
        }
        desks[0].change(books[cell / PER_BOOK], "test", |c| c.set(at, cells::value(cell, 1))).expect("a first value");
    }
    for (i, site) in desks.iter().enumerate().skip(1) {
        let request = folder.path().join(format!("{i}.request"));
        site.write_request(&request).expect("a request");
        desks[0].accept_file(&request, None, &Default::default()).expect("accepted");
    }
    for (i, site) in desks.iter().enumerate().skip(1).filter(|(i, _)| *i != SPARE) {
        let pack = folder.path().join(format!("{i}.sala"));
        let options = ExportOptions { to: To::Replica(site.replica().to_string()), ..ExportOptions::default() };
        desks[0].export(&pack, &options, &mut |_, _| true).expect("a pack");
        site.import(&pack, None, &mut |_, _| true).expect("joined");
    }
    drop(desks);
    Set { folder, books }
});

impl Set {
    /// A copy of one machine of the set.
    pub fn machine(&self, i: usize, below: &Path) -> Machine {
        let base = below.join(i.to_string());
        copy_folder(&self.folder.path().join(i.to_string()), &base);
        Machine::open(base)
    }
}
