//! Marks out of a list.

use std::path::PathBuf;

use sala::{
    Desk, Error, Problem, Result,
    attendance::{self, Status},
};

use crate::{
    answer::{Answer, count, table},
    cli::OfProgramme,
    commands::{programme_of, spreadsheet},
    words,
};

pub(super) fn import(desk: &Desk, file: PathBuf, of: &OfProgramme, fill_rest: Option<Status>) -> Result<Answer> {
    let book = programme_of(desk, &of.programme)?;
    let file = spreadsheet(&file)?;
    let first = file.sheets.first().ok_or_else(|| Error::Refused(Problem::new("table_empty")))?;
    let done = desk.change(book, "attendance_import", |change| attendance::import::import(change, first, fill_rest))?;
    let refused = (!done.refused.is_empty()).then(|| Problem::new("attendance_rows_refused").with("refused", done.refused.len()));
    let rows = done.refused.iter().map(|r| [r.row.to_string(), r.column.to_owned(), r.value.clone(), words::row(r.code).to_owned()]);
    let text = match refused.is_some() {
        true => table(["Row", "Column", "Value", "Refused because"], rows),
        false => {
            let left_out = match done.left_out {
                0 => String::new(),
                n => {
                    format!(" {} left out of that: other registers say that somebody had not arrived yet, or had departed.", count(n, "cell was", "cells were"))
                }
            };
            format!("{} added, {} updated, {} unchanged, {} filled in.{left_out}", done.added, done.updated, done.unchanged, done.filled)
        }
    };
    Ok(Answer::new(&done, text)?.refused(refused))
}
