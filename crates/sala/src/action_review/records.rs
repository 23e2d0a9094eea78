//! What is stored of a review.

use crate::journal::{Field, Kind, Part};

/// The day, the question that is answered, and the group that answers; no group where everybody does.
pub static ABOUT: Field = Field::new("about", &[Part::date("date"), Part::text("asked"), Part::reference("grp")]);
/// The answer.
pub static TEXT: Field = Field::new("text", &[Part::text("text")]);
/// One note of a review. Each is a record of its own: two people who answer one question both said something.
pub static REVIEW_NOTE: Kind = Kind::single("review_note", &[&ABOUT, &TEXT]);
