//! Marks and remarks that came in for a register that was closed already: kept, and told until somebody has reviewed them.

use sala::{Desk, Result, attendance::views::after_lock, programme};
use serde::Serialize;

use crate::answer::count;

/// One mark or remark that somebody who closed the register had not seen.
#[derive(Debug, Serialize)]
pub struct Late {
    programme: String,
    register: String,
    participant: String,
    name: Option<String>,
    field: &'static str,
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
                    field: mark.field,
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
    let remarks = late.iter().filter(|late| late.field == "remark").count() as u64;
    let what = [(late.len() as u64 - remarks, "mark", "marks"), (remarks, "remark", "remarks")];
    let what: Vec<_> = what.into_iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| count(n, one, many)).collect();
    let mut text = format!("\n\n{} came in after the register was locked. They are kept; look at them, then `sala attendance verify`:", what.join(" and "));
    for mark in late {
        let name = mark.name.as_deref().unwrap_or_default();
        text.push_str(&format!(
            "\n  {}  {} {name}{}, by {} on {}",
            mark.register,
            mark.participant,
            if mark.field == "remark" { " (remark)" } else { "" },
            mark.author.as_deref().unwrap_or("-"),
            mark.replica.as_deref().unwrap_or("-")
        ));
    }
    text
}
