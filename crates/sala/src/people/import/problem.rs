//! A list that cannot be imported, as a screen or a script is told of it.

use super::super::table::TableError;
use super::{Column, ImportError};
use crate::{Error, Problem};

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
