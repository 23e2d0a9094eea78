//! The form that a plan lead fills in without Sala.

use std::path::{Path, PathBuf};

use clap::Args;
use sala::{
    Desk, Error, Problem, Result,
    people::table,
    progress::{
        Month,
        form::{self, About, Outcome, Read},
    },
    store::{must_be_new, write_file},
};
use sala_papers::form::{words, xlsx};
use serde_json::json;

use super::plan_of;
use crate::{
    answer::{Answer, count, whole_table},
    cli::OfProgramme,
    words::row,
};

/// `sala plan form`.
#[derive(Debug, Args)]
pub struct ToFill {
    /// The plan's code
    plan: String,
    #[command(flatten)]
    of: OfProgramme,
    /// The month to be told about, such as 2012-06
    #[arg(long, value_name = "MONTH")]
    month: String,
    /// The file, such as AP01.xlsx
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// BCP 47
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    language: String,
}

/// `sala plan progress`.
#[derive(Debug, Args)]
pub struct FilledIn {
    /// The plan's code
    plan: String,
    #[command(flatten)]
    of: OfProgramme,
    /// The form that came back
    #[arg(long, value_name = "FILE")]
    file: PathBuf,
    /// Only say what it would do
    #[arg(long)]
    preview: bool,
}

/// Write a form.
pub fn write(desk: &Desk, args: ToFill) -> Result<Answer> {
    let ToFill { plan, of, month, out, language } = args;
    let (book, line) = plan_of(desk, &of.programme, &plan)?;
    let (month, words) = (Month::parse(&month)?, words(&language));
    let form = desk.read(|r| form::form(r, r.book(book)?, book, line.id, month, &words.choices, desk.now().timestamp_millis()))?;
    let bytes = xlsx(&form, words).map_err(|e| Error::damaged("form", e))?;
    // The file of that name may be the form that came back.
    must_be_new(&out)?;
    write_file(&out, &bytes)?;
    let text = format!("{} for {month} is in {}: {}.", line.code, out.display(), count(form.rows.len() as u64, "activity", "activities"));
    Answer::new(&json!({ "file": out.display().to_string(), "plan": line.code, "month": month, "activities": form.rows.len() }), text)
}

/// Read a form.
pub fn read(desk: &Desk, args: FilledIn) -> Result<Answer> {
    let FilledIn { plan, of, file, preview } = args;
    let (book, line) = plan_of(desk, &of.programme, &plan)?;
    let (sheet, formulas) = opened(&file)?;
    let read = match preview {
        true => form::preview(desk, book, line.id, &sheet, &formulas)?,
        false => desk.change(book, "plan_form", |change| form::read(change, line.id, &sheet, &formulas))?,
    };
    let refused = (!read.refused.is_empty()).then(|| Problem::new("form_rows_refused").with("refused", read.refused.len()));
    let waits = read.differs > 0 && refused.is_none();
    let text = said(&read, preview);
    Ok(Answer::new(&json!({ "plan": read.plan, "month": read.month, "preview": preview, "added": read.added, "updated": read.updated, "unchanged": read.unchanged, "differs": read.differs, "refused": read.refused, "rows": read.rows }), text)?
        .waiting(waits)
        .refused(refused))
}

fn opened(path: &Path) -> Result<(table::Spreadsheet, table::Formulas)> {
    let bytes = std::fs::read(path).map_err(Error::file(path))?;
    Ok((table::read_bytes(&bytes)?, table::formulas(&bytes)?))
}

fn said(read: &Read, preview: bool) -> String {
    if !read.refused.is_empty() {
        let rows = read.refused.iter().map(|one| [one.row.to_string(), one.column.replace('_', " "), row(one.code).to_owned(), one.value.clone()]);
        return whole_table(["Row", "Column", "Why", "It says"], rows);
    }
    let Read { plan, month, added, updated, unchanged, differs, .. } = read;
    let would = if preview { " would be" } else { "" };
    let differ = match differs {
        0 => String::new(),
        n => format!(", {n} to decide: somebody recorded something else meanwhile"),
    };
    let told = format!("{plan}, {month}: {added}{would} added, {updated}{would} changed, {unchanged} as known{differ}.");
    let rows = read.rows.iter().filter(|row| row.outcome != Outcome::Unchanged);
    let rows: Vec<_> = rows.map(|row| [row.row.to_string(), about(row.about).to_owned(), row.title.clone(), outcome(row.outcome).to_owned()]).collect();
    if rows.is_empty() { told } else { format!("{told}\n\n{}", whole_table(["Row", "About", "What", "It is"], rows.into_iter())) }
}

fn about(about: About) -> &'static str {
    match about {
        About::Activity => "activity",
        About::Rating => "the plan",
        About::Cascade => "workshop",
        About::Indicator => "indicator",
        About::Request => "assistance asked for",
    }
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Added => "new",
        Outcome::Updated => "changed",
        Outcome::Unchanged => "as known",
        Outcome::Differs => "to decide",
    }
}
