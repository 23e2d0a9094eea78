//! How the participants are divided for work together.

use std::path::PathBuf;

use clap::Subcommand;
use sala::{
    Desk, Error, Problem, Result, groups,
    groups::views::{GroupSetView, sets},
};
use serde_json::json;

use super::{programme_of, spreadsheet};
use crate::{
    answer::{Answer, or_dash, table},
    cli::OfProgramme,
    words,
};

/// `sala groups ...`.
#[derive(Debug, Subcommand)]
pub enum Groups {
    /// Import who is in which group: Group, Participant, Role
    Import {
        /// CSV or XLSX
        file: PathBuf,
        #[command(flatten)]
        of: OfProgramme,
        /// What this way of dividing is called
        #[arg(long, value_name = "NAME", default_value = SET)]
        set: String,
    },
    /// All groups with their people
    List {
        #[command(flatten)]
        of: OfProgramme,
    },
}

/// What a set of groups is called that nobody named.
pub(super) const SET: &str = "Groups";

/// Do it.
pub fn run(desk: &Desk, args: Groups) -> Result<Answer> {
    match args {
        Groups::Import { file, of, set } => {
            let book = programme_of(desk, &of.programme)?;
            let file = spreadsheet(&file)?;
            let first = file.sheets.first().ok_or_else(|| Error::Refused(Problem::new("table_empty")))?;
            let done = desk.change(book, "groups_import", |change| groups::import(change, &set, first))?;
            let refused = (!done.refused.is_empty()).then(|| Problem::new("groups_rows_refused").with("refused", done.refused.len()));
            let rows = done.refused.iter().map(|r| [r.row.to_string(), r.column.to_owned(), r.value.clone(), words::row(r.code).to_owned()]);
            let text = match refused.is_some() {
                true => table(["Row", "Column", "Value", "Refused because"], rows),
                false => format!("{} placed, {} moved, {} unchanged.", done.added, done.updated, done.unchanged),
            };
            Ok(Answer::new(&done, text)?.refused(refused))
        }
        Groups::List { of } => {
            let book = programme_of(desk, &of.programme)?;
            let sets = desk.read(|r| sets(r.sql(), r.book(book)?))?;
            let text = match sets.is_empty() {
                true => "No groups yet: `sala groups import FILE` divides the participants.".to_owned(),
                false => table(["Set", "Group", "Code", "Name", "Role"], sets.iter().flat_map(rows)),
            };
            Answer::new(&json!({ "sets": sets }), text)
        }
    }
}

fn rows(set: &GroupSetView) -> Vec<[String; 5]> {
    let placed = set.groups.iter().flat_map(|group| group.members.iter().map(|member| (group.name.clone(), member)));
    let left = set.unplaced.iter().map(|member| ("-".to_owned(), member));
    placed.chain(left).map(|(group, m)| [set.name.clone(), group, m.code.clone(), or_dash(m.name.as_ref()), or_dash(m.role.as_ref())]).collect()
}
