//! Planning a visit: its day, its host, its stops.

use chrono::NaiveDate;
use clap::Args;
use sala::{
    Desk, Problem, RecordId, Result, agenda,
    visits::{self, NewStop, StopField, VisitField, views},
};
use serde_json::json;

use super::AtVisit;
use crate::{answer::Answer, cli::OfProgramme, commands::programme_of};

/// A time of day in minutes.
fn clock(text: &str) -> std::result::Result<i64, String> {
    agenda::minutes(text).ok_or_else(|| format!("{text} is no time of day; times are written as 08:30"))
}

/// `sala visit add`.
#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    of: OfProgramme,
    /// The day, such as 2012-05-17
    #[arg(long, required_unless_present = "session", conflicts_with = "session")]
    date: Option<NaiveDate>,
    /// The session of the agenda that it is: its day and hours are those of the visit
    #[arg(long)]
    session: Option<String>,
    /// Who is visited
    #[arg(long, value_name = "NAME")]
    host: String,
    /// What for
    #[arg(long, value_name = "TEXT")]
    purpose: Option<String>,
    /// Whom to ask for
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    contact: String,
    /// How to reach them
    #[arg(long, value_name = "NUMBER", default_value = "", hide_default_value = true)]
    phone: String,
    /// When it leaves the training centre
    #[arg(long, value_name = "HH:MM", value_parser = clock)]
    starts: Option<i64>,
    /// When it is back
    #[arg(long, value_name = "HH:MM", value_parser = clock)]
    ends: Option<i64>,
}

pub(super) fn add(desk: &Desk, args: Add) -> Result<Answer> {
    let Add { of, date, session, host, purpose, contact, phone, starts, ends } = args;
    let book = programme_of(desk, &of.programme)?;
    let session = session.map(|which| named(desk, book, &which)).transpose()?;
    let Some(date) = date.or(session.as_ref().map(|session| session.date)) else { return Problem::new("no_such_session").refuse() };
    let visit = desk.change(book, "add_visit", |change| {
        let visit = visits::add(change, date, &host)?;
        if let Some(session) = session {
            visits::edit(change, visit, VisitField::Session(Some(session.line.id)), None)?;
        }
        visits::edit(change, visit, VisitField::Purpose(purpose.unwrap_or_default()), None)?;
        visits::edit(change, visit, VisitField::Contact { person: contact, phone }, None)?;
        visits::edit(change, visit, VisitField::Times { starts_min: starts, ends_min: ends }, None)?;
        Ok(visit)
    })?;
    Answer::new(&json!({ "visit": visit, "date": date, "host": host }), format!("The visit to {host} on {date} is planned."))
}

/// `sala visit change`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("what").required(true).multiple(true))]
pub struct Change {
    #[command(flatten)]
    at: AtVisit,
    /// Another day, of a visit that is no session of the agenda
    #[arg(long, group = "what", conflicts_with = "session")]
    date: Option<NaiveDate>,
    /// The session of the agenda that it is: its day and hours are those of the visit
    #[arg(long, group = "what")]
    session: Option<String>,
    /// It is no session of the agenda, and stays on the day on which it is
    #[arg(long, group = "what", conflicts_with = "session")]
    no_session: bool,
    /// Who is visited
    #[arg(long, value_name = "NAME", group = "what")]
    host: Option<String>,
    /// What for; an empty text takes it away
    #[arg(long, value_name = "TEXT", group = "what")]
    purpose: Option<String>,
    /// Whom to ask for
    #[arg(long, value_name = "NAME", group = "what")]
    contact: Option<String>,
    /// How to reach them
    #[arg(long, value_name = "NUMBER", group = "what")]
    phone: Option<String>,
    /// When it leaves the training centre
    #[arg(long, value_name = "HH:MM", value_parser = clock, group = "what")]
    starts: Option<i64>,
    /// When it is back
    #[arg(long, value_name = "HH:MM", value_parser = clock, group = "what")]
    ends: Option<i64>,
}

/// Correct what is named; the rest stays.
pub(super) fn change(desk: &Desk, args: Change) -> Result<Answer> {
    let Change { at, date, session, no_session, host, purpose, contact, phone, starts, ends } = args;
    let (book, visit) = at.find(desk)?;
    let session = session.map(|which| named(desk, book, &which)).transpose()?.map(|session| session.line.id);
    let known = desk.read(|r| views::one(r, r.book(book)?, visit))?;
    let fields = [
        session.map(|session| VisitField::Session(Some(session))),
        date.map(VisitField::Date),
        host.map(VisitField::Host),
        purpose.map(VisitField::Purpose),
        (contact.is_some() || phone.is_some())
            .then(|| VisitField::Contact { person: contact.or(known.contact).unwrap_or_default(), phone: phone.or(known.phone).unwrap_or_default() }),
        starts.or(ends).map(|_| VisitField::Times { starts_min: starts.or(known.own_starts_min), ends_min: ends.or(known.own_ends_min) }),
    ];
    desk.change(book, "edit_visit", |change| {
        if no_session {
            visits::is_no_session(change, visit, None)?;
        }
        fields.into_iter().flatten().try_for_each(|field| visits::edit(change, visit, field, None).map(drop))
    })?;
    let line = desk.read(|r| views::one(r, r.book(book)?, visit))?.line;
    Answer::new(&json!({ "visit": visit, "date": line.date, "host": line.host }), format!("The visit is to {} on {}.", line.host, line.date))
}

/// The session that somebody names.
fn named(desk: &Desk, book: RecordId, which: &str) -> Result<agenda::views::Placed> {
    let sessions = desk.read(|r| agenda::views::all(r.sql(), r.book(book)?))?;
    agenda::find(&sessions, which).cloned()
}

/// `sala visit stop`.
#[derive(Debug, Args)]
pub struct Stop {
    #[command(flatten)]
    at: AtVisit,
    /// What the place is called; one of that name is changed
    #[arg(long)]
    name: String,
    /// Who receives the group there
    #[arg(long, value_name = "NAME")]
    host: Option<String>,
    /// From when
    #[arg(long, value_name = "HH:MM", value_parser = clock)]
    starts: Option<i64>,
    /// To when
    #[arg(long, value_name = "HH:MM", value_parser = clock)]
    ends: Option<i64>,
    /// Its place among the stops, from 1
    #[arg(long, value_name = "N")]
    place: Option<usize>,
    /// Take it away
    #[arg(long, conflicts_with_all = ["host", "starts", "ends", "place"])]
    remove: bool,
}

pub(super) fn stop(desk: &Desk, args: Stop) -> Result<Answer> {
    let Stop { at, name, host, starts, ends, place, remove } = args;
    let (book, visit) = at.find(desk)?;
    let known = desk.read(|r| views::stops_of(r.sql(), r.book(book)?, visit))?.into_iter().find(|stop| stop.name.to_lowercase() == name.trim().to_lowercase());
    if remove {
        let Some(stop) = known else { return Problem::new("no_such_stop").with("stop", name).refuse() };
        desk.change(book, "remove_stop", |change| visits::remove_stop(change, stop.id, None))?;
        return Answer::new(&json!({ "stop": stop.id, "removed": true }), format!("{} is no stop any more.", stop.name));
    }
    let id = desk.change(book, "edit_stop", |change| {
        let id = match &known {
            Some(stop) => {
                if let Some(host) = host {
                    visits::edit_stop(change, stop.id, StopField::Host(host), None)?;
                }
                if starts.or(ends).is_some() {
                    let field = StopField::Times { starts_min: starts.or(stop.starts_min), ends_min: ends.or(stop.ends_min) };
                    visits::edit_stop(change, stop.id, field, None)?;
                }
                stop.id
            }
            None => visits::add_stop(change, visit, &NewStop { name: name.clone(), host: host.unwrap_or_default(), starts_min: starts, ends_min: ends })?,
        };
        if let Some(place) = place {
            visits::move_stop(change, id, place)?;
        }
        Ok(id)
    })?;
    let done = if known.is_some() { "changed" } else { "added" };
    Answer::new(&json!({ "stop": id, "added": known.is_none() }), format!("The stop {name} is {done}."))
}
