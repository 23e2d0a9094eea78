//! What a command can fail with, and how it crosses to the window.

use std::collections::BTreeMap;

use crate::wire::problem::Problem;

/// Why a command did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The core refused or failed.
    #[error(transparent)]
    Core(#[from] sala::Error),
    /// A paper could not be made.
    #[error("paper: {0}")]
    Paper(#[from] sala_papers::Error),
    /// The system's program for a kept file could not be started.
    #[error("opening a file: {0}")]
    Opener(#[from] tauri_plugin_opener::Error),
    /// The system gave no window.
    #[error("a window: {0}")]
    Window(tauri::Error),
    /// The work ended without an answer.
    #[error("the work was lost: {0}")]
    Lost(String),
}

/// A refusal without facts.
pub fn refused(code: &'static str) -> Fault {
    Fault::Core(sala::Error::Refused(sala::Problem::new(code)))
}

/// A value from the window that does not read as what it should be: the window's own mistake.
pub fn unreadable(what: &'static str) -> Fault {
    Fault::Core(sala::Error::Refused(sala::Problem::new("not_readable").with("what", what)))
}

impl Fault {
    /// The same refusal with one more fact.
    pub fn with(self, name: &'static str, value: impl Into<serde_json::Value>) -> Self {
        match self {
            Self::Core(sala::Error::Refused(problem)) => Self::Core(sala::Error::Refused(problem.with(name, value))),
            fault => fault,
        }
    }

    /// As the window is told. The unexpected gets a reference that the log has too.
    pub fn problem(&self, command: &str) -> Problem {
        let told = match self {
            Self::Core(error) => error.problem(),
            Self::Opener(error) => sala::Problem::new("file_not_opened").with("why", error.to_string()),
            Self::Window(error) => sala::Problem::new("unexpected").with("why", error.to_string()),
            Self::Paper(error) => sala::Problem::new("unexpected").with("why", error.to_string()),
            Self::Lost(why) => sala::Problem::new("unexpected").with("why", why.as_str()),
        };
        let mut problem = Problem::from(told);
        if problem.code == "unexpected" {
            let reference = reference();
            tracing::error!(command, reference, error = ?self, "unexpected");
            problem.reference = Some(reference);
        } else {
            tracing::info!(command, code = problem.code, "refused");
        }
        problem
    }
}

impl From<sala::Problem> for Problem {
    fn from(problem: sala::Problem) -> Self {
        let sala::Problem { code, params } = problem;
        let params: BTreeMap<_, _> = params.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Self { code: code.to_owned(), params, reference: None }
    }
}

/// Short enough to be read over the telephone, long enough to be found in a week of log.
fn reference() -> String {
    let now = chrono::Utc::now();
    format!("{}-{:05}", now.format("%m%d-%H%M%S"), now.timestamp_subsec_micros() % 100_000)
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[test]
    fn a_refusal_crosses_with_its_code_and_facts_and_no_reference() {
        let refusal = Fault::from(sala::Error::Refused(sala::Problem::new("register_locked").with("half", "AM")));
        let problem = refusal.problem("attendance_mark");
        assert_eq!(problem.code, "register_locked", "the window has the words for a code");
        assert_eq!(problem.params["half"], "AM", "the words mention the facts");
        assert_eq!(problem.reference, None, "what was foreseen needs no log");
    }

    /// A log that a test can read.
    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl std::io::Write for Log {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().expect("a log").write(bytes)
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_nobody_foresaw_crosses_with_a_reference_that_the_log_has_too() {
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt().with_writer(move || writer.clone()).with_ansi(false).finish();
        let problem = tracing::subscriber::with_default(subscriber, || Fault::Lost("task panicked".into()).problem("attendance_mark"));
        assert_eq!(problem.code, "unexpected", "the window says that something went wrong");
        let reference = problem.reference.expect("and where the log tells more");
        let log = String::from_utf8(log.0.lock().expect("a log").clone()).expect("text");
        assert!(log.contains(&reference), "who reads the reference over the telephone can be helped: {log}");
        assert!(log.contains("task panicked"), "the log has the chain of what happened");
    }
}
