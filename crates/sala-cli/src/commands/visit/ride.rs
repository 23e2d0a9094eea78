//! Riding: the vehicles of a visit, and who has a seat in which.

use clap::Args;
use sala::{
    Desk, Error, Problem, RecordId, Result,
    attendance::views::find_person,
    visits::{self, NewVehicle, VehicleField, views},
};
use serde_json::json;

use super::AtVisit;
use crate::answer::{Answer, count};

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
