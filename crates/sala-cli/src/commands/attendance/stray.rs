//! Marks where nothing is held: moved to the register where they belong, or taken away.

use clap::Args;
use sala::{Desk, Result, attendance::stray};
use serde_json::json;

use super::named::{AtRegister, HalfDay};
use crate::answer::{Answer, count};

/// `sala attendance move`.
#[derive(Debug, Args)]
pub struct Move {
    #[command(flatten)]
    at: AtRegister,
    /// The register where they belong, such as 2012-05-14/PM
    #[arg(long, value_name = "DATE/HALF")]
    to: HalfDay,
}

/// Move them.
pub fn move_marks(desk: &Desk, args: Move) -> Result<Answer> {
    let Move { at, to } = args;
    let (book, register) = at.find(desk)?;
    let done = desk.change(book, "attendance_move", |change| stray::move_marks(change, register, (to.date, &to.half), None))?;
    let to = format!("{}/{}", to.date, to.half);
    let mut text = format!("{}: what was marked of {} is at {to} now.", at.name(), count(done.moved, "person", "people"));
    if done.kept > 0 {
        text.push_str(&format!(" Of {} that says otherwise: both stay.", count(done.kept, "person", "people")));
    }
    Answer::new(&json!({ "register": at.name(), "to": to, "moved": done.moved, "kept": done.kept }), text)
}

/// Take them away.
pub fn clear(desk: &Desk, at: &AtRegister) -> Result<Answer> {
    let (book, register) = at.find(desk)?;
    let cleared = desk.change(book, "attendance_clear", |change| stray::clear_marks(change, register, None))?;
    let text = format!("{}: what was marked of {} was taken away.", at.name(), count(cleared, "person", "people"));
    Answer::new(&json!({ "register": at.name(), "cleared": cleared }), text)
}
