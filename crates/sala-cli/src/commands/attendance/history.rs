//! What was ever said of one person at one register.

use sala::{Desk, Result, attendance};
use serde_json::json;

use super::named::{AtRegister, person};
use crate::{
    answer::{Answer, or_dash, table},
    words,
};

pub(super) fn history(desk: &Desk, at: &AtRegister, code: &str) -> Result<Answer> {
    let (book, register) = at.find(desk)?;
    let participant = person(desk, book, code)?;
    let lines = desk.read(|r| attendance::views::history(r, r.book(book)?, register, participant))?;
    // Newest first, as `sala history` tells it.
    let rows = lines.iter().rev().map(|line| {
        let said = line.value.as_ref().map_or_else(
            || if line.kept { "kept for review" } else { "taken back" }.to_owned(),
            |mark| {
                let minutes = mark.minutes.map(|m| format!("{m} min"));
                let left = mark.left_early.map(|m| format!("left {m} min early"));
                [Some(mark.status.clone()), minutes, left, mark.reason.clone(), mark.approver.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ")
            },
        );
        let stands = if line.replaced { "replaced" } else { "stands" };
        [
            sala::rfc3339(line.at),
            line.author.clone(),
            line.replica_label.clone(),
            said,
            stands.to_owned(),
            or_dash(line.page),
            words::step(line.journey).to_owned(),
        ]
    });
    let text = match lines.is_empty() {
        true => format!("Nobody has marked {code} at {}.", at.name()),
        false => table(["At", "Author", "Laptop", "Said", "Now", "Page", "Way"], rows),
    };
    Answer::new(&json!({ "register": at.name(), "participant": code, "history": lines }), text)
}
