//! Accepting a planned agenda.

use chrono::NaiveDate;

use super::{
    super::{
        records::{METHOD, ROOM, SESSION, SLOT, TRAINERS},
        session::{Method, NewSession},
        verbs::{halves_of_day, one_on_a_line, write_new},
        views,
    },
    Known, Options, Outcome, Plan, plan,
};
use crate::{Desk, Problem, RecordId, Result, people::table::Spreadsheet, programme, value};

/// What importing would do, without writing anything.
///
/// # Errors
/// Those of [`plan`].
pub fn preview(desk: &Desk, book: RecordId, file: &Spreadsheet, options: &Options) -> Result<Plan> {
    desk.read(|reader| {
        let book = reader.book(book)?;
        let (_, known) = known(views::days(reader.sql(), book)?);
        plan(file, &known, dates(programme::views::facts(reader.sql(), book)?), options)
    })
}

/// Import the agenda as one action; the registers of its days are made where they are missing.
///
/// # Errors
/// `agenda_rows_refused` while a row is refused and `skip_refused` is not given; nothing was written then.
pub fn apply(desk: &Desk, book: RecordId, file: &Spreadsheet, options: &Options, skip_refused: bool) -> Result<Plan> {
    desk.change(book, "agenda_import", |change| {
        let (ids, known) = known(views::days(change.sql(), change.book())?);
        let plan = plan(file, &known, dates(programme::views::facts(change.sql(), change.book())?), options)?;
        if !plan.refused.is_empty() && !skip_refused {
            return Problem::new("agenda_rows_refused").with("refused", plan.refused.len()).refuse();
        }
        let (mut days, mut added) = (std::collections::BTreeSet::new(), Vec::new());
        for row in &plan.rows {
            let Some(session) = &row.session else { continue };
            days.insert(session.date);
            match (row.outcome, row.known.and_then(|at| ids.get(at))) {
                (Outcome::Added, _) => {
                    added.push((session.date, write_new(change, session)?));
                }
                (Outcome::Updated, Some(id)) => {
                    change.set_if_new(SLOT.of(&SESSION, *id), value![session.date, session.starts_min, session.ends_min])?;
                    change.set_if_new(METHOD.of(&SESSION, *id), session.method.code())?;
                    change.set_if_new(ROOM.of(&SESSION, *id), value![session.room.as_deref()])?;
                    change.set_if_new(TRAINERS.of(&SESSION, *id), one_on_a_line(&session.trainers))?;
                }
                _ => {}
            }
        }
        for day in days {
            let halves = halves_of_day(change, day)?;
            programme::registers::ensure(change, day, &halves)?;
            for (_, session) in added.iter().filter(|(of, _)| *of == day) {
                programme::registers::ensure_of_session(change, *session, &halves)?;
            }
        }
        Ok(plan)
    })
}

fn dates(programme: Option<programme::views::Programme>) -> Option<(NaiveDate, NaiveDate)> {
    programme.and_then(|programme| programme.starts.zip(programme.ends))
}

/// The sessions that are there, each with its id.
fn known(days: Vec<views::Day>) -> (Vec<RecordId>, Vec<Known>) {
    let mut ids = Vec::new();
    let mut known = Vec::new();
    for day in days {
        for line in day.sessions {
            ids.push(line.id);
            let method = Method::from_code(&line.method).unwrap_or(Method::Other);
            let views::SessionLine { starts_min, ends_min, title, room, trainers, .. } = line;
            let session = NewSession { date: day.date, starts_min, ends_min, method, title, room, trainers };
            known.push(Known { session });
        }
    }
    (ids, known)
}
