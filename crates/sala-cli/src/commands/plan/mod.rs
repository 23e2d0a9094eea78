//! Action plans: naming them, writing them, keeping versions, who stands for which, and what becomes of them.

mod coaching;
mod commit;
mod form;
mod glance;
mod line;
mod show;
mod told;
mod write;

pub(super) use glance::which;

use clap::{Args, Subcommand};
use sala::{
    Desk, Error, Problem, RecordId, Result,
    attendance::views::find_person,
    journal::Change,
    plans::{self, State, Why, views},
};
use serde_json::json;

use super::programme_of;
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
    New(write::New),
    /// Write what a plan says itself
    Write(write::Write),
    /// Add a line to a plan, change one, or take one away
    Line(line::Line),
    /// Seat people in a plan's team, or let them leave it
    Team(commit::Team),
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
    Commit(commit::Commit),
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
    /// Tell how an activity stands in a month
    Report(told::Report),
    /// Say how a plan stands in a month: green, amber or red
    Rate(told::Rate),
    /// Note that a coach and the team spoke
    Contact(coaching::Contact),
    /// Note technical assistance that was given
    Assist(coaching::Assist),
    /// Note a workshop that alumni held for others
    Cascade(coaching::Cascade),
    /// What was told of a plan
    Months {
        /// The plan's code
        plan: String,
        #[command(flatten)]
        of: OfProgramme,
    },
    /// All plans, month by month
    Glance {
        #[command(flatten)]
        of: OfProgramme,
    },
    /// What is due next
    Due(glance::DueArgs),
    /// Write a form for a plan lead without Sala
    Form(form::ToFill),
    /// Read a form that came back
    Progress(form::FilledIn),
    /// Give a plan up
    Drop {
        /// The plan's code
        plan: String,
        #[command(flatten)]
        of: OfProgramme,
        /// Why
        #[arg(long)]
        reason: String,
    },
    /// Let other plans take a plan's place
    Supersede(glance::Supersede),
    /// Note which plan a plan came from
    CameFrom(glance::CameFrom),
    /// Which plan came from which
    Lineage {
        #[command(flatten)]
        of: OfProgramme,
    },
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
    /// Why; needed for partly, superseded, dropped, for going back, and for carrying out a plan for which nobody stands
    #[arg(long, default_value = "", hide_default_value = true)]
    reason: String,
    /// The code of the plan that takes its place
    #[arg(long, value_name = "CODE")]
    successor: Option<String>,
}

/// Do it.
pub fn run(desk: &Desk, args: Plan) -> Result<Answer> {
    match args {
        Plan::List { of } => show::list(desk, &of.programme),
        Plan::Show(args) => show::show(desk, args),
        Plan::New(args) => write::new(desk, args),
        Plan::Write(args) => write::write(desk, args),
        Plan::Line(args) => line::line(desk, args),
        Plan::Team(args) => commit::team(desk, args),
        Plan::State(args) => state(desk, args),
        Plan::Keep { plan, of } => keep(desk, &of.programme, &plan),
        Plan::Commit(args) => commit::commit(desk, args),
        Plan::Remove { plan, of, put_back } => remove(desk, &of.programme, &plan, put_back),
        Plan::Report(args) => told::report(desk, args),
        Plan::Rate(args) => told::rate(desk, args),
        Plan::Contact(args) => coaching::contact(desk, args),
        Plan::Assist(args) => coaching::assist(desk, args),
        Plan::Cascade(args) => coaching::cascade(desk, args),
        Plan::Months { plan, of } => told::months(desk, &of.programme, &plan),
        Plan::Glance { of } => glance::glance(desk, &of.programme),
        Plan::Due(args) => glance::due(desk, args),
        Plan::Form(args) => form::write(desk, args),
        Plan::Progress(args) => form::read(desk, args),
        Plan::Drop { plan, of, reason } => glance::drop(desk, &of.programme, &plan, reason),
        Plan::Supersede(args) => glance::supersede(desk, args),
        Plan::CameFrom(args) => glance::came_from(desk, args),
        Plan::Lineage { of } => glance::tree(desk, &of.programme),
    }
}

/// The programme, and the plan with this code.
fn plan_of(desk: &Desk, programme: &str, code: &str) -> Result<(RecordId, views::PlanLine)> {
    let book = programme_of(desk, programme)?;
    Ok((book, desk.read(|r| views::by_code(r.sql(), r.book(book)?, code))?))
}

/// The person with this code.
fn person(change: &Change<'_>, code: &str) -> Result<RecordId> {
    let found = find_person(change.sql(), change.book(), code)?;
    found.ok_or_else(|| Error::Refused(Problem::new("no_such_participant").with("participant", code)))
}

/// A word of a vocabulary.
fn word<T>(name: &'static str, typed: &str, found: fn(&str) -> Option<T>, words: &[&str]) -> Result<T> {
    found(&typed.trim().to_lowercase().replace([' ', '-'], "_"))
        .ok_or_else(|| Error::Refused(Problem::new("word_unknown").with("name", name).with("value", typed).with("words", words.to_vec())))
}

fn state(desk: &Desk, args: ToState) -> Result<Answer> {
    let ToState { plan, of, to, reason, successor } = args;
    let (book, line) = plan_of(desk, &of.programme, &plan)?;
    let to = word("to", &to, State::from_code, State::CODES)?;
    let successor = successor.map(|code| plan_of(desk, &of.programme, &code).map(|(_, plan)| plan.id)).transpose()?;
    desk.change(book, "plan_state", |change| plans::advance(change, line.id, to, &Why { reason, successor }, None))?;
    show::answer(desk, book, &line.code)
}

fn keep(desk: &Desk, programme: &str, code: &str) -> Result<Answer> {
    let (book, line) = plan_of(desk, programme, code)?;
    let version = desk.change(book, "plan_keep", |change| plans::keep_version(change, line.id))?;
    let number = commit::number_of(desk, book, line.id, version)?;
    Answer::new(&json!({ "plan": line.code, "version": number, "id": version }), format!("{}: what it says is version {number}.", line.code))
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
