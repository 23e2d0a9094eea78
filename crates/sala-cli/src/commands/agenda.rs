//! The agenda from a spreadsheet.

use std::path::PathBuf;

use clap::Subcommand;
use sala::{
    Desk, Problem, Result,
    agenda::import::{Options, apply, preview},
};

use super::{programme_of, roster::refusals, spreadsheet};
use crate::{answer::Answer, cli::OfProgramme};

/// `sala agenda ...`.
#[derive(Debug, Subcommand)]
pub enum Agenda {
    /// Import sessions: Date, Start, End, Method, Title
    Import {
        /// CSV or XLSX
        file: PathBuf,
        #[command(flatten)]
        of: OfProgramme,
        /// Years over 2400 are Thai years: take them as such
        #[arg(long)]
        thai_years: bool,
    },
}

/// Do it.
pub fn run(desk: &Desk, args: Agenda) -> Result<Answer> {
    let Agenda::Import { file, of, thai_years } = args;
    let book = programme_of(desk, &of.programme)?;
    let sheet = spreadsheet(&file)?;
    let options = Options { sheet: None, thai_years };
    let mut plan = preview(desk, book, &sheet, &options)?;
    if plan.refused.is_empty() {
        let plan = apply(desk, book, &sheet, &options, false)?;
        let text = format!("{} sessions added, {} updated, {} unchanged.", plan.added, plan.updated, plan.unchanged);
        return Answer::new(&plan, text);
    }
    // Nothing was written: the counts say so.
    (plan.added, plan.updated) = (0, 0);
    let problem = Problem::new("agenda_rows_refused").with("refused", plan.refused.len());
    Ok(Answer::new(&plan, refusals(&plan.refused))?.refused(Some(problem)))
}
