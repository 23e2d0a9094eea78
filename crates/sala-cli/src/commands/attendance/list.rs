//! Marks out of a list.

use std::path::PathBuf;

use sala::{
    Desk, Error, Problem, Result,
    attendance::{self, Status, import::RefusedRow},
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
        true => format!("{}{}", table(["Row", "Column", "Value", "Refused because"], rows), there(&done.refused)),
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

/// What the registers of a day are called where a row names none of them; of several such rows of one day, with the first.
fn there(refused: &[RefusedRow]) -> String {
    let mut told: Vec<&[String]> = Vec::new();
    let mut text = String::new();
    for RefusedRow { row, there, .. } in refused.iter().filter(|one| !one.there.is_empty()) {
        if !told.contains(&there.as_slice()) {
            told.push(there);
            text.push_str(&format!("\nRow {row}: on that day there are {}.", there.join("; ")));
        }
    }
    text
}
