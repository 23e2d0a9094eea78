//! What is told of a plan month by month: reports, ratings, contacts, assistance given, workshops of alumni.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use sala::{
    Desk, Error, Problem, RecordId, Result, attendance,
    plans::{content::Activity, views},
    progress::{
        self, Attended, Doing, Light, Month, NewCascade, NewContact, NewHelp, Progress, Rating, ReportField, Told, Unit, Way, cascade, contact, help, report,
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

/// `sala plan contact`.
#[derive(Debug, Args)]
pub struct Contact {
    /// The plan's code
    plan: String,
    #[command(flatten)]
    of: OfProgramme,
    /// On which day [default: today]
    #[arg(long, value_name = "DATE")]
    date: Option<NaiveDate>,
    /// visit, telephone, mail or message
    #[arg(long, value_name = "WORD")]
    way: Option<String>,
    /// Who spoke for the institute [default: who is at the laptop]
    #[arg(long, value_name = "NAME")]
    coach: Option<String>,
    /// What was said
    #[arg(long, value_name = "TEXT")]
    said: Option<String>,
    /// What is to be done next
    #[arg(long, value_name = "TEXT")]
    next: Option<String>,
    /// By which day
    #[arg(long, value_name = "DATE")]
    next_on: Option<NaiveDate>,
    /// Note this contact otherwise, as `sala plan months --json` names it; what is not named stays
    #[arg(long, value_name = "ID")]
    contact: Option<String>,
    /// Take that contact away
    #[arg(long, requires = "contact", conflicts_with_all = ["date", "way", "coach", "said", "next", "next_on"])]
    remove: bool,
}

/// `sala plan assist`.
#[derive(Debug, Args)]
pub struct Assist {
    /// The plan's code
    plan: String,
    #[command(flatten)]
    of: OfProgramme,
    /// On which day [default: today]
    #[arg(long, value_name = "DATE")]
    date: Option<NaiveDate>,
    /// What was given
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Who gave it [default: who is at the laptop]
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// How many hours
    #[arg(long, value_name = "N", conflicts_with = "days", allow_negative_numbers = true)]
    hours: Option<i64>,
    /// How many days
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    days: Option<i64>,
    /// The request that it answers: its id or its title
    #[arg(long, value_name = "REQUEST")]
    request: Option<String>,
    /// Note this otherwise, as `sala plan months --json` names it; what is not named stays
    #[arg(long, value_name = "ID")]
    given: Option<String>,
    /// Take it away
    #[arg(long, requires = "given", conflicts_with_all = ["date", "title", "by", "hours", "days", "request"])]
    remove: bool,
}

/// `sala plan cascade`.
#[derive(Debug, Args)]
pub struct Cascade {
    /// The plan's code
    plan: String,
    #[command(flatten)]
    of: OfProgramme,
    /// On which day [default: today]
    #[arg(long, value_name = "DATE")]
    date: Option<NaiveDate>,
    /// What it was
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Where
    #[arg(long, value_name = "TEXT")]
    place: Option<String>,
    /// How many women
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    women: Option<i64>,
    /// How many men
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    men: Option<i64>,
    /// How many of whom nobody wrote down which
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    not_stated: Option<i64>,
    /// What else there is to say
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Note this workshop otherwise, as `sala plan months --json` names it; what is not named stays
    #[arg(long, value_name = "ID")]
    event: Option<String>,
    /// Take it away
    #[arg(long, requires = "event", conflicts_with_all = ["date", "title", "place", "women", "men", "not_stated", "note"])]
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
    let progress = doing.map(|typed| word("doing", &typed, Doing::from_code)).transpose()?.map(|doing| Progress::new(doing, percent)).transpose()?;
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
        (Some(typed), false) => Some(Rating::new(word("light", &typed, Light::from_code)?, &reason)?),
        _ => None,
    };
    desk.change(book, "plan_rate", |change| progress::rate(change, line.id, month, rating, None))?;
    months(desk, &of.programme, &plan)
}

/// Note a contact.
pub fn contact(desk: &Desk, args: Contact) -> Result<Answer> {
    let Contact { plan, of, date, way, coach, said, next, next_on, contact: which, remove } = args;
    let (book, line) = plan_of(desk, &of.programme, &plan)?;
    let id = id_of(which)?;
    if let (true, Some(id)) = (remove, id) {
        desk.change(book, "contact_remove", |change| progress::remove(change, Told::Contact, id, None))?;
        return months(desk, &of.programme, &plan);
    }
    let told = desk.read(|r| of_plan(r.sql(), r.book(book)?, line.id))?;
    let old = id.map(|id| told.contacts.iter().find(|one| one.id == id).ok_or_else(no_such_word)).transpose()?;
    let way = way.map(|typed| word("way", &typed, Way::from_code)).transpose()?;
    let new = NewContact {
        date: date.or(old.map(|old| old.date)).unwrap_or_else(|| attendance::views::today(desk)),
        way: way.or(old.and_then(|old| old.way)).ok_or_else(|| missing("way"))?,
        coach: coach.or_else(|| old.and_then(|old| old.coach.clone())).map_or_else(|| desk.author(), Ok)?,
        said: said.or_else(|| old.and_then(|old| old.said.clone())).unwrap_or_default(),
        next_step: next.or_else(|| old.and_then(|old| old.next_step.clone())).unwrap_or_default(),
        next_on: next_on.or(old.and_then(|old| old.next_on)),
    };
    desk.change(book, "plan_contact", |change| match id {
        None => contact::add(change, line.id, &new).map(drop),
        Some(id) => contact::edit(change, id, &new, None).map(drop),
    })?;
    months(desk, &of.programme, &plan)
}

/// Note assistance that was given.
pub fn assist(desk: &Desk, args: Assist) -> Result<Answer> {
    let Assist { plan, of, date, title, by, hours, days, request, given, remove } = args;
    let (book, line) = plan_of(desk, &of.programme, &plan)?;
    let id = id_of(given)?;
    if let (true, Some(id)) = (remove, id) {
        desk.change(book, "help_remove", |change| progress::remove(change, Told::Help, id, None))?;
        return months(desk, &of.programme, &plan);
    }
    let told = desk.read(|r| of_plan(r.sql(), r.book(book)?, line.id))?;
    let old = id.map(|id| told.help.iter().find(|one| one.id == id).ok_or_else(no_such_word)).transpose()?;
    let request = request.map(|typed| request_of(desk, book, line.id, &typed)).transpose()?;
    let new = NewHelp {
        date: date.or(old.map(|old| old.date)).unwrap_or_else(|| attendance::views::today(desk)),
        title: title.or_else(|| old.map(|old| old.title.clone())).unwrap_or_default(),
        by: by.or_else(|| old.and_then(|old| old.by.clone())).map_or_else(|| desk.author(), Ok)?,
        amount: hours.map(|n| (n, Unit::Hours)).or(days.map(|n| (n, Unit::Days))).or(old.and_then(|old| old.amount.zip(old.unit))),
        request: request.or(old.and_then(|old| old.request)),
    };
    desk.change(book, "plan_assist", |change| match id {
        None => help::add(change, line.id, &new).map(drop),
        Some(id) => help::edit(change, line.id, id, &new, None).map(drop),
    })?;
    months(desk, &of.programme, &plan)
}

/// Note a workshop of alumni.
pub fn cascade(desk: &Desk, args: Cascade) -> Result<Answer> {
    let Cascade { plan, of, date, title, place, women, men, not_stated, note, event, remove } = args;
    let (book, line) = plan_of(desk, &of.programme, &plan)?;
    let id = id_of(event)?;
    if let (true, Some(id)) = (remove, id) {
        desk.change(book, "cascade_remove", |change| progress::remove(change, Told::Cascade, id, None))?;
        return months(desk, &of.programme, &plan);
    }
    let told = desk.read(|r| of_plan(r.sql(), r.book(book)?, line.id))?;
    let old = id.map(|id| told.cascades.iter().find(|one| one.id == id).ok_or_else(no_such_word)).transpose()?;
    let counted = old.and_then(|old| old.attended);
    let attended = (counted.is_some() || [women, men, not_stated].iter().any(Option::is_some)).then(|| {
        let Attended { women: w, men: m, not_stated: n } = counted.unwrap_or_default();
        Attended { women: women.unwrap_or(w), men: men.unwrap_or(m), not_stated: not_stated.unwrap_or(n) }
    });
    let new = NewCascade {
        date: date.or(old.map(|old| old.date)).unwrap_or_else(|| attendance::views::today(desk)),
        title: title.or_else(|| old.map(|old| old.title.clone())).unwrap_or_default(),
        place: place.or_else(|| old.and_then(|old| old.place.clone())).unwrap_or_default(),
        attended,
        noted: note.or_else(|| old.and_then(|old| old.noted.clone())).unwrap_or_default(),
    };
    desk.change(book, "plan_cascade", |change| match id {
        None => cascade::add(change, line.id, &new).map(drop),
        Some(id) => cascade::edit(change, id, &new, None).map(drop),
    })?;
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

fn request_of(desk: &Desk, book: RecordId, plan: RecordId, typed: &str) -> Result<RecordId> {
    let requests = desk.read(|r| views::content(r.sql(), r.book(book)?, plan))?.0.assistance;
    let typed = typed.trim();
    let mut found = requests.iter().filter(|one| one.id.to_string() == typed || one.title.to_lowercase() == typed.to_lowercase());
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one.id),
        (Some(_), Some(_)) => Problem::new("line_ambiguous").with("line", typed).refuse(),
        (None, _) => Problem::new("no_such_line").with("line", typed).refuse(),
    }
}

fn id_of(typed: Option<String>) -> Result<Option<RecordId>> {
    typed.map(|typed| typed.trim().parse().map_err(|_| no_such_word())).transpose()
}

fn no_such_word() -> Error {
    Error::Refused(Problem::new("no_such_word"))
}

fn missing(field: &str) -> Error {
    Error::Refused(Problem::new("text_missing").with("field", field))
}
