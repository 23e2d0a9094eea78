//! What is stored of a programme. Its record has the id of its book.

use crate::journal::{Field, Kind, Part, Scalar, Value};

/// Short code (`SMECEC-2012`).
pub static CODE: Field = Field::new("code", &[Part::text("code")]);
/// Title.
pub static TITLE: Field = Field::new("title", &[Part::text("title")]);
/// Subject area in the organiser's catalogue.
pub static CATEGORY: Field = Field::new("category", &[Part::text("category")]);
/// Who holds it.
pub static ORGANISER: Field = Field::new("organiser", &[Part::text("organiser")]);
/// Who pays for it or holds it too.
pub static PARTNER: Field = Field::new("partner", &[Part::text("partner")]);
/// Where.
pub static VENUE: Field = Field::new("venue", &[Part::text("venue")]);
/// IANA time zone of the venue.
pub static TIMEZONE: Field = Field::new("timezone", &[Part::text("timezone")]);
/// First and last day.
pub static DATES: Field = Field::new("dates", &[Part::date("starts"), Part::date("ends")]).checked(in_order);
/// The registers of a training day, in order (`AM,PM`).
pub static HALVES: Field = Field::new("halves", &[Part::text("halves")]);
/// Attendance needed for a certificate, minutes that are not yet late, months of following the plans.
pub static RULES: Field = Field::new("rules", &[Part::int("min_percent"), Part::int("grace_minutes"), Part::int("follow_up_months")]);

/// A programme.
pub static PROGRAMME: Kind = Kind::single("programme", &[&CODE, &TITLE, &CATEGORY, &ORGANISER, &PARTNER, &VENUE, &TIMEZONE, &DATES, &HALVES, &RULES]);

fn in_order(value: &Value) -> Result<(), &'static str> {
    match (value.part(0), value.part(1)) {
        (Scalar::Text(starts), Scalar::Text(ends)) if starts > ends => Err("ends_before_start"),
        _ => Ok(()),
    }
}
