//! Who stands for which version of a plan, and who makes it.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use sala::{
    Desk, Error, Problem, RecordId, Result, attendance,
    journal::Change,
    plans::{
        self, How, State,
        views::{self, PlanLine},
    },
};
use serde_json::json;

use super::{super::output::bring, person, plan_of, show, word};
use crate::{
    answer::{Answer, quoted},
    cli::OfProgramme,
};

/// `sala plan commit`.
#[derive(Debug, Args)]
#[command(disable_version_flag = true)]
pub struct Commit {
    /// The plan's code
    plan: String,
    #[command(flatten)]
    of: OfProgramme,
    /// Who
    #[arg(long, value_name = "CODE", num_args = 1.., required = true)]
    participant: Vec<String>,
    /// To which version [default: what the plan says now, kept as a version if it is none yet; with `--withdraw` the last one]
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

/// `sala plan team`.
#[derive(Debug, Args)]
pub struct Team {
    /// The plan's code
    plan: String,
    #[command(flatten)]
    of: OfProgramme,
    /// Who
    #[arg(long, value_name = "CODE", num_args = 1.., required = true)]
    participant: Vec<String>,
    /// What they do in the team, such as lead [default: member]
    #[arg(long, default_value = "", hide_default_value = true)]
    role: String,
    /// They leave the team; what they stood for stays
    #[arg(long, conflicts_with = "role")]
    leaves: bool,
}

/// Seat people in a plan's team, or let them leave it.
pub fn team(desk: &Desk, args: Team) -> Result<Answer> {
    let Team { plan, of, participant, role, leaves } = args;
    let (book, line) = plan_of(desk, &of.programme, &plan)?;
    desk.change(book, "plan_team", |change| {
        for code in &participant {
            let person = person(change, code)?;
            match leaves {
                true => plans::take_out(change, line.id, person, None)?,
                false => plans::seat(change, line.id, person, &role, None)?,
            };
        }
        Ok(())
    })?;
    show::answer(desk, book, &line.code)
}

/// Note who stands for a version.
pub fn commit(desk: &Desk, args: Commit) -> Result<Answer> {
    let Commit { plan, of, participant, version, how, since, sheet, withdraw } = args;
    let (book, line) = plan_of(desk, &of.programme, &plan)?;
    let how = word("how", &how, How::from_code, How::CODES)?;
    let since = since.unwrap_or_else(|| attendance::views::today(desk));
    let asked = version.map(|number| show::version_of(desk, book, &line, number)).transpose()?;
    let sheets = sheet.iter().map(|path| bring(desk, path)).collect::<Result<Vec<_>>>()?;
    let version = desk.change(book, "plan_commit", |change| {
        let version = match (&asked, withdraw) {
            (Some(version), _) => version.id,
            (None, true) => last(change, &line)?,
            (None, false) => plans::keep_version(change, line.id)?,
        };
        let mut not_standing = Vec::new();
        for code in &participant {
            let person = person(change, code)?;
            match withdraw {
                true if !plans::withdraw(change, version, person, None)? => not_standing.push(code.trim()),
                true => {}
                false => drop(plans::commit(change, version, person, how, since, None)?),
            }
        }
        if !not_standing.is_empty() {
            return Problem::new("not_standing").with("plan", line.code.as_str()).with("participants", not_standing).refuse();
        }
        sheets.iter().try_for_each(|sheet| plans::hang_sheet(change, version, sheet).map(drop))?;
        Ok(version)
    })?;
    let number = number_of(desk, book, line.id, version)?;
    let who = participant.join(", ");
    let stand = if participant.len() == 1 { "stands" } else { "stand" };
    let state = desk.read(|r| views::line(r.sql(), r.book(book)?, line.id))?.state;
    let text = match withdraw {
        true => {
            let back = if state == line.state { "" } else { " Nobody stands for the plan any more: it is presented again." };
            format!("It is no longer noted that {who} {stand} for {}, version {number}.{back}", line.code)
        }
        false => {
            let waits = matches!(state, State::Draft | State::Presented);
            let todo = format!("`sala plan state {} --to {}`", quoted(&line.code), if state == State::Draft { "presented" } else { "committed" });
            let still = if state == State::Draft { "a draft" } else { "presented" };
            let asked = if waits {
                format!(" The plan is still {still}: {todo} goes on, and nothing is asked about it before it is committed.")
            } else {
                String::new()
            };
            format!("{who} {stand} for {}, version {number}.{asked}", line.code)
        }
    };
    Answer::new(
        &json!({ "plan": line.code, "version": number, "participants": participant, "withdrawn": withdraw, "sheets": sheets.len(), "state": state }),
        text,
    )
}

/// The version that was kept last.
fn last(change: &Change<'_>, plan: &PlanLine) -> Result<RecordId> {
    let versions = views::versions(change.sql(), change.book(), plan.id)?;
    let last = versions.last().map(|version| version.id);
    last.ok_or_else(|| Error::Refused(Problem::new("no_such_version").with("plan", plan.code.as_str())))
}

/// The number of a version.
pub fn number_of(desk: &Desk, book: RecordId, plan: RecordId, version: RecordId) -> Result<i64> {
    let versions = desk.read(|r| views::versions(r.sql(), r.book(book)?, plan))?;
    Ok(versions.iter().find(|known| known.id == version).map_or(0, |known| known.number))
}
