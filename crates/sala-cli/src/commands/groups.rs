//! How the participants are divided for work together.

use std::path::PathBuf;

use clap::Subcommand;
use sala::{
    Desk, Error, Problem, Result, groups,
    groups::draw::views::Standing,
    groups::views::{GroupSetView, find_group_in, find_set, sets},
};
use serde::Serialize;
use serde_json::json;

use super::{programme_of, spreadsheet};
use crate::{
    answer::{Answer, or_dash, quoted, table},
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
    /// Draw balanced groups from rules and a seed, with an account of what could not be met
    Draw(Box<super::draw::Draw>),
    /// All groups with their people, and what of the rules they do not meet
    List {
        #[command(flatten)]
        of: OfProgramme,
    },
    /// Take an empty group away, or without `--group` a whole set with its groups; nothing of it is lost
    Remove {
        #[command(flatten)]
        of: OfProgramme,
        /// The set
        #[arg(long, value_name = "NAME", default_value = SET)]
        set: String,
        /// The group
        #[arg(long, value_name = "NAME")]
        group: Option<String>,
        /// Let it be there again
        #[arg(long)]
        put_back: bool,
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
        Groups::Draw(args) => super::draw::run(desk, &args),
        Groups::List { of } => {
            let book = programme_of(desk, &of.programme)?;
            let (sets, standings) = desk.read(|r| {
                let book = r.book(book)?;
                let sets = sets(r.sql(), book)?;
                let standings = groups::draw::views::standings(r, book, &sets)?;
                Ok((sets, standings))
            })?;
            let accounts = sets.iter().zip(&standings).map(|(set, standing)| format!("{}: {}", set.name, drawn(standing)));
            let text = match sets.is_empty() {
                true => "No groups yet: `sala groups draw` or `sala groups import FILE` divides the participants.".to_owned(),
                false => {
                    let list = table(["Set", "Group", "Code", "Name", "Role"], sets.iter().flat_map(rows));
                    format!("{list}\n\n{}", accounts.collect::<Vec<_>>().join("\n\n"))
                }
            };
            let listed: Vec<_> = sets.into_iter().zip(standings).map(|(set, standing)| Listed { set, standing }).collect();
            Answer::new(&json!({ "sets": listed }), text)
        }
        Groups::Remove { of, set, group, put_back } => remove(desk, &of.programme, &set, group.as_deref(), put_back),
    }
}

fn remove(desk: &Desk, programme: &str, set: &str, group: Option<&str>, put_back: bool) -> Result<Answer> {
    let book = programme_of(desk, programme)?;
    let whole = put_back && group.is_none();
    let found = desk.read(|r| find_set(r.sql(), r.book(book)?, set, whole))?;
    let id = found.ok_or_else(|| Error::Refused(Problem::new("no_such_group_set").with("set", set)))?;
    let what = match (group, put_back) {
        (None, false) => {
            desk.change(book, "group_set_remove", |change| groups::remove_set(change, id, None))?;
            set
        }
        (None, true) => {
            desk.change(book, "group_set_put_back", |change| groups::put_back_set(change, id))?;
            set
        }
        (Some(name), _) => {
            let found = desk.read(|r| find_group_in(r.sql(), r.book(book)?, id, name, put_back))?;
            let group = found.ok_or_else(|| Error::Refused(Problem::new("no_such_group").with("group", name)))?;
            match put_back {
                true => desk.change(book, "group_put_back", |change| groups::put_back_group(change, group))?,
                false => desk.change(book, "group_remove", |change| groups::remove_group(change, group, None))?,
            }
            name
        }
    };
    let text = match put_back {
        true => format!("{} is there again.", what.trim()),
        false => {
            let group = group.map(|group| format!(" --group {}", quoted(group))).unwrap_or_default();
            let again = format!("sala groups remove --programme {} --set {}{group} --put-back", quoted(programme), quoted(set));
            format!("{} is removed. `{again}` lets it be there again.", what.trim())
        }
    };
    Answer::new(&json!({ "set": set, "group": group, "removed": !put_back }), text)
}

/// A set with how it stands.
#[derive(Serialize)]
struct Listed {
    #[serde(flatten)]
    set: GroupSetView,
    #[serde(flatten)]
    standing: Standing,
}

/// How a set was drawn, and its account.
fn drawn(standing: &Standing) -> String {
    let draws = standing.draws.iter().map(|drawn| format!("drawn {} by {} on {}, seed {}", drawn.at, drawn.author, drawn.replica, drawn.draw.seed));
    let draws = draws.collect::<Vec<_>>();
    let how = if draws.is_empty() { "not drawn".to_owned() } else { draws.join("; ") };
    format!("{how}.\n{}", words::account(&standing.account))
}

fn rows(set: &GroupSetView) -> Vec<[String; 5]> {
    let placed = set.groups.iter().flat_map(|group| group.members.iter().map(|member| (group.name.clone(), member)));
    let left = set.unplaced.iter().map(|member| ("-".to_owned(), member));
    placed.chain(left).map(|(group, m)| [set.name.clone(), group, m.code.clone(), or_dash(m.name.as_ref()), or_dash(m.role.as_ref())]).collect()
}
