//! What a draw reads: who takes part, who was with whom, and how a set was drawn.

use std::collections::{BTreeMap, HashMap};

use rusqlite::Connection;
use serde::Serialize;

use super::{
    account::account,
    ask::{Ask, Target},
    kept::Kept,
    rules::{Facts, Rules},
    told::{Told, Who},
};
use crate::{
    Error, Problem, Reader, RecordId, Result,
    groups::{
        records::{DRAW, GROUP_SET},
        set::MAX_NAME,
        views::{GroupSetView, find_set, has_set, members_by_group, name_of_set},
    },
    journal::BookNo,
    outputs::output::text,
    people::views::belongs::with_people,
};

/// The people who are divided, in the order of the roster: participants who belong to the programme.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// Who.
    pub people: Vec<Who>,
    /// What the rules look at; one for each.
    pub facts: Vec<Facts>,
    places: HashMap<RecordId, usize>,
}

impl Roster {
    /// Read it.
    ///
    /// # Errors
    /// Store failures.
    pub fn read(sql: &Connection, book: BookNo) -> Result<Self> {
        let query = with_people!(
            "SELECT k.id, COALESCE(p.code, ''), p.name, p.sex, p.country, p.org_type, p.language
                       FROM person p JOIN record k ON k.no = p.rec
                      WHERE p.book = ?1 AND p.belongs = 'counted'
                      ORDER BY length(p.code), p.code, k.id"
        );
        let mut statement = sql.prepare_cached(query)?;
        let mut rows = statement.query([book.0])?;
        let mut roster = Self::default();
        while let Some(row) = rows.next()? {
            let who = Who { participant: row.get(0)?, code: row.get(1)?, name: row.get(2)? };
            roster.places.insert(who.participant, roster.people.len());
            roster.people.push(who);
            roster.facts.push(Facts { sex: row.get(3)?, country: row.get(4)?, org_type: row.get(5)?, language: row.get(6)? });
        }
        Ok(roster)
    }

    /// The place of a person, none where they are not divided.
    #[must_use]
    pub fn place(&self, participant: RecordId) -> Option<usize> {
        self.places.get(&participant).copied()
    }
}

/// What a draw finds.
pub(super) struct Begun {
    /// The set; none while it is not made.
    pub set: Option<RecordId>,
    pub name: String,
    pub roster: Roster,
    /// The groups that the set has, with their people.
    pub present: Vec<(RecordId, String, Vec<RecordId>)>,
    /// Who was with whom in the sets that are named.
    pub before: Vec<(usize, usize)>,
}

impl Begun {
    pub(super) fn read(sql: &Connection, book: BookNo, ask: &Ask) -> Result<Self> {
        let roster = Roster::read(sql, book)?;
        let before = together(sql, book, &roster, &ask.apart)?;
        let (set, name, present) = match &ask.target {
            Target::New(name) => {
                let name = text("name", name, MAX_NAME, true)?;
                if find_set(sql, book, &name, false)?.is_some() {
                    return Problem::new("name_taken").with("name", name).refuse();
                }
                (None, name, Vec::new())
            }
            Target::Set(set) => {
                let name = has_set(sql, book, *set)?.then(|| name_of_set(sql, book, *set)).transpose()?.flatten();
                let name = name.ok_or_else(|| Error::Refused(Problem::new("no_such_group_set")))?;
                (Some(*set), name, members_by_group(sql, book, *set)?)
            }
        };
        Ok(Self { set, name, roster, present, before })
    }
}

/// Who was in one group with whom in these sets, by places in the roster.
fn together(sql: &Connection, book: BookNo, roster: &Roster, sets: &[RecordId]) -> Result<Vec<(usize, usize)>> {
    let query = "SELECT kg.id, kp.id FROM record s JOIN membership m ON m.group_set = s.no JOIN record kp ON kp.no = m.participant
                   JOIN record kg ON kg.no = m.grp WHERE s.book = ?1 AND s.id = ?2";
    let mut statement = sql.prepare_cached(query)?;
    let mut pairs = Vec::new();
    for set in sets {
        let mut groups = BTreeMap::<RecordId, Vec<usize>>::new();
        let mut rows = statement.query((book.0, set))?;
        while let Some(row) = rows.next()? {
            if let Some(place) = roster.place(row.get(1)?) {
                groups.entry(row.get(0)?).or_default().push(place);
            }
        }
        for members in groups.values_mut() {
            members.sort_unstable();
            let of = |(at, a): (usize, &usize)| members.get(at + 1..).unwrap_or_default().iter().map(|b| (*a, *b)).collect::<Vec<_>>();
            pairs.extend(members.iter().enumerate().flat_map(of));
        }
    }
    Ok(pairs)
}

/// A draw of a set, as its history tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Drawn {
    /// By whom, as the person at the laptop was called.
    pub author: String,
    /// Label of the laptop.
    pub replica: String,
    /// When, by that laptop's clock: RFC 3339, UTC.
    pub at: String,
    /// What it was drawn by.
    #[serde(flatten)]
    pub draw: Kept,
    /// The one that the account goes by.
    pub current: bool,
}

/// How a set stands: its draws, the latest first, and what of the rules is not met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// Its draws; none where it was made by hand or imported.
    pub draws: Vec<Drawn>,
    /// The rules that the account goes by: those of the draw, otherwise the usual ones.
    pub rules: Rules,
    /// What is not met.
    pub account: Told,
}

/// How each of these sets stands.
///
/// # Errors
/// Store failures.
pub fn standings(reader: &Reader<'_>, book: BookNo, sets: &[GroupSetView]) -> Result<Vec<Standing>> {
    if sets.is_empty() {
        return Ok(Vec::new());
    }
    let roster = Roster::read(reader.sql(), book)?;
    sets.iter().map(|set| standing(reader, book, &roster, set)).collect()
}

fn standing(reader: &Reader<'_>, book: BookNo, roster: &Roster, set: &GroupSetView) -> Result<Standing> {
    let draws = draws(reader, book, set.id)?;
    let mut of = vec![None; roster.people.len()];
    for (group, view) in set.groups.iter().enumerate() {
        for place in view.members.iter().filter_map(|member| roster.place(member.participant)) {
            if let Some(of) = of.get_mut(place) {
                *of = Some(group);
            }
        }
    }
    let current = draws.iter().find(|drawn| drawn.current).map(|drawn| &drawn.draw);
    let rules = current.map_or_else(|| Rules::usual(&roster.facts, set.groups.len()), |draw| draw.rules.clone());
    let before = together(reader.sql(), book, roster, current.map_or(&[], |draw| draw.apart.as_slice()))?;
    let found = account(&roster.facts, set.groups.len(), &of, &rules, &before);
    let names: Vec<_> = set.groups.iter().map(|group| (Some(group.id), group.name.as_str())).collect();
    Ok(Standing { draws, rules, account: Told::of(found, &names, &roster.people) })
}

/// The draw that a set shows, if it was drawn.
fn shown(sql: &Connection, book: BookNo, set: RecordId) -> Result<bool> {
    let query = "SELECT EXISTS (SELECT 1 FROM record k JOIN group_set s ON s.rec = k.no WHERE k.book = ?1 AND k.id = ?2 AND s.seed IS NOT NULL)";
    Ok(sql.prepare_cached(query)?.query_row((book.0, set), |r| r.get(0))?)
}

/// The draws of a set, the latest first. What was taken back is none.
fn draws(reader: &Reader<'_>, book: BookNo, set: RecordId) -> Result<Vec<Drawn>> {
    if !shown(reader.sql(), book, set)? {
        return Ok(Vec::new());
    }
    let mut draws = Vec::new();
    let mut current = true;
    for past in reader.history(book, &DRAW.of(&GROUP_SET, set))?.into_iter().rev() {
        let Some(draw) = Kept::of_value(&past.value) else { continue };
        let at = crate::rfc3339(chrono::DateTime::from_timestamp_millis(past.wall).unwrap_or_default());
        let is_current = past.live && std::mem::take(&mut current);
        draws.push(Drawn { author: past.author, replica: reader.label(past.replica)?, at, draw, current: is_current });
    }
    Ok(draws)
}
