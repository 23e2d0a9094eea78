//! What outputs store.

use crate::journal::{Field, Kind, Part};

/// What the exercise is called.
pub static EXERCISE_TITLE: Field = Field::new("title", &[Part::text("title")]);
/// What the groups are asked to do.
pub static BRIEF: Field = Field::new("brief", &[Part::text("brief")]);
/// A piece of group work.
pub static EXERCISE: Kind = Kind::single("exercise", &[&EXERCISE_TITLE, &BRIEF]);

/// Whose answer to what.
pub static FOR_EXERCISE: Field = Field::new("for_exercise", &[Part::reference("exercise"), Part::reference("grp")]);
/// The output's title.
pub static TITLE: Field = Field::new("title", &[Part::text("title")]);
/// The output's text.
pub static BODY: Field = Field::new("body", &[Part::text("body")]);
/// How far it has come, and why it went back.
pub static STATE: Field = Field::new("state", &[Part::text("state"), Part::text("reason")]);
/// The canvas that it has, if any.
pub static CANVAS: Field = Field::new("canvas", &[Part::text("canvas")]);
/// What a group produced.
pub static OUTPUT: Kind = Kind::single("output", &[&FOR_EXERCISE, &TITLE, &BODY, &STATE, &CANVAS]);

/// The output of which this is a version.
pub static OF_OUTPUT: Field = Field::new("of_output", &[Part::reference("output")]);
/// The output as it stood: number, title, text, and as JSON its files (hash, name, mime, bytes) and its canvas.
pub static FROZEN: Field =
    Field::new("frozen", &[Part::int("number"), Part::text("title"), Part::text("body"), Part::text("files"), Part::text("canvas_then")]);
/// An output as it was submitted: never changed afterwards.
pub static OUTPUT_VERSION: Kind = Kind::single("output_version", &[&OF_OUTPUT, &FROZEN]);

/// The record that the file hangs on: an output, a paper sheet.
pub static OWNER: Field = Field::new("owner", &[Part::reference("owner")]);
/// The file: hash of its bytes, its original name, what it is, how large. Pixels for pictures alone.
pub static FILE: Field =
    Field::new("file", &[Part::attachment("hash"), Part::text("name"), Part::text("mime"), Part::int("bytes"), Part::int("width"), Part::int("height")])
        .checked(check_file);
/// A file that belongs to a record. Two files of one name are two records; one content twice is kept once.
pub static ATTACHMENT: Kind = Kind::single("attachment", &[&OWNER, &FILE]);

/// A hash that is none would make every view of its record fail.
fn check_file(value: &crate::journal::Value) -> Result<(), &'static str> {
    match value.part(0) {
        crate::journal::Scalar::Bytes(hash) if hash.len() != 32 => Err("hash_wrong"),
        _ => Ok(()),
    }
}
