//! What is stored of a visit.

use super::headcount;
use crate::journal::{Field, Kind, Part, Scalar, Value};

/// The day, where it is no session of the agenda.
pub static DATE: Field = Field::new("date", &[Part::date("date")]);
/// Who is visited.
pub static HOST: Field = Field::new("host", &[Part::text("host")]);
/// What for.
pub static PURPOSE: Field = Field::new("purpose", &[Part::text("purpose")]);
/// Whom to ask for at the host's, and how to reach them.
pub static CONTACT: Field = Field::new("contact", &[Part::text("person").personal(), Part::text("phone").personal()]);
/// When it leaves the training centre and is back, in minutes after midnight.
pub static TIMES: Field = Field::new("times", &[Part::int("starts_min"), Part::int("ends_min")]).checked(in_order);

/// The session of the agenda that it is: it is on the day of that, and does not happen where that does not.
pub static OF_SESSION: Field = Field::new("of_session", &[Part::reference("session")]);
/// 1 where somebody said of a visit that was never joined that it is no session. Its own field: a link that never was cannot be taken away, and taken back.
pub static NO_SESSION: Field = Field::new("no_session", &[Part::int("no_session")]);
/// `cancelled` and why, where the visit itself did not happen; cleared where it does.
pub static STATUS: Field = Field::new("status", &[Part::text("status"), Part::text("reason")]).clearable();

/// A visit to a host.
pub static VISIT: Kind = Kind::single("visit", &[&DATE, &HOST, &PURPOSE, &CONTACT, &TIMES, &OF_SESSION, &NO_SESSION, &STATUS]);

/// The visit that stops there.
pub static STOP_OF: Field = Field::new("of_visit", &[Part::reference("visit")]);
/// What the place is called.
pub static STOP_NAME: Field = Field::new("name", &[Part::text("name")]);
/// Who receives the group there, where that is not the host of the whole visit.
pub static STOP_HOST: Field = Field::new("host", &[Part::text("host")]);
/// Its place among the stops, from 1.
pub static SEQUENCE: Field = Field::new("sequence", &[Part::int("sequence")]);
/// From when to when.
pub static STOP_TIMES: Field = Field::new("times", &[Part::int("starts_min"), Part::int("ends_min")]).checked(in_order);

/// A place where a visit stops. Its id follows from visit and name, so that two laptops typing one plan meet.
pub static STOP: Kind = Kind::single("stop", &[&STOP_OF, &STOP_NAME, &STOP_HOST, &SEQUENCE, &STOP_TIMES]);

/// The visit that it drives.
pub static VEHICLE_OF: Field = Field::new("of_visit", &[Part::reference("visit")]);
/// What people call it.
pub static VEHICLE_NAME: Field = Field::new("name", &[Part::text("name")]);
/// What stands on its plate.
pub static PLATE: Field = Field::new("plate", &[Part::text("plate")]);
/// How many passengers it takes.
pub static SEATS: Field = Field::new("seats", &[Part::int("seats")]).checked(seats);
/// Who drives it, and how to reach them.
pub static DRIVER: Field = Field::new("driver", &[Part::text("person").personal(), Part::text("phone").personal()]);

/// A vehicle of one visit. Its id follows from visit and name, as that of a stop does.
pub static VEHICLE: Kind = Kind::single("vehicle", &[&VEHICLE_OF, &VEHICLE_NAME, &PLATE, &SEATS, &DRIVER]);

/// The vehicle; nothing where the person was taken out.
pub static SEAT: Field = Field::new("seat", &[Part::reference("vehicle")]);
/// Where a person rides. Named by visit and person, so that nobody rides in two vehicles.
pub static RIDE: Kind = Kind::pair("ride", "visit", "participant", &[&SEAT]);

/// Where the count is taken: the visit, the kind of checkpoint, and the stop where it belongs to one.
pub static AT: Field = Field::new("at", &[Part::reference("visit"), Part::text("point"), Part::reference("stop")]);
/// The count: one value, because its parts make sense only together. How many were counted, how many are on the roster as
/// it was then, who is explained and how many each vehicle has (both as JSON), and whether somebody answers for the rest.
pub static COUNT: Field = Field::new(
    "count",
    &[
        Part::int("counted"),
        Part::int("roster"),
        Part::text("explained"),
        Part::text("vehicles"),
        Part::int("overridden"),
        Part::text("override_by").personal(),
        Part::text("override_reason").personal(),
    ],
)
.checked(headcount::check_value)
.clearable();
/// A count at a checkpoint. Its id follows from visit and checkpoint, so that two laptops counting at one door meet in one cell.
pub static HEADCOUNT: Kind = Kind::single("headcount", &[&AT, &COUNT]);

/// What the group saw.
pub static SEEN: Field = Field::new("seen", &[Part::text("seen")]);
/// What there is to learn from it.
pub static LESSON: Field = Field::new("lesson", &[Part::text("lesson")]);
/// What of it would work at home.
pub static APPLICABLE: Field = Field::new("applicable", &[Part::text("applicable")]);
/// What they still want to know.
pub static QUESTION: Field = Field::new("question", &[Part::text("question")]);
/// What a group brings home from a visit. Four fields, so that two people who write of different ones write both.
pub static OBSERVATION: Kind = Kind::pair("observation", "visit", "grp", &[&SEEN, &LESSON, &APPLICABLE, &QUESTION]);

/// The most seats that a vehicle has.
pub(super) const MOST_SEATS: i64 = 200;

fn seats(value: &Value) -> Result<(), &'static str> {
    match value.part(0) {
        Scalar::Int(seats) if !(1..=MOST_SEATS).contains(seats) => Err("seats_out_of_range"),
        _ => Ok(()),
    }
}

fn in_order(value: &Value) -> Result<(), &'static str> {
    let part = |i| match value.part(i) {
        Scalar::Int(minutes) => Some(*minutes),
        _ => None,
    };
    if times_hold(part(0), part(1)) { Ok(()) } else { Err("ends_before_start") }
}

/// Times of one day, the first before the second; either may be open.
pub(super) fn times_hold(starts: Option<i64>, ends: Option<i64>) -> bool {
    let of_a_day = |minutes: Option<i64>| minutes.is_none_or(|m| (0..=24 * 60).contains(&m));
    of_a_day(starts) && of_a_day(ends) && starts.zip(ends).is_none_or(|(starts, ends)| starts < ends)
}
