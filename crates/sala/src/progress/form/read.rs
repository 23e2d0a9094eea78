//! Writing down what a form says: all of it, or nothing where a row could not be read.

use serde::Serialize;

use super::{
    beside::Reached,
    fill::{Filled, Parsed, Says, parse},
    slip::{Head, Slip},
};
use crate::{
    Desk, Error, Problem, RecordId, Result,
    journal::{Change, FromPaper, Value},
    people::table::Spreadsheet,
    plans::{
        self,
        records::{ASKED, ASSISTANCE, INDICATOR, OF_PLAN, REACHED},
    },
    programme::happened::{happened, not_to_come},
    progress::{
        cascade,
        month::Month,
        rate::{self, Rating},
        records::CASCADE_EVENT,
        report::{self, Progress, ReportField},
    },
    value,
};

/// One cell that keeps a form out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// The row's number, as a spreadsheet program shows it.
    pub row: u32,
    /// The column at fault.
    pub column: &'static str,
    /// Why.
    pub code: &'static str,
    /// What stood there.
    pub value: String,
}

impl Refused {
    pub(super) fn of(row: u32, column: &'static str, code: &'static str, value: &str) -> Self {
        Self { row, column, code, value: value.chars().take(200).collect() }
    }
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It tells something of which nothing was told.
    Added,
    /// It tells something else than the form showed.
    Updated,
    /// It tells what is known.
    Unchanged,
    /// It tells something else than what was recorded meanwhile: both stand, to be decided.
    Differs,
}

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// An activity.
    Activity,
    /// The plan as a whole.
    Rating,
    /// A workshop.
    Cascade,
    /// An indicator.
    Indicator,
    /// Assistance that is asked for.
    Request,
}

impl About {
    fn of(slip: &Slip) -> Self {
        match slip {
            Slip::Activity { .. } => Self::Activity,
            Slip::Rating { .. } => Self::Rating,
            Slip::Cascade { .. } => Self::Cascade,
            Slip::Indicator { .. } => Self::Indicator,
            Slip::Request { .. } => Self::Request,
        }
    }
}

/// One row of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReadRow {
    /// Its number.
    pub row: u32,
    /// What it is about.
    pub about: About,
    /// What stands in its first column.
    pub title: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// What a form did, or would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Read {
    /// The plan's code.
    pub plan: String,
    /// The month.
    pub month: Month,
    /// Rows that tell something new.
    pub added: usize,
    /// Rows that tell something else.
    pub updated: usize,
    /// Rows that tell what is known.
    pub unchanged: usize,
    /// Rows to be decided about.
    pub differs: usize,
    /// What could not be read. Where anything could not, nothing was written.
    pub refused: Vec<Refused>,
    /// Every row that was filled in.
    pub rows: Vec<ReadRow>,
}

/// What reading a form would do: the same work, taken back.
///
/// # Errors
/// As [`read`].
pub fn preview(desk: &Desk, book: RecordId, plan: RecordId, file: &Spreadsheet, formulas: &[(String, u32, u32)]) -> Result<Read> {
    let mut done = None;
    let taken_back = desk.change(book, "plan_form", |change| {
        done = Some(read(change, plan, file, formulas)?);
        Problem::new("form_preview").refuse::<()>()
    });
    match (done, taken_back) {
        (Some(done), _) => Ok(done),
        (None, Err(error)) => Err(error),
        (None, Ok(())) => Problem::new("form_damaged").refuse(),
    }
}

/// Read a form of this plan.
///
/// # Errors
/// `not_a_form`, `form_newer`, `form_damaged`, `form_other_programme`, `form_other_plan`, `no_such_plan`. Refused rows are answered, not
/// an error.
pub fn read(change: &mut Change<'_>, plan: RecordId, file: &Spreadsheet, formulas: &[(String, u32, u32)]) -> Result<Read> {
    let Parsed { head, rows, mut refused, days, without_slip } = parse(file, formulas)?;
    if head.programme != change.book_id() {
        return Problem::new("form_other_programme").refuse();
    }
    let line = plans::views::line(change.sql(), change.book(), plan)?;
    if head.plan != plan {
        let other = plans::views::line(change.sql(), change.book(), head.plan).map(|line| line.code).unwrap_or_default();
        return Problem::new("form_other_plan").with("plan", line.code).with("form", other).refuse();
    }
    let month = Month::parse(&head.month)?;
    let (content, _) = plans::content(change.sql(), change.book(), plan)?;
    for row in rows.iter().filter(|row| says_something(row)) {
        let gone = match &row.slip {
            Slip::Activity { id, .. } if !content.activities.iter().any(|activity| activity.id == *id) => "activity_gone",
            Slip::Indicator { id, .. } if !content.indicators.iter().any(|indicator| indicator.id == *id) => "indicator_gone",
            _ => continue,
        };
        refused.push(Refused::of(row.row, "title", gone, &row.title));
    }
    // A row that was copied without its last column, say: what was typed there would go by unread.
    let met = |id: RecordId| rows.iter().any(|row| matches!(&row.slip, Slip::Activity { id: of, .. } if *of == id));
    for activity in content.activities.iter().filter(|activity| !met(activity.id)) {
        let lost = without_slip.iter().filter(|(_, title)| *title == activity.title.trim());
        refused.extend(lost.map(|(row, title)| Refused::of(*row, "row", "slip_damaged", title)));
    }
    for (row, column, date) in days {
        let held = if column == "date" { happened(change, date) } else { not_to_come(change, date) };
        if let Err(Error::Refused(problem)) = held {
            refused.push(Refused::of(row, column, problem.code, &date.to_string()));
        }
    }
    refused.sort_by_key(|refused| refused.row);
    let mut done = Read { plan: line.code, month, added: 0, updated: 0, unchanged: 0, differs: 0, refused, rows: Vec::new() };
    if !done.refused.is_empty() {
        return Ok(done);
    }
    for row in rows {
        let Some(outcome) = write(change, plan, month, &head, &row)? else { continue };
        match outcome {
            Outcome::Added => done.added += 1,
            Outcome::Updated => done.updated += 1,
            Outcome::Unchanged => done.unchanged += 1,
            Outcome::Differs => done.differs += 1,
        }
        done.rows.push(ReadRow { row: row.row, about: About::of(&row.slip), title: row.title, outcome });
    }
    Ok(done)
}

/// True where a row says something else than the form showed.
fn says_something(row: &Filled) -> bool {
    match (&row.slip, &row.says) {
        (Slip::Activity { doing, percent, said, .. }, Says::Activity(progress, now)) => shown(*doing, *percent).as_ref() != progress.as_ref() || said != now,
        (Slip::Indicator { actual, measured, .. }, Says::Indicator(now)) => (actual, measured) != (&now.actual, &now.measured),
        (_, Says::Nothing) => false,
        _ => true,
    }
}

/// What a line is that the form made once and that was taken back since: it is there again.
const fn anew(was_taken_back: bool) -> FromPaper {
    if was_taken_back { FromPaper::Written } else { FromPaper::Known }
}

fn shown(doing: Option<crate::progress::Doing>, percent: Option<i64>) -> Option<Progress> {
    doing.and_then(|doing| Progress::new(doing, percent).ok())
}

/// Write a row; none where it is an empty line.
fn write(change: &mut Change<'_>, plan: RecordId, month: Month, head: &Head, row: &Filled) -> Result<Option<Outcome>> {
    let mut became = FromPaper::Known;
    let had;
    match (&row.slip, &row.says) {
        (Slip::Activity { id, progress: names, told, doing, percent, said }, Says::Activity(now, says)) => {
            had = doing.is_some() || said.is_some();
            let before = shown(*doing, *percent);
            if before != *now {
                let value = |progress: Option<Progress>| progress.map_or_else(Value::cleared, Progress::into_value);
                let field = ReportField::Progress(now.or(before).ok_or_else(|| Error::Refused(Problem::new("form_damaged")))?);
                let (cell, _) = report::cell(change, *id, month, field)?;
                became = became.max(change.set_from_paper(cell, value(*now), &value(before), names)?);
            }
            if said != says {
                let (cell, value) = report::cell(change, *id, month, ReportField::Said(says.clone().unwrap_or_default()))?;
                became = became.max(change.set_from_paper(cell, value, &value![said.clone()], told)?);
            }
        }
        (Slip::Rating { names, light, reason }, Says::Rating(now)) => {
            had = light.is_some();
            let before = light.and_then(|light| Rating::new(light, reason.as_deref().unwrap_or_default()).ok());
            if before.is_none() && now.is_none() {
                return Ok(None);
            }
            if before != *now {
                let value = |rating: &Option<Rating>| rating.clone().map_or_else(Value::cleared, Rating::into_value);
                let cell = rate::cell(change, plan, month)?;
                became = change.set_from_paper(cell, value(now), &value(&before), names)?;
            }
        }
        (Slip::Cascade { nth }, Says::Cascade(new)) => {
            had = false;
            // One form's line is one workshop, on whichever laptop it is read.
            let id = change.natural(&CASCADE_EVENT, &[&head.form.to_string(), &nth.to_string()]);
            became = anew(change.revived(&CASCADE_EVENT, id)?);
            change.set_if_new(OF_PLAN.of(&CASCADE_EVENT, id), plan)?;
            for (field, value) in cascade::fields(change, new)? {
                if value.parts().is_empty() {
                    continue;
                }
                became = became.max(change.set_from_paper(field.of(&CASCADE_EVENT, id), value, &Value::cleared(), &[])?);
            }
        }
        (Slip::Indicator { id, names, actual, measured }, Says::Indicator(now)) => {
            had = actual.is_some();
            let before = Reached { actual: actual.clone(), measured: *measured };
            if before == *now && *now == Reached::default() {
                return Ok(None);
            }
            if before != *now {
                let value = |one: &Reached| value![one.actual.clone(), one.measured];
                became = change.set_from_paper(REACHED.of(&INDICATOR, *id), value(now), &value(&before), names)?;
            }
        }
        (Slip::Request { nth }, Says::Request(new)) => {
            had = false;
            let id = change.natural(&ASSISTANCE, &[&head.form.to_string(), &nth.to_string()]);
            became = anew(change.revived(&ASSISTANCE, id)?);
            change.set_if_new(OF_PLAN.of(&ASSISTANCE, id), plan)?;
            became = became.max(change.set_from_paper(ASKED.of(&ASSISTANCE, id), value![new.title.as_str(), new.needed], &Value::cleared(), &[])?);
        }
        _ => return Ok(None),
    }
    Ok(Some(match became {
        FromPaper::Known => Outcome::Unchanged,
        FromPaper::Differs => Outcome::Differs,
        FromPaper::Written if had => Outcome::Updated,
        FromPaper::Written => Outcome::Added,
    }))
}
