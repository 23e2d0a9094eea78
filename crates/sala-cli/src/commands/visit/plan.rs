//! Planning a visit: its stops, its vehicles, who rides where.

use chrono::NaiveDate;
use clap::Args;
use sala::{
    Desk, Error, Problem, RecordId, Result, agenda,
    attendance::views::find_person,
    visits::{self, NewStop, NewVehicle, StopField, VehicleField, VisitField, views},
};
use serde_json::json;

use super::AtVisit;
use crate::{
    answer::{Answer, count},
    cli::OfProgramme,
    commands::programme_of,
};

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
        (session.is_some() || no_session).then_some(VisitField::Session(session)),
        date.map(VisitField::Date),
        host.map(VisitField::Host),
        purpose.map(VisitField::Purpose),
        (contact.is_some() || phone.is_some())
            .then(|| VisitField::Contact { person: contact.or(known.contact).unwrap_or_default(), phone: phone.or(known.phone).unwrap_or_default() }),
        starts.or(ends).map(|_| VisitField::Times { starts_min: starts.or(known.own_starts_min), ends_min: ends.or(known.own_ends_min) }),
    ];
    desk.change(book, "edit_visit", |change| fields.into_iter().flatten().try_for_each(|field| visits::edit(change, visit, field, None).map(drop)))?;
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

/// `sala visit vehicle`.
#[derive(Debug, Args)]
pub struct Vehicle {
    #[command(flatten)]
    at: AtVisit,
    /// What people call it; one of that name is changed
    #[arg(long, required_unless_present = "same_as", conflicts_with = "same_as")]
    name: Option<String>,
    /// What stands on its plate
    #[arg(long)]
    plate: Option<String>,
    /// How many passengers it takes
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    seats: Option<i64>,
    /// Who drives it
    #[arg(long, value_name = "NAME")]
    driver: Option<String>,
    /// How to reach them
    #[arg(long, value_name = "NUMBER", requires = "driver")]
    phone: Option<String>,
    /// Take it away; who rode in it has no seat then
    #[arg(long, conflicts_with_all = ["plate", "seats", "driver"])]
    remove: bool,
    /// Take the vehicles and seats of another visit
    #[arg(long, value_name = "VISIT", conflicts_with_all = ["plate", "seats", "driver", "remove"])]
    same_as: Option<String>,
}

pub(super) fn vehicle(desk: &Desk, args: Vehicle) -> Result<Answer> {
    let Vehicle { at, name, plate, seats, driver, phone, remove, same_as } = args;
    let (book, visit) = at.find(desk)?;
    if let Some(other) = same_as {
        let (_, from) = AtVisit { of: at.of, visit: other }.find(desk)?;
        let seated = desk.change(book, "same_vehicles", |change| visits::same_vehicles(change, visit, from))?;
        let full = over_full(desk, book, visit, None)?;
        let text = format!("The same vehicles; {} got a seat.{}", count(seated as u64, "person", "people"), full_told(&full));
        return Answer::new(&json!({ "visit": visit, "seated": seated, "too_many": full }), text);
    }
    let name = name.unwrap_or_default();
    let known = find_vehicle(desk, book, visit, &name)?;
    if remove {
        let Some(id) = known else { return Problem::new("no_such_vehicle").with("vehicle", name).refuse() };
        let view = desk.read(|r| views::one(r, r.book(book)?, visit))?;
        let unseated = view.vehicles_by_name.iter().find(|one| one.id == id).map_or(0, |one| one.riders);
        desk.change(book, "remove_vehicle", |change| visits::remove_vehicle(change, id, None))?;
        let lost = match unseated {
            0 => String::new(),
            some => format!(" {} no seat any more: `sala visit seat` gives them another.", count(some as u64, "person has", "people have")),
        };
        return Answer::new(&json!({ "vehicle": id, "removed": true, "unseated": unseated }), format!("{name} is taken away.{lost}"));
    }
    let id = desk.change(book, "edit_vehicle", |change| match known {
        None => {
            let new = NewVehicle {
                name: name.clone(),
                plate: plate.unwrap_or_default(),
                seats,
                driver: driver.unwrap_or_default(),
                phone: phone.unwrap_or_default(),
            };
            visits::add_vehicle(change, visit, &new)
        }
        Some(id) => {
            let driver = driver.map(|person| VehicleField::Driver { person, phone: phone.unwrap_or_default() });
            let seats = seats.map(|seats| VehicleField::Seats(Some(seats)));
            for field in [plate.map(VehicleField::Plate), seats, driver].into_iter().flatten() {
                visits::edit_vehicle(change, id, field, None)?;
            }
            Ok(id)
        }
    })?;
    let done = if known.is_some() { "changed" } else { "added" };
    let full = over_full(desk, book, visit, Some(id))?;
    Answer::new(&json!({ "vehicle": id, "added": known.is_none(), "too_many": full }), format!("{name} is {done}.{}", full_told(&full)))
}

/// The vehicles, or the one, in which more people ride than it has seats, and by how many: somebody at the door decides.
fn over_full(desk: &Desk, book: RecordId, visit: RecordId, only: Option<RecordId>) -> Result<Vec<OverFull>> {
    let view = desk.read(|r| views::one(r, r.book(book)?, visit))?;
    let here = view.vehicles_by_name.into_iter().filter(|one| only.is_none_or(|only| only == one.id));
    Ok(here.filter_map(|one| Some(OverFull { over: one.too_many?, vehicle: one.name })).collect())
}

/// A vehicle and by how many its riders are more than its seats.
#[derive(Debug, serde::Serialize)]
struct OverFull {
    vehicle: String,
    over: u64,
}

fn full_told(full: &[OverFull]) -> String {
    full.iter().map(|one| format!(" In {} ride {} more than it has seats.", one.vehicle, one.over)).collect()
}

/// `sala visit seat`.
#[derive(Debug, Args)]
pub struct Seat {
    #[command(flatten)]
    at: AtVisit,
    /// The people's codes
    #[arg(long, value_name = "CODE", required = true, num_args = 1..)]
    participant: Vec<String>,
    /// The vehicle's name; without it they have no seat any more
    #[arg(long, value_name = "NAME")]
    vehicle: Option<String>,
}

pub(super) fn seat(desk: &Desk, args: Seat) -> Result<Answer> {
    let Seat { at, participant, vehicle } = args;
    let (book, visit) = at.find(desk)?;
    let people = participant.iter().map(|code| person(desk, book, code)).collect::<Result<Vec<_>>>()?;
    let to = match &vehicle {
        None => None,
        Some(name) => {
            Some(find_vehicle(desk, book, visit, name)?.ok_or_else(|| Error::Refused(Problem::new("no_such_vehicle").with("vehicle", name.as_str())))?)
        }
    };
    desk.change(book, "seat", |change| people.iter().try_for_each(|one| visits::seat(change, visit, *one, to, None).map(|_| ())))?;
    let view = desk.read(|r| views::one(r, r.book(book)?, visit))?;
    let full = view.vehicles_by_name.iter().find(|one| Some(one.id) == to).and_then(|one| one.too_many);
    let (have, ride) = if participant.len() == 1 { ("has", "rides") } else { ("have", "ride") };
    let said = vehicle.map_or_else(|| format!("{have} no seat any more"), |name| format!("{ride} in {name}"));
    let mut text = format!("{} {said}.", participant.join(", "));
    if let Some(over) = full {
        text.push_str(&format!(" That is {over} more than it has seats."));
    }
    Answer::new(&json!({ "visit": visit, "vehicle": to, "participants": participant, "too_many": full }), text)
}

/// The person with this code.
pub(super) fn person(desk: &Desk, book: RecordId, code: &str) -> Result<RecordId> {
    let found = desk.read(|r| find_person(r.sql(), r.book(book)?, code))?;
    found.ok_or_else(|| Error::Refused(Problem::new("no_such_participant").with("participant", code)))
}

/// The vehicle of this name, whatever its capitals.
pub(super) fn find_vehicle(desk: &Desk, book: RecordId, visit: RecordId, name: &str) -> Result<Option<RecordId>> {
    let vehicles = desk.read(|r| views::vehicles_of(r.sql(), r.book(book)?, visit))?;
    Ok(vehicles.into_iter().find(|one| one.name.to_lowercase() == name.trim().to_lowercase()).map(|one| one.id))
}
