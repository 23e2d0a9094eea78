//! Accepting a plan: the whole list as one action.

use std::collections::BTreeSet;

use super::{Options, Outcome, Plan, plan};
use crate::{
    Desk, Problem, RecordId, Result,
    people::{enrol, table::Spreadsheet, views},
    plans,
};

/// What accepting the list would do, without writing anything.
///
/// # Errors
/// Why the list cannot be imported at all (`roster_no_header` …).
pub fn preview(desk: &Desk, book: RecordId, file: &Spreadsheet, options: &Options) -> Result<Plan> {
    desk.read(|reader| {
        let people = views::roster(reader.sql(), reader.book(book)?)?;
        let enrolled: Vec<_> = people.iter().map(views::Person::enrolled).collect();
        let mut plan = plan(file, &enrolled, options)?;
        plan.seated = plans::views::places_of(reader.sql(), reader.book(book)?, &new_codes(&plan))?;
        Ok(plan)
    })
}

/// The codes of the people whom the list brings: places in plan teams may wait for them.
fn new_codes(plan: &Plan) -> BTreeSet<&str> {
    plan.rows.iter().filter(|row| row.outcome == Outcome::Added).filter_map(|row| row.code.as_deref()).collect()
}

/// Import the list as one action. It is planned anew against who is enrolled at this moment, so what is written fits
/// even if a file was received since the preview.
///
/// # Errors
/// `roster_rows_refused` while a row is refused and `skip_refused` is not given; nothing was written then.
pub fn apply(desk: &Desk, book: RecordId, file: &Spreadsheet, options: &Options, skip_refused: bool) -> Result<Plan> {
    desk.change(book, "roster_import", |change| {
        let people = views::roster(change.sql(), change.book())?;
        let enrolled: Vec<_> = people.iter().map(views::Person::enrolled).collect();
        let mut plan = plan(file, &enrolled, options)?;
        plan.seated = plans::views::places_of(change.sql(), change.book(), &new_codes(&plan))?;
        if !plan.refused.is_empty() && !skip_refused {
            return Problem::new("roster_rows_refused").with("refused", plan.refused.len()).refuse();
        }
        for row in &plan.rows {
            let (Some(code), Some(details)) = (&row.code, &row.details) else { continue };
            match (row.outcome, row.person.and_then(|at| people.get(at))) {
                (Outcome::Added, _) => {
                    enrol::add(change, code, details)?;
                }
                (Outcome::Updated, Some(person)) => enrol::write(change, person.id, details)?,
                _ => {}
            }
        }
        plans::seat_teams(change)?;
        Ok(plan)
    })
}
