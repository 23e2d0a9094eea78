//! Groups. The people in them bring what the roster says of them.

use std::collections::HashMap;

use sala::{
    RecordId, Seen,
    attendance::import::RefusedRow as CoreRefused,
    groups::{
        draw::{self, Told, ToldFinding, views::Standing},
        views,
    },
    people::views::Person,
};

use crate::wire::{
    groups::{Account, DrawRules, Drawing, Drawn, DrawnGroup, DrawnMember, Finding, GroupMix, GroupSetView, GroupView, Member},
    people::RefusedRow,
};

impl From<CoreRefused> for RefusedRow {
    fn from(refused: CoreRefused) -> Self {
        // Only lists of marks name registers.
        let CoreRefused { row, column, code, value, there: _ } = refused;
        Self { row, column: column.to_owned(), code: code.to_owned(), value }
    }
}

/// The sets of a programme whose roster is this; `contents` is everything live in each set and group.
pub fn sets(sets: Vec<views::GroupSetView>, standings: Vec<Standing>, contents: &HashMap<RecordId, Seen>, roster: Vec<Person>) -> Vec<GroupSetView> {
    let contents = |id| contents.get(&id).cloned().unwrap_or_default().into();
    let roster: HashMap<_, _> = roster.into_iter().map(|person| (person.id, person)).collect();
    let members = |core: Vec<views::Member>| core.into_iter().map(|core| member(core, &roster)).collect();
    let group = |views::GroupView { id, name, seen, members: core }| GroupView {
        id: RecordId::into(id),
        name,
        seen: seen.into(),
        contents: contents(id),
        members: members(core),
    };
    let set = |(views::GroupSetView { id, name, seen, groups, unplaced }, Standing { draws, rules: _, account }): (_, Standing)| GroupSetView {
        id: RecordId::into(id),
        name,
        seen: seen.into(),
        contents: contents(id),
        groups: groups.into_iter().map(group).collect(),
        unplaced: members(unplaced),
        draws: draws.into_iter().map(drawn).collect(),
        account: self::account(account),
    };
    sets.into_iter().zip(standings).map(set).collect()
}

fn member(member: views::Member, roster: &HashMap<RecordId, Person>) -> Member {
    let views::Member { participant, code, name, role, seen } = member;
    let person = roster.get(&participant);
    Member {
        participant: participant.into(),
        code,
        name: name.unwrap_or_default(),
        native: person.and_then(|person| person.native.clone()),
        language: person.and_then(|person| person.language.clone()),
        sex: person.and_then(|person| person.sex.clone()),
        country: person.and_then(|person| person.country.clone()),
        org_type: person.and_then(|person| person.org_type.clone()),
        role: role.unwrap_or_default(),
        seen: seen.into(),
    }
}

fn drawn(core: draw::views::Drawn) -> Drawn {
    let draw::views::Drawn { author, replica, at, draw, current } = core;
    let draw::Kept { seed, groups, rules, apart: _, pins: _ } = draw;
    Drawn { author, replica, at, seed, groups, rules: self::rules(rules), current }
}

fn rules(core: draw::Rules) -> DrawRules {
    let draw::Rules { countries, org_types, even_women, lone_woman, lone_man, languages } = core;
    DrawRules { countries, org_types, even_women, lone_woman, lone_man, languages }
}

fn account(core: Told) -> Account {
    let Told { groups, findings } = core;
    let mix = |draw::GroupMix { id: _, name, mix }| {
        let draw::Mix { people, women, men, countries, org_types } = mix;
        GroupMix { name, people, women, men, countries, org_types }
    };
    Account { groups: groups.into_iter().map(mix).collect(), findings: findings.into_iter().map(finding).collect() }
}

fn finding(core: ToldFinding) -> Finding {
    let ToldFinding { code, group, people, found, wanted, fewest, most, fact } = core;
    let people = people.into_iter().map(|draw::Who { participant: _, code, name }| name.unwrap_or(code)).collect();
    Finding { code: code.name().to_owned(), group, people, found, wanted, fewest, most, fact: fact.map(|fact| fact.name().to_owned()) }
}

/// What comes of a draw, with what the roster says of its people.
pub fn drawing(core: draw::Drawing, roster: Vec<Person>) -> Drawing {
    let draw::Drawing { set, name: _, seed, rules, placed, groups, account, print } = core;
    let roster: HashMap<_, _> = roster.into_iter().map(|person| (person.id, person)).collect();
    let one = |draw::DrawnMember { who, stays, pinned }| {
        let draw::Who { participant, code, name } = who;
        let member = member(views::Member { participant, code, name, role: None, seen: Seen::default() }, &roster);
        DrawnMember { member, stays, pinned }
    };
    let group = |draw::DrawnGroup { id: _, name, members }| DrawnGroup { name, members: members.into_iter().map(one).collect() };
    let groups = groups.into_iter().map(group).collect();
    Drawing { set: set.map(Into::into), seed, rules: self::rules(rules), placed, groups, account: self::account(account), print }
}
