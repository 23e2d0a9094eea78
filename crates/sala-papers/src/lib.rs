//! What leaves Sala as a document: spreadsheets, CSV, plain tables and calendars.
//!
//! A paper is made from the core's figures and a language's words; it computes nothing.

pub mod attendance;
pub mod calendar;
mod cells;
pub mod form;
mod words;

pub use cells::cut;
pub use words::{Words, words};

/// Why a paper could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The spreadsheet library's answer.
    #[error("workbook: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The CSV library's answer.
    #[error("table: {0}")]
    Table(#[from] csv::Error),
}

/// The result of making a paper.
pub type Result<T, E = Error> = std::result::Result<T, E>;
