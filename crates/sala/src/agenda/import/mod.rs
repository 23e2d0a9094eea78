//! An agenda from a spreadsheet: planned row by row, shown, then written as one action.

mod apply;
mod header;
mod row;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

pub use apply::{apply, preview};
pub use header::AgendaField;

use super::session::NewSession;
use crate::{
    Problem, Result,
    people::{
        import::Refusal,
        table::{OtherSheet, Spreadsheet},
    },
};

/// What the user says beside the file.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The sheet to read; otherwise the one with an agenda's header.
    pub sheet: Option<String>,
    /// The user was asked and says that years over 2400 are Thai years.
    pub thai_years: bool,
}

/// A session that is in the agenda already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The session.
    pub session: NewSession,
}

/// What accepting would do with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A new session.
    Added,
    /// The session is there and changes its end, method, room or trainers.
    Updated,
    /// The session is there as the row says.
    Unchanged,
    /// Kept out; see the refusals.
    Refused,
}

/// One row as the preview shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlannedRow {
    /// The row's number in the sheet.
    pub row: u32,
    /// What accepting would do.
    pub outcome: Outcome,
    /// The session as it would be.
    pub session: Option<NewSession>,
    /// Which of the known sessions it is.
    #[serde(skip)]
    pub known: Option<usize>,
}

/// What importing would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// New sessions.
    pub added: usize,
    /// Sessions that change.
    pub updated: usize,
    /// Sessions that are there already.
    pub unchanged: usize,
    /// Everything that keeps a row out.
    pub refused: Vec<Refusal>,
    /// The sheet that was read.
    pub sheet: String,
    /// The row of the titles.
    pub header_row: u32,
    /// Sheets that were not read, with their first lines.
    pub other_sheets: Vec<OtherSheet>,
    /// Every row.
    pub rows: Vec<PlannedRow>,
}

/// Plan an import against the sessions known now. A session is the same when day, start and title are; and where one title is left
/// once on either side, it is that session, moved.
///
/// # Errors
/// `agenda_no_such_sheet`, `agenda_no_header`, `agenda_no_rows`.
pub fn plan(file: &Spreadsheet, known: &[Known], dates: Option<(NaiveDate, NaiveDate)>, options: &Options) -> Result<Plan> {
    let layout = header::find(file, options)?;
    let mut refused = Vec::new();
    let read: Vec<_> = layout.body().map(|row| (row.number, row::read(&layout, row, dates, options, &mut refused))).collect();
    let sessions: Vec<Option<&NewSession>> = read.iter().map(|(_, session)| session.as_ref()).collect();
    let found = matches(&sessions, known);
    let planned = read.into_iter().zip(found).map(|((row, session), at)| {
        let Some(mut session) = session else { return PlannedRow { row, outcome: Outcome::Refused, session: None, known: None } };
        let outcome = match at.and_then(|at| known.get(at)) {
            None => Outcome::Added,
            Some(known) => {
                keep_unsaid(&mut session, &known.session);
                if known.session == session { Outcome::Unchanged } else { Outcome::Updated }
            }
        };
        PlannedRow { row, outcome, session: Some(session), known: at }
    });
    let rows: Vec<_> = planned.collect();
    if rows.is_empty() {
        return Problem::new("agenda_no_rows").refuse();
    }
    let count = |outcome| rows.iter().filter(|row| row.outcome == outcome).count();
    Ok(Plan {
        added: count(Outcome::Added),
        updated: count(Outcome::Updated),
        unchanged: count(Outcome::Unchanged),
        refused,
        sheet: layout.table.sheet.clone(),
        header_row: layout.header_row,
        other_sheets: file.sheets.iter().filter(|table| !std::ptr::eq(*table, layout.table)).map(OtherSheet::of).collect(),
        rows,
    })
}

/// Which known session each row is, if any; none of them is two rows.
fn matches(sessions: &[Option<&NewSession>], known: &[Known]) -> Vec<Option<usize>> {
    let mut taken = BTreeSet::new();
    let mut found = vec![None; sessions.len()];
    for (session, found) in sessions.iter().zip(&mut found) {
        let Some(session) = session else { continue };
        let same = |other: &NewSession| other.date == session.date && other.starts_min == session.starts_min && other.title == session.title;
        *found = known.iter().enumerate().find(|(at, known)| !taken.contains(at) && same(&known.session)).map(|(at, _)| at);
        taken.extend(*found);
    }
    let left: Vec<_> =
        found.iter().zip(sessions).filter(|(found, _)| found.is_none()).filter_map(|(_, session)| *session).map(|session| session.title.as_str()).collect();
    for (session, found) in sessions.iter().zip(&mut found) {
        let Some(session) = session.filter(|_| found.is_none()) else { continue };
        let mut there = known.iter().enumerate().filter(|(at, known)| !taken.contains(at) && known.session.title == session.title).map(|(at, _)| at);
        if let (Some(at), None) = (there.next(), there.next())
            && left.iter().filter(|title| **title == session.title).count() == 1
        {
            *found = Some(at);
        }
    }
    found
}

/// An agenda without a column for rooms, or with nothing in it, says nothing about them: what is known stays. So it is with trainers.
fn keep_unsaid(session: &mut NewSession, known: &NewSession) {
    if session.room.is_none() {
        session.room.clone_from(&known.room);
    }
    if session.trainers.is_empty() {
        session.trainers.clone_from(&known.trainers);
    }
}
