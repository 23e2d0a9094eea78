//! The machines of one history, the files between them, and the oracle that watches.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use rusqlite::OptionalExtension as _;
use sala::{
    EntryNo, ReplicaId,
    journal::{Past, Scalar},
};
use tempfile::TempDir;

use crate::{
    cells::{self, CELLS, PER_BOOK, PHOTOGRAPH, REMOVAL},
    machine::{Machine, SET, Written, quick_folder},
    oracle::{Name, Names, Oracle, Said},
};

/// What is wrong, in words.
pub type Check = Result<(), String>;

pub struct World {
    pub machines: Vec<Machine>,
    pub files: Vec<(PathBuf, usize)>,
    pub oracle: Oracle,
    /// What was written on a disk that is gone, and nowhere else.
    pub mortal: Names,
    /// Photographs that were on such a disk and nowhere else.
    pub mortal_photographs: BTreeSet<[u8; 32]>,
    /// Some store is a copy of another.
    pub copies: bool,
    /// So is one of headquarters' stores, and both go on.
    pub two_headquarters: bool,
    /// An old copy of headquarters' store was put back.
    pub headquarters_put_back: bool,
    /// Names under which two stores may write.
    pub twice: BTreeSet<ReplicaId>,
    /// Cells that two stores of one name wrote: a value may have to be decided there once more than the oracle knows.
    pub shared: BTreeSet<usize>,
    /// Everybody has heard everything.
    pub exchanged: bool,
    /// Which store put an entry into a signed page first, by its place and how often that was put back.
    pub signed: BTreeMap<Name, (usize, usize)>,
    pub folder: TempDir,
    /// What the clocks of all machines have gone on by, in milliseconds.
    pub time: i64,
    made: usize,
    written: i64,
    /// What was live in each cell before the action that is being made.
    live_before: Vec<Names>,
}

/// One stroke may write in both books: the cell belongs to the name.
pub fn name(cell: usize, past: &Past) -> Name {
    (past.wall * CELLS as i64 + cell as i64, past.no.seq(), past.replica)
}

impl World {
    pub fn new(sites: usize) -> Self {
        let folder = quick_folder();
        let machines = (0..=sites).map(|i| SET.machine(i, folder.path())).collect();
        let mut world = Self {
            machines,
            files: Vec::new(),
            oracle: Oracle::default(),
            mortal: Names::new(),
            mortal_photographs: BTreeSet::new(),
            copies: false,
            two_headquarters: false,
            headquarters_put_back: false,
            twice: BTreeSet::new(),
            shared: BTreeSet::new(),
            exchanged: false,
            signed: BTreeMap::new(),
            folder,
            time: 0,
            made: 0,
            written: 1,
            live_before: Vec::new(),
        };
        for cell in 0..CELLS {
            for past in world.history(0, cell) {
                world.oracle.said.insert(name(cell, &past), Said { cell, removes: false, saw: Names::new(), first: None });
            }
        }
        world
    }

    pub fn new_path(&mut self, ending: &str) -> PathBuf {
        self.made += 1;
        self.folder.path().join(format!("{}.{ending}", self.made))
    }

    pub fn history(&self, at: usize, cell: usize) -> Vec<Past> {
        let (desk, book, cell) = (self.machines[at].desk(), SET.books[cell / PER_BOOK], cells::cell(&SET.books, cell));
        desk.read(|r| r.history(r.book(book)?, &cell)).expect("a history")
    }

    /// All entries that a store holds.
    pub fn held(&self, at: usize) -> Names {
        (0..CELLS).flat_map(|cell| self.history(at, cell).into_iter().map(move |past| name(cell, &past))).collect()
    }

    /// The same, whatever their laptop was called when it said it: what waits for the page in which it left is nobody else's.
    pub fn things(&self, at: usize) -> Names {
        let alone = self.replaced_unheard(at);
        self.held(at).into_iter().filter(|name| !alone.contains(name)).map(|name| self.oracle.first(name)).collect()
    }

    /// What left in a page that came nowhere, and was replaced by its own laptop before anybody heard of it: it stands in the history there and
    /// is not said again, for nothing of it is live.
    pub fn replaced_unheard(&self, at: usize) -> Names {
        let own = self.machines[at].desk().replica();
        let waits = |past: &Past| past.page.is_none() && past.replica != own && !past.live;
        (0..CELLS).flat_map(|cell| self.history(at, cell).into_iter().filter(waits).map(move |past| name(cell, &past))).collect()
    }

    /// The photographs that entries in a store name, and whether each is there.
    pub fn photographs(&self, at: usize) -> Vec<([u8; 32], bool)> {
        let cells = (0..CELLS).filter(|cell| cell % PER_BOOK == PHOTOGRAPH);
        let hashes = cells.flat_map(|cell| self.history(at, cell)).filter_map(|past| match past.value.part(0) {
            Scalar::Bytes(hash) => hash.as_slice().try_into().ok(),
            _ => None,
        });
        hashes.map(|hash: [u8; 32]| (hash, self.machines[at].desk().read_attachment(&hash, &mut std::io::sink()).is_ok())).collect()
    }

    /// What the screen shows in a cell.
    pub fn shown(&self, at: usize, cell: usize) -> Option<EntryNo> {
        let (book, of) = (SET.books[cell / PER_BOOK], cells::cell(&SET.books, cell));
        let read = self.machines[at].desk().read(|r| {
            let book = r.book(book)?;
            let b = of.b.map_or(Ok(book.0), |b| r.record(book, b))?;
            Ok(r.sql().query_row(&cells::shown(&of), (r.record(book, of.a)?, b), |row| row.get::<_, Option<i64>>(0)).optional()?.flatten().map(EntryNo))
        });
        read.expect("a row")
    }

    pub fn names(&self, at: usize, cell: usize, wanted: &[EntryNo]) -> Names {
        self.history(at, cell).iter().filter(|p| wanted.contains(&p.no)).map(|p| name(cell, p)).collect()
    }

    /// Something is about to be done: no two things happen at one moment.
    pub fn tick(&mut self, at: usize) -> i64 {
        self.time += 1;
        let now = self.machines[at].shift + self.time;
        self.machines[at].clock.set(chrono::DateTime::from_timestamp_millis(now).expect("a moment"));
        now
    }

    /// The same, before something is written: what is live is remembered.
    pub fn tick_to_write(&mut self, at: usize) -> i64 {
        let live = |cell: usize| self.history(at, cell).iter().filter(|p| p.live).map(|p| name(cell, p)).collect();
        self.live_before = (0..CELLS).map(live).collect();
        self.tick(at)
    }

    /// Tell the oracle what was written at this moment, and what its writer saw.
    pub fn note(&mut self, at: usize, now: i64, mut saw: impl FnMut(&Self, usize, usize, &Past) -> Names) {
        let (mut done, before) = (Vec::new(), std::mem::take(&mut self.live_before));
        for cell in 0..CELLS {
            let mut fresh: Vec<_> = self.history(at, cell).into_iter().filter(|p| p.wall == now).collect();
            fresh.sort_by_key(|p| p.no.seq());
            for (i, past) in fresh.iter().enumerate() {
                let removes = cell % PER_BOOK == REMOVAL && !past.value.parts().is_empty();
                let saw = saw(self, cell, i, past);
                self.oracle.said.insert(name(cell, past), Said { cell, removes, saw, first: None });
                if self.twice.contains(&past.replica) {
                    self.shared.insert(cell);
                }
            }
            if let Some(first) = fresh.first() {
                let saw = &self.oracle.said[&name(cell, first)].saw;
                let formers = before.get(cell).map_or_else(Vec::new, |live| live.intersection(saw).copied().collect());
                done.push(Written { cell, entries: fresh.iter().map(|p| name(cell, p)).collect(), formers });
            }
        }
        if !done.is_empty() {
            self.machines[at].done.push(done);
        }
    }

    pub fn write(&mut self, at: usize, cell: usize, form: Option<(sala::Seen, Names)>) {
        if self.machines[at].old && !cells::is_old(cell) {
            return;
        }
        let removal = cell - cell % PER_BOOK + REMOVAL;
        if cell <= removal && self.of_session(&self.held(at), removal).is_empty() {
            // All of the session is set aside: nobody sees anything that could be written over or removed.
            return;
        }
        if cell % PER_BOOK == REMOVAL {
            return self.remove(at, cell);
        }
        self.written += 1;
        let saw = form.as_ref().map_or_else(|| self.names(at, cell, self.shown(at, cell).as_slice()), |(_, names)| self.as_now(at, names));
        let (now, value, of) = (self.tick_to_write(at), cells::value(cell, self.written), cells::cell(&SET.books, cell));
        if cell % PER_BOOK == PHOTOGRAPH {
            self.machines[at].desk().keep_attachment(&mut &cells::photograph(self.written)[..]).expect("a photograph");
        }
        let written = self.machines[at].desk().change(SET.books[cell / PER_BOOK], "test", |c| match &form {
            Some((seen, _)) => c.set_seen(of, value, seen),
            None => c.set(of, value),
        });
        written.expect("a value");
        self.note(at, now, |_, _, _, _| saw.clone());
    }

    /// What is live of a session: its title, its slot, its removals.
    pub fn of_session(&self, held: &Names, removal: usize) -> Names {
        (removal - REMOVAL..=removal).flat_map(|cell| self.oracle.live(held, cell)).collect()
    }

    fn remove(&mut self, at: usize, cell: usize) {
        let (held, now, of) = (self.held(at), self.tick_to_write(at), cells::cell(&SET.books, cell));
        let saw = self.of_session(&held, cell);
        self.machines[at].desk().change(SET.books[cell / PER_BOOK], "test", |c| c.remove(of.kind, of.a)).expect("a removal");
        self.note(at, now, |_, _, _, _| saw.clone());
    }

    pub fn digest(&self, at: usize) -> String {
        self.machines[at].desk().digest(None).expect("a digest").digest
    }
}
