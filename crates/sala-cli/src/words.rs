//! What a person is told: one sentence for every code, made of what happened, what was kept, and what to do.

mod canvas;
mod decide;
mod draw;
mod fields;
mod kinds;
mod problems;
mod rows;
mod scores;
mod undo;
mod values;

use sala::{
    Problem,
    attendance::Status as Mark,
    bundle::{Status, Step},
};
use serde_json::Value as Json;

pub use canvas::{canvas, region};
pub use decide::{REMOVED_AND_EDITED, SHOWN_INSTEAD, decided, edited, kept, not_said_again, put_right, removal, suggested, went};
pub use draw::account;
pub use fields::field;
pub use kinds::{changes, one as kind, revoked_former, shared_code};
pub use rows::{note, overlap, row};
pub use scores::{noticed, relation};
pub use undo::{becomes, taken_back};
pub use values::{by_the_wall_clock, value};

/// A problem in one sentence.
pub fn sentence(problem: &Problem) -> String {
    let Some(words) = problems::words(problem.code) else {
        return format!("{} {}; nothing was changed.", problem.code, facts(problem)).replace("  ", " ");
    };
    let kept = words.kept.unwrap_or("nothing was changed");
    let parts = [words.what, kept, words.todo].into_iter().map(|part| fill(part, problem)).filter(|part| !part.is_empty());
    let text = parts.collect::<Vec<_>>().join("; ");
    match fill(words.what, problem).is_empty() {
        // A fact is missing without which nothing is said: the code at least.
        true => format!("{} {}; {text}.", problem.code, facts(problem)).replace(" ;", ";"),
        false => format!("{text}."),
    }
}

/// Puts the facts into a sentence; `{name}` stands for the fact of that name, and `[...]` around it drops out where the
/// fact is not known.
fn fill(words: &str, problem: &Problem) -> String {
    let mut text = String::new();
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('[') {
        let (inside, after) = after.split_once(']').unwrap_or((after, ""));
        text.push_str(&put(before, problem, true).unwrap_or_default());
        text.push_str(&put(inside, problem, false).unwrap_or_default());
        rest = after;
    }
    text + &put(rest, problem, true).unwrap_or_default()
}

/// None where a fact is missing. One that is `needed` and empty is put in as such: what somebody typed was nothing.
fn put(words: &str, problem: &Problem, needed: bool) -> Option<String> {
    let mut text = String::new();
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        let (named, after) = after.split_once('}')?;
        text.push_str(before);
        // `{sheets|sheet|sheets}` is a number with its word.
        let (name, words) = named.split_once('|').map_or((named, None), |(name, words)| (name, words.split_once('|')));
        let value = problem.params.get(name).filter(|value| **value != Json::Null && (needed || **value != ""))?;
        text.push_str(&match (name, value.as_str()) {
            (_, None) if words.is_some() => counted(value, words),
            (_, Some("")) => "“”".to_owned(),
            ("rule" | "why", Some(code)) => reason(code).to_owned(),
            ("what", Some(part)) => damaged_part(part).to_owned(),
            ("field", Some(code)) => field("", code),
            _ => fact(value),
        });
        rest = after;
    }
    Some(text + rest)
}

/// A number and what is counted, as one of it or several are called.
fn counted(value: &Json, words: Option<(&str, &str)>) -> String {
    let (one, many) = words.unwrap_or_default();
    format!("{} {}", fact(value), if value.as_i64() == Some(1) { one } else { many })
}

/// Why a value or a page does not count, where the fact is a code.
fn reason(code: &str) -> &str {
    match code {
        "revoked" => "the laptop is revoked",
        "read_only" => "the laptop may look but not write",
        "other_book" => "the laptop was not given this programme",
        "secret_too_short" => "it is too short, so part of it is missing",
        "secret_too_long" => "it is too long, so something stands in it or behind it that is not part of it",
        "secret_character" => "it has a character that none has (behind its beginning stands no B, I, O or 1, and no sign)",
        "secret_mistyped" => "a character of it is mistyped, or two of them changed places",
        code => match row(code) {
            said if said != code => said,
            _ => decide::broken(code).unwrap_or(code),
        },
    }
}

/// The part of a file or of a store that is damaged. What did not decode in it, and where, stands in the log and in `--json`.
fn damaged_part(part: &str) -> &str {
    match part {
        "bundle" | "seal" => "what it begins with, or how it is put together,",
        "page" => "a page of records",
        "value" | "annex" => "a value that somebody recorded",
        "certificate" | "succession" => "what headquarters says of a laptop",
        "revocation" => "what headquarters says of a laptop that was lost",
        "receipt" => "what its sender says it has received",
        "request" => "the request",
        "sealing key" => "a key",
        "attachment" => "a picture or document",
        "backup" => "the backup",
        part => part,
    }
}

/// A fact as it stands in a sentence.
fn fact(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Array(items) => {
            const SHOWN: usize = 8;
            let mut shown: Vec<_> = items.iter().take(SHOWN).map(fact).collect();
            if items.len() > SHOWN {
                shown.push(format!("and {} more", items.len() - SHOWN));
            }
            shown.join(", ")
        }
        Json::Object(parts) => parts.values().map(fact).filter(|part| part != "null").collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

fn facts(problem: &Problem) -> String {
    let facts: Vec<_> = problem.params.iter().map(|(name, value)| format!("{name} {}", fact(value))).collect();
    if facts.is_empty() { String::new() } else { format!("({})", facts.join(", ")) }
}

/// A mark, as it is said of a person.
pub const fn mark(status: Mark) -> &'static str {
    match status {
        Mark::Present => "present",
        Mark::Late => "late",
        Mark::Excused => "excused",
        Mark::Absent => "absent",
        Mark::NotArrived => "not arrived",
        Mark::Departed => "departed",
    }
}

/// How far a value has come on its way to headquarters.
pub const fn step(step: Step) -> &'static str {
    match step {
        Step::Recorded => "recorded",
        Step::Carried => "carried",
        Step::Received => "received",
    }
}

/// What became of a file.
pub const fn status(status: Status) -> &'static str {
    match status {
        Status::Applied => "taken in",
        Status::AlreadyKnown => "all of it was here already",
        Status::Preview => "would change",
        Status::Quarantined => "waits until its sender is accepted",
        Status::Refused => "refused",
        Status::Waiting => "taken in; an earlier file is still on its way",
    }
}

/// What a file would change that changes nothing anybody sees, with so many entries that are not here.
pub const fn no_change(new_entries: u64) -> &'static str {
    if new_entries == 0 { "would change nothing: what was recorded in it is here already" } else { "would change nothing that is shown" }
}

#[cfg(test)]
mod tests;
