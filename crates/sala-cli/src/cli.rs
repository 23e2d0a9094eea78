//! The command line as it is typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::commands::{
    action_review, agenda, attendance, backup, carry, check, decide, feedback, groups, join, output, past, plan, presentation, programme, receive, rescue,
    roster, rubric, score, store, today, trust, undo, visit,
};

/// Sala, for training sites without internet: attendance, outputs and plans on each laptop, carried in sealed files.
#[derive(Debug, Parser)]
#[command(name = "sala", version, arg_required_else_help = true, propagate_version = true)]
pub struct Cli {
    /// What every command takes.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes, before or after its name.
#[derive(Clone, Debug, Args)]
pub struct Global {
    /// The folder of the store [default: the user's data folder]
    #[arg(long, global = true, value_name = "DIR")]
    pub store: Option<PathBuf>,
    /// Answer with one JSON object
    #[arg(long, global = true)]
    pub json: bool,
    /// Who is at the desk [default: whoever is noted in the store]
    #[arg(long, global = true, value_name = "NAME")]
    pub author: Option<String>,
}

/// A programme by its code.
#[derive(Clone, Debug, Args)]
pub struct OfProgramme {
    /// The programme's code
    #[arg(long, value_name = "CODE")]
    pub programme: String,
}

/// Every command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a new store with its own keys
    Init(store::Init),
    /// Load the built-in programme, complete, into this store; one is made where there is none
    Demo,
    /// What is on today, and what waits
    Today(today::Show),
    /// Programmes
    #[command(subcommand)]
    Programme(programme::Programme),
    /// The agenda
    #[command(subcommand)]
    Agenda(agenda::Agenda),
    /// Who takes part
    #[command(subcommand)]
    Roster(roster::Roster),
    /// Groups
    #[command(subcommand)]
    Groups(groups::Groups),
    /// Registers and marks
    #[command(subcommand)]
    Attendance(attendance::Attendance),
    /// What the groups produced
    #[command(subcommand)]
    Output(output::Output),
    /// What an exercise is scored by
    #[command(subcommand)]
    Rubric(rubric::Rubric),
    /// Presentations: in which order, for how long, and when it was
    #[command(subcommand)]
    Presentation(presentation::Presentation),
    /// Scores of a panel and of peers, and what comes of them
    #[command(subcommand)]
    Score(score::Score),
    /// What people write to the groups
    #[command(subcommand)]
    Feedback(feedback::Feedback),
    /// Action plans
    #[command(subcommand)]
    Plan(plan::Plan),
    /// Visits: stops, vehicles, headcounts, observations
    #[command(subcommand)]
    Visit(visit::Visit),
    /// Before and after action review, day by day
    #[command(subcommand)]
    ActionReview(action_review::ActionReview),
    /// This replica's request to be certified by headquarters
    Request(join::Request),
    /// Certify a replica, at headquarters
    Accept(join::Accept),
    /// Turn a replica away that asked, at headquarters: what waited for it is dropped
    Refuse(join::Refuse),
    /// Stop believing a replica from a page on, at headquarters
    Revoke(trust::Revoke),
    /// Carry: write one sealed file
    Export(carry::Export),
    /// Receive: take sealed files in
    Import(receive::Import),
    /// Set a file aside that was taken in: nothing of it counts, and it can be taken in again
    SetAside(trust::Aside),
    /// Ask a replica for pages that are missing
    Ask(trust::Ask),
    /// What two people recorded differently
    Conflicts(decide::Conflicts),
    /// Values that are kept and not shown: they break a rule, or a newer version wrote them
    Review(decide::ReviewArgs),
    /// Decide one difference, or many in one stroke
    Resolve(decide::Resolve),
    /// Everything that was ever said of a record: who, when, on which laptop, and how far it has come
    History(past::History),
    /// Take back the last action that was done in this store; once more, the one before it
    Undo(undo::Undo),
    /// Who is known, what each holds, and what waits
    Status,
    /// One hash of all live values: equal on two stores that know the same
    Digest(check::Digest),
    /// Check every page, signature, attachment and table against the journal
    Verify,
    /// Write everything of this store into one sealed file
    Backup(backup::Backup),
    /// Make a new store of a backup; it goes on under new keys
    Restore(backup::Restore),
    /// Make a new store of what can still be read of a damaged one; it goes on under new keys
    Rescue(rescue::Rescue),
}
