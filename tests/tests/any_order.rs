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
    journal::{Cell, Past, REMOVED},
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
    /// Somebody removes the session.
    Remove { laptop: usize, cell: usize },
    /// Somebody decides whatever waits, if anything does: for the first value or the last.
    Decide { laptop: usize, last: bool },
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
        1 => (0..LAPTOPS, 0..CELLS).prop_map(|(laptop, cell)| Event::Remove { laptop, cell }),
        1 => (0..LAPTOPS, any::<bool>()).prop_map(|(laptop, last)| Event::Decide { laptop, last }),
        1 => (0..LAPTOPS).prop_map(|laptop| Event::Undo { laptop }),
        // Sites and headquarters exchange files.
        3 => (1..LAPTOPS, any::<bool>()).prop_map(|(site, up)| if up { Event::Export { from: site, to: 0 } } else { Event::Export { from: 0, to: site } }),
        4 => any::<prop::sample::Index>().prop_map(|which| Event::Import { which }),
    ]
}

/// An entry as the oracle knows it: which session, whether it speaks of its title or of its removal, what it said, and what
/// its writer saw.
#[derive(Clone)]
struct Said {
    cell: usize,
    removal: bool,
    value: String,
    over: BTreeSet<Name>,
}

/// Place in its author's journal, and author.
type Name = (u64, usize);
type Known = BTreeMap<Name, Said>;

/// The entries of a session that nobody who saw them replaced. A removal replaces no title: it saw it.
fn live(known: &Known, cell: usize, removal: bool) -> Known {
    let of = |said: &Said| said.cell == cell && said.removal == removal;
    let replaced: BTreeSet<_> = known.values().filter(|said| of(said)).flat_map(|said| &said.over).collect();
    known.iter().filter(|(name, said)| of(said) && !replaced.contains(name)).map(|(name, said)| (*name, said.clone())).collect()
}

/// Removed only where nobody keeps it and one removal saw every title that is live.
fn is_removed(known: &Known, cell: usize) -> bool {
    let (titles, removals) = (live(known, cell, false), live(known, cell, true));
    !removals.values().any(|said| said.value == CLEARED) && removals.values().any(|said| titles.keys().all(|title| said.over.contains(title)))
}

const CLEARED: &str = "Value([])";

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

    /// The title of a session, or its removal.
    fn cell(&self, cell: usize, removal: bool) -> Cell {
        let field = if removal { &REMOVED } else { &TITLE };
        field.of(&SESSION, self.cells[cell])
    }

    /// Who wrote what, as the store tells it.
    fn history(&self, laptop: usize, cell: usize, removal: bool) -> Vec<Past> {
        self.laptops[laptop].desk.read(|r| r.history(r.book(self.book)?, &self.cell(cell, removal))).expect("a history")
    }

    fn name(&self, past: &Past) -> Name {
        (past.no.seq(), self.laptops.iter().position(|l| l.desk.replica() == past.replica).expect("one of ours"))
    }

    /// What the store wrote that the oracle has not heard of.
    fn fresh(&self, laptop: usize) -> Vec<(usize, bool, Past)> {
        let cells = (0..CELLS).flat_map(|cell| [(cell, false), (cell, true)]);
        let all = cells.flat_map(|(cell, removal)| self.history(laptop, cell, removal).into_iter().map(move |past| (cell, removal, past)));
        all.filter(|(.., past)| !self.known[laptop].contains_key(&self.name(past))).collect()
    }

    /// Let the oracle know what the store just wrote. What its writer saw is what the screen showed, which the caller says.
    fn note(&mut self, laptop: usize, saw: &BTreeSet<Name>) {
        for (cell, removal, past) in self.fresh(laptop) {
            let said = Said { cell, removal, value: format!("{:?}", past.value), over: saw.clone() };
            let name = self.name(&past);
            self.known[laptop].insert(name, said);
        }
    }

    /// The entries that the screen shows: one title.
    fn shown(&self, laptop: usize, cell: usize) -> BTreeSet<Name> {
        // Display: the greatest stamp, then replica, then place.
        let live = self.history(laptop, cell, false).into_iter().filter(|p| p.live);
        live.max_by_key(|p| (p.stamp, p.replica, p.no.seq())).map(|p| self.name(&p)).into_iter().collect()
    }

    fn write(&mut self, laptop: usize, cell: usize) {
        let saw = if self.known[laptop].is_empty() { BTreeSet::new() } else { self.shown(laptop, cell) };
        self.written += 1;
        let (title, at) = (format!("title {}", self.written), self.cell(cell, false));
        self.laptops[laptop].desk.change(self.book, "test", |c| c.set(at, title)).expect("a title");
        self.note(laptop, &saw);
    }

    fn remove(&mut self, laptop: usize, cell: usize) {
        let saw = [false, true].iter().flat_map(|removal| live(&self.known[laptop], cell, *removal).into_keys()).collect();
        let id = self.cells[cell];
        self.laptops[laptop].desk.change(self.book, "test", |c| c.remove(&SESSION, id)).expect("a removal");
        self.note(laptop, &saw);
    }

    fn decide(&mut self, laptop: usize, last: bool) {
        let desk = &self.laptops[laptop].desk;
        let waiting = desk.read(|r| decide::conflicts(r, Some(self.book))).expect("conflicts");
        let Some(conflict) = waiting.first() else { return };
        let cell = self.cells.iter().position(|c| *c == conflict.a).expect("our cell");
        let removal = conflict.field == REMOVED.name;
        let keeps = removal && last;
        let chosen = if last { conflict.values.len() } else { 1 };
        let names = |removal| live(&self.known[laptop], cell, removal).into_keys();
        // Keeping replaces the removals; removing after all has seen the titles too.
        let saw = names(removal).chain(names(false).filter(|_| removal && !keeps)).collect();
        desk.resolve(&conflict.id, &Choice::Number(chosen), Some(&conflict.seen)).expect("a decision");
        self.note(laptop, &saw);
    }

    fn undo(&mut self, laptop: usize) {
        if self.laptops[laptop].desk.undo().expect("undo").is_none() {
            return;
        }
        // Taking back replaces the one entry that is taken back; former values that stand beside replace nothing.
        for (cell, removal, past) in self.fresh(laptop) {
            let author = |replica| self.laptops.iter().position(|l| l.desk.replica() == replica).expect("one of ours");
            let over = past.over.iter().map(|(replica, seq)| (*seq, author(*replica))).collect();
            let name = self.name(&past);
            self.known[laptop].insert(name, Said { cell, removal, value: format!("{:?}", past.value), over });
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
        let known = &self.known[laptop];
        for cell in 0..CELLS {
            for removal in [false, true] {
                let held: BTreeSet<_> = self.history(laptop, cell, removal).iter().filter(|p| p.live).map(|p| self.name(p)).collect();
                let live: BTreeSet<_> = live(known, cell, removal).into_keys().collect();
                prop_assert_eq!(&held, &live, "laptop {} session {}: what nobody who saw it replaced must be live", laptop, cell);
            }
            let query = "SELECT coalesce(s.removed, 0) FROM session s JOIN record r ON r.no = s.rec WHERE r.id = ?1";
            let removed: bool = self.laptops[laptop].desk.read(|r| Ok(r.sql().query_row(query, [self.cells[cell]], |row| row.get(0))?)).expect("a row");
            prop_assert_eq!(removed, is_removed(known, cell), "laptop {} session {}: gone only where whoever removed it saw all of it", laptop, cell);
        }
        Ok(())
    }

    fn happen(&mut self, event: &Event) {
        match event {
            Event::Write { laptop, cell } => self.write(*laptop, *cell),
            Event::Remove { laptop, cell } => self.remove(*laptop, *cell),
            Event::Decide { laptop, last } => self.decide(*laptop, *last),
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
    let said = |removal: bool, value: &str, over: &[Name]| Said { cell: 0, removal, value: value.to_owned(), over: over.iter().copied().collect() };
    known.insert((1, 0), said(false, "seen by nobody", &[]));
    known.insert((1, 1), said(false, "written beside it", &[]));
    assert_eq!(live(&known, 0, false).len(), 2, "a merge that kept one of the two would be caught");
    known.insert((2, 0), said(true, "removed", &[(1, 0)]));
    assert!(!is_removed(&known, 0), "a removal that hid what its writer had not seen would be caught");
    known.insert((2, 1), said(false, "decided", &[(1, 0), (1, 1)]));
    assert_eq!(live(&known, 0, false).into_keys().collect::<Vec<_>>(), [(2, 1)], "somebody saw both");
    known.insert((3, 0), said(true, "removed", &[(2, 0), (2, 1)]));
    assert!(is_removed(&known, 0), "and then somebody removed it, having seen what was decided");
}
