//! Choosing files. Dialogs are opened here and nowhere else, so that a test which drives the real window can answer for
//! the person.

mod dialog;
#[cfg(feature = "test-picker")]
mod scripted;

use std::path::PathBuf;

pub use dialog::Dialog;
#[cfg(feature = "test-picker")]
pub use scripted::Scripted;

/// What kind of file is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A spreadsheet or a CSV file.
    Table,
    /// A programme's facts.
    Programme,
    /// A photograph.
    Picture,
    /// Whatever a group made.
    Anything,
    /// A sealed file.
    Bundle,
    /// A laptop's request to be certified.
    Request,
    /// A backup.
    Backup,
    /// A report as CSV.
    Csv,
    /// A report as a workbook.
    Workbook,
    /// An agenda for calendars.
    Calendar,
}

impl Kind {
    /// The endings such files have; none for any file.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Table => &["xlsx", "xls", "ods", "csv", "tsv", "txt"],
            Self::Programme => &["json"],
            Self::Picture => &["jpg", "jpeg", "png", "webp", "heic", "tif", "tiff", "bmp", "gif", "pdf"],
            Self::Anything => &[],
            Self::Bundle => &["sala"],
            Self::Request => &["sala-request", "sala"],
            Self::Backup => &["sala-backup"],
            Self::Csv => &["csv"],
            Self::Workbook => &["xlsx"],
            Self::Calendar => &["ics"],
        }
    }
}

/// Whoever answers when a file is asked for.
pub trait Picker: Send + Sync {
    /// Files to read; none when the person closed the dialog.
    fn open(&self, kind: Kind, several: bool) -> Vec<PathBuf>;
    /// A folder; none when the person closed the dialog.
    fn folder(&self) -> Option<PathBuf>;
    /// Where to write a file that would be called `name`; none when the person closed the dialog.
    fn save(&self, kind: Kind, name: &str) -> Option<PathBuf>;
}
