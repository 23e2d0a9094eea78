//! From what is asked to groups: prepared for looking at, or kept as one action.

use std::collections::HashSet;

use serde::Serialize;

use super::{
    account::account,
    ask::{Ask, Shape},
    kept::Kept,
    plan::{Task, plan},
    rules::Rules,
    told::{Told, Who},
    views::{Begun, Roster},
};
use crate::{
    Error, Problem, Reader, RecordId, Result,
    groups::{
        records::{DRAW, GROUP_SET},
        set::{group, place, set},
    },
    journal::{BookNo, Change},
};

/// A person in a drawn group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DrawnMember {
    /// Who.
    #[serde(flatten)]
    pub who: Who,
    /// Was there before the draw.
    pub stays: bool,
    /// Was put there by hand.
    pub pinned: bool,
}

/// A drawn group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DrawnGroup {
    /// Which; none while it is not made.
    pub id: Option<RecordId>,
    /// Its name.
    pub name: String,
    /// Its people, in the order of the roster.
    pub members: Vec<DrawnMember>,
}

/// What comes of a draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Drawing {
    /// The set; none while it is not made.
    pub set: Option<RecordId>,
    /// Its name.
    pub name: String,
    /// What chance began with.
    pub seed: u32,
    /// The rules.
    pub rules: Rules,
    /// How many people the draw places.
    pub placed: u32,
    /// The groups.
    pub groups: Vec<DrawnGroup>,
    /// What could not be met.
    pub account: Told,
    /// Names exactly these groups of these people: handed back by whoever keeps what they looked at.
    pub print: String,
}

/// What would come of a draw; nothing is written.
///
/// # Errors
/// `text_missing`, `text_too_long`, `name_taken`, `no_such_group_set`; `draw_shape_missing`, `draw_has_groups`, `draw_too_many_groups`, `draw_nobody`;
/// of pins `no_such_group`, `no_such_participant`, `draw_not_drawn`, `draw_pinned_twice`.
pub fn prepare(reader: &Reader<'_>, book: BookNo, ask: &Ask) -> Result<Drawing> {
    drawing(Begun::read(reader.sql(), book, ask)?, ask)
}

/// Draw, and write what comes of it. `seen` is the [`Drawing::print`] of what a screen showed.
///
/// # Errors
/// As [`prepare`]; `draw_changed` where what comes of it now is not what was shown.
pub fn keep(change: &mut Change<'_>, ask: &Ask, seen: Option<&str>) -> Result<Drawing> {
    let mut drawing = drawing(Begun::read(change.sql(), change.book(), ask)?, ask)?;
    if seen.is_some_and(|seen| seen != drawing.print) {
        return Problem::new("draw_changed").refuse();
    }
    let id = match drawing.set {
        Some(set) => set,
        None => set(change, &drawing.name)?,
    };
    drawing.set = Some(id);
    let mut pins = Vec::new();
    for drawn in &mut drawing.groups {
        let group = match drawn.id {
            Some(group) => group,
            None => group(change, id, &drawn.name)?,
        };
        drawn.id = Some(group);
        for member in drawn.members.iter().filter(|member| !member.stays) {
            place(change, group, member.who.participant, "", None)?;
        }
        pins.extend(drawn.members.iter().filter(|member| member.pinned).map(|member| (member.who.participant, group)));
    }
    drawing.account.groups.iter_mut().zip(&drawing.groups).for_each(|(mix, group)| mix.id = group.id);
    // Whatever the order in which they were asked, the same draw keeps the same value.
    pins.sort_unstable();
    let mut apart = ask.apart.clone();
    apart.sort_unstable();
    apart.dedup();
    let kept = Kept { seed: ask.seed, groups: drawing.groups.len() as u32, rules: drawing.rules.clone(), apart, pins };
    change.set_if_new(DRAW.of(&GROUP_SET, id), kept.to_value())?;
    Ok(drawing)
}

fn drawing(begun: Begun, ask: &Ask) -> Result<Drawing> {
    let (set, name, before) = (begun.set, begun.name.clone(), begun.before.clone());
    let table = Table::lay(begun, ask)?;
    let (facts, groups) = (&table.roster.facts, table.groups.len());
    let rules = Rules::usual(facts, groups).with(&ask.wishes);
    let task = Task { people: facts, groups, fixed: &table.fixed, rules: &rules, before: &before };
    let of: Vec<_> = plan(&task, ask.seed).into_iter().map(Some).collect();
    let names: Vec<_> = table.groups.iter().map(|(id, name)| (*id, name.as_str())).collect();
    let account = Told::of(account(facts, groups, &of, &rules, &before), &names, &table.roster.people);
    let groups: Vec<_> = table.groups.iter().enumerate().map(|(at, (id, name))| table.group(at, *id, name, &of)).collect();
    let placed = groups.iter().flat_map(|group| &group.members).filter(|member| !member.stays).count() as u32;
    let print = print(&groups);
    Ok(Drawing { set, name, seed: ask.seed, rules, placed, groups, account, print })
}

/// Where everybody sits before chance begins.
struct Table {
    roster: Roster,
    groups: Vec<(Option<RecordId>, String)>,
    fixed: Vec<Option<usize>>,
    /// Who was in a group before.
    stays: HashSet<usize>,
    pinned: HashSet<usize>,
}

impl Table {
    fn lay(begun: Begun, ask: &Ask) -> Result<Self> {
        let Begun { roster, present, .. } = begun;
        let mut fixed = vec![None; roster.people.len()];
        for (at, (.., members)) in present.iter().enumerate() {
            for place in members.iter().filter_map(|member| roster.place(*member)) {
                if let Some(fixed) = fixed.get_mut(place) {
                    *fixed = Some(at);
                }
            }
        }
        let stays: HashSet<_> = fixed.iter().enumerate().filter(|(_, of)| of.is_some()).map(|(place, _)| place).collect();
        let free = roster.people.len() - stays.len();
        if free == 0 {
            return Problem::new("draw_nobody").with("people", roster.people.len()).refuse();
        }
        let groups = match (present.is_empty(), ask.shape) {
            (false, None) => present.into_iter().map(|(id, name, _)| (Some(id), name)).collect(),
            (false, Some(_)) => return Problem::new("draw_has_groups").with("groups", present.len()).refuse(),
            (true, None) => return Problem::new("draw_shape_missing").refuse(),
            (true, Some(shape)) => new_groups(shape, roster.people.len())?,
        };
        let mut table = Self { roster, groups, fixed, stays, pinned: HashSet::new() };
        ask.pins.iter().try_for_each(|pin| table.pin(pin.participant, &pin.group))?;
        Ok(table)
    }

    fn pin(&mut self, participant: RecordId, group: &str) -> Result<()> {
        let named = |(_, name): &(Option<RecordId>, String)| name.to_lowercase() == group.trim().to_lowercase();
        let group = self.groups.iter().position(named).ok_or_else(|| Error::Refused(Problem::new("no_such_group").with("group", group.trim())))?;
        let place = self.roster.place(participant).ok_or_else(|| Error::Refused(Problem::new("draw_not_drawn")))?;
        let code = self.roster.people.get(place).map(|who| who.code.clone()).unwrap_or_default();
        if self.stays.contains(&place) {
            return Problem::new("draw_not_drawn").with("participant", code).refuse();
        }
        if !self.pinned.insert(place) {
            return Problem::new("draw_pinned_twice").with("participant", code).refuse();
        }
        if let Some(fixed) = self.fixed.get_mut(place) {
            *fixed = Some(group);
        }
        Ok(())
    }

    fn group(&self, at: usize, id: Option<RecordId>, name: &str, of: &[Option<usize>]) -> DrawnGroup {
        let members = self.roster.people.iter().enumerate().filter(|(place, _)| of.get(*place) == Some(&Some(at)));
        let member = |(place, who): (usize, &Who)| DrawnMember { who: who.clone(), stays: self.stays.contains(&place), pinned: self.pinned.contains(&place) };
        DrawnGroup { id, name: name.to_owned(), members: members.map(member).collect() }
    }
}

/// The groups of a new set.
fn new_groups(shape: Shape, people: usize) -> Result<Vec<(Option<RecordId>, String)>> {
    let groups = match shape {
        Shape::Groups(groups) => groups as usize,
        Shape::Size(size) => people.checked_div(size as usize).map_or(0, |_| people.div_ceil(size as usize)),
    };
    match groups {
        0 => Problem::new("draw_shape_missing").refuse(),
        _ if groups > people => Problem::new("draw_too_many_groups").with("groups", groups).with("people", people).refuse(),
        _ => Ok((0..groups).map(|at| (None, letters(at))).collect()),
    }
}

/// A, B, ... Z, AA, AB: as the columns of a sheet.
fn letters(mut at: usize) -> String {
    let mut name = Vec::new();
    loop {
        name.push(char::from(b'A' + (at % 26) as u8));
        match (at / 26).checked_sub(1) {
            Some(rest) => at = rest,
            None => return name.into_iter().rev().collect(),
        }
    }
}

fn print(groups: &[DrawnGroup]) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("sala groups as drawn v1");
    for group in groups {
        hasher.update(&(group.name.len() as u64).to_le_bytes()).update(group.name.as_bytes()).update(&(group.members.len() as u64).to_le_bytes());
        group.members.iter().for_each(|member| _ = hasher.update(member.who.participant.as_bytes()));
    }
    hasher.finalize().to_hex().chars().take(32).collect()
}
