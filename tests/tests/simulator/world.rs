//! The machines of one history, the files between them, and the oracle that watches.

use std::{collections::BTreeSet, path::PathBuf};

use rusqlite::OptionalExtension as _;
use sala::{
    EntryNo, Role,
    bundle::{ExportOptions, Status, To},
    decide::{self, Choice, Decision},
    journal::{Past, Scalar},
};
use tempfile::TempDir;

use crate::{
    cells::{self, CELLS, PER_BOOK, PHOTOGRAPH, REMOVAL},
    events::How,
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
    pub folder: TempDir,
    /// What the clocks of all machines have gone on by, in milliseconds.
    pub time: i64,
    made: usize,
    pub made_copies: usize,
    written: i64,
    /// What was live in each cell before the action that is being made.
    live_before: Vec<Names>,
}

/// One stroke may write in both books: the cell belongs to the name.
pub fn name(cell: usize, past: &Past) -> Name {
    (past.wall * CELLS as i64 + cell as i64, past.no.seq())
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
            folder,
            time: 0,
            made: 0,
            made_copies: 0,
            written: 1,
            live_before: Vec::new(),
        };
        for cell in 0..CELLS {
            for past in world.history(0, cell) {
                world.oracle.0.insert(name(cell, &past), Said { cell, removes: false, saw: Names::new() });
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
        let history = self.history(at, cell);
        history.iter().filter(|p| wanted.contains(&p.no)).flat_map(|p| self.stands_for(cell, &history, p)).collect()
    }

    /// What somebody wrote and an entry says: itself, or what it says once more. Nobody wrote what a store says again of its own accord,
    /// where it is a copy.
    pub fn stands_for(&self, cell: usize, history: &[Past], said: &Past) -> Names {
        let own = name(cell, said);
        if self.oracle.0.contains_key(&own) {
            return [own].into();
        }
        let before = history.iter().filter(|p| p.value == said.value && said.over.contains(&(p.replica, p.no.seq())));
        before.flat_map(|p| self.stands_for(cell, history, p)).collect()
    }

    /// Something is about to be done: no two things happen at one moment.
    pub fn tick(&mut self, at: usize) -> i64 {
        self.time += 1;
        let now = self.machines[at].shift + self.time;
        self.machines[at].clock.set(chrono::DateTime::from_timestamp_millis(now).expect("a moment"));
        now
    }

    /// The same, before something is written: what is live is remembered.
    fn tick_to_write(&mut self, at: usize) -> i64 {
        let live = |cell: usize| self.history(at, cell).iter().filter(|p| p.live).map(|p| name(cell, p)).collect();
        self.live_before = (0..CELLS).map(live).collect();
        self.tick(at)
    }

    /// Tell the oracle what was written at this moment, and what its writer saw.
    fn note(&mut self, at: usize, now: i64, mut saw: impl FnMut(&Self, usize, usize, &Past) -> Names) {
        let (mut done, before) = (Vec::new(), std::mem::take(&mut self.live_before));
        for cell in 0..CELLS {
            let mut fresh: Vec<_> = self.history(at, cell).into_iter().filter(|p| p.wall == now).collect();
            fresh.sort_by_key(|p| p.no.seq());
            for (i, past) in fresh.iter().enumerate() {
                let removes = cell % PER_BOOK == REMOVAL && !past.value.parts().is_empty();
                let saw = saw(self, cell, i, past);
                self.oracle.0.insert(name(cell, past), Said { cell, removes, saw });
            }
            if let Some(first) = fresh.first() {
                let saw = &self.oracle.0[&name(cell, first)].saw;
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
        let saw = form.as_ref().map_or_else(|| self.names(at, cell, self.shown(at, cell).as_slice()), |(_, names)| names.clone());
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
    fn of_session(&self, held: &Names, removal: usize) -> Names {
        (removal - REMOVAL..=removal).flat_map(|cell| self.oracle.live(held, cell)).collect()
    }

    fn remove(&mut self, at: usize, cell: usize) {
        let (held, now, of) = (self.held(at), self.tick_to_write(at), cells::cell(&SET.books, cell));
        let saw = self.of_session(&held, cell);
        self.machines[at].desk().change(SET.books[cell / PER_BOOK], "test", |c| c.remove(of.kind, of.a)).expect("a removal");
        self.note(at, now, |_, _, _, _| saw.clone());
    }

    pub fn decide(&mut self, at: usize, last: bool, all: bool) {
        if self.machines[at].old {
            return;
        }
        let waiting = self.machines[at].desk().read(|r| decide::conflicts(r, None)).expect("conflicts");
        let decisions: Vec<_> = waiting
            .into_iter()
            .take(if all { usize::MAX } else { 1 })
            .map(|c| Decision { id: c.id, choice: Choice::Number(if last { c.values.len() } else { 1 }), seen: Some(c.seen) })
            .collect();
        let (held, now) = (self.held(at), self.tick_to_write(at));
        self.machines[at].desk().resolve_many(&decisions).expect("decisions");
        self.note(at, now, |world, cell, _, past| {
            if cell % PER_BOOK == REMOVAL && !past.value.parts().is_empty() {
                // Removing after all has seen all that is there, and what the same stroke decides about it.
                let stroke = (cell - REMOVAL..cell).flat_map(|c| world.history(at, c).into_iter().filter(|p| p.wall == now).map(move |p| name(c, &p)));
                return world.of_session(&held, cell).into_iter().chain(stroke).collect();
            }
            world.oracle.live(&held, cell)
        });
    }

    /// Taking back replaces what is taken back, also where several values stand beside each other again.
    pub fn undo(&mut self, at: usize) {
        let Some(done) = self.machines[at].done.last().cloned() else { return };
        let in_cell = |said: &Said| -> Vec<Name> { said.saw.iter().filter(|n| self.oracle.0.get(n).is_some_and(|s| s.cell == said.cell)).copied().collect() };
        let mut back = std::collections::BTreeMap::new();
        for Written { cell, entries, .. } in &done {
            let Some(last) = entries.last() else { continue };
            let mut over = Names::from([self.machines[at].stands_as(*last)]);
            if cell % PER_BOOK == REMOVAL {
                let formers = in_cell(&self.oracle.0[last]);
                if formers.len() > 1 || entries.len() > 1 {
                    return;
                }
                // A removal that comes back has seen what it had seen before.
                over.extend(formers.iter().map(|f| &self.oracle.0[f]).filter(|f| f.removes).flat_map(|f| f.saw.iter().copied()));
            }
            back.insert(*cell, over);
        }
        self.machines[at].done.pop();
        let now = self.tick_to_write(at);
        self.machines[at].desk().undo().expect("undo").expect("something to take back");
        let depth = self.machines[at].done.len();
        self.note(at, now, |_, cell, _, _| back.get(&cell).cloned().unwrap_or_default());
        // Taking back is not taken back itself; but what stands there again is what an earlier action is taken back from.
        let back: Vec<_> = self.machines[at].done.drain(depth..).flatten().collect();
        for Written { cell, formers, .. } in done {
            let mut fresh: Vec<_> = back.iter().filter(|b| b.cell == cell).flat_map(|b| b.entries.iter().copied()).collect();
            let values: std::collections::BTreeMap<_, _> = self.history(at, cell).into_iter().map(|p| (name(cell, &p), p.value)).collect();
            for former in formers {
                if let Some(i) = fresh.iter().position(|entry| values.get(entry) == values.get(&former)) {
                    self.machines[at].again.insert(former, fresh.remove(i));
                }
            }
        }
    }

    pub fn export(&mut self, from: usize, to: usize, how: &How) -> Check {
        let (path, receiver) = (self.new_path("sala"), self.machines[to].desk().replica().to_string());
        self.tick(from);
        // Of two headquarters a laptop carries to the newer; here both are spoken to.
        let to_whom = if to == 0 && !self.two_headquarters { To::Headquarters } else { To::Replica(receiver) };
        // So small that every page gets a file of its own.
        let split = how.split.then_some(1);
        let options = ExportOptions { to: to_whom, everything: how.everything, split, without_attachments: how.data_only, ..ExportOptions::default() };
        let write = |options: &ExportOptions| self.machines[from].desk().export(&path, options, &mut |_, _| true);
        let is_hq = self.machines[to].desk().role().expect("a role") == Role::Hq;
        let written = match write(&options) {
            // Headquarters that went on under new keys opens what is meant for whom it was.
            Err(e) if is_hq && e.problem().code == "no_such_replica" => write(&ExportOptions { to: To::Headquarters, ..options }),
            written => written,
        };
        match written {
            Ok(exported) if exported.volumes.is_empty() => self.files.push((path, to)),
            Ok(exported) => self.files.extend(exported.volumes.into_iter().map(|volume| (volume.file, to))),
            // A copy that nobody has heard of yet.
            Err(e) if ["no_such_replica", "export_to_self", "export_to_former"].contains(&e.problem().code) => {}
            Err(e) => return Err(format!("machine {from} cannot write for {to}: {}", e.problem().code)),
        }
        Ok(())
    }

    pub fn import(&mut self, which: usize) -> Check {
        let (path, to) = self.files[which].clone();
        if !self.machines[to].alive {
            return Ok(());
        }
        self.tick(to);
        let desk = self.machines[to].desk();
        // By itself, or as one of several: at the command line each file is one of several.
        let taken = match which % 2 {
            0 => desk.import(&path, None, &mut |_, _| true),
            _ => desk.import_many(&[path], None, &mut |_, _| true).and_then(|mut taken| taken.pop().expect("an account of the file")),
        };
        match taken {
            Ok(taken) => {
                if matches!(taken.status, Status::Applied | Status::Waiting) {
                    // What others wrote may rest on it: it is no longer taken back.
                    self.machines[to].forget_done();
                }
                Ok(())
            }
            // Pages of a copy that nobody has accepted yet.
            Err(e) if self.copies && e.problem().code == "unknown_sender" => Ok(()),
            Err(e) => Err(format!("machine {to} cannot take a file in: {}", e.problem().code)),
        }
    }

    pub fn digest(&self, at: usize) -> String {
        self.machines[at].desk().digest(None).expect("a digest").digest
    }
}
