//! Marks that came in for a register that was closed already: kept, and told until somebody has reviewed them.

use sala::{Desk, Result, attendance::views::after_lock, programme};
use serde::Serialize;

use crate::answer::count;

/// One mark that whoever closed the register had not seen.
#[derive(Debug, Serialize)]
pub struct Late {
    programme: String,
    register: String,
    participant: String,
    name: Option<String>,
    author: Option<String>,
    replica: Option<String>,
    at: Option<String>,
}

/// All of them, programme by programme.
pub fn marks(desk: &Desk) -> Result<Vec<Late>> {
    desk.read(|reader| {
        let mut late = Vec::new();
        for line in programme::views::list(reader.sql())? {
            for mark in after_lock(reader.sql(), reader.book(line.id)?)? {
                late.push(Late {
                    programme: line.code.clone(),
                    register: format!("{}/{}", mark.date, mark.half.unwrap_or_default()),
                    participant: mark.code,
                    name: mark.name,
                    author: mark.author,
                    replica: mark.replica_label,
                    at: mark.at.map(sala::rfc3339),
                });
            }
        }
        Ok(late)
    })
}

/// A sentence for people, and a line a mark; nothing where there is none.
pub fn told(late: &[Late]) -> String {
    if late.is_empty() {
        return String::new();
    }
    let mut text = format!(
        "\n\n{} came in after the register was locked. They are kept; look at them, then `sala attendance verify`:",
        count(late.len() as u64, "mark", "marks")
    );
    for mark in late {
        let name = mark.name.as_deref().unwrap_or_default();
        text.push_str(&format!(
            "\n  {}  {} {name}, by {} on {}",
            mark.register,
            mark.participant,
            mark.author.as_deref().unwrap_or("-"),
            mark.replica.as_deref().unwrap_or("-")
        ));
    }
    text
}
