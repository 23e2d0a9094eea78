//! What happens, happens.

use std::{
    collections::BTreeSet,
    panic::{AssertUnwindSafe, catch_unwind},
};

use proptest::sample::Index;
use sala::{
    Desk, KeyPlace, Role, Seen,
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
const POINTS: [&str; 10] = [
    "import.spooled",
    "import.checked",
    "import.certified",
    "import.page",
    "import.settled",
    "import.taken",
    "store.worked",
    "store.kept",
    "export.closed",
    "export.remembered",
];
/// As many machines as a history may come to have.
const MOST: usize = 6;

impl World {
    pub fn happen(&mut self, event: &Event) -> Check {
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
            Event::Copy { at } => self.copy_disk(who(*at)),
            Event::PutBack { at } => {
                let copied: Vec<_> = living.iter().copied().filter(|at| self.machines[*at].copy.is_some()).collect();
                if !copied.is_empty() {
                    self.put_back(copied[at % copied.len()]);
                }
            }
            Event::Clock { at, year } => self.machines[who(*at)].shift = [0, today(), 4_070_908_800_000][*year],
            Event::Version { at } => {
                let old = self.machines[who(*at)].old;
                self.machines[who(*at)].start(!old);
            }
            Event::Kill { at, which, point, time } => return self.kill(who(*at), which, (POINTS[point.index(POINTS.len())], *time)),
        }
        Ok(())
    }

    /// The program is gone at a point of taking a file in, or of writing one for headquarters.
    fn kill(&mut self, at: usize, which: &Index, point: (&'static str, u64)) -> Check {
        let own: Vec<_> = (0..self.files.len()).filter(|file| self.files[*file].1 == at).collect();
        fault::gone_at(Some(point));
        let lived = catch_unwind(AssertUnwindSafe(|| match own.get(which.index(own.len() + 1)) {
            Some(file) => self.import(*file),
            None if at == 0 => Ok(()),
            None => self.export(at, 0, &How::default()),
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
        let shown = self.held(at).iter().any(|n| self.oracle.0.get(n).is_some_and(|said| said.cell == cell));
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
        self.is_lost(&lost, seen);
    }

    fn copy_disk(&mut self, at: usize) {
        self.made_copies += 1;
        let (copy, old) = (self.folder.path().join(format!("copy {}", self.made_copies)), self.machines[at].old);
        self.machines[at].desk = None;
        copy_folder(&self.machines[at].base.join("store"), &copy);
        self.machines[at].start(old);
        self.machines[at].copy = Some(copy);
    }

    /// The store as it was takes the place of the one that went on; what the machine remembers outside of it stays.
    fn put_back(&mut self, at: usize) {
        let Some(copy) = self.machines[at].copy.clone() else { return };
        // What dies is told by what is in the union: nothing is set aside then.
        self.take_again(at);
        self.tick(at);
        let (lost, seen, old, store) = (self.held(at), self.photographs(at), self.machines[at].old, self.machines[at].base.join("store"));
        self.machines[at].desk = None;
        std::fs::remove_dir_all(&store).expect("gone");
        copy_folder(&copy, &store);
        self.machines[at].start(old);
        self.machines[at].forget_done();
        self.copies = true;
        self.is_lost(&lost, seen);
    }

    /// What was on a disk that is gone, and is nowhere else.
    fn is_lost(&mut self, lost: &Names, seen: Vec<([u8; 32], bool)>) {
        let living: Vec<_> = (0..self.machines.len()).filter(|i| self.machines[*i].alive).collect();
        let there: Names = living.iter().flat_map(|i| self.held(*i)).collect();
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
        self.machines.push(copy);
        self.copies = true;
    }

    /// Which of these machines are headquarters.
    fn headquarters(&self, living: &[usize]) -> Vec<usize> {
        living.iter().copied().filter(|i| self.machines[*i].desk().role().expect("a role") == Role::Hq).collect()
    }

    /// Everybody hears everything: files to headquarters and back, until nothing is new.
    pub fn exchange(&mut self) -> Result<Vec<usize>, String> {
        let living: Vec<_> = (0..self.machines.len()).filter(|i| self.machines[*i].alive).collect();
        for at in &living {
            if self.machines[*at].old {
                self.machines[*at].start(false);
            }
        }
        for round in 0..8 {
            for pair in pairs(&living, &self.headquarters(&living)) {
                // Nobody can tell two stores of one name apart while neither has written: they are taken for one.
                let named = |name| living.iter().filter(|i| self.machines[**i].desk().replica() == name).count();
                let everything = [pair.0, pair.1].into_iter().any(|i| named(self.machines[i].desk().replica()) > 1);
                let before = self.files.len();
                self.export(pair.0, pair.1, &How { everything, ..How::default() })?;
                if self.files.len() > before {
                    self.import(before)?;
                }
                let hq = self.machines[0].desk();
                let requests = hq.requests().expect("requests");
                for request in &requests {
                    hq.accept(&request.fingerprint(), None, &Default::default()).map_err(|e| format!("not accepted: {}", e.problem().code))?;
                }
                if !requests.is_empty() {
                    self.machines[0].forget_done();
                }
            }
            let held: BTreeSet<_> = living.iter().map(|i| self.held(*i)).collect();
            if round > 0 && held.len() == 1 {
                break;
            }
        }
        Ok(living)
    }

    /// What stands in a store is what the oracle says of the entries that it holds.
    pub fn agrees(&self, at: usize) -> Check {
        let held = self.held(at);
        for cell in 0..CELLS {
            let history = self.history(at, cell);
            let live: Names = history.iter().filter(|p| p.live).flat_map(|p| self.stands_for(cell, &history, p)).collect();
            let expected = if self.copies { self.oracle.live_for_sure(&held, cell) } else { self.oracle.live(&held, cell) };
            // Copies wrote before they knew of each other: a value may have to be decided once more than the oracle knows.
            if !live.is_superset(&expected) || (!self.copies && live != expected) {
                return Err(format!("machine {at}, cell {cell}: {live:?} is live, but nobody who saw it replaced {expected:?}"));
            }
            if cell % PER_BOOK == REMOVAL && !self.machines[at].old && !self.copies {
                let gone = self.shown(at, cell).is_some_and(|no| self.names(at, cell, &[no]).iter().any(|n| self.oracle.0[n].removes));
                if gone != self.oracle.is_removed(&held, cell, &[cell - 2, cell - 1]) {
                    return Err(format!("machine {at}, cell {cell}: hidden: {gone}, which is not what whoever removed it saw"));
                }
            }
        }
        Ok(())
    }
}

/// Who carries to whom in one round: everybody to each headquarters, and back.
fn pairs(living: &[usize], headquarters: &[usize]) -> Vec<(usize, usize)> {
    let each = || headquarters.iter().flat_map(|hq| living.iter().filter(move |i| *i != hq).map(move |i| (*i, *hq)));
    each().chain(each().map(|(site, hq)| (hq, site))).collect()
}
