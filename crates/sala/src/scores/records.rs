//! What is stored of scores.

use super::rubric::{MOST_POINTS, MOST_WEIGHT};
use crate::journal::{Field, Kind, Part, Scalar, Value};

/// The exercise that is scored by it.
pub static OF_EXERCISE: Field = Field::new("of_exercise", &[Part::reference("exercise")]);
/// What is looked at.
pub static NAME: Field = Field::new("name", &[Part::text("name")]);
/// What that means.
pub static MEANING: Field = Field::new("meaning", &[Part::text("meaning")]);
/// How much it weighs beside the others.
pub static WEIGHT: Field = Field::new("weight", &[Part::int("weight")]).checked(weight_holds);
/// The most points there are for it.
pub static SCALE: Field = Field::new("scale", &[Part::int("out_of")]).checked(scale_holds);
/// Its place among the criteria, from 1.
pub static SEQUENCE: Field = Field::new("sequence", &[Part::int("place")]);
/// One line of a rubric.
pub static CRITERION: Kind = Kind::single("criterion", &[&OF_EXERCISE, &NAME, &MEANING, &WEIGHT, &SCALE, &SEQUENCE]);

/// What a juror is called.
pub static JUROR_NAME: Field = Field::new("name", &[Part::text("name").personal()]);
/// Where they come from.
pub static JUROR_ORGANISATION: Field = Field::new("organisation", &[Part::text("organisation")]);
/// Somebody on the panel who is not on the roster.
pub static JUROR: Kind = Kind::single("juror", &[&JUROR_NAME, &JUROR_ORGANISATION]);

/// What is scored and who scores it: one of a juror, a person of the roster and a group.
pub static SHEET: Field = Field::new("sheet", &[Part::reference("output"), Part::reference("juror"), Part::reference("participant"), Part::reference("grp")]);
/// The conflict of interest that the scorer declares: which, and why.
pub static INTEREST: Field = Field::new("interest", &[Part::text("relation"), Part::text("why").personal()]).clearable();
/// What the scorer says beside the points.
pub static REMARK: Field = Field::new("remark", &[Part::text("remark").personal()]);
/// The sheet on which somebody scores an output. Its id follows from both, so that two laptops noting one sheet meet.
pub static SCORING: Kind = Kind::single("scoring", &[&SHEET, &INTEREST, &REMARK]);

/// The points; nothing where they were taken away.
pub static POINTS: Field = Field::new("points", &[Part::int("points")]).checked(points_hold);
/// The most points that there were as its writer knew, written in one action with the points where the scale had been changed since the criterion was made.
/// Points without it say nothing of a scale: either their writer knew only the first, or an earlier version wrote them, which says none.
pub static GIVEN_ON: Field = Field::new("given_on", &[Part::int("given_on")]).checked(scale_holds);
/// What a sheet gives for a criterion. Named by both.
pub static SCORE: Kind = Kind::pair("score", "scoring", "criterion", &[&POINTS, &GIVEN_ON]);

/// The output that somebody writes about, and what kind of word it is.
pub static ABOUT: Field = Field::new("about", &[Part::reference("output"), Part::text("word")]);
/// Who says so, where that is not who wrote it down.
pub static BY: Field = Field::new("by", &[Part::text("giver").personal()]);
/// What they say.
pub static TEXT: Field = Field::new("text", &[Part::text("text").personal()]);
/// Something said to those who made an output.
pub static FEEDBACK: Kind = Kind::single("feedback", &[&ABOUT, &BY, &TEXT]);

fn weight_holds(value: &Value) -> Result<(), &'static str> {
    within(value, 1, MOST_WEIGHT, "weight_out_of_range")
}

fn scale_holds(value: &Value) -> Result<(), &'static str> {
    within(value, 1, MOST_POINTS, "scale_out_of_range")
}

fn points_hold(value: &Value) -> Result<(), &'static str> {
    within(value, 0, MOST_POINTS, "points_out_of_range")
}

fn within(value: &Value, least: i64, most: i64, rule: &'static str) -> Result<(), &'static str> {
    match value.part(0) {
        Scalar::Int(number) if !(least..=most).contains(number) => Err(rule),
        _ => Ok(()),
    }
}
