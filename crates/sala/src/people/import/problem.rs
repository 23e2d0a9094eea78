//! Why a list cannot be imported at all, and how a screen or a script is told of it.

use super::super::table::TableError;
use super::{Column, RosterField};
use crate::{Error, Problem};

/// Why a list cannot be imported at all.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file is no table.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The sheet that was asked for is not in the file.
    #[error("no sheet {sheet}")]
    NoSuchSheet {
        /// The name asked for.
        sheet: String,
        /// The sheets that are there.
        sheets: Vec<String>,
    },
    /// No row looks like a header.
    #[error("no header row was found")]
    NoHeader,
    /// There is a header, but no column is known to hold names: the user has to say which.
    #[error("no column holds names")]
    NoNameColumn {
        /// The columns that were found.
        columns: Vec<Column>,
    },
    /// A header, and nothing under it.
    #[error("no rows under the header")]
    NoRows,
    /// The mapping names a column that is not in the sheet.
    #[error("no column titled {title}")]
    MapUnknownColumn {
        /// The title as given.
        title: String,
    },
    /// The mapping names something that is no field of a roster.
    #[error("no field {field}")]
    MapUnknownField {
        /// The word as given.
        field: String,
    },
    /// The mapping gives one field to two columns.
    #[error("two columns are mapped to {field}")]
    MapRepeatedField {
        /// The field's code.
        field: &'static str,
    },
}

impl ImportError {
    /// The stable code for the screen and the command line.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Table(why) => why.code(),
            Self::NoSuchSheet { .. } => "roster_no_such_sheet",
            Self::NoHeader => "roster_no_header",
            Self::NoNameColumn { .. } => "roster_no_name_column",
            Self::NoRows => "roster_no_rows",
            Self::MapUnknownColumn { .. } => "roster_map_unknown_column",
            Self::MapUnknownField { .. } => "roster_map_unknown_field",
            Self::MapRepeatedField { .. } => "roster_map_repeated_field",
        }
    }

    /// What the words need to be exact.
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Table(why) => why.params(),
            Self::NoSuchSheet { sheet, sheets } => {
                vec![("sheet", sheet.clone()), ("sheets", sheets.join(", "))]
            }
            Self::NoNameColumn { columns } => {
                let titles: Vec<&str> = columns.iter().map(|column| column.title.as_str()).collect();
                vec![("columns", titles.join(", "))]
            }
            Self::MapUnknownColumn { title } => vec![("column", title.clone())],
            Self::MapUnknownField { field } => {
                let known: Vec<&str> = RosterField::ALL.iter().map(|field| field.code()).collect();
                vec![("field", field.clone()), ("fields", known.join(", "))]
            }
            Self::MapRepeatedField { field } => vec![("field", (*field).to_owned())],
            Self::NoHeader | Self::NoRows => Vec::new(),
        }
    }
}

impl From<TableError> for Error {
    fn from(error: TableError) -> Self {
        let problem = error.params().into_iter().fold(Problem::new(error.code()), |problem, (name, value)| problem.with(name, value));
        Self::Refused(problem)
    }
}

impl From<ImportError> for Error {
    fn from(error: ImportError) -> Self {
        let mut problem = error.params().into_iter().fold(Problem::new(error.code()), |problem, (name, value)| problem.with(name, value));
        // The screen asks which column holds the names: it needs the columns themselves.
        if let ImportError::NoNameColumn { columns } = &error {
            problem = problem.with("choices", columns.iter().map(choice).collect::<Vec<_>>());
        }
        Self::Refused(problem)
    }
}

fn choice(column: &Column) -> serde_json::Value {
    serde_json::json!({ "index": column.index, "letter": column.letter, "title": column.title, "samples": column.samples })
}
