//! One file for each group of commands: its arguments, what it does, how it answers.

pub mod action_review;
pub mod agenda;
pub mod attendance;
pub mod backup;
mod calendar;
pub mod carry;
pub mod check;
mod checks;
pub mod decide;
mod draw;
mod enrol;
pub mod feedback;
pub mod groups;
pub mod join;
mod late;
mod not_counted;
pub mod output;
pub mod past;
pub mod plan;
pub mod presentation;
pub mod programme;
pub mod receive;
pub mod report;
pub mod rescue;
pub mod roster;
pub mod rubric;
pub mod score;
mod session;
mod session_new;
pub mod store;
pub mod today;
pub mod trust;
mod understood;
pub mod undo;
pub mod visit;
mod waiting;

use std::path::Path;

use sala::{Desk, Error, Problem, RecordId, Result, people::table};

use crate::{
    answer::Answer,
    cli::{Cli, Command},
    place::with_desk,
};

/// Do what was asked.
pub fn run(cli: Cli) -> Result<Answer> {
    let Cli { global, command } = cli;
    match command {
        Command::Init(args) => store::init(&global, args),
        Command::Demo => store::demo(&global),
        Command::Restore(args) => backup::restore(&global, args),
        Command::Rescue(args) => rescue::rescue(&global, args),
        command => with_desk(&global, only_reads(&command), |desk| on(desk, command)),
    }
}

/// What shows the store and changes nothing in it.
fn only_reads(command: &Command) -> bool {
    use {
        action_review::ActionReview, agenda::Agenda, attendance::Attendance, feedback::Feedback, groups::Groups, output::Output, plan::Plan,
        presentation::Presentation, programme::Programme, roster::Roster, rubric::Rubric, score::Score, visit::Visit,
    };
    matches!(
        command,
        Command::Status
            | Command::Verify
            | Command::Today(_)
            | Command::Digest(_)
            | Command::Conflicts(_)
            | Command::Review(_)
            | Command::History(_)
            | Command::Undo(undo::Undo { preview: true })
            | Command::Programme(Programme::List | Programme::Show { .. })
            | Command::Agenda(Agenda::List { .. } | Agenda::Calendar(_))
            | Command::Roster(Roster::List { .. })
            | Command::Groups(Groups::List { .. })
            | Command::Attendance(Attendance::Report(_) | Attendance::History { .. })
            | Command::Output(Output::List { .. } | Output::Save(_) | Output::Versions(_))
            | Command::Rubric(Rubric::List { .. })
            | Command::Presentation(Presentation::List { .. })
            | Command::Score(Score::List { .. } | Score::Results { .. })
            | Command::Feedback(Feedback::List { .. })
            | Command::Plan(
                Plan::List { .. } | Plan::Show(_) | Plan::Months { .. } | Plan::Glance { .. } | Plan::Due(_) | Plan::Form(_) | Plan::Lineage { .. }
            )
            | Command::Visit(Visit::List { .. } | Visit::Show { .. })
            | Command::ActionReview(ActionReview::List { .. })
    ) || matches!(command, Command::Backup(args) if args.only_reads())
}

fn on(desk: &Desk, command: Command) -> Result<Answer> {
    match command {
        // These make stores: there is no desk to open before.
        Command::Init(_) | Command::Demo | Command::Restore(_) | Command::Rescue(_) => Problem::new("store_exists").refuse(),
        Command::Today(args) => today::show(desk, args),
        Command::Programme(args) => programme::run(desk, args),
        Command::Agenda(args) => agenda::run(desk, args),
        Command::Roster(args) => roster::run(desk, args),
        Command::Groups(args) => groups::run(desk, args),
        Command::Attendance(args) => attendance::run(desk, args),
        Command::Output(args) => output::run(desk, args),
        Command::Rubric(args) => rubric::run(desk, args),
        Command::Presentation(args) => presentation::run(desk, args),
        Command::Score(args) => score::run(desk, args),
        Command::Feedback(args) => feedback::run(desk, args),
        Command::Plan(args) => plan::run(desk, args),
        Command::Visit(args) => visit::run(desk, args),
        Command::ActionReview(args) => action_review::run(desk, args),
        Command::Request(args) => join::request(desk, args),
        Command::Accept(args) => join::accept(desk, args),
        Command::Refuse(args) => join::refuse(desk, args),
        Command::Revoke(args) => trust::revoke(desk, args),
        Command::Export(args) => carry::export(desk, args),
        Command::Import(args) => receive::import(desk, args),
        Command::SetAside(args) => trust::set_aside(desk, args),
        Command::Ask(args) => trust::ask(desk, args),
        Command::Conflicts(args) => decide::conflicts(desk, args),
        Command::Review(args) => decide::review(desk, args),
        Command::Resolve(args) => decide::resolve(desk, args),
        Command::History(args) => past::history(desk, args),
        Command::Undo(args) => undo::undo(desk, args),
        Command::Status => check::status(desk),
        Command::Digest(args) => check::digest(desk, args),
        Command::Verify => check::verify(desk),
        Command::Backup(args) => backup::backup(desk, args),
    }
}

/// That a store went on under new keys, as it is told to whoever is at it.
pub(crate) fn on_one_line(told: &sala::backup::NewKeys) -> String {
    crate::words::sentence(&told.problem())
}

/// The programme with this code.
pub(crate) fn programme_of(desk: &Desk, code: &str) -> Result<RecordId> {
    let found = desk.read(|r| sala::programme::views::by_code(r.sql(), code))?;
    found.ok_or_else(|| Error::Refused(Problem::new("no_such_programme").with("programme", code)))
}

/// A list as a spreadsheet program wrote it.
pub(crate) fn spreadsheet(path: &Path) -> Result<table::Spreadsheet> {
    // A file that is not there is told apart from one that is no table.
    std::fs::metadata(path).map_err(Error::file(path))?;
    Ok(table::read(path)?)
}
