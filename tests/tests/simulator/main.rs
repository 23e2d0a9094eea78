//! The simulator: real stores, every mishap, and an oracle that knows only what people saw. After each history everybody hears
//! everything; then all stores must know the same, every value that nobody who saw it replaced must be live, and nothing else; and
//! people must be asked about every difference.

mod again;
mod agree;
mod asked;
mod carry;
mod cells;
mod controls;
mod events;
mod happen;
mod machine;
mod oracle;
mod settle;
mod world;

use std::collections::BTreeSet;

use events::Event;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use sala::bundle::{ExportOptions, To};
use world::{Check, World};

/// One history, and what must hold after it.
fn run(sites: usize, events: &[Event]) -> Check {
    let mut world = World::new(sites);
    for event in events {
        world.happen(event)?;
    }
    let alive: Vec<_> = (0..world.machines.len()).filter(|i| world.machines[*i].alive).collect();
    alive.iter().try_for_each(|at| world.agrees(*at))?;
    alive.iter().for_each(|at| world.take_again(*at));
    alive.iter().try_for_each(|at| world.agrees(*at))?;
    let living = world.exchange()?;
    living.iter().try_for_each(|at| world.agrees(*at))?;
    let (held, all): (BTreeSet<_>, Vec<_>) = (living.iter().map(|at| world.things(*at)).collect(), world.oracle.said.keys().copied().collect());
    if held.len() != 1 {
        return Err("after a full exchange somebody lacks something".to_owned());
    }
    let alone: BTreeSet<_> = living.iter().flat_map(|at| world.replaced_unheard(*at)).map(|name| world.oracle.first(name)).collect();
    let is_there = |name: &oracle::Name| {
        let first = world.oracle.first(*name);
        alone.contains(&first) || held.iter().all(|h| h.contains(&first))
    };
    if let Some(lost) = all.iter().find(|n| !world.oracle.doubles(**n).any(|double| world.mortal.contains(&double)) && !is_there(n)) {
        return Err(format!("{lost:?} is lost"));
    }
    living.iter().try_for_each(|at| world.says_once(*at))?;
    let later = world.later(&living)?;
    later.iter().try_for_each(|at| world.asks(*at))?;
    let pictures: Vec<_> = living.iter().map(|at| (*at, world.photographs(*at))).collect();
    let somewhere: BTreeSet<_> = pictures.iter().flat_map(|(_, all)| all).filter(|(_, here)| *here).map(|(hash, _)| *hash).collect();
    for (at, all) in &pictures {
        if let Some((lost, _)) = all.iter().find(|(hash, here)| !here && (somewhere.contains(hash) || !world.mortal_photographs.contains(hash))) {
            return Err(format!("machine {at} lacks a photograph after a full exchange: {lost:02x?}"));
        }
    }
    let digests: BTreeSet<_> = living.iter().map(|at| world.digest(*at)).collect();
    if digests.len() != 1 {
        return Err("after a full exchange the digests differ".to_owned());
    }
    for at in &living {
        let verified = world.machines[*at].desk().verify().expect("verify");
        if !verified.ok {
            return Err(format!("machine {at} does not stand on its journal: {:?}", verified.problems));
        }
    }
    for which in world.files.len().saturating_sub(3)..world.files.len() {
        world.import(which)?;
    }
    // All in one file, into a laptop that knows nothing, is no different from all those files.
    let spare = machine::SET.machine(machine::SPARE, &world.folder.path().join("spare"));
    let pack = world.new_path("sala");
    let options = ExportOptions { to: To::Replica(spare.desk().replica().to_string()), everything: true, ..ExportOptions::default() };
    world.machines[0].desk().export(&pack, &options, &mut |_, _| true).expect("everything");
    spare.desk().import(&pack, None, &mut |_, _| true).expect("everything is taken in");
    let again: BTreeSet<_> = living.iter().map(|at| world.digest(*at)).chain([spare.desk().digest(None).expect("a digest").digest]).collect();
    if again != digests { Err("a file taken in again, or all in one file, makes a difference".to_owned()) } else { Ok(()) }
}

/// Why a history fails, with how many sites it has and what happens in it.
type Found = (String, (usize, Vec<Event>));

/// Run histories of one seed until one fails: answers how many were run, and the smallest that fails, with why.
fn search(seed: u8, cases: u32) -> (u32, Option<Found>) {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 300, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]));
    let (count, failed) = (std::cell::Cell::new(0), std::cell::Cell::new(false));
    let found = runner.run(&events::history(), |(sites, events)| {
        count.set(count.get() + u32::from(!failed.get()));
        run(sites, &events).map_err(|why| {
            if !failed.replace(true) {
                eprintln!("history {} fails and is made smaller: {why}", count.get());
            }
            TestCaseError::fail(why)
        })
    });
    match found {
        Ok(()) => (count.get(), None),
        Err(TestError::Fail(why, smallest)) => (count.get(), Some((why.to_string(), smallest))),
        Err(TestError::Abort(why)) => panic!("the search was given up: {why}"),
    }
}

/// Histories of one seed: many more at night, or as many as `SALA_HISTORIES` says.
fn cases() -> u32 {
    let asked = std::env::var("SALA_HISTORIES").ok().and_then(|n| n.parse().ok());
    asked.unwrap_or(if std::env::var_os("SALA_NIGHT").is_some() { 10_000 } else { 500 })
}

fn holds(seed: u8) {
    let (count, found) = search(seed, cases());
    assert!(found.is_none(), "history {count} of seed {seed} loses something: {found:#?}");
}

#[test]
fn the_first_histories_lose_nothing() {
    holds(1);
}

#[test]
fn the_second_histories_lose_nothing() {
    holds(2);
}

#[test]
fn the_third_histories_lose_nothing() {
    holds(3);
}

#[test]
fn the_fourth_histories_lose_nothing() {
    holds(4);
}

/// The smallest of those that failed once.
#[test]
fn histories_that_failed_once_hold() {
    let nobody_heard =
        [Event::Write { at: 5, cell: 11 }, Event::PutBack { at: 5, memory: false, leaves: true, arrives: false }, Event::Write { at: 1, cell: 11 }];
    let two_headquarters = [Event::Clone { at: 3 }, Event::Write { at: 3, cell: 0 }, Event::Clone { at: 5 }, Event::Write { at: 5, cell: 0 }];
    assert_eq!(run(3, &nobody_heard), Ok(()));
    assert_eq!(run(3, &two_headquarters), Ok(()));
}
