//! What can go wrong, once inside and once for people.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde::Serialize;
use serde_json::Value as Json;

/// A refusal as it crosses to a screen or a script: a code and the facts it speaks of. The words are the screen's.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Problem {
    /// Stable name of what happened, such as `register_locked`.
    pub code: &'static str,
    /// The facts, by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<&'static str, Json>,
}

impl Problem {
    /// A problem without facts.
    #[must_use]
    pub const fn new(code: &'static str) -> Self {
        Self { code, params: BTreeMap::new() }
    }

    /// Add a fact.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Json>) -> Self {
        self.params.insert(name, value.into());
        self
    }

    /// That a text is not longer than `max` characters of any script; `field` names it to whoever typed it.
    ///
    /// # Errors
    /// `text_too_long`.
    pub fn if_too_long(field: &'static str, text: &str, max: usize) -> Result<()> {
        let length = text.chars().count();
        if length > max {
            return Problem::new("text_too_long").with("field", field).with("length", length).with("max", max).refuse();
        }
        Ok(())
    }

    /// This problem as the reason why nothing was changed.
    ///
    /// # Errors
    /// Always: it is meant for `return Problem::new(..).refuse()`.
    pub fn refuse<T>(self) -> Result<T> {
        Err(Error::Refused(self))
    }
}

/// What can be damaged in a file that somebody brought, or that lies beside the store: it can be had again. All else is of the store itself.
const OF_FILES: &[&str] =
    &["bundle", "seal", "page", "value", "annex", "certificate", "succession", "revocation", "receipt", "request", "sealing key", "attachment", "backup"];

/// Everything the core can fail with.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A rule of the work, or bad input: nothing was changed.
    #[error("refused: {} {:?}", .0.code, .0.params)]
    Refused(Problem),
    /// The store.
    #[error("store: {0}")]
    Sql(#[from] rusqlite::Error),
    /// A file.
    #[error("{path}: {source}")]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Reading or writing without a file name at hand.
    #[error("input or output: {0}")]
    Io(#[from] std::io::Error),
    /// Bytes that do not decode: damage, or somebody else's.
    #[error("damaged {what}: {why}")]
    Damaged {
        /// What was being read.
        what: &'static str,
        /// What did not hold.
        why: String,
    },
    /// The operating system's keychain.
    #[error("keychain: {0}")]
    Keychain(String),
}

/// The core's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Damage found in `what`. What did not decode is for the log and for whoever helps, not for the words that people read.
    #[must_use]
    pub fn damaged(what: &'static str, why: impl std::fmt::Display) -> Self {
        tracing::warn!(what, %why, "damaged");
        Self::Damaged { what, why: why.to_string() }
    }

    /// A failed file operation.
    pub fn file(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }

    /// The error as a screen or a script is told of it.
    #[must_use]
    pub fn problem(&self) -> Problem {
        match self {
            Self::Refused(problem) => problem.clone(),
            Self::Sql(error) => sql_problem(error),
            Self::File { path, source } => io_problem(source).with("path", path.display().to_string()),
            Self::Io(source) => io_problem(source),
            Self::Damaged { what: "store", why } => Problem::new("store_damaged").with("why", why.as_str()),
            Self::Damaged { what, why } => {
                let code = if OF_FILES.contains(what) { "damaged" } else { "store_part_damaged" };
                Problem::new(code).with("what", *what).with("why", why.as_str())
            }
            Self::Keychain(why) => Problem::new("keychain").with("why", why.as_str()),
        }
    }

    /// The same where a disk is full: it says which, by the place that people know.
    pub(crate) fn at_place(self, place: &Path) -> Self {
        match self.problem().code {
            "disk_full" => Self::File { path: place.to_owned(), source: std::io::Error::new(std::io::ErrorKind::StorageFull, self.to_string()) },
            _ => self,
        }
    }

    /// The same for work in a folder, `place`, that may write elsewhere too: what names another file than one inside stays as it is.
    pub(crate) fn at_place_or_elsewhere(self, place: &Path) -> Self {
        match &self {
            Self::File { path, .. } if !path.starts_with(place) => self,
            _ => self.at_place(place),
        }
    }

    /// True where the answer says what to do about it; false for what nobody foresaw.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        self.problem().code != "unexpected"
    }
}

fn sql_problem(error: &rusqlite::Error) -> Problem {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseCorrupt, DatabaseLocked, DiskFull, NotADatabase, ReadOnly, SystemIoFailure};
    // Not even the index of the write-ahead log found room: that is a full disk, not a broken one.
    let no_room = error.sqlite_error().is_some_and(|e| e.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE);
    let code = match error.sqlite_error_code() {
        _ if no_room => "disk_full",
        Some(DiskFull) => "disk_full",
        Some(ReadOnly) => "store_read_only",
        Some(DatabaseBusy | DatabaseLocked) => "store_in_use",
        Some(NotADatabase) => "store_key_wrong",
        Some(DatabaseCorrupt) => "store_damaged",
        Some(SystemIoFailure) => "disk_failed",
        _ => "unexpected",
    };
    Problem::new(code).with("why", error.to_string())
}

fn io_problem(error: &std::io::Error) -> Problem {
    use std::io::ErrorKind as K;
    let code = match error.kind() {
        K::NotFound => "file_missing",
        K::PermissionDenied | K::ReadOnlyFilesystem => "file_read_only",
        K::StorageFull | K::QuotaExceeded => "disk_full",
        K::FileTooLarge => "file_too_large_for_disk",
        K::AlreadyExists => "file_exists",
        K::UnexpectedEof => "file_truncated",
        K::IsADirectory => "file_is_folder",
        _ => "file_failed",
    };
    Problem::new(code).with("why", error.to_string())
}
