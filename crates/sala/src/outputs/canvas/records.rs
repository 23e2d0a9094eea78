//! What a canvas stores.

use crate::journal::{Field, Kind, Part, Scalar, Value};

/// The canvas on which it is.
pub static OF_CANVAS: Field = Field::new("of_canvas", &[Part::reference("output")]);
/// Where on the canvas: the region, the order in it, and under which other item; together, because moving changes them together.
pub static SPOT: Field = Field::new("spot", &[Part::text("region"), Part::int("rank"), Part::reference("beneath")]);
/// What it says: a note, or a heading of a matrix.
pub static NOTE: Field = Field::new("note", &[Part::text("note")]);
/// Influence and interest of a stakeholder, 1 to 5.
pub static WEIGHT: Field = Field::new("weight", &[Part::int("influence"), Part::int("interest")]).checked(in_scale);
/// A note on a canvas, or a heading of a matrix.
pub static CANVAS_ITEM: Kind = Kind::single("canvas_item", &[&OF_CANVAS, &SPOT, &NOTE, &WEIGHT]);

/// What stands where a line and a column of a matrix meet.
pub static CELL: Field = Field::new("cell", &[Part::text("cell")]);
/// A cell of a matrix, named by its line and its column.
pub static CANVAS_CELL: Kind = Kind::pair("canvas_cell", "line", "col", &[&CELL]);

fn in_scale(value: &Value) -> Result<(), &'static str> {
    let inside = |part: &Scalar| !matches!(part, Scalar::Int(n) if !(1..=5).contains(n));
    if value.parts().iter().all(inside) { Ok(()) } else { Err("outside_scale") }
}
