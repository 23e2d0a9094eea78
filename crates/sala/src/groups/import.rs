//! Groups from a spreadsheet: Group, Participant, and Role if there is one.

use std::collections::HashMap;

use serde::Serialize;

use super::{
    set::{group, place, set},
    views,
};
use crate::{
    Error, Problem, RecordId, Result,
    attendance::{import::RefusedRow, views::lookup},
    journal::Change,
    outputs::output::text,
    people::table::Table,
};

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// People who had no place in the set.
    pub added: u64,
    /// People whose group or part changed.
    pub updated: u64,
    /// People who were there already.
    pub unchanged: u64,
    /// What was refused. Where anything was, nothing was written.
    pub refused: Vec<RefusedRow>,
}

/// Import the groups of one set, all rows or none. People whom the list does not name stay where they are.
///
/// # Errors
/// `column_missing`, `table_empty`; store failures. Refused rows are answered, not an error.
pub fn import(change: &mut Change<'_>, set_name: &str, table: &Table) -> Result<Imported> {
    let Some((heading, rows)) = table.rows.split_first() else {
        return Problem::new("table_empty").refuse();
    };
    let column = |wanted: &str| heading.cells.iter().position(|cell| cell.trim().eq_ignore_ascii_case(wanted));
    let (Some(groups), Some(people)) = (column("Group"), column("Participant")) else {
        return Problem::new("column_missing").with("columns", vec!["Group", "Participant"]).refuse();
    };
    let roles = column("Role");
    let mut done = Imported::default();
    let mut places = Vec::new();
    let mut first_rows = HashMap::new();
    let roster = lookup::Roster::read(change.sql(), change.book())?;
    for row in rows.iter().filter(|row| !row.is_blank()) {
        let mut refuse =
            |column, code, value: &str| done.refused.push(RefusedRow { row: row.number, column, code, value: value.to_owned(), there: Vec::new() });
        let (name, code) = (row.cell(groups).trim(), row.cell(people).trim());
        let role = roles.map_or("", |at| row.cell(at));
        if let Err(Error::Refused(problem)) = text("name", name, 100, true) {
            refuse("Group", problem.code, name);
            continue;
        }
        if let Err(Error::Refused(problem)) = text("role", role, 40, false) {
            refuse("Role", problem.code, role);
            continue;
        }
        match roster.find(code).and_then(|person| lookup::still_here(person).map(|()| person)) {
            Err(Error::Refused(problem)) => refuse("Participant", problem.code, code),
            Err(error) => return Err(error),
            Ok(person) => match first_rows.insert(person.id, row.number) {
                // One person in two groups of a set: the list contradicts itself, and no row is more right than the other.
                Some(first) => refuse("Participant", "row_twice", &first.to_string()),
                None => places.push((name.to_owned(), person.id, role.to_owned())),
            },
        }
    }
    if done.refused.is_empty() {
        let set = set(change, set_name)?;
        for (name, person, role) in places {
            seat(change, set, &name, person, &role, &mut done)?;
        }
    }
    Ok(done)
}

fn seat(change: &mut Change<'_>, set: RecordId, name: &str, person: RecordId, role: &str, done: &mut Imported) -> Result<()> {
    let placed = views::is_placed(change.sql(), change.book(), set, person)?;
    let group = group(change, set, name)?;
    match (place(change, group, person, role, None)?, placed) {
        (false, _) => done.unchanged += 1,
        (true, true) => done.updated += 1,
        (true, false) => done.added += 1,
    }
    Ok(())
}
