//! Vehicles, their seats, and who rides in which.

use super::{
    records::{DRIVER, MOST_SEATS, PLATE, RIDE, SEAT, SEATS, VEHICLE, VEHICLE_NAME, VEHICLE_OF},
    stop::{free, place},
    views::{self, lookup},
    visit::{MAX_SHORT, known, reachable, some},
};
use crate::{
    Error, Problem, RecordId, Result, Seen,
    attendance::views::lookup as roster,
    journal::{Change, Value},
    outputs::output::text,
    people::name,
    value,
};

/// A vehicle as somebody orders it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewVehicle {
    /// What people call it.
    pub name: String,
    /// What stands on its plate.
    pub plate: String,
    /// How many passengers it takes.
    pub seats: Option<i64>,
    /// Who drives it.
    pub driver: String,
    /// How to reach them.
    pub phone: String,
}

/// A field of a vehicle with its new value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VehicleField {
    /// What people call it.
    Name(String),
    /// What stands on its plate.
    Plate(String),
    /// How many passengers it takes; none where nobody knows.
    Seats(Option<i64>),
    /// Who drives it.
    Driver {
        /// Their name.
        person: String,
        /// How to reach them.
        phone: String,
    },
}

/// Add a vehicle to a visit.
///
/// # Errors
/// `no_such_visit`, `text_missing`, `text_too_long`, `name_taken`, `seats_out_of_range`.
pub fn add_vehicle(change: &mut Change<'_>, visit: RecordId, new: &NewVehicle) -> Result<RecordId> {
    known(change, visit)?;
    let name = place(&new.name)?;
    free(&lookup::vehicles(change.sql(), change.book(), visit)?, None, &name)?;
    let natural = change.natural(&VEHICLE, &[&visit.to_string(), &name.to_lowercase()]);
    let id = if lookup::was_vehicle(change.sql(), change.book(), natural)? { change.create() } else { natural };
    change.set(VEHICLE_OF.of(&VEHICLE, id), visit)?;
    change.set(VEHICLE_NAME.of(&VEHICLE, id), name)?;
    change.set_if_new(PLATE.of(&VEHICLE, id), plate(&new.plate)?)?;
    change.set_if_new(SEATS.of(&VEHICLE, id), seats(new.seats)?)?;
    change.set_if_new(DRIVER.of(&VEHICLE, id), reachable(&new.driver, &new.phone)?)?;
    Ok(id)
}

/// Give a field of a vehicle a new value. `seen` is what the form showed.
///
/// # Errors
/// As [`add_vehicle`], and `no_such_vehicle`.
pub fn edit_vehicle(change: &mut Change<'_>, vehicle: RecordId, field: VehicleField, seen: Option<&Seen>) -> Result<bool> {
    let visit = visit_of(change, vehicle)?;
    let (of, value) = match field {
        VehicleField::Name(name) => {
            let name = place(&name)?;
            free(&lookup::vehicles(change.sql(), change.book(), visit)?, Some(vehicle), &name)?;
            (&VEHICLE_NAME, value![name])
        }
        VehicleField::Plate(typed) => (&PLATE, plate(&typed)?),
        VehicleField::Seats(number) => (&SEATS, seats(number)?),
        VehicleField::Driver { person, phone } => (&DRIVER, reachable(&person, &phone)?),
    };
    change.set_shown(of.of(&VEHICLE, vehicle), value, seen)
}

/// Take a vehicle away; who rode in it has no seat then. `seen` is everything that the screen showed of it.
///
/// # Errors
/// `no_such_vehicle`.
pub fn remove_vehicle(change: &mut Change<'_>, vehicle: RecordId, seen: Option<&Seen>) -> Result<()> {
    visit_of(change, vehicle)?;
    change.remove_shown(&VEHICLE, vehicle, seen)
}

/// Give a person a seat in a vehicle, or take it away. More riders than seats are a finding, not a refusal: somebody stands
/// at the door and decides. `seen` is what the screen showed as the person's seat. Answers false where that said nothing new.
///
/// # Errors
/// `no_such_visit`, `no_such_vehicle`, `no_such_participant`, `participant_not_enrolled`, `participant_not_come`.
pub fn seat(change: &mut Change<'_>, visit: RecordId, participant: RecordId, vehicle: Option<RecordId>, seen: Option<&Seen>) -> Result<bool> {
    known(change, visit)?;
    if let Some(vehicle) = vehicle
        && visit_of(change, vehicle)? != visit
    {
        return Problem::new("no_such_vehicle").refuse();
    }
    let cell = SEAT.of_pair(&RIDE, visit, participant);
    match vehicle {
        Some(vehicle) => {
            roster::person_here(change.sql(), change.book(), participant)?;
            change.set_shown(cell, vehicle, seen)
        }
        None => change.set_shown(cell, Value::cleared(), seen),
    }
}

/// Take the vehicles and seats of another visit: the same bus goes on in the afternoon. What is here already stays: a vehicle of
/// the same name is taken for the same, and who has a seat keeps it. Answers how many people got one.
///
/// # Errors
/// `no_such_visit`.
pub fn same_vehicles(change: &mut Change<'_>, visit: RecordId, from: RecordId) -> Result<usize> {
    known(change, visit)?;
    known(change, from)?;
    let (sql, book) = (change.sql(), change.book());
    let (theirs, riders, own) = (views::vehicles_of(sql, book, from)?, views::riders(sql, book, from)?, views::riders(sql, book, visit)?);
    let mut seated = 0;
    for vehicle in theirs {
        let here = lookup::vehicles(sql, book, visit)?.into_iter().find(|one| one.name.to_lowercase() == vehicle.name.to_lowercase());
        let id = match here {
            Some(here) => here.id,
            None => {
                let plain = |text: &Option<String>| text.clone().unwrap_or_default();
                let new = NewVehicle {
                    name: vehicle.name.clone(),
                    plate: plain(&vehicle.plate),
                    seats: vehicle.seats,
                    driver: plain(&vehicle.driver),
                    phone: plain(&vehicle.phone),
                };
                add_vehicle(change, visit, &new)?
            }
        };
        for rider in riders.iter().filter(|rider| rider.vehicle == Some(vehicle.id)) {
            let free = own.iter().any(|one| one.participant == rider.participant && one.vehicle.is_none());
            if free && change.set_if_new(SEAT.of_pair(&RIDE, visit, rider.participant), id)? {
                seated += 1;
            }
        }
    }
    Ok(seated)
}

/// By how many the riders are more than the seats; none where there is room or nobody knows the seats.
#[must_use]
pub fn too_many(seats: Option<i64>, riders: usize) -> Option<u64> {
    let seats = u64::try_from(seats?).ok()?;
    (riders as u64).checked_sub(seats).filter(|over| *over > 0)
}

fn visit_of(change: &Change<'_>, vehicle: RecordId) -> Result<RecordId> {
    lookup::visit_of_vehicle(change.sql(), change.book(), vehicle)?.ok_or(Error::Refused(Problem::new("no_such_vehicle")))
}

fn plate(typed: &str) -> Result<Value> {
    Ok(value![some(text("plate", &name::clean(typed).text, MAX_SHORT, false)?)])
}

fn seats(seats: Option<i64>) -> Result<Value> {
    if let Some(number) = seats
        && !(1..=MOST_SEATS).contains(&number)
    {
        return Problem::new("seats_out_of_range").with("seats", number).with("max", MOST_SEATS).refuse();
    }
    Ok(value![seats])
}
