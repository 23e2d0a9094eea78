//! Marks from a spreadsheet: Date, Half, Participant, Status, and Minutes, Reason, Approver and Left early as far as there are such columns.
//! A column that is missing says nothing: where the status is the same, what was recorded there stays.

use std::collections::HashMap;

use serde::Serialize;

use super::{
    fill::fill,
    mark::{At, mark, open_register},
    status::{Mark, Parts, Status},
    views::{self, lookup},
};
use crate::{
    Problem, Result,
    journal::Change,
    people::table::{DateGuess, Row, Table, dates},
};

/// One row that was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RefusedRow {
    /// Its number, as a spreadsheet program shows it.
    pub row: u32,
    /// The heading of the column at fault.
    pub column: &'static str,
    /// Why.
    pub code: &'static str,
    /// What stood there.
    pub value: String,
    /// What the registers of that day are called, where none is called so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub there: Vec<String>,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// People marked who were unmarked.
    pub added: u64,
    /// Marks that were replaced.
    pub updated: u64,
    /// Marks that said the same already.
    pub unchanged: u64,
    /// People marked because the rest was filled.
    pub filled: u64,
    /// Cells that were not filled: other registers say that the person had not arrived yet, or had departed.
    pub left_out: u64,
    /// What was refused. Where anything was, nothing was written.
    pub refused: Vec<RefusedRow>,
}

const HEADINGS: [&str; 8] = ["Date", "Half", "Participant", "Status", "Minutes", "Reason", "Approver", "Left early"];
/// The headings from here on may be missing.
const REQUIRED: usize = 4;

/// Import marks, all or none. With `fill_rest`, whoever is still unmarked at any open register of the programme gets that
/// mark afterwards: a list of exceptions is the whole attendance.
///
/// # Errors
/// `column_missing`; store failures. Refused rows are answered, not an error.
pub fn import(change: &mut Change<'_>, table: &Table, fill_rest: Option<Status>) -> Result<Imported> {
    let Some((heading, rows)) = table.rows.split_first() else {
        return Problem::new("table_empty").refuse();
    };
    let columns = columns(heading)?;
    let mut done = Imported::default();
    let mut marks = Vec::new();
    let mut first_rows = HashMap::new();
    // The rest of a register is filled once it has been taken: up to today, or up to the last day the list speaks of.
    let mut until = change.now().with_timezone(&chrono::Local).date_naive();
    let roster = lookup::Roster::read(change.sql(), change.book())?;
    for row in rows.iter().filter(|row| !row.is_blank()) {
        match read(change, &roster, &columns, row) {
            Ok((at, mark)) => {
                if let Some(first) = first_rows.insert((at.register, at.participant), row.number) {
                    done.refused.push(RefusedRow { row: row.number, column: "Participant", code: "row_twice", value: first.to_string(), there: Vec::new() });
                }
                if let Some(DateGuess::Date(date)) = columns[0].map(|at| dates(row.cell(at))) {
                    until = until.max(date);
                }
                marks.push((at, mark));
            }
            Err(Fault::Row(refused)) => done.refused.push(refused),
            Err(Fault::Store(error)) => return Err(error),
        }
    }
    if !done.refused.is_empty() {
        return Ok(done);
    }
    for (at, new) in marks {
        match lookup::shown(change.sql(), change.book(), at.register, at.participant)?.and_then(|shown| shown.mark) {
            None => done.added += 1,
            Some(old) if old == new => {
                done.unchanged += 1;
                continue;
            }
            Some(_) => done.updated += 1,
        }
        mark(change, &at, new)?;
    }
    if let Some(status) = fill_rest {
        for register in lookup::open_registers(change.sql(), change.book(), until)? {
            done.filled += fill(change, register, status)?;
            done.left_out += views::elsewhere(change.sql(), change.book(), register)?.len() as u64;
        }
    }
    Ok(done)
}

/// Where each heading stands.
fn columns(heading: &Row) -> Result<[Option<usize>; 8]> {
    let columns = HEADINGS.map(|wanted| heading.cells.iter().position(|cell| cell.trim().eq_ignore_ascii_case(wanted)));
    let missing: Vec<_> = HEADINGS.iter().zip(&columns).take(REQUIRED).filter(|(_, at)| at.is_none()).map(|(name, _)| *name).collect();
    if missing.is_empty() { Ok(columns) } else { Problem::new("column_missing").with("columns", missing).refuse() }
}

enum Fault {
    Row(RefusedRow),
    Store(crate::Error),
}

impl From<crate::Error> for Fault {
    fn from(error: crate::Error) -> Self {
        Self::Store(error)
    }
}

fn read(change: &Change<'_>, roster: &lookup::Roster, columns: &[Option<usize>; 8], row: &Row) -> Result<(At, Mark), Fault> {
    let cell = |i: usize| columns.get(i).copied().flatten().map_or("", |at| row.cell(at)).trim();
    let fault = |i: usize, code: &'static str| {
        let column = HEADINGS.get(i).copied().unwrap_or_default();
        Fault::Row(RefusedRow { row: row.number, column, code, value: cell(i).to_owned(), there: Vec::new() })
    };
    // A rule of the work becomes the row's refusal; a failing disk stays what it is.
    let or_fault = |i: usize, error: crate::Error| match error {
        crate::Error::Refused(problem) => fault(i, problem.code),
        error => Fault::Store(error),
    };

    let date = date(cell(0)).map_err(|code| fault(0, code))?;
    let Some(register) = lookup::register_of(change.sql(), change.book(), &date, cell(1))? else {
        let there = lookup::registers_on(change.sql(), change.book(), &date)?;
        // Where the day has others, it is the half, or the hour at which several sessions begin, that names none of them.
        return Err(match fault(usize::from(!there.is_empty()), "no_such_register") {
            Fault::Row(refused) => Fault::Row(RefusedRow { there, ..refused }),
            fault => fault,
        });
    };
    let person = roster.find(cell(2)).and_then(|person| lookup::still_enrolled(person).map(|()| person)).map_err(|e| or_fault(2, e))?;
    let status: Status = cell(3).parse().map_err(|e| or_fault(3, e))?;
    let shown = lookup::shown(change.sql(), change.book(), register, person.id)?.and_then(|shown| shown.mark);
    let recorded = shown.clone().filter(|mark| mark.status() == status).map_or(Parts::of(status), Parts::from);
    let has = |i: usize| columns.get(i).is_some_and(Option::is_some);
    let number = |i: usize, recorded| match cell(i) {
        _ if !has(i) => Ok(recorded),
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| fault(i, "not_a_number")),
    };
    let (minutes, left_early) = (number(4, recorded.minutes)?, number(7, recorded.left_early)?);
    let text = |i: usize, recorded| if has(i) { Some(cell(i).to_owned()) } else { recorded };
    let parts = Parts { status, minutes, reason: text(5, recorded.reason), approver: text(6, recorded.approver), left_early };
    let mark = Mark::try_from(parts).map_err(|e| {
        let column = match e.problem().code {
            code if code.starts_with("left") || (left_early.is_some() && minutes.is_none() && code.starts_with("minutes")) => 7,
            code if code.starts_with("minutes") => 4,
            _ => 5,
        };
        or_fault(column, e)
    })?;
    // Saying once more what stands at a closed register changes nothing; anything else would.
    if shown.as_ref() != Some(&mark) {
        open_register(change, register).map_err(|e| or_fault(0, e))?;
    }
    Ok((At { register, participant: person.id, seen: None }, mark))
}

/// The day that a row names, or the code of what is wrong with it.
fn date(text: &str) -> Result<String, &'static str> {
    match dates(text) {
        DateGuess::Date(date) => Ok(date.to_string()),
        DateGuess::ThaiYear(_) => Err("date_thai_year"),
        DateGuess::Ambiguous => Err("date_ambiguous"),
        DateGuess::Unreadable => Err("date_wrong"),
    }
}
