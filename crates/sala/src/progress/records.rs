//! What is stored of the months after the training.

use super::{
    cascade::MOST,
    month::Month,
    value::{Doing, Light, Unit, Way},
};
use crate::{
    journal::{Field, Kind, Part, Scalar, Value},
    plans::records::OF_PLAN,
};

/// Which activity a report is about, and which month (`2012-06`).
pub static OF_ACTIVITY: Field = Field::new("of_activity", &[Part::reference("plan_activity"), Part::text("month")]).checked(is_month);
/// How the activity stands, and how much of it is done, in percent; none where the word says it.
pub static PROGRESS: Field = Field::new("progress", &[Part::text("doing"), Part::int("percent")]).checked(check_progress).clearable();
/// What somebody said.
pub static SAID: Field = Field::new("said", &[Part::text("said").personal()]);
/// What is told of one activity in one month. That there is one tells "no report" from "no progress".
pub static PROGRESS_REPORT: Kind = Kind::single("progress_report", &[&OF_ACTIVITY, &PROGRESS, &SAID]);

/// Which plan is rated, and in which month.
pub static OF_MONTH: Field = Field::new("of_month", &[Part::reference("plan"), Part::text("month")]).checked(is_month);
/// The colour, and why: one value, since neither says anything without the other.
pub static RATING: Field = Field::new("rating", &[Part::text("light"), Part::text("reason")]).checked(check_rating).clearable();
/// How a plan stands in a month.
pub static PLAN_RATING: Kind = Kind::single("plan_rating", &[&OF_MONTH, &RATING]);

/// On which day, how, and who spoke for the institute.
pub static CONTACT: Field = Field::new("contact", &[Part::date("date"), Part::text("way"), Part::text("coach").personal()])
    .checked(|value| known(value, 1, |code| Way::from_code(code).is_some()));
/// What is to be done next, and by which day.
pub static NEXT: Field = Field::new("next", &[Part::text("next_step"), Part::date("next_on")]);
/// A coach and a team spoke.
pub static COACHING_CONTACT: Kind = Kind::single("coaching_contact", &[&OF_PLAN, &CONTACT, &SAID, &NEXT]);

/// On which day what was given, by whom, and how much of it.
pub static GAVE: Field =
    Field::new("gave", &[Part::date("date"), Part::text("title"), Part::text("giver").personal(), Part::int("amount"), Part::text("in_units")])
        .checked(check_gave);
/// The request that it answers; none where nobody had asked.
pub static FOR_REQUEST: Field = Field::new("for_request", &[Part::reference("assistance")]);
/// Assistance that was given.
pub static ASSISTANCE_GIVEN: Kind = Kind::single("assistance_given", &[&OF_PLAN, &GAVE, &FOR_REQUEST]);

/// On which day, what, and where.
pub static EVENT: Field = Field::new("event", &[Part::date("date"), Part::text("title"), Part::text("place")]);
/// How many took part: counted together, so together one value. The total is the sum.
pub static ATTENDED: Field = Field::new("attended", &[Part::int("women"), Part::int("men"), Part::int("not_stated")]).checked(check_attended).clearable();
/// What else there is to say.
pub static NOTED: Field = Field::new("noted", &[Part::text("noted").personal()]);
/// A workshop that alumni held for others.
pub static CASCADE_EVENT: Kind = Kind::single("cascade_event", &[&OF_PLAN, &EVENT, &ATTENDED, &NOTED]);

/// A word that no version knew is kept and listed for review.
fn known(value: &Value, part: usize, is_known: fn(&str) -> bool) -> Result<(), &'static str> {
    match value.part(part) {
        Scalar::Text(code) if !is_known(code) => Err("unknown_code"),
        _ => Ok(()),
    }
}

fn is_month(value: &Value) -> Result<(), &'static str> {
    match value.part(1) {
        Scalar::Text(month) if month.parse::<Month>().is_err() => Err("month_wrong"),
        _ => Ok(()),
    }
}

fn check_progress(value: &Value) -> Result<(), &'static str> {
    known(value, 0, |code| Doing::from_code(code).is_some())?;
    match (value.part(0), value.part(1)) {
        (_, Scalar::Null) => Ok(()),
        (Scalar::Text(code), Scalar::Int(percent)) if (0..=100).contains(percent) && matches!(code.as_str(), "under_way" | "stopped") => Ok(()),
        _ => Err("percent_wrong"),
    }
}

fn check_rating(value: &Value) -> Result<(), &'static str> {
    known(value, 0, |code| Light::from_code(code).is_some())?;
    match (value.part(0), value.part(1)) {
        (Scalar::Text(code), Scalar::Null) if Light::from_code(code).is_some_and(Light::needs_reason) => Err("reason_missing"),
        _ => Ok(()),
    }
}

fn check_gave(value: &Value) -> Result<(), &'static str> {
    known(value, 4, |code| Unit::from_code(code).is_some())?;
    match value.part(3) {
        Scalar::Int(amount) if !(1..=super::help::MOST).contains(amount) => Err("count_out_of_range"),
        _ => Ok(()),
    }
}

fn check_attended(value: &Value) -> Result<(), &'static str> {
    let outside = |part: &Scalar| matches!(part, Scalar::Int(n) if !(0..=MOST).contains(n));
    if value.parts().iter().any(outside) { Err("count_out_of_range") } else { Ok(()) }
}
