//! Coaching, assistance given and workshops of alumni, noted as they happen.

use chrono::NaiveDate;
use clap::Args;
use sala::{
    Desk, Error, Problem, RecordId, Result, attendance,
    plans::views,
    progress::{self, Attended, NewCascade, NewContact, NewHelp, Told, Unit, Way, cascade, contact, help, views::of_plan},
};

use super::{
    plan_of,
    told::{months, no_such_word},
    word,
};
use crate::{answer::Answer, cli::OfProgramme};

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
    let way = way.map(|typed| word("way", &typed, Way::from_code, Way::CODES)).transpose()?;
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

fn missing(field: &str) -> Error {
    Error::Refused(Problem::new("text_missing").with("field", field))
}
