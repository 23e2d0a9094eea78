//! The environment answers: for tests that drive the real window, where a native dialog would never return.
//!
//! `SALA_TEST_OPEN` and `SALA_TEST_SAVE` hold a path, which is every answer, or the path of a `.next` file, whose first
//! line is taken off for each answer: paths separated by tabs, an empty line for a dialog that is closed. A folder to save
//! into takes the suggested name.

use std::{env, fs, path::PathBuf};

use super::{Kind, Picker};

/// Answers from the environment.
pub struct Scripted;

/// The next answer under this name.
fn next(name: &str) -> Vec<PathBuf> {
    let Some(answer) = env::var_os(name).map(PathBuf::from) else { return Vec::new() };
    if answer.extension().is_none_or(|ending| ending != "next") {
        return vec![answer];
    }
    let script = fs::read_to_string(&answer).unwrap_or_default();
    let (first, rest) = script.split_once('\n').unwrap_or((&script, ""));
    if let Err(why) = fs::write(&answer, rest) {
        tracing::error!(%why, "the script of answers cannot be moved on");
    }
    first.split('\t').filter(|path| !path.is_empty()).map(PathBuf::from).collect()
}

impl Picker for Scripted {
    fn open(&self, kind: Kind, several: bool) -> Vec<PathBuf> {
        let mut chosen = next("SALA_TEST_OPEN");
        if !several {
            chosen.truncate(1);
        }
        tracing::info!(?kind, ?chosen, "answered from the environment");
        chosen
    }

    fn folder(&self) -> Option<PathBuf> {
        next("SALA_TEST_SAVE").into_iter().next()
    }

    fn save(&self, kind: Kind, name: &str) -> Option<PathBuf> {
        let chosen = next("SALA_TEST_SAVE").into_iter().next()?;
        tracing::info!(?kind, ?chosen, "answered from the environment");
        Some(if chosen.is_dir() { chosen.join(name) } else { chosen })
    }
}
