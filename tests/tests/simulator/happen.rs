//! What happens, happens.

use std::{
    collections::BTreeSet,
    panic::{AssertUnwindSafe, catch_unwind},
};

use proptest::sample::Index;
use sala::{
    Desk, KeyPlace, Seen,
    backup::{BackupOptions, Secrets},
    fault,
};
use sala_tests::laptop::copy_folder;

use crate::{
    cells::{CELLS, PER_BOOK, REMOVAL},
    events::{Event, How},
    machine::{Machine, today},
    oracle::Names,
    world::{Check, World},
};

/// Where the program may be gone.
const POINTS: [&str; 12] = [
    "import.spooled",
    "import.checked",
    "import.certified",
    "import.page",
    "import.settled",
    "import.taken",
    "keys.renewed",
    "keys.moved",
    "store.worked",
    "store.kept",
    "export.closed",
    "export.remembered",
];
/// As many machines as a history may come to have.
const MOST: usize = 6;

impl World {
    pub fn happen(&mut self, event: &Event) -> Check {
        self.happens(event)?;
        (0..self.machines.len()).filter(|i| self.machines[*i].alive).collect::<Vec<_>>().into_iter().try_for_each(|at| self.learn(at))
    }

    fn happens(&mut self, event: &Event) -> Check {
        let living: Vec<_> = (0..self.machines.len()).filter(|i| self.machines[*i].alive).collect();
        let who = |at: usize| living[at % living.len()];
        let site = |at: usize| living.get(1 + at % (living.len() - 1)).copied().unwrap_or(0);
        match event {
            Event::Write { at, cell } => self.write(who(*at), cell % CELLS, None),
            Event::Open { at, cell, empty } => self.open_form(who(*at), cell % CELLS, *empty),
            Event::Save { at } => {
                if let Some((cell, seen, names)) = self.machines[who(*at)].form.take() {
                    self.write(who(*at), cell, Some((seen, names)));
                }
            }
            Event::Decide { at, last, all } => self.decide(who(*at), *last, *all),
            Event::Undo { at } => self.undo(who(*at)),
            Event::Export { from, to, how } => {
                let (from, to) = (if *from == 0 { 0 } else { site(*from) }, if *to == 0 { 0 } else { site(*to) });
                return if from == to { Ok(()) } else { self.export(from, to, how) };
            }
            Event::Import { which } if !self.files.is_empty() => return self.import(which.index(self.files.len())),
            Event::Spoil { which, place, cut } if !self.files.is_empty() => return self.spoil(which.index(self.files.len()), place, *cut),
            Event::Import { .. } | Event::Spoil { .. } => {}
            Event::SetAside { at, cell } => return self.set_aside(who(*at), cell % CELLS),
            Event::LayAside { at } => return self.lay_aside(who(*at)),
            Event::TakeAgain { at } => self.take_again(who(*at)),
            Event::Backup { at } => self.back_up(who(*at)),
            Event::Restore { at, dies } => self.restore(who(*at), *dies),
            Event::Clone { at } => self.clone_disk(who(*at)),
            Event::Copy { at } => self.copy_all(who(*at)),
            Event::PutBack { at, memory, leaves, arrives } => return self.put_back(who(*at), *memory, *leaves, *arrives),
            Event::Clock { at, year } => self.machines[who(*at)].shift = [0, today(), 4_070_908_800_000][*year],
            Event::Version { at } => {
                let old = self.machines[who(*at)].old;
                self.machines[who(*at)].start(!old);
            }
            Event::Kill { at, which, point, time } => return self.kill(who(*at), which, (POINTS[point.index(POINTS.len())], *time)),
        }
        Ok(())
    }

    /// The program is gone at a point of taking a file in, or of writing one for headquarters, or as headquarters for a laptop.
    fn kill(&mut self, at: usize, which: &Index, point: (&'static str, u64)) -> Check {
        let own: Vec<_> = (0..self.files.len()).filter(|file| self.files[*file].1 == at).collect();
        let receiver = if at == 0 { (1..self.machines.len()).find(|i| self.machines[*i].alive).unwrap_or(0) } else { 0 };
        fault::gone_at(Some(point));
        let lived = catch_unwind(AssertUnwindSafe(|| match own.get(which.index(own.len() + 1)) {
            Some(file) => self.import(*file),
            None => self.export(at, receiver, &How::default()),
        }));
        fault::gone_at(None);
        let old = self.machines[at].old;
        self.machines[at].start(old);
        // Whether it was done before the end came is not known here.
        self.machines[at].forget_done();
        lived.unwrap_or(Ok(()))
    }

    fn open_form(&mut self, at: usize, cell: usize, empty: bool) {
        if cell % PER_BOOK != REMOVAL && !self.machines[at].old {
            let shown: Vec<_> = self.shown(at, cell).into_iter().filter(|_| !empty).collect();
            let names = self.names(at, cell, &shown);
            self.machines[at].form = Some((cell, Seen(shown), names));
        }
    }

    fn spoil(&mut self, which: usize, place: &Index, cut: bool) -> Check {
        let (path, to) = self.files[which].clone();
        if !self.machines[to].alive {
            return Ok(());
        }
        let mut bytes = std::fs::read(path).expect("a file");
        let place = place.index(bytes.len());
        if cut {
            bytes.truncate(place)
        } else {
            bytes[place] ^= 1
        }
        let spoilt = self.new_path("spoilt");
        std::fs::write(&spoilt, bytes).expect("a file");
        let before = self.digest(to);
        if self.machines[to].desk().import(&spoilt, None, &mut |_, _| true).is_ok() {
            return Err(format!("a spoilt file was taken in by machine {to}: byte {place}, cut: {cut}"));
        }
        if self.digest(to) == before { Ok(()) } else { Err("a spoilt file changed the store".to_owned()) }
    }

    fn set_aside(&mut self, at: usize, cell: usize) -> Check {
        let held = self.held(at);
        let Some(last) = self.machines[at].desk().bundles().expect("bundles").into_iter().find(|b| b.set_aside.is_none()) else { return Ok(()) };
        self.machines[at].desk().set_aside(&last.bundle).expect("set aside");
        self.machines[at].forget_done();
        let verified = self.machines[at].desk().verify().expect("verify");
        let shown = self.held(at).iter().any(|n| self.oracle.said[n].cell == cell);
        if shown && cell % PER_BOOK != REMOVAL {
            self.write(at, cell, None);
        }
        self.machines[at].desk().take_in_again(&last.bundle).expect("taken in again");
        self.machines[at].forget_done();
        if !verified.ok || !held.is_subset(&self.held(at)) {
            return Err(format!("machine {at} lost something by setting a file aside: {:?}", verified.problems));
        }
        Ok(())
    }

    fn lay_aside(&mut self, at: usize) -> Check {
        let Some(last) = self.machines[at].desk().bundles().expect("bundles").into_iter().find(|b| b.set_aside.is_none()) else { return Ok(()) };
        self.machines[at].desk().set_aside(&last.bundle).expect("set aside");
        self.machines[at].forget_done();
        let verified = self.machines[at].desk().verify().expect("verify");
        if verified.ok { Ok(()) } else { Err(format!("machine {at} does not stand without a file: {:?}", verified.problems)) }
    }

    /// All that a machine set aside is taken in again.
    pub fn take_again(&mut self, at: usize) {
        for aside in self.machines[at].desk().bundles().expect("bundles").into_iter().filter(|b| b.set_aside.is_some()) {
            self.machines[at].desk().take_in_again(&aside.bundle).expect("taken in again");
            self.machines[at].forget_done();
        }
    }

    fn back_up(&mut self, at: usize) {
        // What is set aside is no loss: it lies in the backup as well, and the oracle asks for what is in the union.
        self.take_again(at);
        let (path, held) = (self.new_path("backup"), self.held(at));
        self.signs(at);
        self.machines[at].desk().backup(&path, &BackupOptions::default(), &mut |_, _| true).expect("a backup");
        self.machines[at].backup = Some((path, held));
    }

    fn restore(&mut self, mut at: usize, dies: bool) {
        let Some((backup, kept)) = self.machines[at].backup.clone() else { return };
        if self.machines.len() >= MOST {
            return;
        }
        // What dies is told by what is in the union: nothing is set aside then.
        self.take_again(at);
        self.tick(at);
        let base = self.folder.path().join(self.machines.len().to_string());
        copy_folder(&self.machines[at].base.join("memory"), &base.join("memory"));
        let (clock, memory) = (self.machines[at].clock.clone(), self.machines[at].memory());
        let restored = Desk::restore(&backup, &base.join("store"), &Secrets::default(), KeyPlace::File, clock, Some(memory), &mut |_, _| true);
        drop(restored.expect("restored"));
        self.machines.push(Machine::open(base));
        self.copies = true;
        let restored = self.machines.len() - 1;
        self.oracle.goes_on(self.machines[at].replica, self.machines[restored].replica);
        if !dies {
            self.two_headquarters |= at == 0;
            return;
        }
        if at == 0 {
            // It takes its place: files for headquarters come to it.
            at = self.machines.len() - 1;
            self.machines.swap(0, at);
        }
        let (lost, seen) = (self.held(at), self.photographs(at));
        (self.machines[at].alive, self.machines[at].desk) = (false, None);
        let living: Vec<_> = (0..self.machines.len()).filter(|i| self.machines[*i].alive).collect();
        let there: Names = living.iter().flat_map(|i| self.held(*i)).collect();
        assert!(kept.is_subset(&there), "what the backup held is there again");
        self.mortal.extend(lost.difference(&there));
        let elsewhere: BTreeSet<_> = living.iter().flat_map(|i| self.photographs(*i)).filter(|(_, there)| *there).collect();
        self.mortal_photographs.extend(seen.into_iter().filter(|one| !elsewhere.contains(one)).map(|(hash, _)| hash));
    }

    fn clone_disk(&mut self, at: usize) {
        if self.machines.len() >= MOST {
            return;
        }
        let (base, old, shift) = (self.folder.path().join(self.machines.len().to_string()), self.machines[at].old, self.machines[at].shift);
        self.machines[at].desk = None;
        copy_folder(&self.machines[at].base.join("store"), &base.join("store"));
        self.machines[at].start(old);
        let mut copy = Machine::open(base);
        copy.shift = shift;
        self.two_headquarters |= at == 0;
        self.twice.insert(copy.replica);
        self.machines.push(copy);
        self.copies = true;
    }
}
