//! What stands in each group while people change places, counted so that an exchange costs a few additions.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::{Facts, Rules};

/// What breaking a rule costs. Each stands far above the next, so that none is bought with the one before it; the last
/// only chooses between groups that keep the rules equally well.
const LONE: i64 = 200_000;
const COUNTRY: i64 = 40_000;
const ORG_TYPE: i64 = 15_000;
const TOGETHER: i64 = 5_000;
const UNEVEN: i64 = 1_500;
const ALONE: i64 = 800;
const CROWDED: i64 = 5;

/// A person's facts as small numbers.
#[derive(Clone, Debug)]
pub(super) struct Coded {
    woman: bool,
    man: bool,
    pub(super) country: Option<usize>,
    org_type: Option<usize>,
    /// None also where nobody else speaks it: no group can help.
    language: Option<usize>,
}

/// How many of a group share each value of one fact.
#[derive(Clone, Debug, Default)]
struct Shares {
    of: Vec<u32>,
    different: u32,
    /// Values that one person has alone.
    single: u32,
    squares: i64,
}

impl Shares {
    fn sized(values: usize) -> Self {
        Self { of: vec![0; values], ..Self::default() }
    }

    fn add(&mut self, value: Option<usize>) {
        let Some(count) = value.and_then(|value| self.of.get_mut(value)) else { return };
        match *count {
            0 => (self.different, self.single) = (self.different + 1, self.single + 1),
            1 => self.single -= 1,
            _ => {}
        }
        self.squares += 2 * i64::from(*count) + 1;
        *count += 1;
    }

    fn remove(&mut self, value: Option<usize>) {
        let Some(count) = value.and_then(|value| self.of.get_mut(value)).filter(|count| **count > 0) else { return };
        *count -= 1;
        self.squares -= 2 * i64::from(*count) + 1;
        match *count {
            0 => (self.different, self.single) = (self.different - 1, self.single - 1),
            1 => self.single += 1,
            _ => {}
        }
    }
}

#[derive(Clone, Debug, Default)]
struct Counts {
    members: Vec<usize>,
    women: u32,
    men: u32,
    countries: Shares,
    org_types: Shares,
    languages: Shares,
    together: u32,
}

/// All groups with their counts.
pub(super) struct Tally<'a> {
    rules: &'a Rules,
    pub(super) people: Vec<Coded>,
    /// How often each was in a group with each before, row by row; empty where nobody asks.
    before: Vec<u8>,
    groups: Vec<Counts>,
    /// The group of each person.
    of: Vec<Option<usize>>,
}

impl<'a> Tally<'a> {
    pub(super) fn new(people: &[Facts], groups: usize, rules: &'a Rules, before: &[(usize, usize)]) -> Self {
        let countries = numbered(people.iter().map(|p| p.country.clone()));
        let org_types = numbered(people.iter().map(|p| p.org_type.clone()));
        let languages = numbered(people.iter().map(Facts::speaks));
        let is = |p: &Facts, sex: &str| p.sex.as_deref() == Some(sex);
        let mut speakers = BTreeMap::<String, u32>::new();
        people.iter().filter_map(Facts::speaks).for_each(|language| *speakers.entry(language).or_default() += 1);
        let partnered = |language: &String| speakers.get(language).is_some_and(|n| *n > 1);
        let coded = people.iter().map(|p| Coded {
            woman: is(p, "F"),
            man: is(p, "M"),
            country: p.country.as_ref().and_then(|c| countries.get(c).copied()),
            org_type: p.org_type.as_ref().and_then(|o| org_types.get(o).copied()),
            language: p.speaks().filter(partnered).and_then(|l| languages.get(&l).copied()),
        });
        let empty = Counts {
            countries: Shares::sized(countries.len()),
            org_types: Shares::sized(org_types.len()),
            languages: Shares::sized(languages.len()),
            ..Counts::default()
        };
        let mut met = vec![0_u8; if before.is_empty() { 0 } else { people.len() * people.len() }];
        for (a, b) in before.iter().flat_map(|(a, b)| [(*a, *b), (*b, *a)]) {
            if let Some(times) = met.get_mut(a * people.len() + b) {
                *times = times.saturating_add(1);
            }
        }
        Self { rules, people: coded.collect(), before: met, groups: vec![empty; groups], of: vec![None; people.len()] }
    }

    /// The group of each person.
    pub(super) fn of(&self) -> &[Option<usize>] {
        &self.of
    }

    pub(super) fn group_of(&self, person: usize) -> Option<usize> {
        self.of.get(person).copied().flatten()
    }

    pub(super) fn put(&mut self, person: usize, group: usize) {
        let together = self.together(person, group);
        let (Some(coded), Some(counts)) = (self.people.get(person), self.groups.get_mut(group)) else { return };
        counts.together += together;
        counts.members.push(person);
        counts.women += u32::from(coded.woman);
        counts.men += u32::from(coded.man);
        counts.countries.add(coded.country);
        counts.org_types.add(coded.org_type);
        counts.languages.add(coded.language);
        if let Some(of) = self.of.get_mut(person) {
            *of = Some(group);
        }
    }

    fn take(&mut self, person: usize, group: usize) {
        if let Some(counts) = self.groups.get_mut(group) {
            counts.members.retain(|member| *member != person);
        }
        let together = self.together(person, group);
        let (Some(coded), Some(counts)) = (self.people.get(person), self.groups.get_mut(group)) else { return };
        counts.together -= together;
        counts.women -= u32::from(coded.woman);
        counts.men -= u32::from(coded.man);
        counts.countries.remove(coded.country);
        counts.org_types.remove(coded.org_type);
        counts.languages.remove(coded.language);
    }

    /// How often a person was in a group before with those who are in this one.
    fn together(&self, person: usize, group: usize) -> u32 {
        let row = person * self.people.len();
        let (Some(with), Some(counts)) = (self.before.get(row..row + self.people.len()), self.groups.get(group)) else { return 0 };
        let mut times = 0;
        for member in &counts.members {
            times += u32::from(with.get(*member).copied().unwrap_or(0));
        }
        times
    }

    /// Let two people change places; answers by how much that makes the groups worse. Doing it again takes it back.
    pub(super) fn exchange(&mut self, a: usize, b: usize) -> i64 {
        let (Some(of_a), Some(of_b)) = (self.group_of(a), self.group_of(b)) else { return 0 };
        let before = self.cost(of_a) + self.cost(of_b);
        self.take(a, of_a);
        self.take(b, of_b);
        self.put(a, of_b);
        self.put(b, of_a);
        self.cost(of_a) + self.cost(of_b) - before
    }

    /// What a group costs.
    fn cost(&self, group: usize) -> i64 {
        let Some(counts) = self.groups.get(group) else { return 0 };
        let rules = self.rules;
        let lone = |asked: bool, n: u32| i64::from(asked && n == 1 && counts.members.len() > 1) * LONE;
        let missing = |wanted: u32, shares: &Shares| i64::from(wanted.saturating_sub(shares.different));
        lone(rules.lone_woman, counts.women)
            + lone(rules.lone_man, counts.men)
            + missing(rules.countries, &counts.countries) * COUNTRY
            + missing(rules.org_types, &counts.org_types) * ORG_TYPE
            + i64::from(counts.together) * TOGETHER
            + i64::from(rules.even_women) * i64::from(counts.women) * i64::from(counts.women) * UNEVEN
            + i64::from(rules.languages) * i64::from(counts.languages.single) * ALONE
            + (i64::from(rules.countries > 0) * counts.countries.squares + i64::from(rules.org_types > 0) * counts.org_types.squares) * CROWDED
    }
}

/// Small numbers for the values of a fact, the same wherever the same people are drawn.
fn numbered(values: impl Iterator<Item = Option<String>>) -> BTreeMap<String, usize> {
    let values: BTreeSet<_> = values.flatten().collect();
    values.into_iter().enumerate().map(|(n, value)| (value, n)).collect()
}
