//! The attendance report: as a table, or as a file for a spreadsheet program.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use sala::{
    Desk, Error, Problem, Result,
    attendance::views,
    store::{may_cover, must_be_new, write_file},
};
use sala_papers::attendance::{self as paper, Figures};

use super::programme_of;
use crate::{answer::Answer, cli::OfProgramme};

/// `sala attendance report`.
#[derive(Debug, Args)]
pub struct Report {
    #[command(flatten)]
    of: OfProgramme,
    /// Its form
    #[arg(long, default_value = "table")]
    format: Format,
    /// Write it to a file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// The forms a report can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For the screen
    Table,
    /// For every spreadsheet program
    Csv,
    /// A workbook
    Xlsx,
}

/// Work the report out.
pub fn run(desk: &Desk, args: Report) -> Result<Answer> {
    let Report { of, format, out } = args;
    // Said before anything is worked out, so that nobody waits for it.
    if format == Format::Xlsx && out.is_none() {
        return Problem::new("out_missing").with("format", "xlsx").refuse();
    }
    let book = programme_of(desk, &of.programme)?;
    let today = views::today(desk);
    let (grid, report) = desk.read(|r| {
        let book = r.book(book)?;
        Ok((views::grid(r, book, today)?, views::report(r, book, today)?))
    })?;
    let figures = Figures { grid: &grid, report: &report };
    let words = sala_papers::words("en");
    let made = match format {
        Format::Xlsx => paper::xlsx(figures, words),
        Format::Csv => paper::csv(figures, words),
        Format::Table => Ok(paper::table(figures, words).into_bytes()),
    };
    let made = made.map_err(|e| Error::Io(std::io::Error::other(e)))?;
    let Some(out) = out else {
        let text = String::from_utf8(made).map_err(|e| Error::damaged("report", e))?;
        return Answer::new(&report, text.trim_end());
    };
    match format {
        // Every workbook begins alike: it may be anything.
        Format::Xlsx => must_be_new(&out)?,
        // An earlier report of this form gives way to this one.
        Format::Csv | Format::Table => may_cover(&out, made.get(..8).unwrap_or_default())?,
    }
    write_file(&out, &made)?;
    let mut answer = Answer::new(&report, format!("The report is in {}.", out.display()))?;
    answer.facts.insert("file".to_owned(), out.display().to_string().into());
    Ok(answer)
}
