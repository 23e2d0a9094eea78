//! The roster import.

use sala::people::{
    details::{Details, FieldChange},
    import::{self, Column, Options, RosterField},
    table::OtherSheet as CoreOtherSheet,
};

use super::{all, count};
use crate::{
    fault::{Fault, unreadable},
    wire::people::{
        ColumnMapping, FieldChange as WireFieldChange, ImportNote, MappedColumn, OtherSheet, PersonRef, PlannedFacts, PlannedRow, PossibleDuplicate,
        RefusedRow, RosterPlan, RosterReading, RowOutcome,
    },
};

impl From<import::Refusal> for RefusedRow {
    fn from(refusal: import::Refusal) -> Self {
        let import::Refusal { row, column, code, value } = refusal;
        Self { row, column, code: code.to_owned(), value }
    }
}

impl From<import::Note> for ImportNote {
    fn from(note: import::Note) -> Self {
        let import::Note { row, column, code, value, kept } = note;
        Self { row, column, code: code.to_owned(), value, kept }
    }
}

impl From<import::PossibleDuplicate> for PossibleDuplicate {
    fn from(duplicate: import::PossibleDuplicate) -> Self {
        let import::PossibleDuplicate { row, name, like, why } = duplicate;
        Self { row, name, like: like.into(), why: why.to_owned() }
    }
}

impl From<import::Like> for PersonRef {
    fn from(like: import::Like) -> Self {
        let import::Like { code, name, row } = like;
        Self { code, name, row }
    }
}

impl From<import::Outcome> for RowOutcome {
    fn from(outcome: import::Outcome) -> Self {
        match outcome {
            import::Outcome::Added => Self::Added,
            import::Outcome::Updated => Self::Updated,
            import::Outcome::Unchanged => Self::Unchanged,
            import::Outcome::Refused => Self::Refused,
            import::Outcome::LeftOut => Self::LeftOut,
        }
    }
}

impl From<import::PlannedRow> for PlannedRow {
    fn from(row: import::PlannedRow) -> Self {
        let import::PlannedRow { row, outcome, code, details, changes, person: _ } = row;
        let (name, facts) = details.map(|details| (details.name.clone(), details.into())).unzip();
        Self { row, outcome: outcome.into(), code, name, facts, changes: all(changes) }
    }
}

impl From<Details> for PlannedFacts {
    fn from(details: Details) -> Self {
        let Details { name: _, native, language, sex, country, organisation, org_type, position, email, phone, role, standing: _ } = details;
        Self {
            native,
            language,
            sex: sex.map(|sex| sex.code().to_owned()),
            country: country.map(|country| country.code().to_owned()),
            organisation,
            org_type: org_type.map(|kind| kind.code().to_owned()),
            position,
            role: role.map(|role| role.code().to_owned()),
            email,
            phone,
        }
    }
}

impl From<Column> for ColumnMapping {
    fn from(column: Column) -> Self {
        let Column { index, letter, title, field, samples } = column;
        Self { column: count(index), letter, header: title, field: field.map(|field| field.code().to_owned()), samples }
    }
}

impl From<CoreOtherSheet> for OtherSheet {
    fn from(sheet: CoreOtherSheet) -> Self {
        let CoreOtherSheet { name, rows, text } = sheet;
        Self { name, rows: count(rows), text }
    }
}

impl From<FieldChange> for WireFieldChange {
    fn from(change: FieldChange) -> Self {
        let FieldChange { field, from, to } = change;
        Self { field: field.to_owned(), from, to }
    }
}

impl From<import::Plan> for RosterPlan {
    fn from(plan: import::Plan) -> Self {
        let import::Plan {
            added,
            updated,
            unchanged,
            refused,
            possible_duplicates,
            notes,
            sheet,
            header_row,
            columns,
            other_sheets,
            encoding,
            encoding_guessed,
            seated,
            codes_given,
            rows,
        } = plan;
        Self {
            sheet,
            other_sheets: all(other_sheets),
            header_row,
            columns: all(columns),
            rows: all(rows),
            notes: all(notes),
            encoding,
            encoding_guessed,
            seated: count(seated),
            codes_given,
            added: count(added),
            updated: count(updated),
            unchanged: count(unchanged),
            refused: all(refused),
            possible_duplicates: all(possible_duplicates),
        }
    }
}

/// How the window wants a list to be read.
pub fn options(reading: RosterReading) -> Result<(String, Options), Fault> {
    let RosterReading { file, sheet, header_row, mapping, leave_out } = reading;
    let field = |code: String| RosterField::from_code(&code).ok_or_else(|| unreadable("field"));
    let map = mapping.into_iter().map(|MappedColumn { header, field: code }| Ok((header, code.map(field).transpose()?)));
    Ok((file, Options { sheet, header_row, map: map.collect::<Result<_, Fault>>()?, leave_out }))
}
