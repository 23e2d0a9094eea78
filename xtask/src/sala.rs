//! One laptop at the command line: every command is printed as somebody would type it, and its answer is read as JSON.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::{Outcome, command};

/// Something waits for a decision: not a failure.
const WAITS: i32 = 4;

/// A laptop with its own store.
pub(crate) struct Laptop<'a> {
    pub(crate) label: &'a str,
    author: &'a str,
    program: &'a Path,
    store: PathBuf,
}

impl<'a> Laptop<'a> {
    /// A laptop whose store lies in a folder of its label.
    pub(crate) fn new(label: &'a str, author: &'a str, program: &'a Path, folder: &Path) -> Self {
        Laptop { label, author, program, store: folder.join("stores").join(label) }
    }

    /// Runs a command, printing it, and answers what it says.
    pub(crate) fn does(&self, words: &[&str]) -> Outcome<Value> {
        println!("\n{}$ sala {}", self.label, quoted(words));
        let mut sala = self.sala(words);
        sala.arg("--json");
        let line = command::line(&sala);
        let output = sala.stderr(Stdio::inherit()).output().map_err(|error| format!("`{line}` could not be started: {error}"))?;
        let said = String::from_utf8_lossy(&output.stdout);
        if !output.status.success() && output.status.code() != Some(WAITS) {
            return Err(format!("`{line}` ended with {}:\n{said}", output.status));
        }
        serde_json::from_str(&said).map_err(|error| format!("`{line}` did not answer in JSON ({error}):\n{said}"))
    }

    /// Runs a command for a person to read.
    pub(crate) fn shows(&self, words: &[&str]) -> Outcome {
        println!("\n{}$ sala {}", self.label, quoted(words));
        command::run(&mut self.sala(words))
    }

    fn sala(&self, words: &[&str]) -> Command {
        let mut sala = Command::new(self.program);
        // The keys of these stores lie beside them: a day that is only played leaves the keychain of its player alone.
        sala.env_remove("DBUS_SESSION_BUS_ADDRESS");
        sala.arg("--store").arg(&self.store).args(["--author", self.author]).args(words);
        sala
    }
}

fn quoted(words: &[&str]) -> String {
    let quote = |word: &&str| {
        if word.contains(' ') { format!("\"{word}\"") } else { (*word).to_owned() }
    };
    words.iter().map(quote).collect::<Vec<_>>().join(" ")
}

/// A number or a text in an answer, as text; a dash where there is none.
pub(crate) fn text(answer: &Value, key: &str) -> String {
    match answer.pointer(key) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => "-".to_owned(),
        Some(other) => other.to_string(),
    }
}

/// The list in an answer.
pub(crate) fn list<'v>(answer: &'v Value, key: &str) -> &'v [Value] {
    answer.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}
