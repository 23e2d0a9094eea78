//! Action plans: naming them, writing them, keeping versions, and who stands for which.

mod line;
mod show;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use sala::{
    Desk, Error, Problem, RecordId, Result, attendance,
    people::country::Country,
    plans::{self, How, NewPlan, PlanField, PlanKind, Stage, State, Why, views},
};
use serde_json::json;

use super::{output::bring, programme_of};
use crate::{
    answer::{Answer, quoted},
    cli::OfProgramme,
};

/// `sala plan ...`.
#[derive(Debug, Subcommand)]
pub enum Plan {
    /// All plans
    List {
        #[command(flatten)]
        of: OfProgramme,
    },
    /// What a plan says now, or said in a version, or what differs between two
    Show(show::Show),
    /// Name a plan and its team
    New(New),
    /// Write what a plan says itself
    Write(Write),
    /// Add a line to a plan, change one, or take one away
    Line(line::Line),
    /// Bring a plan to another state
    State(ToState),
    /// Keep what a plan says now as a version
    Keep {
        /// The plan's code
        plan: String,
        #[command(flatten)]
        of: OfProgramme,
    },
    /// Note who stands for a version
    Commit(Commit),
    /// Take a plan away that was named by mistake; nothing of it is lost
    Remove {
        /// The plan's code; with `--put-back` its id, as its removal told it
        plan: String,
        #[command(flatten)]
        of: OfProgramme,
        /// Let it be there again
        #[arg(long)]
        put_back: bool,
    },
}

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
    /// The plan's code
    plan: String,
    #[command(flatten)]
    of: OfProgramme,
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

/// `sala plan state`.
#[derive(Debug, Args)]
pub struct ToState {
    /// The plan's code
    plan: String,
    #[command(flatten)]
    of: OfProgramme,
    /// draft, presented, committed, in_progress, completed, partly, superseded or dropped
    #[arg(long)]
    to: String,
    /// Why; needed for partly, superseded, dropped, and for going back
    #[arg(long, default_value = "", hide_default_value = true)]
    reason: String,
    /// The code of the plan that takes its place
    #[arg(long, value_name = "CODE")]
    successor: Option<String>,
}

/// `sala plan commit`.
#[derive(Debug, Args)]
pub struct Commit {
    /// The plan's code
    plan: String,
    #[command(flatten)]
    of: OfProgramme,
    /// Who
    #[arg(long, value_name = "CODE", num_args = 1.., required = true)]
    participant: Vec<String>,
    /// To which version [default: what the plan says now, kept as a version if it is none yet]
    #[arg(long, value_name = "N")]
    version: Option<i64>,
    /// in_app, sheet or mail
    #[arg(long, default_value = "in_app")]
    how: String,
    /// Since which day [default: today]
    #[arg(long, value_name = "DATE")]
    since: Option<NaiveDate>,
    /// Photographs of the signed sheet
    #[arg(long, value_name = "FILE", num_args = 1..)]
    sheet: Vec<PathBuf>,
    /// It was noted by mistake
    #[arg(long, conflicts_with_all = ["how", "since", "sheet"])]
    withdraw: bool,
}

/// Do it.
pub fn run(desk: &Desk, args: Plan) -> Result<Answer> {
    match args {
        Plan::List { of } => show::list(desk, &of.programme),
        Plan::Show(args) => show::show(desk, args),
        Plan::New(args) => new(desk, args),
        Plan::Write(args) => write(desk, args),
        Plan::Line(args) => line::line(desk, args),
        Plan::State(args) => state(desk, args),
        Plan::Keep { plan, of } => keep(desk, &of.programme, &plan),
        Plan::Commit(args) => commit(desk, args),
        Plan::Remove { plan, of, put_back } => remove(desk, &of.programme, &plan, put_back),
    }
}

/// The programme, and the plan with this code.
fn plan_of(desk: &Desk, programme: &str, code: &str) -> Result<(RecordId, views::PlanLine)> {
    let book = programme_of(desk, programme)?;
    Ok((book, desk.read(|r| views::by_code(r.sql(), r.book(book)?, code))?))
}

/// A word of a vocabulary.
fn word<T>(name: &'static str, typed: &str, found: fn(&str) -> Option<T>) -> Result<T> {
    found(&typed.trim().to_lowercase().replace([' ', '-'], "_")).ok_or_else(|| Error::Refused(Problem::new("word_unknown").with("name", name).with("value", typed)))
}

fn new(desk: &Desk, args: New) -> Result<Answer> {
    let New { plan, of, kind, country, sector, isic, team } = args;
    let book = programme_of(desk, &of.programme)?;
    let country = Country::parse(&country).map_err(|_| Error::Refused(Problem::new("country_unknown").with("value", country.as_str())))?;
    let new = NewPlan { code: plan, kind: word("kind", &kind, PlanKind::from_code)?, country, sector, isic_rev4: isic, team };
    desk.change(book, "plan_add", |change| {
        // Whoever is named must be known: a typing error would leave the team a person short.
        new.team.iter().try_for_each(|code| attendance::views::find_person(change.sql(), change.book(), code).map(drop))?;
        plans::add(change, &new)?;
        plans::seat_teams(change)
    })?;
    show::answer(desk, book, new.code.trim())
}

fn write(desk: &Desk, args: Write) -> Result<Answer> {
    let Write { plan, of, problem, objective, target_group, stage } = args;
    let (book, line) = plan_of(desk, &of.programme, &plan)?;
    let stage = stage.map(|typed| if typed.trim().is_empty() { Ok(None) } else { word("stage", &typed, Stage::from_code).map(Some) }).transpose()?;
    let fields = [
        problem.map(|problem| PlanField::Problem { problem }),
        objective.map(|objective| PlanField::Objective { objective }),
        target_group.map(|target_group| PlanField::TargetGroup { target_group }),
        stage.map(|stage| PlanField::Stage { stage }),
    ];
    desk.change(book, "plan_edit", |change| fields.into_iter().flatten().try_for_each(|field| plans::edit(change, line.id, field, None).map(drop)))?;
    show::answer(desk, book, &line.code)
}

fn state(desk: &Desk, args: ToState) -> Result<Answer> {
    let ToState { plan, of, to, reason, successor } = args;
    let (book, line) = plan_of(desk, &of.programme, &plan)?;
    let to = word("to", &to, State::from_code)?;
    let successor = successor.map(|code| plan_of(desk, &of.programme, &code).map(|(_, plan)| plan.id)).transpose()?;
    desk.change(book, "plan_state", |change| plans::advance(change, line.id, to, &Why { reason, successor }, None))?;
    show::answer(desk, book, &line.code)
}

fn keep(desk: &Desk, programme: &str, code: &str) -> Result<Answer> {
    let (book, line) = plan_of(desk, programme, code)?;
    let version = desk.change(book, "plan_keep", |change| plans::keep_version(change, line.id))?;
    let number = number_of(desk, book, line.id, version)?;
    Answer::new(&json!({ "plan": line.code, "version": number, "id": version }), format!("{}: what it says is version {number}.", line.code))
}

fn number_of(desk: &Desk, book: RecordId, plan: RecordId, version: RecordId) -> Result<i64> {
    let versions = desk.read(|r| views::versions(r.sql(), r.book(book)?, plan))?;
    Ok(versions.iter().find(|known| known.id == version).map_or(0, |known| known.number))
}

fn commit(desk: &Desk, args: Commit) -> Result<Answer> {
    let Commit { plan, of, participant, version, how, since, sheet, withdraw } = args;
    let (book, line) = plan_of(desk, &of.programme, &plan)?;
    let how = word("how", &how, How::from_code)?;
    let since = since.unwrap_or_else(|| attendance::views::today(desk));
    let asked = version.map(|number| show::version_of(desk, book, &line, number)).transpose()?;
    let sheets = sheet.iter().map(|path| bring(desk, path)).collect::<Result<Vec<_>>>()?;
    let version = desk.change(book, "plan_commit", |change| {
        let version = match asked {
            Some(version) => version.id,
            None => plans::keep_version(change, line.id)?,
        };
        for code in &participant {
            let person = attendance::views::find_person(change.sql(), change.book(), code)?;
            match withdraw {
                true => plans::withdraw(change, version, person, None)?,
                false => plans::commit(change, version, person, how, since, None)?,
            };
        }
        sheets.iter().try_for_each(|sheet| plans::hang_sheet(change, version, sheet).map(drop))?;
        Ok(version)
    })?;
    let number = number_of(desk, book, line.id, version)?;
    let who = participant.join(", ");
    let text = if withdraw { format!("{who}: no longer noted as standing for {}, version {number}.", line.code) } else { format!("{who}: stand for {}, version {number}.", line.code) };
    Answer::new(&json!({ "plan": line.code, "version": number, "participants": participant, "withdrawn": withdraw, "sheets": sheets.len() }), text)
}

fn remove(desk: &Desk, programme: &str, plan: &str, put_back: bool) -> Result<Answer> {
    if put_back {
        let book = programme_of(desk, programme)?;
        let id = plan.trim().parse().map_err(|_| Error::Refused(Problem::new("no_such_plan").with("code", plan)))?;
        desk.change(book, "plan_put_back", |change| plans::put_back(change, id))?;
        return Answer::new(&json!({ "plan": plan, "removed": false }), format!("{plan} is there again."));
    }
    let (book, line) = plan_of(desk, programme, plan)?;
    desk.change(book, "plan_remove", |change| plans::remove(change, line.id, None))?;
    let again = format!("sala plan remove {} --programme {} --put-back", line.id, quoted(programme));
    Answer::new(&json!({ "plan": line.code, "id": line.id, "removed": true }), format!("{} is removed. `{again}` lets it be there again.", line.code))
}
