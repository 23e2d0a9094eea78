//! What the groups produced.

mod canvas;
mod change;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use sala::{
    Desk, Error, Problem, RecordId, Result, groups,
    outputs::{self, Kept, New, views},
};
use serde_json::json;

use self::canvas::CanvasCommand;
use super::{groups::SET, programme_of};
use crate::{
    answer::{Answer, count, or_dash, quoted, table},
    cli::OfProgramme,
};

/// `sala output ...`.
#[derive(Debug, Subcommand)]
pub enum Output {
    /// Write down what a group produced
    Add(Add),
    /// Let an output have another title, or say something else
    Change(change::Change),
    /// What was handed in of an output, and what differs since
    Versions(change::Versions),
    /// All outputs
    List {
        #[command(flatten)]
        of: OfProgramme,
    },
    /// Take an output's pictures and documents out, into a folder
    Save(Save),
    /// A structured sheet: SWOT, stakeholders, value chain, problem tree, matrix
    #[command(subcommand)]
    Canvas(CanvasCommand),
    /// Take an output away that was written down by mistake; nothing of it is lost
    Remove {
        #[command(flatten)]
        of: OfProgramme,
        /// The output, as `sala output list` names it
        #[arg(long, value_name = "ID")]
        output: String,
        /// Let it be there again
        #[arg(long)]
        put_back: bool,
    },
    /// Say what the groups are asked to do in an exercise
    Brief {
        #[command(flatten)]
        of: OfProgramme,
        /// What the exercise is called; a new one is made
        #[arg(long, value_name = "NAME")]
        exercise: String,
        /// The brief; empty takes it away
        #[arg(long)]
        text: String,
    },
    /// Take an exercise away that nobody has answered
    RemoveExercise {
        #[command(flatten)]
        of: OfProgramme,
        /// What it is called
        #[arg(long, value_name = "NAME")]
        exercise: String,
    },
}

/// One output of one programme.
#[derive(Debug, Args)]
pub struct OfOutput {
    #[command(flatten)]
    of: OfProgramme,
    /// The output, as `sala output list` names it
    #[arg(long, value_name = "ID")]
    output: String,
}

/// `sala output save`.
#[derive(Debug, Args)]
pub struct Save {
    #[command(flatten)]
    of: OfProgramme,
    /// The output, as `sala output list` names it
    #[arg(long, value_name = "ID")]
    output: String,
    /// The folder to write into; the last folder of the path is made where it is missing
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Only the files of this name
    #[arg(long, value_name = "NAME")]
    file: Option<String>,
}

/// `sala output add`.
#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    of: OfProgramme,
    /// The group's name
    #[arg(long, value_name = "NAME")]
    group: String,
    /// The exercise it answers; a new one is made
    #[arg(long, value_name = "NAME")]
    exercise: String,
    /// Its title
    #[arg(long)]
    title: String,
    /// A file with its text, in UTF-8
    #[arg(long, value_name = "FILE")]
    text_file: Option<PathBuf>,
    /// Pictures and documents
    #[arg(long, value_name = "FILE", num_args = 1..)]
    attach: Vec<PathBuf>,
}

/// Do it.
pub fn run(desk: &Desk, args: Output) -> Result<Answer> {
    match args {
        Output::Add(args) => add(desk, args),
        Output::Change(args) => change::change(desk, args),
        Output::Versions(args) => change::versions(desk, args),
        Output::List { of } => list(desk, &of.programme),
        Output::Save(args) => save(desk, args),
        Output::Canvas(command) => canvas::run(desk, command),
        Output::Remove { of, output, put_back } => remove(desk, &of.programme, &output, put_back),
        Output::Brief { of, exercise, text } => brief(desk, &of.programme, &exercise, &text),
        Output::RemoveExercise { of, exercise } => remove_exercise(desk, &of.programme, &exercise),
    }
}

fn add(desk: &Desk, args: Add) -> Result<Answer> {
    let Add { of, group, exercise, title, text_file, attach } = args;
    let book = programme_of(desk, &of.programme)?;
    let body = match &text_file {
        None => String::new(),
        Some(path) => sala::read_text(path)?,
    };
    // Who is named wrong is told before pictures are worked on.
    let known = known_group(desk, book, &group)?;
    let files = attach.iter().map(|path| bring(desk, path)).collect::<Result<Vec<_>>>()?;
    let output = desk.change(book, "output_add", |change| {
        let group = match known {
            Some(group) => group,
            None => {
                let set = groups::set(change, SET)?;
                groups::group(change, set, &group)?
            }
        };
        let exercise = outputs::exercise(change, &exercise, "")?;
        let output = outputs::add(change, &New { exercise, group: Some(group), title, body })?;
        files.iter().try_for_each(|file| outputs::hang(change, output, file).map(drop))?;
        Ok(output)
    })?;
    let (line, files, twins) = desk.read(|r| {
        let view = views::one(r.sql(), r.book(book)?, output)?;
        Ok((view.line.clone(), view.attached, twins(&view.line, &views::list(r.sql(), r.book(book)?)?)))
    })?;
    let mut text = format!("{}, group {}: written down as a draft, with {}.", line.title, or_dash(line.group.as_ref()), count(line.files, "file", "files"));
    if let Some(first) = twins.first() {
        let again = format!("sala output remove --programme {} --output {output}", quoted(&of.programme));
        text.push_str(&format!(
            " The group has {} of this exercise and title already ({first}): if this is a second one by mistake, `{again}` takes it away.",
            count(twins.len() as u64, "output", "outputs")
        ));
    }
    Answer::new(
        &json!({
            "output": output, "exercise": line.exercise, "group": line.group, "title": line.title, "state": line.state, "files": files,
            "group_made": known.is_none(), "beside": twins,
        }),
        text,
    )
}

/// The outputs beside this one that have its exercise, its group and its title.
fn twins(line: &views::OutputLine, all: &[views::OutputLine]) -> Vec<RecordId> {
    let alike = |other: &&views::OutputLine| {
        (other.exercise_id, other.group_id) == (line.exercise_id, line.group_id)
            && other.title.to_lowercase() == line.title.to_lowercase()
            && other.id != line.id
    };
    all.iter().filter(alike).map(|other| other.id).collect()
}

/// The group of this name. None where it is to be made: before anybody has been divided into groups, naming a group is
/// how it comes to be; afterwards a name that nobody knows is a slip of the pen.
fn known_group(desk: &Desk, book: RecordId, name: &str) -> Result<Option<RecordId>> {
    let (found, sets) = desk.read(|r| {
        let book = r.book(book)?;
        Ok((groups::views::find_group(r.sql(), book, name)?, groups::views::sets(r.sql(), book)?))
    })?;
    let divided = sets.iter().flat_map(|set| &set.groups).any(|group| !group.members.is_empty());
    if found.is_none() && divided {
        let several = sets.len() > 1;
        let named = |set: &groups::views::GroupSetView, name: &str| if several { format!("{}/{name}", set.name) } else { name.to_owned() };
        let groups: Vec<_> = sets.iter().flat_map(|set| set.groups.iter().map(move |group| named(set, &group.name))).collect();
        return Problem::new("no_such_group").with("group", name).with("groups", groups).refuse();
    }
    Ok(found)
}

pub(super) fn bring(desk: &Desk, path: &std::path::Path) -> Result<Kept> {
    let mut file = sala::open_file(path)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    outputs::bring(desk, &mut file, &name)
}

fn list(desk: &Desk, programme: &str) -> Result<Answer> {
    let book = programme_of(desk, programme)?;
    let outputs = desk.read(|r| views::list(r.sql(), r.book(book)?))?;
    let rows = outputs.iter().map(|o| {
        [
            or_dash(o.exercise.as_ref()),
            or_dash(o.group.as_ref()),
            o.title.clone(),
            o.state.as_str().to_owned(),
            o.files.to_string(),
            o.versions.to_string(),
            o.id.to_string(),
        ]
    });
    let text = match outputs.is_empty() {
        true => "No outputs yet: `sala output add` writes one down.".to_owned(),
        false => table(["Exercise", "Group", "Title", "State", "Files", "Versions", "Output"], rows),
    };
    Answer::new(&json!({ "outputs": outputs }), text)
}

fn save(desk: &Desk, args: Save) -> Result<Answer> {
    let Save { of, output, out, file } = args;
    let book = programme_of(desk, &of.programme)?;
    let id = id_of(&output)?;
    let mut files = desk.read(|r| Ok(views::one(r.sql(), r.book(book)?, id)?.attached))?;
    if let Some(name) = &file {
        let names: Vec<_> = files.iter().map(|file| file.name.clone()).collect();
        files.retain(|file| file.name == *name);
        if files.is_empty() {
            return Problem::new("no_such_file").with("file", name.as_str()).with("files", names).refuse();
        }
    }
    if files.is_empty() {
        return Problem::new("no_such_file").refuse();
    }
    // What is still on its way keeps nothing back, unless it is all there is to save.
    let (here, coming): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| file.here);
    if here.is_empty() {
        return Problem::new("attachment_missing").refuse();
    }
    let saved = outputs::save(desk, &here, &out)?;
    let coming: Vec<_> = coming.into_iter().map(|file| file.name).collect();
    let mut lines: Vec<_> = saved.iter().map(|saved| format!("{}  {} bytes", saved.file.display(), saved.bytes)).collect();
    lines.extend(coming.iter().map(|name| format!("{name}: its content is not here yet; it comes with a later file.")));
    let answer = Answer::new(&json!({ "output": id, "files": saved, "not_here_yet": coming }), lines.join("\n"))?;
    Ok(answer.waiting(!coming.is_empty()))
}

fn id_of(output: &str) -> Result<RecordId> {
    output.trim().parse().map_err(|_| Error::Refused(Problem::new("no_such_output").with("output", output)))
}

fn remove(desk: &Desk, programme: &str, output: &str, put_back: bool) -> Result<Answer> {
    let (book, id) = (programme_of(desk, programme)?, id_of(output)?);
    let title = |desk: &Desk| desk.read(|r| Ok(views::one(r.sql(), r.book(book)?, id)?.line.title));
    let (title, text) = match put_back {
        true => {
            desk.change(book, "output_put_back", |change| outputs::put_back(change, id))?;
            let title = title(desk)?;
            (title.clone(), format!("{title} is there again."))
        }
        false => {
            let title = title(desk)?;
            desk.change(book, "output_remove", |change| outputs::remove(change, id, None))?;
            let again = format!("sala output remove --programme {} --output {id} --put-back", quoted(programme));
            (title.clone(), format!("{title} is removed. `{again}` lets it be there again."))
        }
    };
    Answer::new(&json!({ "output": id, "title": title, "removed": !put_back }), text)
}

fn brief(desk: &Desk, programme: &str, name: &str, text: &str) -> Result<Answer> {
    let book = programme_of(desk, programme)?;
    desk.change(book, "exercise_brief", |change| {
        let exercise = outputs::exercise(change, name, "")?;
        outputs::set_brief(change, exercise, text, None)
    })?;
    let said = text.trim();
    let told = if said.is_empty() { format!("{} has no brief.", name.trim()) } else { format!("{} asks: {said}", name.trim()) };
    Answer::new(&json!({ "exercise": name.trim(), "brief": said }), told)
}

fn remove_exercise(desk: &Desk, programme: &str, name: &str) -> Result<Answer> {
    let book = programme_of(desk, programme)?;
    let found = desk.read(|r| views::find_exercise(r.sql(), r.book(book)?, name))?;
    let id = found.ok_or_else(|| Error::Refused(Problem::new("no_such_exercise").with("exercise", name)))?;
    desk.change(book, "exercise_remove", |change| outputs::remove_exercise(change, id, None))?;
    let text = format!("{} is removed. An output for an exercise of that name lets it be there again.", name.trim());
    Answer::new(&json!({ "exercise": name.trim(), "removed": true }), text)
}
