//! Whether a visit happens.

use clap::Args;
use sala::{
    Desk, Result,
    visits::{self, VisitField, views},
};
use serde_json::json;

use super::{super::checks, AtVisit};
use crate::answer::Answer;

/// `sala visit cancel`.
#[derive(Debug, Args)]
pub struct Cancel {
    #[command(flatten)]
    at: AtVisit,
    /// Why
    #[arg(long, default_value = "", hide_default_value = true, conflicts_with = "happens")]
    reason: String,
    /// It happens after all
    #[arg(long)]
    happens: bool,
}

/// It does not, or did not, happen; or it does after all.
pub(super) fn cancel(desk: &Desk, args: Cancel) -> Result<Answer> {
    let Cancel { at, reason, happens } = args;
    let (book, visit) = at.find(desk)?;
    desk.change(book, "visit_status", |change| visits::edit(change, visit, VisitField::Cancelled((!happens).then_some(reason)), None))?;
    let line = desk.read(|r| views::one(r, r.book(book)?, visit))?.line;
    let text = match (line.cancelled, line.by_session) {
        (false, _) => format!("The visit to {} on {} happens.", line.host, line.date),
        (true, false) => format!("The visit to {} on {} did not happen.", line.host, line.date),
        (true, true) => format!("The visit to {} does not happen as long as its session does not: `sala agenda hold` says that it took place.", line.host),
    };
    // What is said of the visit alone leaves its session where it stands.
    let session = line.session.map(|session| session.to_string());
    let mut left = checks::of(desk, book, Some(&["session_without_visit"]))?;
    left.retain(|check| session.is_some() && check.params.get("session").and_then(|id| id.as_str()) == session.as_deref());
    Answer::new(&json!({ "visit": visit, "cancelled": line.cancelled, "reason": line.reason, "checks": left }), text + &checks::told(&left))
}
