//! What is stored of a person: one enrolment in one programme.

use super::{country::Country, value};
use crate::journal::{Field, Kind, Part, Scalar, Value};

/// The code on the badge (`P07`).
pub static CODE: Field = Field::new("code", &[Part::text("code")]);
/// Display name and the name in its own script.
pub static NAME: Field = Field::new("name", &[Part::text("name").personal(), Part::text("native").personal()]);
/// BCP 47 language.
pub static LANGUAGE: Field = Field::new("language", &[Part::text("language")]);
/// Sex as stated.
pub static SEX: Field = Field::new("sex", &[Part::text("sex")]).checked(|v| known(v, |code| value::Sex::from_code(code).is_some()));
/// Country of the nomination, ISO 3166-1 alpha-2.
pub static COUNTRY: Field = Field::new("country", &[Part::text("country")]).checked(|v| known(v, |code| Country::parse(code).is_ok()));
/// Organisation and its kind, as they were at nomination.
pub static ORGANISATION: Field = Field::new("organisation", &[Part::text("organisation"), Part::text("org_type")]);
/// Position in the organisation.
pub static POSITION: Field = Field::new("position", &[Part::text("position")]);
/// E-mail address and telephone.
pub static CONTACT: Field = Field::new("contact", &[Part::text("email").personal(), Part::text("phone").personal()]);
/// Role in the programme.
pub static ROLE: Field = Field::new("role", &[Part::text("role")]);
/// How the enrolment stands.
pub static STATUS: Field = Field::new("status", &[Part::text("status")]);

/// The nominee in whose place somebody came, as it was said before it was said of the nominee. Read where [`REPLACED_BY`] says nothing.
pub static REPLACES: Field = Field::new("replacing", &[Part::reference("replaces")]);
/// Who comes in the place of this nominee. It stands for as long as the nominee's status says that they were replaced.
pub static REPLACED_BY: Field = Field::new("replaced_by", &[Part::reference("substitute")]);
/// At how many registers a nominee was seen who was replaced even so, as whoever replaced them knew. Only where it was any; earlier versions wrote nothing.
pub static KNOWN_THERE: Field = Field::new("known_there", &[Part::int("known_there")]).checked(counts);

/// One person's enrolment in a programme.
pub static PARTICIPANT: Kind = Kind::single(
    "participant",
    &[&CODE, &NAME, &LANGUAGE, &SEX, &COUNTRY, &ORGANISATION, &POSITION, &CONTACT, &ROLE, &STATUS, &REPLACES, &REPLACED_BY, &KNOWN_THERE],
);

/// A cleared value is no value; anything else must be one that exists.
fn known(value: &Value, exists: fn(&str) -> bool) -> Result<(), &'static str> {
    match value.part(0) {
        Scalar::Text(code) if !exists(code) => Err("unknown_code"),
        _ => Ok(()),
    }
}

/// Nobody was at fewer registers than none.
fn counts(value: &Value) -> Result<(), &'static str> {
    match value.part(0) {
        Scalar::Int(times) if *times < 0 => Err("count_out_of_range"),
        _ => Ok(()),
    }
}
