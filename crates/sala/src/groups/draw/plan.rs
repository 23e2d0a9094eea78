//! Who goes where.
//!
//! People are dealt out like cards, sorted by sex and country, and then change places by chance: at first also for the worse,
//! less and less so, and in the end only for the better. All of it counts in whole numbers and takes its chance from ChaCha8,
//! whose numbers are the same on every machine; so a seed names one draw for ever.

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{RngCore as _, SeedableRng as _},
};

use super::{
    rules::{Facts, Rules},
    tally::Tally,
};

/// What is divided, and how.
#[derive(Clone, Copy, Debug)]
pub struct Task<'a> {
    /// The people, in the order of the roster.
    pub people: &'a [Facts],
    /// How many groups.
    pub groups: usize,
    /// Who is where already, or must be; one for each of the people.
    pub fixed: &'a [Option<usize>],
    /// What is asked.
    pub rules: &'a Rules,
    /// Who was in one group with whom before, by their places; once for each time.
    pub before: &'a [(usize, usize)],
}

/// How much worse an exchange may make the groups at the beginning.
const HOTTEST: i64 = 50_000;
/// The exchanges tried in the end, one after the other, until none makes anything better.
const LAST_TRIES: usize = 60_000;

/// The group of each person. Groups differ by at most one person, unless those who are fixed make them differ by more.
#[must_use]
pub fn plan(task: &Task<'_>, seed: u32) -> Vec<usize> {
    if task.groups == 0 {
        return Vec::new();
    }
    let mut chance = Chance(ChaCha8Rng::seed_from_u64(seed.into()));
    let mut tally = Tally::new(task.people, task.groups, task.rules, task.before);
    let fixed = |person: usize| task.fixed.get(person).copied().flatten().filter(|group| *group < task.groups);
    let mut free: Vec<usize> = (0..task.people.len()).filter(|person| fixed(*person).is_none()).collect();
    (0..task.people.len()).filter_map(|person| Some((person, fixed(person)?))).for_each(|(person, group)| tally.put(person, group));
    deal(task, &mut chance, &mut free, &mut tally);
    improve(&mut chance, &free, &mut tally);
    tally.of().iter().map(|group| group.unwrap_or(0)).collect()
}

/// Deal people into the places that make all groups as large as each other.
fn deal(task: &Task<'_>, chance: &mut Chance, free: &mut [usize], tally: &mut Tally<'_>) {
    chance.shuffle(free);
    let facts = |person: &usize| task.people.get(*person).map(|p| (p.sex.clone(), tally.people.get(*person).and_then(|c| c.country)));
    free.sort_by_cached_key(facts);
    let mut sizes = vec![0_usize; task.groups];
    for group in task.fixed.iter().flatten() {
        if let Some(size) = sizes.get_mut(*group) {
            *size += 1;
        }
    }
    // Whom a group has already stays; everybody else goes where fewest are, the first of them.
    let mut room = vec![0_usize; task.groups];
    for _ in 0..free.len() {
        let smallest = sizes.iter_mut().zip(&mut room).min_by_key(|(size, _)| **size);
        if let Some((size, room)) = smallest {
            (*size, *room) = (*size + 1, *room + 1);
        }
    }
    let mut next = 0;
    for person in free.iter() {
        let turn = (0..task.groups).map(|step| (next + step) % task.groups).find(|group| room.get(*group).is_some_and(|room| *room > 0));
        let Some(group) = turn else { return };
        if let Some(room) = room.get_mut(group) {
            *room -= 1;
        }
        tally.put(*person, group);
        next = group + 1;
    }
}

fn improve(chance: &mut Chance, free: &[usize], tally: &mut Tally<'_>) {
    let tries = (free.len() * 600).clamp(20_000, 60_000);
    let one = |chance: &mut Chance| free.get(chance.below(free.len())).copied();
    let (mut cost, mut least, mut best) = (0, 0, tally.of().to_vec());
    for turn in 0..tries {
        let (Some(a), Some(b)) = (one(chance), one(chance)) else { return };
        if tally.group_of(a) == tally.group_of(b) {
            continue;
        }
        let left = (tries - turn) as i64;
        let bearable = HOTTEST * left * left / (tries * tries) as i64;
        let worse = tally.exchange(a, b);
        if worse > bearable {
            tally.exchange(a, b);
            continue;
        }
        cost += worse;
        if cost < least {
            least = cost;
            best.clear();
            best.extend_from_slice(tally.of());
        }
    }
    go_to(free, tally, &best);
    settle(free, tally);
}

/// Put everybody where the best division had them.
fn go_to(free: &[usize], tally: &mut Tally<'_>, best: &[Option<usize>]) {
    for (turn, person) in free.iter().enumerate() {
        let wanted = best.get(*person).copied().flatten();
        if tally.group_of(*person) == wanted {
            continue;
        }
        // Groups are as large as before: somebody who is not at their place yet stands where this person belongs.
        let later = free.get(turn + 1..).unwrap_or_default();
        let misplaced = |other: &&usize| tally.group_of(**other) == wanted && best.get(**other).copied().flatten() != wanted;
        if let Some(other) = later.iter().find(misplaced).copied() {
            tally.exchange(*person, other);
        }
    }
}

/// Exchange for the better until nothing is better.
fn settle(free: &[usize], tally: &mut Tally<'_>) {
    let mut tries = 0;
    loop {
        let mut better = false;
        for (turn, a) in free.iter().enumerate() {
            for b in free.get(turn + 1..).unwrap_or_default() {
                if tally.group_of(*a) == tally.group_of(*b) {
                    continue;
                }
                if tries == LAST_TRIES {
                    return;
                }
                tries += 1;
                if tally.exchange(*a, *b) < 0 {
                    better = true;
                } else {
                    tally.exchange(*a, *b);
                }
            }
        }
        if !better {
            return;
        }
    }
}

struct Chance(ChaCha8Rng);

impl Chance {
    /// A number below `n`, made from 32 bits whatever the width of the machine.
    fn below(&mut self, n: usize) -> usize {
        ((u64::from(self.0.next_u32()) * n as u64) >> 32) as usize
    }

    fn shuffle(&mut self, people: &mut [usize]) {
        for last in (1..people.len()).rev() {
            let other = self.below(last + 1);
            people.swap(last, other);
        }
    }
}
