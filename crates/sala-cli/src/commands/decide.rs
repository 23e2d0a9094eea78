//! What two people recorded differently, and the decision.

use clap::Args;
use sala::{
    Desk, Error, Problem, Result,
    decide::{self, Choice, Conflict},
};
use serde_json::{Value as Json, json};

use super::programme_of;
use crate::answer::{Answer, table};

/// `sala conflicts`.
#[derive(Debug, Args)]
pub struct Conflicts {
    /// Only those of this programme
    #[arg(long, value_name = "CODE")]
    programme: Option<String>,
}

/// List what waits.
pub fn conflicts(desk: &Desk, args: Conflicts) -> Result<Answer> {
    let book = args.programme.as_deref().map(|code| programme_of(desk, code)).transpose()?;
    let conflicts = desk.read(|r| decide::conflicts(r, book))?;
    let text = match conflicts.is_empty() {
        true => "Nothing waits for a decision.".to_owned(),
        false => conflicts.iter().map(told).collect::<Vec<_>>().join("\n\n"),
    };
    Ok(Answer::new(&json!({ "conflicts": conflicts }), text)?.waiting(!conflicts.is_empty()))
}

fn told(conflict: &Conflict) -> String {
    let head = format!("{}  {}: {} ({})", conflict.id, conflict.subject, conflict.field, conflict.programme);
    let rows = conflict.values.iter().map(|v| [format!("  {}", v.n), plain(&v.value), v.author.clone(), v.replica.clone(), v.at.clone()]);
    format!("{head}\n{}\n  sala resolve {} --choose N", table(["  N", "Value", "Author", "Laptop", "At"], rows), conflict.id)
}

/// A value's parts without those that are empty.
fn plain(value: &Json) -> String {
    let part = |value: &Json| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match value {
        Json::Object(parts) => {
            let parts: Vec<_> = parts.iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| format!("{name} {}", part(value))).collect();
            if parts.is_empty() { "-".to_owned() } else { parts.join(", ") }
        }
        other => part(other),
    }
}

/// `sala resolve`.
#[derive(Debug, Args)]
pub struct Resolve {
    /// The difference, as `sala conflicts` names it
    conflict: String,
    /// The number of the value that holds
    #[arg(long, value_name = "N", required_unless_present = "value", conflicts_with = "value")]
    choose: Option<usize>,
    /// Another value, as JSON
    #[arg(long, value_name = "JSON")]
    value: Option<String>,
}

/// Decide.
pub fn resolve(desk: &Desk, args: Resolve) -> Result<Answer> {
    let choice = match (args.choose, args.value) {
        (Some(n), _) => Choice::Number(n),
        (None, value) => {
            let value = value.unwrap_or_default();
            let parsed = serde_json::from_str(&value);
            Choice::Value(parsed.map_err(|e| Error::Refused(Problem::new("value_not_json").with("value", value).with("why", e.to_string())))?)
        }
    };
    desk.resolve(&args.conflict, &choice, None)?;
    Answer::new(&json!({ "resolved": args.conflict }), "Decided. The decision travels with the next files.")
}
