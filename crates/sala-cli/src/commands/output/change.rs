//! An output that says something else now, and what it said when it was handed in.

use std::path::PathBuf;

use clap::Args;
use sala::{
    Desk, Error, Problem, RecordId, Result,
    outputs::{
        self,
        canvas::Frozen,
        views::{self, FrozenFile, OutputView, VersionView},
    },
};
use serde::Serialize;
use serde_json::json;

use super::{OfOutput, id_of};
use crate::{
    answer::{Answer, at_a_glance, or_dash, table, whole_table},
    commands::programme_of,
};

/// `sala output change`.
#[derive(Debug, Args)]
#[group(id = "what", required = true, multiple = true, args = ["title", "text", "text_file"])]
pub struct Change {
    #[command(flatten)]
    of: OfOutput,
    /// Another title
    #[arg(long)]
    title: Option<String>,
    /// Another text; an empty one takes it away
    #[arg(long, conflicts_with = "text_file")]
    text: Option<String>,
    /// A file with the text, in UTF-8
    #[arg(long, value_name = "FILE")]
    text_file: Option<PathBuf>,
}

/// `sala output versions`.
#[derive(Debug, Args)]
pub struct Versions {
    #[command(flatten)]
    of: OfOutput,
    /// What differs between this version and what the output says now
    #[arg(long, value_name = "N")]
    compare: Option<i64>,
}

/// One part of an output that says something else.
#[derive(Debug, Serialize)]
struct Difference {
    field: &'static str,
    before: Option<String>,
    after: Option<String>,
}

/// Give it another title or text; what was handed in stays as it was.
pub fn change(desk: &Desk, args: Change) -> Result<Answer> {
    let Change { of, title, text, text_file } = args;
    let (book, id) = (programme_of(desk, &of.of.programme)?, id_of(&of.output)?);
    let body = match text_file {
        Some(path) => Some(sala::read_text(&path)?),
        None => text,
    };
    let before = desk.read(|r| views::one(r.sql(), r.book(book)?, id))?;
    desk.change(book, "edit_output", |change| {
        if let Some(title) = title.filter(|title| title.trim() != before.line.title) {
            outputs::set_title(change, id, &title, Some(&before.title_seen))?;
        }
        if let Some(body) = body.filter(|body| body.trim() != before.body) {
            outputs::set_body(change, id, &body, Some(&before.body_seen))?;
        }
        Ok(())
    })?;
    let now = desk.read(|r| views::one(r.sql(), r.book(book)?, id))?;
    let said = if now.body.is_empty() { "no text".to_owned() } else { at_a_glance(&now.body) };
    let text = format!("{}, group {}: {said}", now.line.title, or_dash(now.line.group.as_ref()));
    Answer::new(&json!({ "output": id, "title": now.line.title, "text": now.body, "state": now.line.state }), text)
}

/// What was handed in, and what differs since.
pub fn versions(desk: &Desk, args: Versions) -> Result<Answer> {
    let Versions { of, compare } = args;
    let (book, id) = (programme_of(desk, &of.of.programme)?, id_of(&of.output)?);
    let now = desk.read(|r| views::one(r.sql(), r.book(book)?, id))?;
    let Some(number) = compare else {
        let row = |one: &VersionView| {
            let at = one.at.map(sala::rfc3339);
            [one.number.to_string(), or_dash(at), or_dash(one.author.as_ref()), one.title.clone(), at_a_glance(&one.body), one.files.len().to_string()]
        };
        let text = match now.handed_in.is_empty() {
            true => format!("Nothing was handed in of {} yet.", now.line.title),
            false => table(["Version", "When", "Who", "Title", "Text", "Files"], now.handed_in.iter().map(row)),
        };
        return Answer::new(&json!({ "output": id, "versions": now.handed_in }), text);
    };
    let known: Vec<_> = now.handed_in.iter().map(|version| version.number).collect();
    let known = (!known.is_empty()).then_some(known);
    // Two laptops that each handed it in gave it one number: then the later one is meant, as of a plan.
    let found = now.handed_in.iter().rfind(|version| version.number == number);
    let version = found.ok_or_else(|| Error::Refused(Problem::new("no_such_output_version").with("version", number).with("versions", known)))?;
    let differences = differences(version, &now);
    let text = match differences.is_empty() {
        true => format!("{} says what it said in version {number}.", now.line.title),
        false => whole_table(
            ["Field", "Before", "After"],
            differences.iter().map(|one| [one.field.to_owned(), or_dash(one.before.as_ref()), or_dash(one.after.as_ref())]),
        ),
    };
    Answer::new(&json!({ "output": id, "from": number, "differences": differences }), text)
}

fn differences(then: &VersionView, now: &OutputView) -> Vec<Difference> {
    let part = |field, before: Option<String>, after: Option<String>| (before != after).then_some(Difference { field, before, after });
    let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let attached = now.attached.iter().map(|file| (file.hash.clone(), file.name.clone()));
    let handed = then.files.iter().map(|FrozenFile { hash, name, .. }| (hash.clone(), name.clone()));
    let mut found: Vec<_> =
        [part("title", said(&then.title), said(&now.line.title)), part("text", said(&then.body), said(&now.body))].into_iter().flatten().collect();
    let (before, after): (Vec<_>, Vec<_>) = (handed.collect(), attached.collect());
    if before != after {
        let names = |files: &[(String, String)]| said(&files.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", "));
        found.push(Difference { field: "files", before: names(&before), after: names(&after) });
    }
    let sheet = now.canvas.as_ref().map(|canvas| canvas.frozen()).filter(|canvas| !canvas.is_empty());
    if then.canvas != sheet {
        found.push(Difference { field: "canvas", before: then.canvas.as_ref().map(told), after: sheet.as_ref().map(told) });
    }
    found
}

/// What stands on a sheet, a line for each note and each cell that says something.
fn told(sheet: &Frozen) -> String {
    let note = |id: RecordId| sheet.items.iter().find(|item| item.id == id).map_or("", |item| item.note.as_str());
    let notes = sheet.items.iter().map(|item| format!("{}: {}", crate::words::region(item.region), item.note));
    let cells = sheet.cells.iter().map(|cell| format!("{} / {}: {}", note(cell.line), note(cell.column), cell.text));
    notes.chain(cells).collect::<Vec<_>>().join("\n")
}
