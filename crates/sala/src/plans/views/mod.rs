//! The action plans of a programme: who makes them, what they say, which versions there are and who stands for them.

pub mod content;
mod known;
mod versions;

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension as _};
use serde::Serialize;

pub(in crate::plans) use known::{came_with, plan_of, plan_of_line, seated, state_of, state_said, team, teams, was_plan};
pub(crate) use known::{has_line, known, places_of, successors};
pub use versions::{CommitmentLine, VersionView, commitments, versions};

use super::state::State;
use crate::{
    Error, Problem, RecordId, Result, Seen,
    journal::BookNo,
    people::{
        self, Belongs,
        views::{Person, belongs::with_people},
    },
};
use content::{Carried, Content, read_lines};

/// One plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanLine {
    /// The record.
    pub id: RecordId,
    /// Its code.
    pub code: String,
    /// What it is for.
    pub kind: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The sector in words.
    pub sector: String,
    /// ISIC Rev. 4 class.
    pub isic: Option<String>,
    /// How it stands.
    pub state: State,
    /// Why it stands so.
    pub reason: Option<String>,
    /// The plan that took its place.
    pub successor: Option<RecordId>,
    /// What the screen shows as its state, to be handed back.
    #[serde(skip)]
    pub state_seen: Seen,
    /// Who makes it.
    pub team: Vec<PlanMember>,
}

/// Somebody in a plan's team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanMember {
    /// The record of the person.
    pub participant: RecordId,
    /// The code on the badge.
    pub code: String,
    /// The name; none where it is withheld.
    pub name: Option<String>,
    /// The name in its own script.
    pub native: Option<String>,
    /// BCP 47 language.
    pub language: Option<String>,
    /// What the person does in the team.
    pub role: String,
    /// Whether the person still belongs to the programme: whoever left it is named, and nobody waits for their word.
    pub belongs: Belongs,
    /// Who came in the place of somebody who left, and is not in the team yet.
    pub instead: Option<RecordId>,
    /// What the screen shows as that, to be handed back.
    #[serde(skip)]
    pub seen: Seen,
}

impl PlanMember {
    /// True where the person left the programme.
    #[must_use]
    pub const fn left(&self) -> bool {
        !self.belongs.listed()
    }
}

/// All plans, by code.
///
/// # Errors
/// Store failures.
pub fn list(sql: &Connection, book: BookNo) -> Result<Vec<PlanLine>> {
    let mut query = sql.prepare_cached(with_people!(include_str!("list.sql")))?;
    let mut rows = query.query([book.0])?;
    let mut plans: Vec<PlanLine> = Vec::new();
    while let Some(row) = rows.next()? {
        let text = |column: &str| Ok::<_, rusqlite::Error>(row.get::<_, Option<String>>(column)?.unwrap_or_default());
        let id: RecordId = row.get("id")?;
        if plans.last().is_none_or(|last| last.id != id) {
            plans.push(PlanLine {
                id,
                code: text("code")?,
                kind: text("plan_kind")?,
                country: text("country")?,
                sector: text("sector")?,
                isic: row.get("isic")?,
                // A plan that nobody brought anywhere is a draft.
                state: State::from_code(&text("state")?).unwrap_or(State::Draft),
                reason: row.get("reason")?,
                successor: row.get("successor")?,
                state_seen: Seen::shown(row.get("state_v")?),
                team: Vec::new(),
            });
        }
        if let Some((participant, plan)) = row.get::<_, Option<RecordId>>("person")?.zip(plans.last_mut()) {
            plan.team.push(PlanMember {
                participant,
                code: text("person_code")?,
                name: row.get("person_name")?,
                native: row.get("person_native")?,
                language: row.get("person_language")?,
                role: text("member_role")?,
                belongs: row.get("belongs")?,
                instead: None,
                seen: Seen::shown(row.get("member_role_v")?),
            });
        }
    }
    if plans.iter().flat_map(|plan| &plan.team).any(PlanMember::left) {
        let people = people::views::roster(sql, book)?;
        plans.iter_mut().for_each(|plan| name_substitutes(&mut plan.team, &people));
    }
    Ok(plans)
}

/// Say of each who left a team who came in their place, as long as that somebody is not in it.
fn name_substitutes(team: &mut [PlanMember], people: &[Person]) {
    let seated: BTreeSet<_> = team.iter().map(|member| member.participant).collect();
    let after = |id: RecordId| people.iter().find(|person| person.id == id).and_then(|person| person.replaced_by);
    for member in team.iter_mut().filter(|member| member.left()) {
        // Whoever came may have been replaced in turn; two laptops may have made a circle of it.
        let line = successors_of(member.participant, after).take(people.len());
        let here = line.filter_map(|id| people.iter().find(|person| person.id == id)).find(|person| person.belongs.listed());
        member.instead = here.map(|person| person.id).filter(|id| !seated.contains(id));
    }
}

fn successors_of(first: RecordId, after: impl Fn(RecordId) -> Option<RecordId>) -> impl Iterator<Item = RecordId> {
    std::iter::successors(after(first), move |id| after(*id))
}

/// What everybody of the programme is called, by id.
///
/// # Errors
/// Store failures.
pub fn people(sql: &Connection, book: BookNo) -> Result<std::collections::BTreeMap<String, String>> {
    let query =
        "SELECT k.id, COALESCE(p.name, p.code) FROM participant p JOIN record k ON k.no = p.rec WHERE p.book = ?1 AND COALESCE(p.name, p.code) IS NOT NULL";
    let person = |r: &rusqlite::Row<'_>| Ok((r.get::<_, RecordId>(0)?.to_string(), r.get(1)?));
    Ok(sql.prepare_cached(query)?.query_map([book.0], person)?.collect::<Result<_, _>>()?)
}

/// One plan.
///
/// # Errors
/// `no_such_plan`.
pub fn line(sql: &Connection, book: BookNo, plan: RecordId) -> Result<PlanLine> {
    list(sql, book)?.into_iter().find(|line| line.id == plan).ok_or_else(|| Error::Refused(Problem::new("no_such_plan")))
}

/// The plan with this code, whatever its capitals, or with this id.
///
/// # Errors
/// `no_such_plan`; `plan_code_ambiguous` where two laptops gave one code to two plans: its id names each.
pub fn by_code(sql: &Connection, book: BookNo, typed: &str) -> Result<PlanLine> {
    let code = typed.trim();
    let found: Vec<_> = list(sql, book)?.into_iter().filter(|plan| plan.code.to_uppercase() == code.to_uppercase() || plan.id.to_string() == code).collect();
    match <[PlanLine; 1]>::try_from(found) {
        Ok([plan]) => Ok(plan),
        Err(found) if found.is_empty() => Problem::new("no_such_plan").with("code", code).refuse(),
        Err(found) => {
            let ids: Vec<_> = found.iter().map(|plan| plan.id.to_string()).collect();
            Problem::new("plan_code_ambiguous").with("code", code).with("ids", ids).refuse()
        }
    }
}

/// The versions of the texts that a plan's screen shows, to be handed back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextSeen {
    /// Of what it is for.
    pub kind: Seen,
    /// Of the country.
    pub country: Seen,
    /// Of the sector.
    pub sector: Seen,
    /// Of the stage.
    pub stage: Seen,
    /// Of the problem.
    pub problem: Seen,
    /// Of the objective.
    pub objective: Seen,
    /// Of the target group.
    pub target_group: Seen,
}

/// What a plan says now, and what of it is carried out.
///
/// # Errors
/// `no_such_plan`.
pub fn content(sql: &Connection, book: BookNo, plan: RecordId) -> Result<(Content, Carried)> {
    let line = line(sql, book, plan)?;
    let query = "SELECT l.stage, l.problem, l.objective, l.target_group FROM record k JOIN plan l ON l.rec = k.no WHERE k.book = ?1 AND k.id = ?2";
    let texts = sql.prepare_cached(query)?.query_row((book.0, plan), |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?;
    let (stage, problem, objective, target_group) = texts;
    let team = line.team.into_iter().map(|member| (member.participant, member.role)).collect();
    let PlanLine { kind: plan_kind, country, sector, isic, .. } = line;
    let mut content = Content { plan_kind, country, sector, isic, stage, problem, objective, target_group, team, ..Content::default() };
    let mut carried = Carried::default();
    read_lines(sql, book, plan, &mut content, &mut carried)?;
    Ok((content, carried))
}

/// The versions of a plan's texts.
///
/// # Errors
/// `no_such_plan`.
pub fn seen(sql: &Connection, book: BookNo, plan: RecordId) -> Result<TextSeen> {
    let query = "SELECT l.plan_kind_v, l.country_v, l.sector_v, l.stage_v, l.problem_v, l.objective_v, l.target_group_v
                   FROM record k JOIN plan l ON l.rec = k.no WHERE k.book = ?1 AND k.id = ?2 AND COALESCE(l.removed, 0) = 0";
    let read = |r: &rusqlite::Row<'_>| {
        let of = |column: usize| Ok::<_, rusqlite::Error>(Seen::shown(r.get(column)?));
        Ok(TextSeen { kind: of(0)?, country: of(1)?, sector: of(2)?, stage: of(3)?, problem: of(4)?, objective: of(5)?, target_group: of(6)? })
    };
    let seen = sql.prepare_cached(query)?.query_row((book.0, plan), read).optional()?;
    seen.ok_or_else(|| Error::Refused(Problem::new("no_such_plan")))
}
