//! The files that fifty sites send, and a headquarters that has seen none of them.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use sala::{
    Desk, RecordId, Role, SetClock,
    attendance::{Mark, Parts, Status, mark, mark::At},
};
use sala_tests::laptop::{Laptop, copy_folder, moment};

use crate::{
    mark::programme,
    workload::{Hand, PEOPLE, REGISTERS, SITES, Said},
};

/// Headquarters' store, closed, and what the sites made for it.
pub struct Sent {
    /// Keeps the folder there.
    hq: Laptop,
    store: PathBuf,
    /// One file of each site.
    pub files: Vec<PathBuf>,
    /// Files of the same pages, made again: other bundles.
    pub again: Vec<PathBuf>,
    /// The programme.
    pub book: RecordId,
    copies: u32,
}

/// A laptop's own speed is not measured here, and its journal is the same wherever it lies.
pub fn quick_laptop(label: &str) -> Laptop {
    let memory = Path::new("/dev/shm");
    Laptop::new_in(if memory.is_dir() { memory } else { Path::new("/tmp") }, label, Role::Site, "Thida N.")
}

/// As Sala says it.
pub fn as_mark(said: Said) -> Mark {
    let status = match said.status {
        "late" => Status::Late,
        "absent" => Status::Absent,
        _ => return Mark::present(),
    };
    Mark::try_from(Parts { minutes: said.minutes, ..Parts::of(status) }).expect("a mark")
}

impl Sent {
    /// Every site joins, marks what `marks` says, one gesture a mark, and sends it twice.
    pub fn by<I: Iterator<Item = (usize, usize, Said)>>(marks: fn(usize) -> I) -> Self {
        let hq = Laptop::headquarters();
        let (book, people, registers) = programme(&hq, PEOPLE, (SITES * REGISTERS) as u64);
        let (mut files, mut again) = (Vec::new(), Vec::new());
        for i in 0..SITES {
            eprint!("\rsite {} of {SITES}", i + 1);
            let site = quick_laptop(&format!("LAP-{i:02}"));
            site.ask(&hq);
            hq.carry_to(&site);
            let mut hand = Hand::at(SITES + i);
            let mut now = moment("2012-05-14T08:30");
            for (register, person, said) in marks(i) {
                now += chrono::TimeDelta::milliseconds(400 + hand.below(4_000) as i64);
                site.clock.set(now);
                let at = At { register: registers[register], participant: people[person], seen: None };
                site.desk.change(book, "attendance_mark", |c| mark(c, &at, as_mark(said))).expect("a mark");
            }
            for (kept, name) in [(&mut files, "first"), (&mut again, "again")] {
                let path = hq.file(&format!("{name}-{i}.sala"));
                std::fs::copy(site.export_for(&hq), &path).expect("the file travels");
                kept.push(path);
            }
        }
        eprintln!();
        let store = hq.file("kept");
        let hq = hq.after(|dir| copy_folder(dir, &store));
        Self { hq, store, files, again, book, copies: 0 }
    }

    /// Headquarters as it was before any file came, and the folder it lies in.
    pub fn fresh(&mut self) -> (Desk, PathBuf) {
        self.copies += 1;
        let copy = self.hq.file(&format!("run-{}", self.copies));
        copy_folder(&self.store, &copy);
        (open(&copy), copy)
    }

    /// The size of all files.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|f| f.metadata().expect("a file").len()).sum()
    }
}

/// Open a store at the end of the programme.
pub fn open(store: &Path) -> Desk {
    Desk::open(store, Arc::new(SetClock::at(moment("2012-05-26T08:00")))).expect("the store opens")
}
