//! What is stored of a session.

use crate::journal::{Field, Kind, Part, Scalar, Value};

/// Day, start and end, in minutes after midnight at the venue: one value, because moving one alone would say something else.
pub static SLOT: Field = Field::new("slot", &[Part::date("date"), Part::int("starts_min"), Part::int("ends_min")]).checked(in_order);
/// How the time is used.
pub static METHOD: Field = Field::new("method", &[Part::text("method")]);
/// Title.
pub static TITLE: Field = Field::new("title", &[Part::text("title")]);
/// Planned, held, cancelled or moved, and why.
pub static STATUS: Field = Field::new("status", &[Part::text("status"), Part::text("reason")]);

/// A session of the agenda.
pub static SESSION: Kind = Kind::single("session", &[&SLOT, &METHOD, &TITLE, &STATUS]);

fn in_order(value: &Value) -> Result<(), &'static str> {
    match (value.part(1), value.part(2)) {
        (Scalar::Int(starts), Scalar::Int(ends)) if !(0 <= *starts && starts < ends && *ends <= 24 * 60) => Err("ends_before_start"),
        _ => Ok(()),
    }
}
