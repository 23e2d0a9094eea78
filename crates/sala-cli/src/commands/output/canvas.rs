//! Canvases at the command line: begun, written on, shown.

mod begin;

use clap::{Args, Subcommand};
use sala::{
    Desk, Error, Problem, RecordId, Result,
    outputs::{
        canvas::{self, Canvas, CanvasKind, Headings, Place, Region, Weight},
        views,
    },
};
use serde_json::json;

use super::{OfOutput, id_of};
use crate::{
    answer::{Answer, count, quoted, whole_table},
    commands::programme_of,
    words,
};

/// `sala output canvas ...`.
#[derive(Debug, Subcommand)]
pub enum CanvasCommand {
    /// Give an output a canvas
    Begin {
        #[command(flatten)]
        of: OfOutput,
        /// swot, stakeholders, value_chain, problem_tree or matrix
        #[arg(long, value_parser = kind)]
        kind: CanvasKind,
        /// Headings of lines, for a matrix or a value chain
        #[arg(long = "line", value_name = "TITLE")]
        lines: Vec<String>,
        /// Headings of columns
        #[arg(long = "column", value_name = "TITLE")]
        columns: Vec<String>,
    },
    /// What stands on it
    Show {
        #[command(flatten)]
        of: OfOutput,
    },
    /// Put a note on it, or a heading
    Add(Add),
    /// Let a note say something else, stand elsewhere or weigh otherwise
    Change(ChangeNote),
    /// Take a note off, with what hangs under it
    Remove {
        #[command(flatten)]
        of: OfOutput,
        /// The note, as `canvas show` names it
        #[arg(long, value_name = "ID")]
        note: String,
        /// Let it be there again, and what went with it
        #[arg(long)]
        put_back: bool,
    },
    /// Write where a line and a column meet; an empty text takes it away
    Cell {
        #[command(flatten)]
        of: OfOutput,
        /// The heading of the line: its id, or what it says
        #[arg(long, value_name = "HEADING")]
        line: String,
        /// The heading of the column
        #[arg(long, value_name = "HEADING")]
        column: String,
        /// What stands there
        #[arg(long)]
        text: String,
    },
}

/// `sala output canvas add`.
#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    of: OfOutput,
    /// strengths, weaknesses, opportunities, threats; stakeholder; core, cause, effect; line, column
    #[arg(long, value_parser = region)]
    region: Region,
    /// What it says
    #[arg(long)]
    text: String,
    /// Under this note of a problem tree
    #[arg(long, value_name = "ID")]
    beneath: Option<String>,
    #[command(flatten)]
    weight: WeightArgs,
}

/// `sala output canvas change`.
#[derive(Debug, Args)]
pub struct ChangeNote {
    #[command(flatten)]
    of: OfOutput,
    /// The note, as `canvas show` names it
    #[arg(long, value_name = "ID")]
    note: String,
    /// What it says now
    #[arg(long)]
    text: Option<String>,
    /// The region in which it stands now, at its end
    #[arg(long, value_parser = region)]
    region: Option<Region>,
    /// Under this note of a problem tree
    #[arg(long, value_name = "ID", requires = "region")]
    beneath: Option<String>,
    #[command(flatten)]
    weight: WeightArgs,
}

#[derive(Debug, Args)]
struct WeightArgs {
    /// Influence of a stakeholder, 1 to 5
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    influence: Option<i64>,
    /// Interest of a stakeholder, 1 to 5
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    interest: Option<i64>,
}

fn kind(text: &str) -> std::result::Result<CanvasKind, String> {
    let codes = || CanvasKind::ALL.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(", ");
    CanvasKind::from_code(&text.trim().to_lowercase().replace(['-', ' '], "_")).ok_or_else(|| format!("a canvas is one of {}", codes()))
}

fn region(text: &str) -> std::result::Result<Region, String> {
    let codes = || Region::ALL.iter().map(|region| region.code()).collect::<Vec<_>>().join(", ");
    Region::from_code(&text.trim().to_lowercase()).ok_or_else(|| format!("a region is one of {}", codes()))
}

/// Do it.
pub fn run(desk: &Desk, command: CanvasCommand) -> Result<Answer> {
    match command {
        CanvasCommand::Begin { of, kind, lines, columns } => begin::begin(desk, &of, kind, &Headings { lines, columns }),
        CanvasCommand::Show { of } => {
            let (book, output) = find(desk, &of)?;
            shown(desk, book, output)
        }
        CanvasCommand::Add(Add { of, region, text, beneath, weight }) => {
            let (book, output) = find(desk, &of)?;
            let at = Place { region, before: None, beneath: beneath.as_deref().map(note_id).transpose()? };
            let note = desk.change(book, "canvas_add", |change| {
                let note = canvas::add(change, output, at, &text)?;
                if let Some(weight) = weight.over(Weight::default()) {
                    canvas::weigh(change, note, weight, None)?;
                }
                Ok(note)
            })?;
            Answer::new(&json!({ "output": output, "note": note }), format!("{}: {}", words::region(region), text.trim()))
        }
        CanvasCommand::Change(args) => change_note(desk, args),
        CanvasCommand::Remove { of, note, put_back } => {
            let ((book, output), note) = (find(desk, &of)?, note_id(&note)?);
            if put_back {
                desk.change(book, "canvas_put_back", |change| canvas::put_back(change, note))?;
                return Answer::new(
                    &json!({ "output": output, "note": note, "removed": false }),
                    "It is on the canvas again; `sala output canvas show` shows it.",
                );
            }
            desk.change(book, "canvas_remove", |change| canvas::remove(change, note, None))?;
            let again = format!("sala output canvas remove --programme {} --output {output} --note {note} --put-back", quoted(&of.of.programme));
            let text = format!("It is off the canvas; `sala output canvas show` shows the rest, and `{again}` lets it be there again.");
            Answer::new(&json!({ "output": output, "note": note, "removed": true }), text)
        }
        CanvasCommand::Cell { of, line, column, text } => {
            let (book, output) = find(desk, &of)?;
            let canvas = read(desk, book, output)?;
            let (line, column) = (heading(&canvas, Region::Line, &line)?, heading(&canvas, Region::Column, &column)?);
            desk.change(book, "canvas_cell", |change| canvas::put_cell(change, line, column, &text, None))?;
            shown(desk, book, output)
        }
    }
}

fn change_note(desk: &Desk, args: ChangeNote) -> Result<Answer> {
    let ChangeNote { of, note, text, region, beneath, weight } = args;
    let ((book, output), note) = (find(desk, &of)?, note_id(&note)?);
    let before = read(desk, book, output)?.items.into_iter().find(|item| item.id == note);
    let before = before.ok_or_else(|| Error::Refused(Problem::new("no_such_item")))?;
    let place = region.map(|region| Ok::<_, Error>(Place { region, before: None, beneath: beneath.as_deref().map(note_id).transpose()? })).transpose()?;
    let weight = weight.over(Weight { influence: before.influence, interest: before.interest });
    desk.change(book, "canvas_change", |change| {
        text.as_deref().map_or(Ok(()), |text| canvas::set_note(change, note, text, None))?;
        place.map_or(Ok(()), |place| canvas::place(change, note, place, None))?;
        weight.map_or(Ok(()), |weight| canvas::weigh(change, note, weight, None))
    })?;
    shown(desk, book, output)
}

impl WeightArgs {
    /// The weight with what was given; none where nothing was.
    fn over(&self, before: Weight) -> Option<Weight> {
        let new = Weight { influence: self.influence.or(before.influence), interest: self.interest.or(before.interest) };
        (self.influence.is_some() || self.interest.is_some()).then_some(new)
    }
}

fn find(desk: &Desk, of: &OfOutput) -> Result<(RecordId, RecordId)> {
    Ok((programme_of(desk, &of.of.programme)?, id_of(&of.output)?))
}

fn note_id(text: &str) -> Result<RecordId> {
    text.trim().parse().map_err(|_| Error::Refused(Problem::new("no_such_item").with("note", text)))
}

fn read(desk: &Desk, book: RecordId, output: RecordId) -> Result<Canvas> {
    let canvas = desk.read(|r| Ok(views::one(r.sql(), r.book(book)?, output)?.canvas))?;
    canvas.ok_or_else(|| Error::Refused(Problem::new("no_canvas")))
}

/// A heading by its id, by what it says where only one says so, or by its place among the others, from 1.
fn heading(canvas: &Canvas, region: Region, named: &str) -> Result<RecordId> {
    let of_region: Vec<_> = canvas.items.iter().filter(|item| item.region == region).collect();
    let wanted = named.trim();
    let mut found = of_region.iter().filter(|item| item.note.to_lowercase() == wanted.to_lowercase() || item.id.to_string() == wanted);
    match (found.next(), found.next()) {
        (Some(one), None) => return Ok(one.id),
        (None, _) => {
            let place = wanted.parse::<usize>().ok().and_then(|place| place.checked_sub(1));
            if let Some(one) = place.and_then(|place| of_region.get(place)) {
                return Ok(one.id);
            }
        }
        (Some(_), Some(_)) => {}
    }
    let told: Vec<_> = (1..).zip(&of_region).map(|(place, item)| format!("{place}: {}", item.note)).collect();
    Problem::new("no_such_heading").with("heading", wanted).with("headings", told).refuse()
}

/// The canvas, as data and as a table.
fn shown(desk: &Desk, book: RecordId, output: RecordId) -> Result<Answer> {
    let canvas = read(desk, book, output)?;
    Answer::new(&json!({ "output": output, "canvas": canvas }), words_of(output, &canvas))
}

fn words_of(output: RecordId, canvas: &Canvas) -> String {
    let text = match canvas.kind.has_cells() {
        true => matrix(canvas),
        false => notes(canvas),
    };
    format!("{}: {}\n\n{text}{}", words::canvas(canvas.kind), count(canvas.items.len() as u64, "note", "notes"), circle(output, canvas))
}

/// Why notes that hang under each other stand at the top; nothing where none do.
fn circle(output: RecordId, canvas: &Canvas) -> String {
    let notes: Vec<_> = canvas.items.iter().filter(|item| item.in_circle).map(|item| item.note.as_str()).collect();
    if notes.is_empty() {
        return String::new();
    }
    let told = Problem::new("notes_in_circle").with("notes", notes).with("output", output.to_string());
    format!("\n\n{}", words::sentence(&told))
}

fn notes(canvas: &Canvas) -> String {
    let rows = canvas.items.iter().map(|item| {
        let weight = match (item.influence, item.interest) {
            (None, None) => String::new(),
            (influence, interest) => format!("{} / {}", crate::answer::or_dash(influence), crate::answer::or_dash(interest)),
        };
        let above = item.beneath.and_then(|above| canvas.items.iter().find(|one| one.id == above));
        [words::region(item.region).to_owned(), item.note.clone(), weight, above.map(|one| one.note.clone()).unwrap_or_default(), item.id.to_string()]
    });
    whole_table(["Region", "Note", "Influence / interest", "Under", "Id"], rows)
}

/// The headings with their ids, by which they are changed, and where lines and columns meet, what stands there.
fn matrix(canvas: &Canvas) -> String {
    let of = |region: Region| canvas.items.iter().filter(move |item| item.region == region);
    let heads = [Region::Line, Region::Column].into_iter().flat_map(|region| (1..).zip(of(region)));
    let heads = heads.map(|(place, item)| [words::region(item.region).to_owned(), format!("{place}: {}", item.note), item.id.to_string()]);
    let headings = whole_table(["Heading", "What it says", "Id"], heads);
    // Two headings may say the same: their places tell them apart.
    let cells: Vec<_> = (1..)
        .zip(of(Region::Line))
        .flat_map(|(down, line)| {
            (1..).zip(of(Region::Column)).map(move |(across, column)| {
                let cell = canvas.cells.iter().find(|cell| cell.line == line.id && cell.column == column.id);
                [format!("{down}: {}", line.note), format!("{across}: {}", column.note), cell.map(|cell| cell.text.clone()).unwrap_or_default()]
            })
        })
        .collect();
    match (of(Region::Line).count(), of(Region::Column).count()) {
        (0, 0) => "It has no headings yet: `sala output canvas add --region line` and `--region column` give it some.".to_owned(),
        (0, _) => format!("{headings}\n\nIt has no lines yet: `sala output canvas add --region line` gives it some."),
        (_, 0) => format!("{headings}\n\nIt has no columns yet: `sala output canvas add --region column` gives it some."),
        _ => format!("{headings}\n\n{}", whole_table(["Line", "Column", "What stands there"], cells)),
    }
}
