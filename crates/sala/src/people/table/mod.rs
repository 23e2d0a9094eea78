//! A spreadsheet as an office sends it, read into plain rows of text.
//!
//! CSV (comma, semicolon or tab; UTF-8, UTF-16 or an old Windows code page) and XLSX become the
//! same [`Spreadsheet`]. Row numbers are the ones a person sees when the file is open in a
//! spreadsheet program, so a refused row can be found by its number.

mod cells;
mod csv_file;
mod decode;
#[cfg(test)]
mod tests;
mod xlsx_file;

use std::io::Read;
use std::path::Path;

use serde::Serialize;

pub use cells::{DateGuess, dates};

/// The largest file that is read at all.
pub const MAX_BYTES: u64 = 20 * 1024 * 1024;
/// More rows than any roster or agenda has; a longer sheet is some other file.
pub const MAX_ROWS: u32 = 20_000;
/// More columns than any nomination form has.
pub const MAX_COLUMNS: u32 = 200;
/// A longer cell is refused: it is not a name, a title or a reason.
pub const MAX_CELL_CHARS: usize = 10_000;

/// One file: its sheets in order (a CSV file has one).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spreadsheet {
    /// The sheets that have at least one filled cell.
    pub sheets: Vec<Table>,
    /// How the bytes were understood: `utf-8`, `utf-16le`, `windows-874`, `xlsx` …
    pub encoding: String,
    /// True when the encoding had to be guessed: the reader should look at the names.
    pub guessed: bool,
}

/// One sheet: rows of cells as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The sheet's name; empty for CSV.
    pub sheet: String,
    /// Rows with at least one filled cell, in order.
    pub rows: Vec<Row>,
}

/// One row with its number as the sheet shows it (the first row is 1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The number at the left of the row in a spreadsheet program.
    pub number: u32,
    /// The cells from column A on, trimmed; trailing empty cells are left out.
    pub cells: Vec<String>,
}

impl Row {
    /// The text of a column, `""` where the row ends earlier.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// True when no cell holds anything.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }
}

/// Why a file could not be read as a table.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The file could not be opened or read.
    #[error("the file cannot be read")]
    Unreadable(#[source] std::io::Error),
    /// Nothing is in it.
    #[error("the file is empty")]
    Empty,
    /// It is larger than [`MAX_BYTES`], or unpacks to far more than it should.
    #[error("the file is too large")]
    TooLarge,
    /// A sheet has more rows than [`MAX_ROWS`].
    #[error("more than {MAX_ROWS} rows")]
    TooManyRows,
    /// A sheet has more columns than [`MAX_COLUMNS`].
    #[error("more than {MAX_COLUMNS} columns")]
    TooManyColumns,
    /// One cell holds more text than [`MAX_CELL_CHARS`].
    #[error("the cell in row {row} is too long")]
    CellTooLong {
        /// The row of the cell.
        row: u32,
    },
    /// The content is something else than a table.
    #[error("not a table, but {looks_like}")]
    NotATable {
        /// What the content seems to be (`pdf`, `jpeg`, `zip`, `sala`, `binary` …).
        looks_like: &'static str,
    },
    /// An Excel 97-2003 workbook, or one locked with a password: both wear the same envelope.
    #[error("an old or password-protected workbook")]
    OldOrProtected,
    /// It begins like a workbook but cannot be read to its end.
    #[error("the workbook is damaged: {0}")]
    Damaged(String),
    /// The letters cannot be told: no encoding fits.
    #[error("the text encoding is not known")]
    UnknownEncoding,
}

impl TableError {
    /// The stable code that the screen and the command line turn into words.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "table_unreadable",
            Self::Empty => "table_empty",
            Self::TooLarge => "table_too_large",
            Self::TooManyRows => "table_too_many_rows",
            Self::TooManyColumns => "table_too_many_columns",
            Self::CellTooLong { .. } => "table_cell_too_long",
            Self::NotATable { .. } => "table_foreign_file",
            Self::OldOrProtected => "table_old_or_protected",
            Self::Damaged(_) => "table_damaged",
            Self::UnknownEncoding => "table_unknown_encoding",
        }
    }

    /// What the words need to be exact.
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::TooLarge => vec![("megabytes", (MAX_BYTES / 1024 / 1024).to_string())],
            Self::TooManyRows => vec![("rows", MAX_ROWS.to_string())],
            Self::TooManyColumns => vec![("columns", MAX_COLUMNS.to_string())],
            Self::CellTooLong { row } => vec![("row", row.to_string())],
            Self::NotATable { looks_like } => vec![("looks_like", (*looks_like).to_owned())],
            Self::Unreadable(why) => vec![("why", why.kind().to_string())],
            _ => Vec::new(),
        }
    }
}

/// Reads a file; what it is is told by its content, never by its name.
pub fn read(path: &Path) -> Result<Spreadsheet, TableError> {
    let file = std::fs::File::open(path).map_err(TableError::Unreadable)?;
    let mut bytes = Vec::new();
    // One byte over the limit is enough to know that the file is too large.
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(TableError::Unreadable)?;
    read_bytes(&bytes)
}

/// Reads a file that is already in memory.
pub fn read_bytes(bytes: &[u8]) -> Result<Spreadsheet, TableError> {
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MAX_BYTES {
        return Err(TableError::TooLarge);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return xlsx_file::read(bytes);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(TableError::OldOrProtected);
    }
    if let Some(looks_like) = foreign(bytes) {
        return Err(TableError::NotATable { looks_like });
    }
    let text = decode::decode(bytes)?;
    let table = csv_file::read(&text.text)?;
    if table.rows.is_empty() {
        return Err(TableError::Empty);
    }
    Ok(Spreadsheet { sheets: vec![table], encoding: text.encoding, guessed: text.guessed })
}

/// The cells of a workbook whose values are worked out, or went wrong in that: sheet, row (from 1) and column (from 0).
pub type Formulas = Vec<(String, u32, u32)>;

/// The cells of a workbook whose values are worked out, or went wrong in that; a text file has none.
///
/// # Errors
/// As [`read_bytes`].
pub fn formulas(bytes: &[u8]) -> Result<Formulas, TableError> {
    if bytes.starts_with(b"PK\x03\x04") { xlsx_file::formulas(bytes) } else { Ok(Vec::new()) }
}

/// Formats that people drop by mistake, by their first bytes.
fn foreign(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: &[(&[u8], &str)] = &[
        (b"%PDF", "pdf"),
        (b"\xFF\xD8\xFF", "jpeg"),
        (b"\x89PNG", "png"),
        (b"GIF8", "gif"),
        (b"age-encryption.org/", "sala"),
        (b"SQLite format 3", "database"),
        (b"Rar!", "rar"),
        (b"7z\xBC\xAF", "7z"),
        (b"\x1F\x8B", "gzip"),
        (b"MZ", "program"),
        (b"\x7FELF", "program"),
        (b"{\\rtf", "rtf"),
        (b"<!DOCTYPE", "html"),
        (b"<html", "html"),
        (b"<?xml", "xml"),
    ];
    KNOWN.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, name)| *name)
}

/// Serialised form of a sheet that the import did not use, so that nothing in a file goes unseen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OtherSheet {
    /// The sheet's name.
    pub name: String,
    /// How many filled rows it has.
    pub rows: usize,
    /// The text of its first rows, so that a note written there is read by a person.
    pub text: Vec<String>,
}

impl OtherSheet {
    /// The first lines of a sheet, each row's cells joined by a middle dot.
    pub fn of(table: &Table) -> Self {
        let text = table
            .rows
            .iter()
            .take(5)
            .map(|row| {
                let filled: Vec<&str> = row.cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
                filled.join(" · ").chars().take(300).collect()
            })
            .collect();
        Self { name: table.sheet.clone(), rows: table.rows.len(), text }
    }
}
