//! What an exercise is scored by.

use clap::{Args, Subcommand};
use sala::{
    Desk, Error, Problem, RecordId, Result, outputs,
    scores::{
        rubric::{self, CriterionField, NewCriterion, USUAL_POINTS},
        views::{self, CriterionView},
    },
};
use serde_json::json;

use super::{checks, programme_of};
use crate::{
    answer::{Answer, quoted, table},
    cli::OfProgramme,
};

/// `sala rubric ...`.
#[derive(Debug, Subcommand)]
pub enum Rubric {
    /// The criteria of an exercise
    List {
        #[command(flatten)]
        of: OfExercise,
    },
    /// Add a criterion
    Add(Add),
    /// Call a criterion otherwise, weigh it otherwise, or bring it to another place
    Change(Change),
    /// Take a criterion away, with the points given for it; nothing of it is lost
    Remove {
        #[command(flatten)]
        of: OfExercise,
        /// Its name, or its id; with `--put-back` its id, as its removal told it
        #[arg(long, value_name = "NAME")]
        criterion: String,
        /// Let it be there again
        #[arg(long)]
        put_back: bool,
    },
}

/// An exercise of a programme.
#[derive(Debug, Args)]
pub struct OfExercise {
    #[command(flatten)]
    of: OfProgramme,
    /// What the exercise is called
    #[arg(long, value_name = "NAME")]
    exercise: String,
}

/// `sala rubric add`.
#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    of: OfExercise,
    /// What is looked at
    #[arg(long)]
    name: String,
    /// What that means
    #[arg(long, default_value = "")]
    meaning: String,
    /// How much it weighs beside the others, 1 to 100
    #[arg(long, default_value_t = 1, allow_negative_numbers = true)]
    weight: i64,
    /// The most points there are for it, 1 to 20
    #[arg(long, value_name = "POINTS", default_value_t = USUAL_POINTS, allow_negative_numbers = true)]
    out_of: i64,
}

/// `sala rubric change`.
#[derive(Debug, Args)]
pub struct Change {
    #[command(flatten)]
    of: OfExercise,
    /// Its name, or its id
    #[arg(long, value_name = "NAME")]
    criterion: String,
    /// What it is called now
    #[arg(long)]
    name: Option<String>,
    /// What it means; an empty text takes it away
    #[arg(long)]
    meaning: Option<String>,
    /// How much it weighs now
    #[arg(long, allow_negative_numbers = true)]
    weight: Option<i64>,
    /// The most points there are for it now
    #[arg(long, value_name = "POINTS", allow_negative_numbers = true)]
    out_of: Option<i64>,
    /// Its place among the criteria, from 1
    #[arg(long, value_name = "PLACE")]
    to: Option<usize>,
}

/// Do it.
pub fn run(desk: &Desk, args: Rubric) -> Result<Answer> {
    match args {
        Rubric::List { of } => {
            let (book, exercise) = of.find(desk)?;
            shown(desk, book, exercise)
        }
        Rubric::Add(Add { of, name, meaning, weight, out_of }) => {
            let (book, exercise) = of.find(desk)?;
            let new = NewCriterion { name, meaning, weight, out_of };
            desk.change(book, "add_criterion", |change| rubric::add(change, exercise, &new))?;
            shown(desk, book, exercise)
        }
        Rubric::Change(args) => changed(desk, args),
        Rubric::Remove { of, criterion, put_back: false } => {
            let (book, exercise) = of.find(desk)?;
            let id = criterion_of(&read(desk, book, exercise)?, &criterion)?;
            desk.change(book, "remove_criterion", |change| rubric::remove(change, id, None))?;
            let (programme, name) = (quoted(&of.of.programme), quoted(&of.exercise));
            let again = format!("sala rubric remove --programme {programme} --exercise {name} --criterion {id} --put-back");
            let mut answer = shown(desk, book, exercise)?;
            answer.text.push_str(&format!("\n\n`{again}` lets it be there again."));
            Ok(answer)
        }
        Rubric::Remove { of, criterion, put_back: true } => {
            let (book, exercise) = of.find(desk)?;
            let id = criterion.trim().parse().map_err(|_| Error::Refused(Problem::new("no_such_criterion").with("criterion", criterion.trim())))?;
            desk.change(book, "criterion_put_back", |change| rubric::put_back(change, id))?;
            shown(desk, book, exercise)
        }
    }
}

fn changed(desk: &Desk, args: Change) -> Result<Answer> {
    let Change { of, criterion, name, meaning, weight, out_of, to } = args;
    let (book, exercise) = of.find(desk)?;
    let criterion = criterion_of(&read(desk, book, exercise)?, &criterion)?;
    let fields = [name.map(CriterionField::Name), meaning.map(CriterionField::Meaning), weight.map(CriterionField::Weight), out_of.map(CriterionField::OutOf)];
    desk.change(book, "change_criterion", |change| {
        fields.into_iter().flatten().try_for_each(|field| rubric::edit(change, criterion, field, None).map(drop))?;
        to.map_or(Ok(false), |to| rubric::place(change, criterion, to))
    })?;
    shown(desk, book, exercise)
}

impl OfExercise {
    /// The programme and the exercise.
    pub(super) fn find(&self, desk: &Desk) -> Result<(RecordId, RecordId)> {
        let book = programme_of(desk, &self.of.programme)?;
        let found = desk.read(|r| outputs::views::find_exercise(r.sql(), r.book(book)?, &self.exercise))?;
        let exercise = found.ok_or_else(|| Error::Refused(Problem::new("no_such_exercise").with("exercise", self.exercise.as_str())))?;
        Ok((book, exercise))
    }
}

pub(super) fn read(desk: &Desk, book: RecordId, exercise: RecordId) -> Result<Vec<CriterionView>> {
    desk.read(|r| views::criteria(r.sql(), r.book(book)?, exercise))
}

/// A criterion by its name or its id.
pub(super) fn criterion_of(criteria: &[CriterionView], named: &str) -> Result<RecordId> {
    let wanted = named.trim().to_lowercase();
    let found: Vec<_> = criteria.iter().filter(|one| one.name.to_lowercase() == wanted || one.id.to_string() == wanted).map(|one| one.id).collect();
    match found.as_slice() {
        [] => {
            let names: Vec<_> = criteria.iter().map(|one| one.name.clone()).collect();
            Problem::new("no_such_criterion").with("criterion", named.trim()).with("criteria", names).refuse()
        }
        [one] => Ok(*one),
        several => {
            let ids: Vec<_> = several.iter().map(ToString::to_string).collect();
            Problem::new("criterion_ambiguous").with("name", named.trim()).with("ids", ids).refuse()
        }
    }
}

fn shown(desk: &Desk, book: RecordId, exercise: RecordId) -> Result<Answer> {
    let criteria = read(desk, book, exercise)?;
    let rows = criteria.iter().zip(1..).map(|(one, at)| {
        [at.to_string(), one.name.clone(), one.weight.to_string(), format!("{} %", one.share), format!("0 to {}", one.out_of), one.meaning.clone()]
    });
    let text = match criteria.is_empty() {
        true => "No criteria yet: `sala rubric add` adds one.".to_owned(),
        false => table(["", "Criterion", "Weight", "Share", "Points", "What it means"], rows),
    };
    let mut checks = checks::of_scores(desk, book, exercise)?;
    // Who scores is no word about what is scored.
    checks.retain(|check| check.code != "jurors_of_one_name");
    Answer::new(&json!({ "exercise": exercise, "criteria": criteria, "checks": checks }), text + &checks::told(&checks))
}
