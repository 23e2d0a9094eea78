//! Groups. The people in them bring what the roster says of them.

use std::collections::HashMap;

use sala::{RecordId, attendance::import::RefusedRow as CoreRefused, groups::views, people::views::Person};

use crate::wire::{
    groups::{GroupSetView, GroupView, Member},
    people::RefusedRow,
};

impl From<CoreRefused> for RefusedRow {
    fn from(refused: CoreRefused) -> Self {
        let CoreRefused { row, column, code, value } = refused;
        Self { row, column: column.to_owned(), code: code.to_owned(), value }
    }
}

/// The sets of a programme whose roster is this.
pub fn sets(sets: Vec<views::GroupSetView>, roster: Vec<Person>) -> Vec<GroupSetView> {
    let roster: HashMap<_, _> = roster.into_iter().map(|person| (person.id, person)).collect();
    let members = |core: Vec<views::Member>| core.into_iter().map(|core| member(core, &roster)).collect();
    let group = |views::GroupView { id, name, seen: _, members: core }| GroupView { id: RecordId::into(id), name, members: members(core) };
    let set = |views::GroupSetView { id, name, seen: _, groups, unplaced }| GroupSetView {
        id: RecordId::into(id),
        name,
        groups: groups.into_iter().map(group).collect(),
        unplaced: members(unplaced),
    };
    sets.into_iter().map(set).collect()
}

fn member(member: views::Member, roster: &HashMap<RecordId, Person>) -> Member {
    let views::Member { participant, code, name, role, seen: _ } = member;
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
    }
}
