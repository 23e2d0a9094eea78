//! A nomination list becomes a roster: read, mapped, checked row by row, compared with who is
//! already enrolled. [`plan`] is pure and writes nothing; what it answers is the preview that a
//! person accepts, and the same plan is then applied as one action.

mod apply;
mod column;
mod duplicate;
mod header;
mod matching;
mod problem;
mod row;
#[cfg(test)]
mod tests;

use serde::Serialize;

pub use apply::{apply, preview};
pub use column::RosterField;
pub use header::Column;
pub use problem::ImportError;

use super::details::{Details, Enrolled, FieldChange};
use super::name;
use super::table::{OtherSheet, Spreadsheet};
pub(super) use matching::next_code;
use row::Candidate;

/// What the user says beside the file.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The sheet to read; otherwise the one whose header names the most fields.
    pub sheet: Option<String>,
    /// The row of the titles, where the user points at it.
    pub header_row: Option<u32>,
    /// Corrections of the mapping: a column's title and what it is (`None`: leave it out).
    pub map: Vec<(String, Option<RosterField>)>,
    /// Rows that the user does not want, by their number in the sheet.
    pub leave_out: Vec<u32>,
}

/// One thing in one row that keeps the row out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// The row's number in the sheet.
    pub row: u32,
    /// The title of the column.
    pub column: String,
    /// Why (`country_unknown`).
    pub code: &'static str,
    /// What the cell says.
    pub value: String,
}

/// Something that was changed or kept on the way in and that a person should see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The row's number in the sheet.
    pub row: u32,
    /// The title of the column.
    pub column: String,
    /// What it is about (`name_was_capitals`, `zawgyi`, `phone_kept_as_typed` …).
    pub code: &'static str,
    /// What the cell says.
    pub value: String,
    /// What is kept instead, where something else is.
    pub kept: Option<String>,
}

/// A row that may be somebody who is already there. It is pointed at, never refused for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PossibleDuplicate {
    /// The row's number in the sheet.
    pub row: u32,
    /// The name in that row.
    pub name: String,
    /// Who it may be.
    pub like: Like,
    /// Why (`same_name_ignoring_honorific`).
    pub why: &'static str,
}

/// The person that a row may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Like {
    /// The code that person has or will get.
    pub code: String,
    /// The name.
    pub name: String,
    /// The row, when that person comes from the same list.
    pub row: Option<u32>,
}

/// What accepting would do with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A new person.
    Added,
    /// Somebody enrolled, with something new.
    Updated,
    /// Somebody enrolled, nothing new.
    Unchanged,
    /// Kept out; see the refusals.
    Refused,
    /// Kept out because the user said so.
    LeftOut,
}

/// One row of the list as the preview shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlannedRow {
    /// The row's number in the sheet.
    pub row: u32,
    /// What accepting would do.
    pub outcome: Outcome,
    /// The code of the person: the one enrolled, or the one to be given.
    pub code: Option<String>,
    /// The person after accepting.
    pub details: Option<Details>,
    /// The fields that would change.
    pub changes: Vec<FieldChange>,
    /// Which of the enrolled people it is.
    #[serde(skip)]
    pub person: Option<usize>,
}

/// The whole answer: counts, refusals, possible duplicates, and how the sheet was understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// New people.
    pub added: usize,
    /// People with something new.
    pub updated: usize,
    /// People about whom the list says nothing new.
    pub unchanged: usize,
    /// Everything that keeps a row out.
    pub refused: Vec<Refusal>,
    /// Rows that may be somebody else's second entry.
    pub possible_duplicates: Vec<PossibleDuplicate>,
    /// Changes made on the way in.
    pub notes: Vec<Note>,
    /// The sheet that was read.
    pub sheet: String,
    /// The row of the titles.
    pub header_row: u32,
    /// The columns and what they are read as.
    pub columns: Vec<Column>,
    /// Sheets that were not read, with their first lines.
    pub other_sheets: Vec<OtherSheet>,
    /// The text encoding, and whether it was guessed.
    pub encoding: String,
    /// True when letters may be wrong because the encoding was guessed.
    pub encoding_guessed: bool,
    /// How many places in the teams of plans are filled, because a plan names the code that somebody gets.
    pub seated: usize,
    /// True where the list has no codes: they are given row by row, and whoever stands in a row is who a plan named by its code.
    pub codes_given: bool,
    /// Every row.
    pub rows: Vec<PlannedRow>,
}

/// Reads `Full name=name,Agency=organisation`; `-` as the field leaves a column out. A title may
/// itself hold a comma.
pub fn parse_map(text: &str) -> Result<Vec<(String, Option<RosterField>)>, ImportError> {
    let mut map = Vec::new();
    let mut title_start = String::new();
    for piece in text.split(',') {
        let Some((title, field)) = piece.rsplit_once('=') else {
            title_start.push_str(piece);
            title_start.push(',');
            continue;
        };
        let title = format!("{}{title}", std::mem::take(&mut title_start)).trim().to_owned();
        let field = field.trim();
        let field = match field {
            "-" | "" => None,
            code => Some(RosterField::from_code(code).ok_or_else(|| ImportError::MapUnknownField { field: code.to_owned() })?),
        };
        map.push((title, field));
    }
    if !title_start.trim_matches([',', ' ']).is_empty() {
        return Err(ImportError::MapUnknownField { field: title_start });
    }
    Ok(map)
}

/// What importing the file would do to the people enrolled now.
pub fn plan(file: &Spreadsheet, enrolled: &[Enrolled], options: &Options) -> Result<Plan, ImportError> {
    let layout = header::find(file, options)?;
    let mut refused = Vec::new();
    let mut notes = Vec::new();
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut rows: Vec<PlannedRow> = Vec::new();
    for row in layout.body() {
        if options.leave_out.contains(&row.number) {
            rows.push(kept_out(row.number, Outcome::LeftOut));
            continue;
        }
        match row::read(&layout, row, &mut refused, &mut notes) {
            Some(candidate) => candidates.push(candidate),
            None => rows.push(kept_out(row.number, Outcome::Refused)),
        }
    }
    if candidates.is_empty() && rows.is_empty() {
        return Err(ImportError::NoRows);
    }
    let code_title = layout.column(RosterField::Code).map_or_else(|| RosterField::Code.code().to_owned(), |column| column.title.clone());
    let matched = matching::match_enrolled(candidates, enrolled, &code_title, &mut refused, &mut notes);
    rows.extend(matched.refused_rows.iter().map(|row| kept_out(*row, Outcome::Refused)));
    let possible_duplicates = duplicate::find(&matched.rows, enrolled);
    rows.extend(matched.rows.into_iter().map(|row| planned(row, enrolled)));
    rows.sort_by_key(|row| row.row);
    refused.sort_by_key(|refusal| refusal.row);
    notes.sort_by_key(|note| note.row);
    let count = |outcome| rows.iter().filter(|row| row.outcome == outcome).count();
    Ok(Plan {
        added: count(Outcome::Added),
        updated: count(Outcome::Updated),
        unchanged: count(Outcome::Unchanged),
        refused,
        possible_duplicates,
        notes,
        sheet: layout.table.sheet.clone(),
        header_row: layout.header_row,
        other_sheets: file.sheets.iter().filter(|table| !std::ptr::eq(*table, layout.table)).map(OtherSheet::of).collect(),
        seated: 0,
        codes_given: layout.column(RosterField::Code).is_none(),
        columns: layout.columns,
        encoding: file.encoding.clone(),
        encoding_guessed: file.guessed,
        rows,
    })
}

fn kept_out(row: u32, outcome: Outcome) -> PlannedRow {
    PlannedRow { row, outcome, code: None, details: None, changes: Vec::new(), person: None }
}

fn planned(matched: matching::Matched, enrolled: &[Enrolled]) -> PlannedRow {
    let row = matched.candidate.row;
    let incoming = matched.candidate.details;
    let Some(person) = matched.person.and_then(|at| enrolled.get(at)) else {
        return PlannedRow { row, outcome: Outcome::Added, code: Some(matched.code), details: Some(incoming), changes: Vec::new(), person: None };
    };
    let mut details = person.details.clone();
    let mut incoming = incoming;
    // Capitals that were guessed never correct a name that somebody typed with care.
    if name::clean(&incoming.name).text.to_lowercase() == details.name.to_lowercase() {
        incoming.name.clone_from(&details.name);
    }
    let changes = details.update(&incoming);
    let outcome = if changes.is_empty() { Outcome::Unchanged } else { Outcome::Updated };
    PlannedRow { row, outcome, code: Some(matched.code), details: Some(details), changes, person: matched.person }
}
