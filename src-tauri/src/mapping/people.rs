//! The roster import.

use sala::people::{import::{self, Column}, views};

use super::count;
use crate::wire::people::{Person, PersonFacts, PersonSeen, ColumnMapping, FieldChange, ImportNote, OtherSheet, PersonRef, PlannedRow, PossibleDuplicate, RefusedRow, RowOutcome};

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
        let import::PlannedRow { row, outcome, code, details, changes } = row;
        Self { row, outcome: outcome.into(), code, name: details.map(|details| details.name), changes: changes.into_iter().map(FieldChange::from).collect() }
    }
}

impl From<Column> for ColumnMapping {
    fn from(column: Column) -> Self {
        let Column { index, letter, title, field, samples } = column;
        Self { column: count(index), letter, header: title, field: field.map(|field| field.code().to_owned()), samples }
    }
}

impl From<views::Person> for Person {
    fn from(person: views::Person) -> Self {
        let views::Person { id, code, name, native, language, sex, country, organisation, org_type, position, email, phone, role, status, seen } = person;
        Self {
            id: id.into(),
            facts: PersonFacts {
                code,
                name: name.unwrap_or_default(),
                native,
                language,
                sex,
                country,
                organisation,
                org_type,
                position,
                email,
                phone,
                role,
                status,
            },
            seen: seen.into(),
        }
    }
}

impl From<views::PersonSeen> for PersonSeen {
    fn from(seen: views::PersonSeen) -> Self {
        let views::PersonSeen { code, name, language, sex, country, organisation, position, contact, role, status } = seen;
        Self {
            code: code.into(),
            name: name.into(),
            language: language.into(),
            sex: sex.into(),
            country: country.into(),
            organisation: organisation.into(),
            position: position.into(),
            contact: contact.into(),
            role: role.into(),
            status: status.into(),
        }
    }
}
