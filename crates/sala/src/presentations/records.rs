//! What is stored of presentations.

use super::{held::Held, order::MOST_MINUTES};
use crate::journal::{Field, Kind, Part, Scalar, Value};

/// The exercise whose outputs are presented.
pub static ORDERED: Field = Field::new("of_exercise", &[Part::reference("exercise")]);
/// The outputs one after the other (as JSON), and what chance began with where they were drawn. One value: an order made of two orders
/// is neither.
pub static ORDER: Field = Field::new("order", &[Part::text("turns"), Part::int("seed")]).checked(order_holds);
/// The order of an exercise. Its id follows from the exercise, so that two laptops meet in one cell.
pub static RUNNING_ORDER: Kind = Kind::single("running_order", &[&ORDERED, &ORDER]);

/// The output that is presented.
pub static PRESENTED: Field = Field::new("of_output", &[Part::reference("output")]);
/// For how many minutes it is planned.
pub static MINUTES: Field = Field::new("minutes", &[Part::int("planned_minutes")]).checked(minutes_hold);
/// When it was, in milliseconds since 1970 by that laptop's clock: begun, paused since, how long it was paused before that, ended.
pub static HELD: Field =
    Field::new("held", &[Part::int("began_ms"), Part::int("paused_since_ms"), Part::int("paused_ms"), Part::int("ended_ms")]).checked(held_holds).clearable();
/// The presentation of an output. Its id follows from the output.
pub static PRESENTATION: Kind = Kind::single("presentation", &[&PRESENTED, &MINUTES, &HELD]);

fn order_holds(value: &Value) -> Result<(), &'static str> {
    match value.part(0) {
        Scalar::Text(turns) if super::views::listed(turns).is_none() => Err("list_unreadable"),
        _ => Ok(()),
    }
}

fn minutes_hold(value: &Value) -> Result<(), &'static str> {
    match value.part(0) {
        Scalar::Int(minutes) if !(1..=MOST_MINUTES).contains(minutes) => Err("minutes_out_of_range"),
        _ => Ok(()),
    }
}

fn held_holds(value: &Value) -> Result<(), &'static str> {
    let part = |i| match value.part(i) {
        Scalar::Int(ms) => Some(*ms),
        _ => None,
    };
    if value.parts().is_empty() || Held::read(part(0), part(1), part(2), part(3)).is_some() { Ok(()) } else { Err("times_do_not_hold") }
}
