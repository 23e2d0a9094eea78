//! A headquarters with 1,000,000 entries: what 1,000 more cost, and what its screens cost.

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use sala::{
    Desk,
    attendance::{mark, mark::At},
};
use sala_tests::laptop::{Laptop, copy_folder};
use serde_json::Value;

use crate::{
    figure,
    mark::programme,
    median,
    phases::{self, Spent},
    screens,
    sites::{as_mark, open, quick_laptop},
    workload::{Hand, PEOPLE},
};

const SITES: usize = 20;
const PROGRAMMES: usize = 5;
const REGISTERS: usize = 200;
/// Sites that send 1,000 marks more.
const MORE: usize = 7;

/// A programme of a site's own, every register filled at one stroke; and the file that carries it.
fn recorded(site: &Laptop, hq: &Laptop, programmes: usize, registers: usize, seed: usize) -> PathBuf {
    let mut hand = Hand::at(seed);
    for _ in 0..programmes {
        let (book, people, registers) = programme(site, PEOPLE, registers as u64);
        for register in registers {
            let filled = site.desk.change(book, "attendance_fill", |c| {
                people.iter().try_for_each(|participant| mark(c, &At { register, participant: *participant, seen: None }, as_mark(hand.says())))
            });
            filled.expect("a register");
        }
    }
    let path = hq.file(&format!("site-{seed}.sala"));
    std::fs::copy(site.export_for(hq), &path).expect("the file travels");
    path
}

/// Seconds, and where they went.
fn took(desk: &Desk, file: &Path) -> (f64, Spent) {
    phases::begin();
    let start = Instant::now();
    let taken = desk.import(file, None, &mut |_, _| true).expect("an import");
    let took = start.elapsed().as_secs_f64();
    assert!(taken.new_entries > 1_000, "all of it is new");
    (took, phases::end())
}

/// The quickest of several.
fn quickest(runs: &[(f64, Spent)]) -> (f64, String) {
    let best = runs.iter().min_by(|a, b| a.0.total_cmp(&b.0)).expect("at least one");
    (best.0, best.1.in_words(best.0))
}

/// 1,000 marks more into a large store over the same into an empty one; p99 of each screen.
pub fn measure() -> Vec<Value> {
    let hq = Laptop::headquarters();
    let demo = sala::demo::load(&hq.desk).expect("the demo");
    let file = |programmes, registers, i: usize| {
        eprint!("\rsite {} of {}", i + 1, SITES + MORE);
        let site = quick_laptop(&format!("LAP-{i:02}"));
        site.ask(&hq);
        hq.carry_to(&site);
        recorded(&site, &hq, programmes, registers, i)
    };
    let files: Vec<_> = (0..SITES).map(|i| file(PROGRAMMES, REGISTERS, i)).collect();
    let more: Vec<_> = (SITES..SITES + MORE).map(|i| file(1, 1_000 / PEOPLE, i)).collect();
    eprintln!();
    let (empty, large) = (hq.file("empty"), hq.file("large"));
    let hq = hq.after(|store| [&empty, &large].into_iter().for_each(|copy| copy_folder(store, copy)));
    let (empty, large) = (open(&empty), open(&large));
    let start = Instant::now();
    let taken = large.import_many(&files, None, &mut |_, _| true).expect("the store takes them");
    let seconds = start.elapsed().as_secs_f64();
    let entries: u64 = taken.into_iter().map(|one| one.expect("an import").new_entries).sum();
    let (mut in_large, mut in_empty) = (Vec::new(), Vec::new());
    for file in &more {
        in_empty.push(took(&empty, file));
        in_large.push(took(&large, file));
    }
    let ((large_took, large_phases), (empty_took, empty_phases)) = (quickest(&in_large), quickest(&in_empty));
    let middle = |runs: &[(f64, Spent)]| median(runs.iter().map(|(took, _)| *took).collect()) * 1e3;
    let note = format!(
        "{entries} entries stood there, taken in at {:.0} a second; the quickest of {MORE} files each, in turn; medians {:.1} and {:.1} ms\n    large: {large_phases}\n    empty: {empty_phases}",
        entries as f64 / seconds,
        middle(&in_large),
        middle(&in_empty)
    );
    let name = "importing 1,000 marks more into a store of 1,000,000 entries, over the same into an empty store";
    let mut figures = vec![figure(name, large_took * 1e3, Some(empty_took * 1e3), 1.3, "ms", note)];
    figures.extend(screens::measure(&large, demo.programme, "a store of 1,000,000 entries", 16.0));
    drop(hq);
    figures
}
