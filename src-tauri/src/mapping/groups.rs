//! Groups. The people in them bring what the roster says of them.

use std::collections::HashMap;

use sala::{RecordId, Seen, attendance::import::RefusedRow as CoreRefused, groups::views, people::views::Person};

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

/// The sets of a programme whose roster is this; `contents` is everything live in each set and group.
pub fn sets(sets: Vec<views::GroupSetView>, contents: &HashMap<RecordId, Seen>, roster: Vec<Person>) -> Vec<GroupSetView> {
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
    let set = |views::GroupSetView { id, name, seen, groups, unplaced }| GroupSetView {
        id: RecordId::into(id),
        name,
        seen: seen.into(),
        contents: contents(id),
        groups: groups.into_iter().map(group).collect(),
        unplaced: members(unplaced),
    };
    sets.into_iter().map(set).collect()
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
