//! Saying it: answers on standard output, one sentence on standard error when something is wrong, and how it ended.

use std::{io::Write as _, path::Path};

use sala::{Error, Problem};
use serde_json::{Map, Value as Json, json};

use crate::{answer::Answer, log, words};

/// How a command ended; the numbers are a public contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// What nobody foresaw.
    Unexpected,
    /// Wrong usage.
    WrongUsage,
    /// Nothing was changed, because something was refused.
    Refused,
    /// Done, and something waits for a decision.
    Waits,
}

/// Say what a command answers.
pub fn answer(answer: Answer, json: bool) -> Exit {
    let Answer { mut facts, text, waits, refused } = answer;
    if let Some(problem) = &refused {
        facts.insert("error".to_owned(), coded(problem));
    }
    if json {
        out(&Json::Object(facts).to_string());
    } else if !text.is_empty() {
        out(&text);
    }
    match (refused, waits) {
        (Some(problem), _) => {
            err(&words::sentence(&problem));
            Exit::Refused
        }
        (None, true) => Exit::Waits,
        (None, false) => Exit::Done,
    }
}

/// Say why a command did nothing.
pub fn failure(error: &Error, json: bool, store: Option<&Path>) -> Exit {
    let mut problem = error.problem();
    let exit = if error.is_refusal() {
        Exit::Refused
    } else {
        problem = problem.with("reference", log::note(error, store));
        Exit::Unexpected
    };
    if json {
        out(&json!({ "error": coded(&problem) }).to_string());
    }
    err(&words::sentence(&problem));
    exit
}

/// Say something that whoever is at the desk must know, beside the answer.
pub fn notice(problem: &Problem) {
    err(&words::sentence(problem));
}

/// Say how the command line is meant to be used, or what was asked about it.
pub fn usage(error: &clap::Error, json: bool) -> Exit {
    let asked = !error.use_stderr();
    if json && !asked {
        let text = error.to_string();
        let why = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
        out(&json!({ "error": { "code": "usage", "params": { "why": why } } }).to_string());
    }
    let _ = error.print();
    if asked { Exit::Done } else { Exit::WrongUsage }
}

fn coded(problem: &Problem) -> Json {
    let params: Map<String, Json> = problem.params.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    json!({ "code": problem.code, "params": params })
}

/// A reader who went away (`| head`) is no error.
fn out(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

fn err(sentence: &str) {
    let _ = writeln!(std::io::stderr().lock(), "sala: {sentence}");
}
