//! Presentations: in which order, for how long, and when it was.

use chrono::{DateTime, FixedOffset};
use clap::{Args, Subcommand};
use sala::{
    Desk, Error, Problem, RecordId, Result,
    groups::{self, draw::fresh_seed},
    outputs,
    presentations::{
        self, Step,
        views::{self, Turn},
    },
};
use serde_json::json;

use super::{programme_of, rubric::OfExercise, score::output_of};
use crate::{
    answer::{Answer, or_dash, table},
    cli::OfProgramme,
};

/// `sala presentation ...`.
#[derive(Debug, Subcommand)]
pub enum Presentation {
    /// Who comes when
    List {
        #[command(flatten)]
        of: OfExercise,
    },
    /// Set the order: outputs or groups, one after the other; whoever is left out comes after them
    Order {
        #[command(flatten)]
        of: OfExercise,
        /// Ids of outputs, or names of groups
        #[arg(long, value_name = "OUTPUT", num_args = 1.., required = true)]
        first: Vec<String>,
    },
    /// Draw the order by lot
    Draw {
        #[command(flatten)]
        of: OfExercise,
        /// What chance begins with: the same seed draws the same order
        #[arg(long)]
        seed: Option<u32>,
    },
    /// Say for how many minutes an output is presented; without an output, each of the exercise
    Minutes(Minutes),
    /// The time runs
    Begin(OfOutput),
    /// The time stands still
    Pause(OfOutput),
    /// The time runs on
    GoOn(OfOutput),
    /// It is over: the output is noted as presented
    End(OfOutput),
    /// Note afterwards when it was, where nobody timed it here
    Note {
        #[command(flatten)]
        of: OfOutput,
        /// When it began, such as 2012-05-22T15:00:00+07:00
        #[arg(long, value_name = "TIME")]
        began: DateTime<FixedOffset>,
        /// When it ended
        #[arg(long, value_name = "TIME")]
        ended: DateTime<FixedOffset>,
    },
    /// It was begun by mistake: nothing is kept of its time
    TakeBack(OfOutput),
}

/// `sala presentation minutes`.
#[derive(Debug, Args)]
pub struct Minutes {
    #[command(flatten)]
    of: OfExercise,
    /// The minutes; 0 leaves it open
    #[arg(long, allow_negative_numbers = true)]
    minutes: i64,
    /// Only this output, or that of this group
    #[arg(long, value_name = "OUTPUT")]
    output: Option<String>,
}

/// One output.
#[derive(Debug, Args)]
pub struct OfOutput {
    #[command(flatten)]
    of: OfProgramme,
    /// The output, as `sala output list` names it
    #[arg(long, value_name = "ID")]
    output: String,
}

/// Do it.
pub fn run(desk: &Desk, args: Presentation) -> Result<Answer> {
    match args {
        Presentation::List { of } => {
            let (book, exercise) = of.find(desk)?;
            shown(desk, book, exercise)
        }
        Presentation::Order { of, first } => {
            let (book, exercise) = of.find(desk)?;
            let turns = desk.read(|r| views::turns(r.sql(), r.book(book)?, exercise))?;
            let outputs = first.iter().map(|named| turn_of(desk, book, &turns, named)).collect::<Result<Vec<_>>>()?;
            desk.change(book, "order_presentations", |change| presentations::order(change, exercise, &outputs, None))?;
            shown(desk, book, exercise)
        }
        Presentation::Draw { of, seed } => {
            let (book, exercise) = of.find(desk)?;
            desk.change(book, "draw_presentations", |change| presentations::draw(change, exercise, seed.unwrap_or_else(fresh_seed), None))?;
            shown(desk, book, exercise)
        }
        Presentation::Minutes(Minutes { of, minutes, output }) => {
            let (book, exercise) = of.find(desk)?;
            let turns = desk.read(|r| views::turns(r.sql(), r.book(book)?, exercise))?;
            let outputs = match &output {
                Some(named) => vec![turn_of(desk, book, &turns, named)?],
                None => turns.iter().map(|turn| turn.output).collect(),
            };
            let planned = (minutes != 0).then_some(minutes);
            desk.change(book, "presentation_minutes", |change| {
                outputs.iter().try_for_each(|output| presentations::minutes(change, *output, planned, None).map(drop))
            })?;
            shown(desk, book, exercise)
        }
        Presentation::Begin(of) => hold(desk, &of, Step::Begin, "begin_presentation"),
        Presentation::Pause(of) => hold(desk, &of, Step::Pause, "pause_presentation"),
        Presentation::GoOn(of) => hold(desk, &of, Step::GoOn, "go_on_presentation"),
        Presentation::End(of) => hold(desk, &of, Step::End, "end_presentation"),
        Presentation::Note { of, began, ended } => {
            let (book, output) = of.find(desk)?;
            desk.change(book, "note_presentation", |change| presentations::note(change, output, began.to_utc(), ended.to_utc(), None))?;
            of_output(desk, book, output)
        }
        Presentation::TakeBack(of) => hold(desk, &of, Step::TakeBack, "take_back_presentation"),
    }
}

fn hold(desk: &Desk, of: &OfOutput, step: Step, action: &'static str) -> Result<Answer> {
    let (book, output) = of.find(desk)?;
    desk.change(book, action, |change| presentations::hold(change, output, step, None))?;
    of_output(desk, book, output)
}

impl OfOutput {
    fn find(&self, desk: &Desk) -> Result<(RecordId, RecordId)> {
        Ok((programme_of(desk, &self.of.programme)?, output_of(&self.output)?))
    }
}

fn of_output(desk: &Desk, book: RecordId, output: RecordId) -> Result<Answer> {
    let exercise = desk.read(|r| Ok(outputs::views::one(r.sql(), r.book(book)?, output)?.line.exercise_id))?;
    shown(desk, book, exercise.ok_or_else(|| Error::Refused(Problem::new("no_such_exercise")))?)
}

/// An output by its id, or by its group, `A` or `SET/A`, where that made only one.
fn turn_of(desk: &Desk, book: RecordId, turns: &[Turn], named: &str) -> Result<RecordId> {
    let wanted = named.trim().to_lowercase();
    // The group's name alone is looked for among the outputs: of groups in other sets it may well be the name too.
    let in_set = if wanted.contains('/') { desk.read(|r| groups::views::find_group(r.sql(), r.book(book)?, named))? } else { None };
    let by_group = |turn: &Turn| turn.group.as_ref().is_some_and(|group| group.to_lowercase() == wanted) || (in_set.is_some() && turn.group_id == in_set);
    let found: Vec<_> = turns.iter().filter(|turn| turn.output.to_string() == wanted || by_group(turn)).collect();
    match found.as_slice() {
        [] => Problem::new("no_such_output").with("output", named.trim()).refuse(),
        [one] => Ok(one.output),
        several => {
            let choices: Vec<_> = several.iter().map(|one| format!("{} {}", one.output, one.title)).collect();
            Problem::new("output_ambiguous").with("group", named.trim()).with("choices", choices).refuse()
        }
    }
}

fn shown(desk: &Desk, book: RecordId, exercise: RecordId) -> Result<Answer> {
    let programme = desk.read(|r| views::programme(r.sql(), r.book(book)?, exercise, desk.now()))?;
    let rows = programme.turns.iter().zip(1..).map(|(turn, at)| {
        let standing = match turn.held {
            None => "",
            Some(held) if held.ended_ms.is_some() => "over",
            Some(held) if held.paused_since_ms.is_some() => "paused",
            Some(_) => "running",
        };
        let used = turn.used_seconds.map(|seconds| format!("{}:{:02}", seconds / 60, seconds % 60));
        [at.to_string(), or_dash(turn.group.as_ref()), turn.title.clone(), or_dash(turn.minutes), or_dash(used), standing.to_owned(), turn.output.to_string()]
    });
    let mut text = match programme.turns.is_empty() {
        true => "There is nothing to present yet: `sala output add` writes down what a group produced.".to_owned(),
        false => table(["", "Group", "Title", "Minutes", "Took", "", "Output"], rows),
    };
    if let Some(seed) = programme.seed {
        text.push_str(&format!("\nDrawn by lot, seed {seed}."));
    }
    Answer::new(&json!({ "presentations": programme }), text)
}
