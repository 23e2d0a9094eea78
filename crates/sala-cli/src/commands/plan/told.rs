//! What is told of a plan month by month: reports and ratings; and all that was told, in one list.

use std::path::PathBuf;

use clap::Args;
use sala::{
    Desk, Error, Problem, RecordId, Result,
    plans::{content::Activity, views},
    progress::{
        self, Attended, Doing, Light, Month, Progress, Rating, ReportField, Told, Way, report,
        views::{PlanMonths, of_plan},
    },
};
use serde_json::json;

use super::{super::output::bring, plan_of, word};
use crate::{
    answer::{Answer, or_dash, table},
    cli::OfProgramme,
};

/// `sala plan report`.
#[derive(Debug, Args)]
pub struct Report {
    /// The plan's code
    plan: String,
    #[command(flatten)]
    of: OfProgramme,
    /// Which activity: its id, its title, or its place in the plan from 1
    #[arg(long, value_name = "ACTIVITY")]
    activity: String,
    /// The month that is told about, such as 2012-06
    #[arg(long, value_name = "MONTH")]
    month: String,
    /// not_started, under_way, done or stopped
    #[arg(long, value_name = "WORD")]
    doing: Option<String>,
    /// How much of it is done, 0 to 100; only of what is under way or stopped
    #[arg(long, value_name = "N", requires = "doing", allow_negative_numbers = true)]
    percent: Option<i64>,
    /// What happened; an empty text takes it away
    #[arg(long, value_name = "TEXT")]
    said: Option<String>,
    /// Files that show it
    #[arg(long, value_name = "FILE", num_args = 1..)]
    evidence: Vec<PathBuf>,
    /// Take the report away: there is none then
    #[arg(long, conflicts_with_all = ["doing", "said", "evidence"])]
    remove: bool,
}

/// `sala plan rate`.
#[derive(Debug, Args)]
pub struct Rate {
    /// The plan's code
    plan: String,
    #[command(flatten)]
    of: OfProgramme,
    /// The month, such as 2012-06
    #[arg(long, value_name = "MONTH")]
    month: String,
    /// green, amber or red
    #[arg(long, value_name = "COLOUR", required_unless_present = "remove")]
    light: Option<String>,
    /// Why; needed for amber and red
    #[arg(long, default_value = "", hide_default_value = true)]
    reason: String,
    /// Take the rating back
    #[arg(long, conflicts_with_all = ["light", "reason"])]
    remove: bool,
}

/// Tell how an activity stands.
pub fn report(desk: &Desk, args: Report) -> Result<Answer> {
    let Report { plan, of, activity, month, doing, percent, said, evidence, remove } = args;
    let (book, line) = plan_of(desk, &of.programme, &plan)?;
    let month = Month::parse(&month)?;
    let activity = activity_of(desk, book, line.id, &activity)?.id;
    if remove {
        let told = desk.read(|r| of_plan(r.sql(), r.book(book)?, line.id))?;
        let found = told.reports.iter().find(|report| report.activity == activity && report.month == month);
        let id = found.map(|report| report.id).ok_or_else(no_such_word)?;
        desk.change(book, "progress_remove", |change| progress::remove(change, Told::Report, id, None))?;
        return months(desk, &of.programme, &plan);
    }
    let progress =
        doing.map(|typed| word("doing", &typed, Doing::from_code, Doing::CODES)).transpose()?.map(|doing| Progress::new(doing, percent)).transpose()?;
    let fields: Vec<_> = [progress.map(ReportField::Progress), said.map(ReportField::Said)].into_iter().flatten().collect();
    if fields.is_empty() && evidence.is_empty() {
        return Problem::new("text_missing").with("field", "doing").refuse();
    }
    let files = evidence.iter().map(|path| bring(desk, path)).collect::<Result<Vec<_>>>()?;
    desk.change(book, "progress_report", |change| {
        fields.into_iter().try_for_each(|field| report::write(change, activity, month, field, None).map(drop))?;
        let id = report::id_of(change, activity, month);
        files.iter().try_for_each(|file| report::hang(change, id, file).map(drop))
    })?;
    months(desk, &of.programme, &plan)
}

/// Say how a plan stands in a month.
pub fn rate(desk: &Desk, args: Rate) -> Result<Answer> {
    let Rate { plan, of, month, light, reason, remove } = args;
    let (book, line) = plan_of(desk, &of.programme, &plan)?;
    let month = Month::parse(&month)?;
    let rating = match (light, remove) {
        (Some(typed), false) => Some(Rating::new(word("light", &typed, Light::from_code, Light::CODES)?, &reason)?),
        _ => None,
    };
    desk.change(book, "plan_rate", |change| progress::rate(change, line.id, month, rating, None))?;
    months(desk, &of.programme, &plan)
}

/// What was told of a plan.
pub fn months(desk: &Desk, programme: &str, plan: &str) -> Result<Answer> {
    let (book, line) = plan_of(desk, programme, plan)?;
    let (told, activities) = desk.read(|r| {
        let (sql, no) = (r.sql(), r.book(book)?);
        Ok((of_plan(sql, no, line.id)?, views::content(sql, no, line.id)?.0.activities))
    })?;
    let text = said(&told, &activities);
    let text = if text.is_empty() { format!("Nobody has told anything of {} yet.", line.code) } else { text };
    let PlanMonths { reports, ratings, contacts, help, cascades } = told;
    let facts = json!({ "plan": line.code, "reports": reports, "ratings": ratings, "contacts": contacts, "help": help, "cascades": cascades });
    Answer::new(&facts, text.trim_end())
}

fn said(told: &PlanMonths, activities: &[Activity]) -> String {
    let title = |id: RecordId| activities.iter().find(|one| one.id == id).map(|one| one.title.clone()).unwrap_or_default();
    let mut parts = Vec::new();
    let ratings: Vec<_> =
        told.ratings.iter().filter_map(|one| Some([one.month.to_string(), one.light?.code().to_owned(), or_dash(one.reason.as_ref())])).collect();
    if !ratings.is_empty() {
        parts.push(table(["Month", "Light", "Why"], ratings));
    }
    if !told.reports.is_empty() {
        let rows = told.reports.iter().map(|one| {
            let doing = one.doing.map(|doing| doing.code().replace('_', " "));
            let percent = one.percent.map(|percent| format!(" {percent} %")).unwrap_or_default();
            [one.month.to_string(), title(one.activity), format!("{}{percent}", or_dash(doing)), or_dash(one.said.as_ref()), one.evidence.len().to_string()]
        });
        parts.push(table(["Month", "Activity", "Stands", "Said", "Files"], rows));
    }
    if !told.contacts.is_empty() {
        let rows = told.contacts.iter().map(|one| {
            let next = [one.next_on.map(|day| day.to_string()), one.next_step.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ");
            [one.date.to_string(), or_dash(one.way.map(Way::code)), or_dash(one.coach.as_ref()), or_dash(one.said.as_ref()), next]
        });
        parts.push(table(["Contact", "How", "Coach", "Said", "Next"], rows));
    }
    if !told.help.is_empty() {
        let rows = told.help.iter().map(|one| {
            let amount = one.amount.zip(one.unit).map(|(amount, unit)| format!("{amount} {}", unit.code()));
            [one.date.to_string(), one.title.clone(), or_dash(one.by.as_ref()), or_dash(amount)]
        });
        parts.push(table(["Given", "What", "By", "How much"], rows));
    }
    if !told.cascades.is_empty() {
        let rows = told.cascades.iter().map(|one| {
            let Attended { women, men, not_stated } = one.attended.unwrap_or_default();
            [one.date.to_string(), one.title.clone(), or_dash(one.place.as_ref()), format!("{women} + {men} + {not_stated}"), or_dash(one.total)]
        });
        parts.push(table(["Workshop", "What", "Where", "F + M + not stated", "All"], rows));
    }
    parts.join("\n\n")
}

/// An activity by its id, its title or its place.
fn activity_of(desk: &Desk, book: RecordId, plan: RecordId, typed: &str) -> Result<Activity> {
    let activities = desk.read(|r| views::content(r.sql(), r.book(book)?, plan))?.0.activities;
    let typed = typed.trim();
    let (id, place) = (typed.parse::<RecordId>().ok(), typed.parse::<usize>().ok());
    let is_meant = |(at, one): &(usize, &Activity)| Some(one.id) == id || Some(at + 1) == place || one.title.to_lowercase() == typed.to_lowercase();
    let mut found = activities.iter().enumerate().filter(is_meant).map(|(_, one)| one);
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one.clone()),
        (Some(_), Some(_)) => Problem::new("line_ambiguous").with("line", typed).refuse(),
        (None, _) => Problem::new("no_such_line").with("line", typed).refuse(),
    }
}

pub(super) fn no_such_word() -> Error {
    Error::Refused(Problem::new("no_such_word"))
}
