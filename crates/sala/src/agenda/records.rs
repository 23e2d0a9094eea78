//! What is stored of a session.

use crate::journal::{Field, Kind, Part, Scalar, Value};

/// Day, start and end, in minutes after midnight at the venue: one value, because moving one alone would say something else.
pub static SLOT: Field = Field::new("slot", &[Part::date("date"), Part::int("starts_min"), Part::int("ends_min")]).checked(slot);
/// How the time is used.
pub static METHOD: Field = Field::new("method", &[Part::text("method")]);
/// Title.
pub static TITLE: Field = Field::new("title", &[Part::text("title")]);
/// Planned, held, cancelled or moved, and why.
pub static STATUS: Field = Field::new("status", &[Part::text("status"), Part::text("reason")]);
/// When it began and ended where that was not as planned: beside the plan, which stays.
pub static ACTUAL: Field = Field::new("actual", &[Part::int("actual_starts_min"), Part::int("actual_ends_min")]).checked(actual);
/// Where.
pub static ROOM: Field = Field::new("room", &[Part::text("room")]);
/// Who teaches, one name on a line.
pub static TRAINERS: Field = Field::new("trainers", &[Part::text("trainers").personal()]);

/// A session of the agenda.
pub static SESSION: Kind = Kind::single("session", &[&SLOT, &METHOD, &TITLE, &STATUS, &ACTUAL, &ROOM, &TRAINERS]);

fn slot(value: &Value) -> Result<(), &'static str> {
    in_order(value.part(1), value.part(2))
}

fn actual(value: &Value) -> Result<(), &'static str> {
    match (value.part(0), value.part(1)) {
        (Scalar::Null, Scalar::Int(_)) | (Scalar::Int(_), Scalar::Null) => Err("half_a_time"),
        (starts, ends) => in_order(starts, ends),
    }
}

fn in_order(starts: &Scalar, ends: &Scalar) -> Result<(), &'static str> {
    match (starts, ends) {
        (Scalar::Int(starts), Scalar::Int(ends)) if !(0 <= *starts && starts < ends && *ends <= 24 * 60) => Err("ends_before_start"),
        _ => Ok(()),
    }
}
