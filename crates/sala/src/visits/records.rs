//! What is stored of a visit.

use crate::journal::{Field, Kind, Part};

/// The day.
pub static DATE: Field = Field::new("date", &[Part::date("date")]);
/// Who is visited.
pub static HOST: Field = Field::new("host", &[Part::text("host")]);

/// A visit to a host.
pub static VISIT: Kind = Kind::single("visit", &[&DATE, &HOST]);
