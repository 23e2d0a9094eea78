//! Disks of which an old copy is put back, and laptops that go on under another name: what they take along is not said twice.

use sala::{ReplicaId, journal::Past};
use sala_tests::laptop::copy_folder;

use crate::{
    cells::CELLS,
    events::How,
    oracle::{Name, Names},
    world::{Check, World, name},
};

impl World {
    /// All that lies on a disk is copied, while nobody works there.
    pub fn copy_all(&mut self, at: usize) {
        let (copy, old) = (self.new_path("copy"), self.machines[at].old);
        self.machines[at].desk = None;
        copy_folder(&self.machines[at].base, &copy);
        self.machines[at].start(old);
        self.machines[at].copy = Some(copy);
    }

    /// What was copied is put back: the folder of the store alone, or with it what the machine remembers of it.
    pub fn put_back(&mut self, at: usize, memory: bool, leaves: bool, arrives: bool) -> Check {
        if self.machines[at].copy.is_none() {
            self.copy_all(at);
        }
        if leaves {
            let (before, to) = (self.files.len(), if at == 0 { (1..self.machines.len()).find(|i| self.machines[*i].alive) } else { Some(0) });
            to.map_or(Ok(()), |to| self.export(at, to, &How::default()))?;
            (before..self.files.len()).filter(|_| arrives).try_for_each(|file| self.import(file))?;
        }
        let Some(copy) = self.machines[at].copy.take() else { return Ok(()) };
        // What is gone is told by what is in the union: nothing is set aside then.
        self.take_again(at);
        let (was, seen, old) = (self.held(at), self.photographs(at), self.machines[at].old);
        self.machines[at].desk = None;
        for part in if memory { &["store", "memory"][..] } else { &["store"] } {
            let there = self.machines[at].base.join(part);
            if there.exists() {
                std::fs::remove_dir_all(&there).expect("gone");
            }
            if copy.join(part).exists() {
                copy_folder(&copy.join(part), &there);
            }
        }
        self.copies = true;
        if memory {
            // Nothing on this machine knows that the other ever was.
            self.twice.insert(self.machines[at].replica);
            self.two_headquarters |= at == 0;
        }
        self.headquarters_put_back |= at == 0;
        self.machines[at].times += 1;
        self.machines[at].start(old);
        self.machines[at].forget_done();
        self.take_again(at);
        self.learn(at)?;
        let living: Vec<_> = (0..self.machines.len()).filter(|i| self.machines[*i].alive).collect();
        let there: Names = living.iter().flat_map(|i| self.held(*i)).collect();
        self.mortal.extend(was.difference(&there));
        let elsewhere: Vec<_> = living.iter().flat_map(|i| self.photographs(*i)).filter(|(_, there)| *there).collect();
        self.mortal_photographs.extend(seen.into_iter().filter(|one| !elsewhere.contains(one)).map(|(hash, _)| hash));
        Ok(())
    }

    /// What is open is about to be signed. Where two stores sign one thing, it is there twice.
    pub fn signs(&mut self, at: usize) {
        let (own, store) = (self.machines[at].desk().replica(), (at, self.machines[at].times));
        for cell in 0..CELLS {
            for past in self.history(at, cell).into_iter().filter(|p| p.page.is_none() && p.replica == own) {
                if *self.signed.entry(name(cell, &past)).or_insert(store) != store {
                    self.shared.insert(cell);
                }
            }
        }
    }

    /// By the names that a store has for them now.
    pub fn as_now(&self, at: usize, names: &Names) -> Names {
        let held = self.held(at);
        let now = |name: &Name| if held.contains(name) { *name } else { self.oracle.doubles(*name).find(|double| held.contains(double)).unwrap_or(*name) };
        names.iter().map(now).collect()
    }

    /// Notice under what name a laptop goes on, and what it takes along: nobody has heard of that.
    pub fn learn(&mut self, at: usize) -> Check {
        let now = self.machines[at].desk().replica();
        let was = std::mem::replace(&mut self.machines[at].replica, now);
        if was != now {
            self.oracle.goes_on(was, now);
        }
        if !self.copies {
            return Ok(());
        }
        let mut new: Vec<(usize, Past)> = Vec::new();
        for cell in 0..CELLS {
            new.extend(self.history(at, cell).into_iter().filter(|past| !self.oracle.said.contains_key(&name(cell, past))).map(|past| (cell, past)));
        }
        new.sort_by_key(|(_, past)| (past.replica, past.no.seq()));
        for (cell, past) in &new {
            let name = name(*cell, past);
            let over: Names = past.over.iter().filter_map(|named| self.named(*cell, *named)).filter(|one| self.is_former(*one, name)).collect();
            let (first, over) = match over.iter().copied().find(|one| one.0 == name.0) {
                Some(again) => (Some(self.oracle.first(again)), over),
                None => match self.moved(*cell, &new, name) {
                    Some(first) => (Some(first), Names::new()),
                    None => (over.first().map(|again| self.oracle.first(*again)), over),
                },
            };
            let Some(first) = first else { return Err(format!("machine {at}, cell {cell}: nobody ever wrote {name:?}")) };
            self.oracle.again(name, first, over);
        }
        Ok(())
    }

    fn is_former(&self, one: Name, name: Name) -> bool {
        one.2 != name.2 && self.oracle.is_one(one.2, name.2)
    }

    /// The entry that a page calls so.
    fn named(&self, cell: usize, (replica, seq): (ReplicaId, u64)) -> Option<Name> {
        self.oracle.said.iter().find(|(name, said)| said.cell == cell && name.1 == seq && name.2 == replica).map(|(name, _)| *name)
    }

    /// As what an entry was said first that goes on under another name, with all of its action: the one that stood in its place there.
    fn moved(&self, cell: usize, new: &[(usize, Past)], moved: Name) -> Option<Name> {
        let place = new
            .iter()
            .filter(|(of, past)| *of == cell && past.replica == moved.2 && name(*of, past).0 == moved.0)
            .position(|(of, past)| name(*of, past) == moved)?;
        self.oracle.said.iter().filter(|(one, said)| one.0 == moved.0 && said.first.is_none() && said.cell == cell).map(|(one, _)| *one).nth(place)
    }
}
