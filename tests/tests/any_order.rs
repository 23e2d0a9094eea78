//! Rule 7: any files in any order, lost, repeated or late, give the same state; and a value stays live until somebody
//! who saw it replaces it. Real stores, held against an oracle that knows only what people saw.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use proptest::prelude::*;
use sala::{
    RecordId,
    agenda::records::{SESSION, TITLE},
    decide::{self, Choice},
};
use sala_tests::laptop::Laptop;

/// Laptop 0 is headquarters.
const LAPTOPS: usize = 3;
const CELLS: usize = 2;

/// What happens in a history.
#[derive(Clone, Debug)]
enum Event {
    /// Somebody writes a new title over the one that is shown.
    Write { laptop: usize, cell: usize },
    /// Headquarters decides whatever waits, if anything does.
    Decide { laptop: usize },
    /// Somebody takes the last thing back.
    Undo { laptop: usize },
    /// A file is made.
    Export { from: usize, to: usize },
    /// One of the files made so far arrives, perhaps again; files that never arrive are lost.
    Import { which: prop::sample::Index },
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => (0..LAPTOPS, 0..CELLS).prop_map(|(laptop, cell)| Event::Write { laptop, cell }),
        1 => (0..LAPTOPS).prop_map(|laptop| Event::Decide { laptop }),
        1 => (0..LAPTOPS).prop_map(|laptop| Event::Undo { laptop }),
        // Sites and headquarters exchange files.
        3 => (1..LAPTOPS, any::<bool>()).prop_map(|(site, up)| if up { Event::Export { from: site, to: 0 } } else { Event::Export { from: 0, to: site } }),
        4 => any::<prop::sample::Index>().prop_map(|which| Event::Import { which }),
    ]
}

/// An entry as the oracle knows it: which cell, what it said, and what its writer saw.
#[derive(Clone)]
struct Said {
    cell: usize,
    value: String,
    over: BTreeSet<(u64, usize)>,
}

/// Entries by (place in their author's journal, author).
type Known = BTreeMap<(u64, usize), Said>;

/// The values of a cell that nobody who saw them replaced.
fn live(known: &Known, cell: usize) -> BTreeSet<String> {
    let replaced: BTreeSet<_> = known.values().flat_map(|s| &s.over).collect();
    known.iter().filter(|(name, said)| said.cell == cell && !replaced.contains(name)).map(|(_, said)| said.value.clone()).collect()
}

struct World {
    laptops: Vec<Laptop>,
    known: Vec<Known>,
    book: RecordId,
    cells: Vec<RecordId>,
    files: Vec<(PathBuf, usize, Known)>,
    written: u64,
}

impl World {
    fn new() -> Self {
        let hq = Laptop::headquarters();
        let sites: Vec<_> = (1..LAPTOPS).map(|i| Laptop::accepted_by(&hq, &format!("LAP-{i}"), "Thida N.")).collect();
        let book = hq.desk.new_book();
        let cells: Vec<_> = (0..CELLS).map(|i| RecordId::natural(book, "session", &[&i.to_string()])).collect();
        let laptops: Vec<_> = std::iter::once(hq).chain(sites).collect();
        let mut world = Self { laptops, known: vec![Known::new(); LAPTOPS], book, cells, files: Vec::new(), written: 0 };
        (0..CELLS).for_each(|cell| world.write(0, cell));
        (1..LAPTOPS).for_each(|site| {
            world.export(0, site);
            world.import(world.files.len() - 1);
        });
        world
    }

    /// Who wrote what in a cell, as the store tells it.
    fn history(&self, laptop: usize, cell: usize) -> Vec<sala::journal::Past> {
        let cell = TITLE.of(&SESSION, self.cells[cell]);
        self.laptops[laptop].desk.read(|r| r.history(r.book(self.book)?, &cell)).expect("a history")
    }

    fn author(&self, replica: sala::ReplicaId) -> usize {
        self.laptops.iter().position(|l| l.desk.replica() == replica).expect("one of ours")
    }

    /// Let the oracle know what the store just wrote: the entries of this laptop that it has not seen yet. What they
    /// replaced is what the screen showed, which the caller says.
    fn note(&mut self, laptop: usize, cell: usize, saw: &BTreeSet<(u64, usize)>) {
        for past in self.history(laptop, cell) {
            let name = (past.no.seq(), self.author(past.replica));
            if name.1 == laptop && !self.known[laptop].contains_key(&name) {
                let said = Said { cell, value: format!("{:?}", past.value), over: saw.clone() };
                self.known[laptop].insert(name, said);
            }
        }
    }

    /// The entries that the screen shows: one title.
    fn shown(&self, laptop: usize, cell: usize) -> BTreeSet<(u64, usize)> {
        // Display: the greatest stamp, then replica, then place.
        let live = self.history(laptop, cell).into_iter().filter(|p| p.live);
        live.max_by_key(|p| (p.stamp, p.replica, p.no.seq())).map(|p| (p.no.seq(), self.author(p.replica))).into_iter().collect()
    }

    fn write(&mut self, laptop: usize, cell: usize) {
        let saw = if self.known[laptop].is_empty() { BTreeSet::new() } else { self.shown(laptop, cell) };
        self.written += 1;
        let title = format!("title {}", self.written);
        let id = self.cells[cell];
        self.laptops[laptop].desk.change(self.book, "test", |c| c.set(TITLE.of(&SESSION, id), title)).expect("a title");
        self.note(laptop, cell, &saw);
    }

    fn decide(&mut self, laptop: usize) {
        let desk = &self.laptops[laptop].desk;
        let waiting = desk.read(|r| decide::conflicts(r, Some(self.book))).expect("conflicts");
        let Some(conflict) = waiting.first() else { return };
        desk.resolve(&conflict.id, &Choice::Number(1), Some(&conflict.seen)).expect("a decision");
        let cell = self.cells.iter().position(|c| *c == conflict.a).expect("our cell");
        let saw = conflict.seen.0.iter().map(|no| self.history(laptop, cell).into_iter().find(|p| p.no == *no).expect("seen"));
        let saw = saw.map(|p| (p.no.seq(), self.author(p.replica))).collect();
        self.note(laptop, cell, &saw);
    }

    fn undo(&mut self, laptop: usize) {
        let before: Vec<_> = (0..CELLS).map(|cell| self.history(laptop, cell).len()).collect();
        if self.laptops[laptop].desk.undo().expect("undo").is_none() {
            return;
        }
        for (cell, before) in before.into_iter().enumerate() {
            let history = self.history(laptop, cell);
            if history.len() == before {
                continue;
            }
            // Taking back replaces the one entry that is taken back; former values that stand beside replace nothing.
            let fresh = history.iter().filter(|p| self.author(p.replica) == laptop && !self.known[laptop].contains_key(&(p.no.seq(), laptop)));
            let fresh: Vec<_> = fresh.cloned().collect();
            for past in fresh {
                let over = past.over.iter().map(|(replica, seq)| (*seq, self.author(*replica))).collect();
                self.known[laptop].insert((past.no.seq(), laptop), Said { cell, value: format!("{:?}", past.value), over });
            }
        }
    }

    fn export(&mut self, from: usize, to: usize) {
        let path = self.laptops[from].export_for(&self.laptops[to]);
        self.files.push((path, to, self.known[from].clone()));
    }

    fn import(&mut self, which: usize) {
        let (path, to, known) = self.files[which].clone();
        self.laptops[to].import(&path);
        self.known[to].extend(known);
    }

    fn agrees(&self, laptop: usize) -> Result<(), TestCaseError> {
        for cell in 0..CELLS {
            let held: BTreeSet<_> = self.history(laptop, cell).into_iter().filter(|p| p.live).map(|p| format!("{:?}", p.value)).collect();
            prop_assert_eq!(&held, &live(&self.known[laptop], cell), "laptop {} cell {}: what nobody who saw it replaced must be live", laptop, cell);
        }
        Ok(())
    }

    fn happen(&mut self, event: &Event) {
        match event {
            Event::Write { laptop, cell } => self.write(*laptop, *cell),
            Event::Decide { laptop } => self.decide(*laptop),
            Event::Undo { laptop } => self.undo(*laptop),
            Event::Export { from, to } => self.export(*from, *to),
            Event::Import { which } => self.import(which.index(self.files.len())),
        }
    }

    /// Everybody hears everything.
    fn exchange(&mut self) {
        for (from, to) in (1..LAPTOPS).map(|s| (s, 0)).chain((1..LAPTOPS).map(|s| (0, s))) {
            self.export(from, to);
            self.import(self.files.len() - 1);
        }
    }
}

/// Histories to try: many more at night.
fn cases() -> u32 {
    if std::env::var_os("SALA_NIGHT").is_some() { 2_000 } else { 48 }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_files_in_any_order_give_the_same_state(events in prop::collection::vec(event(), 1..24)) {
        let mut world = World::new();
        for event in &events {
            world.happen(event);
        }
        (0..LAPTOPS).try_for_each(|laptop| world.agrees(laptop))?;
        world.exchange();
        (0..LAPTOPS).try_for_each(|laptop| world.agrees(laptop))?;
        let digests: BTreeSet<_> = world.laptops.iter().map(|l| l.desk.digest(None).expect("a digest").digest).collect();
        prop_assert_eq!(digests.len(), 1, "after a full exchange all stores know the same");
        for laptop in &world.laptops {
            let verified = laptop.desk.verify().expect("verify");
            prop_assert!(verified.ok, "every store stands on its journal: {:?}", verified.problems);
        }
    }
}

#[test]
fn the_oracle_sees_a_loss() {
    let mut known = Known::new();
    let said = |value: &str, over: &[(u64, usize)]| Said { cell: 0, value: value.to_owned(), over: over.iter().copied().collect() };
    known.insert((1, 0), said("seen by nobody", &[]));
    known.insert((1, 1), said("written beside it", &[]));
    assert_eq!(live(&known, 0).len(), 2, "a merge that kept one of the two would be caught");
    known.insert((2, 0), said("decided", &[(1, 0), (1, 1)]));
    assert_eq!(live(&known, 0).into_iter().collect::<Vec<_>>(), ["decided"], "somebody saw both");
}
