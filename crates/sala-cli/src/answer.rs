//! What a command answers: the same facts as JSON and as words.

use sala::{Error, Problem, Result};
use sala_papers::cut;
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
    pub once: Option<Once>,
}

/// What is told once.
pub struct Once {
    /// What is told.
    pub text: String,
    /// Done when it has been told, and not before: what was forgotten first and never said would be lost.
    pub told: Box<dyn FnOnce() -> Result<()>>,
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

/// The widest that a cell of a list is shown, in columns of a terminal.
const WIDEST: usize = 80;

/// Columns of text under their titles, as wide as they need to be in any script; what is longer than a line is cut, for people alone:
/// `--json` and files have all of it.
pub fn table<const N: usize>(titles: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    whole_table(titles, rows.into_iter().map(|row| row.map(|cell| cut(&cell, WIDEST))))
}

/// A text for a sentence: on one line, and cut where it is longer than that.
pub fn at_a_glance(text: &str) -> String {
    cut(&text.split_whitespace().collect::<Vec<_>>().join(" "), WIDEST)
}

/// The same with every cell whole: for what somebody decides about.
pub fn whole_table<const N: usize>(titles: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
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

/// What so many are called in the sentence that says where to see them.
pub const fn it_or_them(count: u64) -> &'static str {
    if count == 1 { "it" } else { "them" }
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr as _;

    use super::*;

    #[test]
    fn a_long_name_makes_no_list_wide_in_any_script() {
        for name in ["a".repeat(300), "ยา".repeat(150), "杨".repeat(300), "ယ".repeat(300)] {
            let shown = table(["Code", "Name", "Country"], [["P01".to_owned(), name.clone(), "TH".to_owned()]]);
            let widest = shown.lines().map(|line| line.width()).max().unwrap_or(0);
            assert!(widest < 110, "{widest} columns: {shown}");
            assert!(shown.contains('\u{2026}') && shown.contains("TH"), "that something is left out is seen: {shown}");
            assert!(whole_table(["Name"], [[name.clone()]]).contains(&name), "where somebody decides, all of it stands");
        }
        assert_eq!(cut("Kumru Sophea", 12), "Kumru Sophea", "what fits stays whole");
    }

    #[test]
    fn a_word_is_quoted_where_a_shell_would_take_it_apart() {
        assert_eq!((quoted("LAP-A"), quoted("Room 2"), quoted("It's"), quoted("")), ("LAP-A".into(), "'Room 2'".into(), "'It'\\''s'".into(), "''".into()));
    }
}
