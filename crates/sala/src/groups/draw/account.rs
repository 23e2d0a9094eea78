//! What of the rules a division does not meet.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::rules::{Facts, Rules};

/// What is not met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unmet {
    /// People are in no group.
    Unplaced,
    /// Groups differ by more than one person.
    UnevenSizes,
    /// A woman is the only one in her group.
    LoneWoman,
    /// A man is the only one in his group.
    LoneMan,
    /// Fewer countries than asked.
    FewCountries,
    /// Fewer kinds of organisation than asked.
    FewOrgTypes,
    /// Pairs that an earlier set had together.
    TogetherBefore,
    /// One group has more women than another by more than one.
    UnevenWomen,
    /// People without a partner for their language in their group.
    AloneInLanguage,
    /// People whose language nobody else here speaks: no group can help.
    OnlySpeaker,
    /// People of whom a rule knows nothing.
    NotStated,
}

impl Unmet {
    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unplaced => "unplaced",
            Self::UnevenSizes => "uneven_sizes",
            Self::LoneWoman => "lone_woman",
            Self::LoneMan => "lone_man",
            Self::FewCountries => "few_countries",
            Self::FewOrgTypes => "few_org_types",
            Self::TogetherBefore => "together_before",
            Self::UnevenWomen => "uneven_women",
            Self::AloneInLanguage => "alone_in_language",
            Self::OnlySpeaker => "only_speaker",
            Self::NotStated => "not_stated",
        }
    }
}

/// A fact of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// Sex.
    Sex,
    /// Country.
    Country,
    /// Kind of organisation.
    OrgType,
    /// Language.
    Language,
}

impl Fact {
    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sex => "sex",
            Self::Country => "country",
            Self::OrgType => "org_type",
            Self::Language => "language",
        }
    }
}

/// One thing that is not met; people and groups by their places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub code: Unmet,
    /// In which group, if it is about one.
    pub group: Option<usize>,
    /// Who; of [`Unmet::TogetherBefore`] two and two.
    pub people: Vec<usize>,
    /// How many there are, and how many were asked for; of what is uneven, the fewest and the most.
    pub numbers: Option<(u32, u32)>,
    /// Which fact is not stated.
    pub fact: Option<Fact>,
}

/// Who is in a group, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Mix {
    /// People.
    pub people: u32,
    /// Women.
    pub women: u32,
    /// Men.
    pub men: u32,
    /// Countries that are stated.
    pub countries: u32,
    /// Kinds of organisation that are stated.
    pub org_types: u32,
}

/// The whole account, the gravest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Group by group.
    pub groups: Vec<Mix>,
    /// What is not met.
    pub findings: Vec<Finding>,
}

/// What a division does not meet; `of` is the group of each person.
#[must_use]
pub fn account(people: &[Facts], groups: usize, of: &[Option<usize>], rules: &Rules, before: &[(usize, usize)]) -> Account {
    let members: Vec<Vec<usize>> =
        (0..groups).map(|group| of.iter().enumerate().filter(|(_, of)| **of == Some(group)).map(|(person, _)| person).collect()).collect();
    let look = Look { people, rules };
    let mixes: Vec<_> = members.iter().map(|members| look.mix(members)).collect();
    let mut findings = Vec::new();
    let unplaced: Vec<_> = (0..people.len()).filter(|person| of.get(*person).copied().flatten().is_none()).collect();
    if !unplaced.is_empty() {
        findings.push(Finding::of(Unmet::Unplaced, None, unplaced.clone()));
    }
    if unplaced.len() < people.len() {
        look.between(&mixes, &mut findings);
        for (group, (members, mix)) in members.iter().zip(&mixes).enumerate().filter(|(_, (members, _))| !members.is_empty()) {
            look.inside(group, members, mix, &mut findings);
        }
        together(of, before, &mut findings);
        look.beyond(&mut findings);
    }
    findings.sort_by_key(|finding| (finding.code, finding.group));
    Account { groups: mixes, findings }
}

impl Finding {
    fn of(code: Unmet, group: Option<usize>, people: Vec<usize>) -> Self {
        Self { code, group, people, numbers: None, fact: None }
    }

    fn counted(mut self, numbers: (u32, u32)) -> Self {
        self.numbers = Some(numbers);
        self
    }
}

struct Look<'a> {
    people: &'a [Facts],
    rules: &'a Rules,
}

impl Look<'_> {
    fn of_sex<'m>(&'m self, members: &'m [usize], sex: &'m str) -> impl Iterator<Item = usize> + 'm {
        members.iter().copied().filter(move |person| self.people.get(*person).is_some_and(|p| p.sex.as_deref() == Some(sex)))
    }

    fn mix(&self, members: &[usize]) -> Mix {
        let people = || members.iter().filter_map(|person| self.people.get(*person));
        Mix {
            people: number(members.len()),
            women: number(self.of_sex(members, "F").count()),
            men: number(self.of_sex(members, "M").count()),
            countries: number(people().filter_map(|p| p.country.as_ref()).collect::<BTreeSet<_>>().len()),
            org_types: number(people().filter_map(|p| p.org_type.as_ref()).collect::<BTreeSet<_>>().len()),
        }
    }

    /// What is uneven from group to group.
    fn between(&self, mixes: &[Mix], findings: &mut Vec<Finding>) {
        let mut uneven = |code, of: fn(&Mix) -> u32| {
            let (fewest, most) = (mixes.iter().map(of).min().unwrap_or(0), mixes.iter().map(of).max().unwrap_or(0));
            if most - fewest > 1 {
                findings.push(Finding::of(code, None, Vec::new()).counted((fewest, most)));
            }
        };
        uneven(Unmet::UnevenSizes, |mix| mix.people);
        if self.rules.even_women {
            uneven(Unmet::UnevenWomen, |mix| mix.women);
        }
    }

    /// What one group lacks.
    fn inside(&self, group: usize, members: &[usize], mix: &Mix, findings: &mut Vec<Finding>) {
        let rules = self.rules;
        let lone = [(rules.lone_woman, Unmet::LoneWoman, "F"), (rules.lone_man, Unmet::LoneMan, "M")];
        for (_, code, sex) in lone.into_iter().filter(|(asked, ..)| *asked && members.len() > 1) {
            let of_sex: Vec<_> = self.of_sex(members, sex).collect();
            if of_sex.len() == 1 {
                findings.push(Finding::of(code, Some(group), of_sex));
            }
        }
        let least = [(Unmet::FewCountries, mix.countries, rules.countries), (Unmet::FewOrgTypes, mix.org_types, rules.org_types)];
        let few = least.into_iter().filter(|(_, found, wanted)| found < wanted);
        findings.extend(few.map(|(code, found, wanted)| Finding::of(code, Some(group), Vec::new()).counted((found, wanted))));
        if rules.languages {
            let speakers = self.speakers();
            let here = speakers_of(members.iter().filter_map(|person| self.people.get(*person)));
            let alone = |person: &&usize| {
                let language = self.people.get(**person).and_then(Facts::speaks);
                language.is_some_and(|language| here.get(&language) == Some(&1) && speakers.get(&language).is_some_and(|n| *n > 1))
            };
            let alone: Vec<_> = members.iter().filter(alone).copied().collect();
            if !alone.is_empty() {
                findings.push(Finding::of(Unmet::AloneInLanguage, Some(group), alone));
            }
        }
    }

    fn speakers(&self) -> BTreeMap<String, u32> {
        speakers_of(self.people.iter())
    }

    /// What no division can help.
    fn beyond(&self, findings: &mut Vec<Finding>) {
        let who = |lacks: &dyn Fn(&Facts) -> bool| -> Vec<usize> { self.people.iter().enumerate().filter(|(_, p)| lacks(p)).map(|(i, _)| i).collect() };
        let rules = self.rules;
        if rules.languages {
            let speakers = self.speakers();
            let only = who(&|p| p.speaks().is_some_and(|language| speakers.get(&language) == Some(&1)));
            if !only.is_empty() {
                findings.push(Finding::of(Unmet::OnlySpeaker, None, only));
            }
        }
        let facts: [(bool, Fact, IsMissing); 4] = [
            (rules.even_women || rules.lone_woman || rules.lone_man, Fact::Sex, |p| p.sex.is_none()),
            (rules.countries > 0, Fact::Country, |p| p.country.is_none()),
            (rules.org_types > 0, Fact::OrgType, |p| p.org_type.is_none()),
            (rules.languages, Fact::Language, |p| p.speaks().is_none()),
        ];
        for (_, fact, lacks) in facts.into_iter().filter(|(asked, ..)| *asked) {
            let people = who(&lacks);
            if !people.is_empty() {
                findings.push(Finding { fact: Some(fact), ..Finding::of(Unmet::NotStated, None, people) });
            }
        }
    }
}

/// Whether a fact of a person is not stated.
type IsMissing = fn(&Facts) -> bool;

fn speakers_of<'p>(people: impl Iterator<Item = &'p Facts>) -> BTreeMap<String, u32> {
    let mut speakers = BTreeMap::new();
    people.filter_map(Facts::speaks).for_each(|language| *speakers.entry(language).or_default() += 1);
    speakers
}

/// The pairs of earlier sets, group by group.
fn together(of: &[Option<usize>], before: &[(usize, usize)], findings: &mut Vec<Finding>) {
    let mut pairs = BTreeMap::<usize, BTreeSet<(usize, usize)>>::new();
    let group_of = |person: usize| of.get(person).copied().flatten();
    for (a, b) in before {
        if let Some(group) = group_of(*a).filter(|group| group_of(*b) == Some(*group)) {
            pairs.entry(group).or_default().insert((*a.min(b), *a.max(b)));
        }
    }
    findings.extend(pairs.into_iter().map(|(group, pairs)| {
        let n = number(pairs.len());
        Finding::of(Unmet::TogetherBefore, Some(group), pairs.into_iter().flat_map(|(a, b)| [a, b]).collect()).counted((n, 0))
    }));
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
