//! Naming a plan, and writing what it says itself.

use clap::Args;
use sala::{
    Desk, Error, Problem, Result,
    people::country::Country,
    plans::{self, NewPlan, PlanField, PlanKind, Stage},
};

use super::{super::programme_of, person, plan_of, show, word};
use crate::{answer::Answer, cli::OfProgramme};

/// `sala plan new`.
#[derive(Debug, Args)]
pub struct New {
    /// The plan's code
    plan: String,
    #[command(flatten)]
    of: OfProgramme,
    /// capacity_development or consortium_formation
    #[arg(long)]
    kind: String,
    /// ISO 3166-1
    #[arg(long)]
    country: String,
    /// The sector in words
    #[arg(long)]
    sector: String,
    /// The sector as an ISIC Rev. 4 class
    #[arg(long)]
    isic: Option<String>,
    /// The codes of the people who make it
    #[arg(long, value_name = "CODE", num_args = 1..)]
    team: Vec<String>,
}

/// `sala plan write`.
#[derive(Debug, Args)]
pub struct Write {
    /// The plan's code, or its id where two plans have one code
    plan: String,
    #[command(flatten)]
    of: OfProgramme,
    /// Another code
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
    /// capacity_development or consortium_formation
    #[arg(long)]
    kind: Option<String>,
    /// ISO 3166-1
    #[arg(long)]
    country: Option<String>,
    /// The sector in words
    #[arg(long)]
    sector: Option<String>,
    /// The sector as an ISIC Rev. 4 class; an empty word takes it away
    #[arg(long)]
    isic: Option<String>,
    /// What is wrong today
    #[arg(long)]
    problem: Option<String>,
    /// What is to be reached
    #[arg(long)]
    objective: Option<String>,
    /// For whom
    #[arg(long)]
    target_group: Option<String>,
    /// selection, trust_building, planning, formation or operation; an empty word takes it away
    #[arg(long)]
    stage: Option<String>,
}

/// Name a plan and its team.
pub fn new(desk: &Desk, args: New) -> Result<Answer> {
    let New { plan, of, kind, country, sector, isic, team } = args;
    let book = programme_of(desk, &of.programme)?;
    let new =
        NewPlan { code: plan, kind: word("kind", &kind, PlanKind::from_code, PlanKind::CODES)?, country: country_of(&country)?, sector, isic_rev4: isic, team };
    desk.change(book, "plan_add", |change| {
        // Whoever is named must be known: a typing error would leave the team a person short.
        new.team.iter().try_for_each(|code| person(change, code).map(drop))?;
        plans::add(change, &new)?;
        plans::seat_teams(change)
    })?;
    show::answer(desk, book, new.code.trim())
}

/// Write what a plan says itself; what is not named stays.
pub fn write(desk: &Desk, args: Write) -> Result<Answer> {
    let Write { plan, of, code, kind, country, sector, isic, problem, objective, target_group, stage } = args;
    let (book, line) = plan_of(desk, &of.programme, &plan)?;
    let sector = (sector.is_some() || isic.is_some())
        .then(|| PlanField::Sector { sector: sector.unwrap_or_else(|| line.sector.clone()), isic: isic.or_else(|| line.isic.clone()) });
    let stage =
        stage.map(|typed| if typed.trim().is_empty() { Ok(None) } else { word("stage", &typed, Stage::from_code, Stage::CODES).map(Some) }).transpose()?;
    let fields = [
        code.map(|code| PlanField::Code { code }),
        kind.map(|kind| word("kind", &kind, PlanKind::from_code, PlanKind::CODES)).transpose()?.map(|kind| PlanField::Kind { kind }),
        country.map(|typed| country_of(&typed)).transpose()?.map(|country| PlanField::Country { country }),
        sector,
        problem.map(|problem| PlanField::Problem { problem }),
        objective.map(|objective| PlanField::Objective { objective }),
        target_group.map(|target_group| PlanField::TargetGroup { target_group }),
        stage.map(|stage| PlanField::Stage { stage }),
    ];
    desk.change(book, "plan_edit", |change| fields.into_iter().flatten().try_for_each(|field| plans::edit(change, line.id, field, None).map(drop)))?;
    show::answer(desk, book, &line.id.to_string())
}

fn country_of(typed: &str) -> Result<Country> {
    Country::parse(typed).map_err(|_| Error::Refused(Problem::new("country_unknown").with("value", typed)))
}
