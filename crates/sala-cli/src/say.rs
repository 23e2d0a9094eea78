//! Saying it: answers on standard output, one sentence on standard error when something is wrong, and how it ended.

use std::{io::Write as _, path::Path};

use sala::{Error, Problem, backup::LastBackup};
use serde_json::{Map, Value as Json, json};

use crate::{
    answer::{Answer, Once},
    log, words,
};

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
    let Answer { mut facts, text, waits, refused, once } = answer;
    if let Some(problem) = &refused {
        facts.insert("error".to_owned(), coded(problem));
    }
    let said = if json { out(&Json::Object(facts).to_string()) } else { out(&text) };
    if let Some(Once { text, told }) = once
        && (said.is_ok() || err(&text).is_ok())
        && let Err(error) = told()
    {
        let _ = err(&words::sentence(&error.problem()));
    }
    let lost = lost(said).map(|why| match &refused {
        // A sentence tells what was done; a table's first line would not.
        None => Problem::new("answer_lost").with("why", why).with("done", text.lines().next().and_then(|line| line.strip_suffix('.'))),
        Some(_) => Problem::new("refusal_lost").with("why", why),
    });
    for problem in refused.iter().chain(&lost) {
        let _ = err(&words::sentence(problem));
    }
    match (lost, refused, waits) {
        (Some(_), ..) => Exit::Unexpected,
        (None, Some(_), _) => Exit::Refused,
        (None, None, true) => Exit::Waits,
        (None, None, false) => Exit::Done,
    }
}

/// Say why a command did nothing.
pub fn failure(error: &Error, json: bool, store: Option<&Path>) -> Exit {
    let mut problem = error.problem();
    if let Some(last) = store.filter(|_| problem.lacks_backup()).and_then(LastBackup::of_store) {
        problem = last.told_in(problem);
    }
    let exit = if problem.code == "out_missing" {
        // What an option needs beside it is a matter of usage, though it is told in the words of a problem.
        Exit::WrongUsage
    } else if error.is_refusal() {
        Exit::Refused
    } else {
        problem = problem.with("reference", log::note(error, store));
        Exit::Unexpected
    };
    let said = if json { out(&json!({ "error": coded(&problem) }).to_string()) } else { Ok(()) };
    let _ = err(&words::sentence(&problem));
    match lost(said) {
        None => exit,
        Some(why) => {
            let _ = err(&words::sentence(&Problem::new("refusal_lost").with("why", why)));
            Exit::Unexpected
        }
    }
}

/// Say something that whoever is at the desk must know, beside the answer.
pub fn notice(problem: &Problem) {
    let _ = err(&words::sentence(problem));
}

/// Say how the command line is meant to be used, or what was asked about it.
pub fn usage(error: &clap::Error, json: bool) -> Exit {
    let asked = !error.use_stderr();
    if json && !asked {
        let text = error.to_string();
        // The sentence goes on over several lines, such as one for each option that is missing; how it is meant comes after.
        let why: Vec<_> = text.lines().take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more")).map(str::trim).collect();
        let why = why.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
        let why = why.trim_start_matches("error: ");
        // Standard error has the same.
        let _ = out(&json!({ "error": { "code": "usage", "params": { "why": why } } }).to_string());
    }
    match lost(error.print()).filter(|_| asked) {
        Some(why) => {
            let _ = err(&words::sentence(&Problem::new("refusal_lost").with("why", why)));
            Exit::Unexpected
        }
        None if asked => Exit::Done,
        None => Exit::WrongUsage,
    }
}

fn coded(problem: &Problem) -> Json {
    let params: Map<String, Json> = problem.params.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    json!({ "code": problem.code, "params": params })
}

fn out(text: &str) -> std::io::Result<()> {
    // Words of others are shown, never obeyed: an escape sequence in a name would move the cursor, or worse.
    let text: String = text.chars().map(|c| if c.is_control() && c != '\n' && c != '\t' { '\u{fffd}' } else { c }).collect();
    let mut out = std::io::stdout().lock();
    if !text.is_empty() {
        writeln!(out, "{text}")?;
    }
    out.flush()
}

/// Why an answer did not reach anybody. A reader who went away (`| head`) has read enough: that is no error.
fn lost(said: std::io::Result<()>) -> Option<String> {
    said.err().filter(|why| why.kind() != std::io::ErrorKind::BrokenPipe).map(|why| why.to_string())
}

fn err(sentence: &str) -> std::io::Result<()> {
    writeln!(std::io::stderr().lock(), "sala: {sentence}")
}
