//! What a command answers: the same facts as JSON and as words.

use sala::{Error, Problem, Result};
use serde::Serialize;
use serde_json::{Map, Value as Json};

/// The answer of a command that was understood.
pub struct Answer {
    /// The facts, by the names of the public contract.
    pub facts: Map<String, Json>,
    /// The same for a person.
    pub text: String,
    /// Something waits for a decision, or for a file that is still on its way.
    pub waits: bool,
    /// Nothing was changed, for this reason; the facts list what was refused.
    pub refused: Option<Problem>,
    /// What is told this once: it must reach somebody even where the answer does not.
    pub once: Option<String>,
}

impl Answer {
    /// An answer with these facts and these words.
    pub fn new(facts: &impl Serialize, text: impl Into<String>) -> Result<Self> {
        match serde_json::to_value(facts).map_err(|e| Error::damaged("answer", e))? {
            Json::Object(facts) => Ok(Self { facts, text: text.into(), waits: false, refused: None, once: None }),
            other => Err(Error::damaged("answer", format!("{other} is no object"))),
        }
    }

    /// Whether something waits.
    pub const fn waiting(mut self, waits: bool) -> Self {
        self.waits = waits;
        self
    }

    /// Nothing was changed, for this reason.
    pub fn refused(mut self, problem: Option<Problem>) -> Self {
        self.refused = problem;
        self
    }
}

/// Columns of text under their titles, as wide as they need to be in any script.
pub fn table<const N: usize>(titles: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    let mut table = comfy_table::Table::new();
    table.load_style(comfy_table::presets::NOTHING).set_header(titles.map(str::to_uppercase));
    for row in rows {
        table.add_row(row);
    }
    let text = table.to_string();
    text.lines().map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end()).collect::<Vec<_>>().join("\n")
}

/// A value that may be missing, for a person.
pub fn or_dash(value: Option<impl ToString>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.to_string())
}

/// A word of a command line as a shell takes it, to be pasted.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':' | ',' | '+' | '=' | '@' | '%');
    if !word.is_empty() && word.chars().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

/// `1 page`, `2 pages`.
pub fn count(n: impl Into<u64>, one: &str, many: &str) -> String {
    let n = n.into();
    format!("{n} {}", if n == 1 { one } else { many })
}
