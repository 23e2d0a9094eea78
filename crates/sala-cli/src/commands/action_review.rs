//! The before and after action review of a day.

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use sala::{
    Desk, Error, Problem, RecordId, Result,
    action_review::{self, Asked, NewNote, views},
    groups,
};
use serde_json::json;

use super::programme_of;
use crate::{
    answer::{Answer, or_dash, quoted, table},
    cli::OfProgramme,
};

/// `sala action-review ...`.
#[derive(Debug, Subcommand)]
pub enum ActionReview {
    /// Write a note down
    Add(Add),
    /// The notes of a programme, or of one day
    List {
        #[command(flatten)]
        of: OfProgramme,
        /// Only this day
        #[arg(long)]
        date: Option<NaiveDate>,
    },
    /// Take a note away that was written by mistake; nothing of it is lost
    Remove {
        #[command(flatten)]
        of: OfProgramme,
        /// The note, as `sala action-review list` names it
        #[arg(long, value_name = "ID")]
        note: String,
        /// Let it be there again
        #[arg(long)]
        put_back: bool,
    },
}

/// `sala action-review add`.
#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    of: OfProgramme,
    /// The day, such as 2012-05-17
    #[arg(long)]
    date: NaiveDate,
    /// expect (before the day), intended, happened, keep or change (after it)
    #[arg(long, value_name = "QUESTION", value_parser = asked)]
    asked: Asked,
    /// The answer
    #[arg(long)]
    text: String,
    /// The group that says so; without it everybody does
    #[arg(long, value_name = "NAME")]
    group: Option<String>,
}

fn asked(text: &str) -> std::result::Result<Asked, String> {
    let all: Vec<_> = Asked::ALL.iter().map(|one| one.code()).collect();
    Asked::from_code(&text.trim().to_lowercase()).ok_or_else(|| format!("a review asks {}", all.join(", ")))
}

/// Do it.
pub fn run(desk: &Desk, args: ActionReview) -> Result<Answer> {
    match args {
        ActionReview::Add(args) => add(desk, args),
        ActionReview::List { of, date } => list(desk, &of.programme, date),
        ActionReview::Remove { of, note, put_back } => remove(desk, &of.programme, &note, put_back),
    }
}

fn add(desk: &Desk, args: Add) -> Result<Answer> {
    let Add { of, date, asked, text, group } = args;
    let book = programme_of(desk, &of.programme)?;
    let found = group.as_deref().map(|name| desk.read(|r| groups::views::find_group(r.sql(), r.book(book)?, name))).transpose()?.flatten();
    if found.is_none()
        && let Some(group) = group
    {
        return Problem::new("no_such_group").with("group", group).refuse();
    }
    let note = desk.change(book, "add_note", |change| action_review::add(change, &NewNote { date, asked, group: found, text }))?;
    Answer::new(&json!({ "note": note, "date": date, "asked": asked }), format!("Written down for {date}."))
}

fn list(desk: &Desk, programme: &str, date: Option<NaiveDate>) -> Result<Answer> {
    let book = programme_of(desk, programme)?;
    let notes = desk.read(|r| views::notes(r.sql(), r.book(book)?, date))?;
    let rows = notes.iter().map(|note| {
        let author = match &note.changed_by {
            Some(changed) => format!("{}, changed by {changed}", or_dash(note.author.as_ref())),
            None => or_dash(note.author.as_ref()),
        };
        [note.date.to_string(), note.asked.code().to_owned(), note.text.clone(), or_dash(note.group.as_ref()), author, note.id.to_string()]
    });
    let text = match notes.is_empty() {
        true => "No notes yet: `sala action-review add` writes one down.".to_owned(),
        false => table(["Date", "Asked", "Note", "Group", "Author", "Id"], rows),
    };
    Answer::new(&json!({ "notes": notes }), text)
}

fn remove(desk: &Desk, programme: &str, note: &str, put_back: bool) -> Result<Answer> {
    let book = programme_of(desk, programme)?;
    let id: RecordId = note.parse().map_err(|_| Error::Refused(Problem::new("no_such_note").with("note", note)))?;
    let text = match put_back {
        true => {
            desk.change(book, "note_put_back", |change| action_review::put_back(change, id))?;
            "The note is there again.".to_owned()
        }
        false => {
            desk.change(book, "remove_note", |change| action_review::remove(change, id, None))?;
            let again = format!("sala action-review remove --programme {} --note {id} --put-back", quoted(programme));
            format!("The note is removed. `{again}` lets it be there again.")
        }
    };
    Answer::new(&json!({ "note": id, "removed": !put_back }), text)
}
