//! Scoring by a rubric.

mod show;

use clap::{Args, Subcommand};
use sala::{
    Desk, Error, Problem, RecordId, Result,
    attendance::views::find_person,
    groups, outputs,
    scores::{self, Relation, Scorer, views},
};
use serde_json::json;

use super::{
    programme_of,
    rubric::{OfExercise, criterion_of, read},
};
use crate::{
    answer::{Answer, or_dash, quoted, table},
    cli::OfProgramme,
};

/// `sala score ...`.
#[derive(Debug, Subcommand)]
pub enum Score {
    /// Note a juror who is not on the roster, or take one away who gave no points
    Juror(Juror),
    /// Give points, declare a conflict of interest, remark
    Set(Set),
    /// Take a whole sheet away; nothing of it is lost
    Remove {
        #[command(flatten)]
        of: OfSheet,
        /// Let it be there again
        #[arg(long)]
        put_back: bool,
    },
    /// One scorer's sheets; without a scorer, everybody who may score and how far they are
    List {
        #[command(flatten)]
        of: OfExercise,
        #[command(flatten)]
        by: By,
    },
    /// What comes of the scores
    Results {
        #[command(flatten)]
        of: OfExercise,
    },
}

/// `sala score juror`.
#[derive(Debug, Args)]
pub struct Juror {
    #[command(flatten)]
    of: OfProgramme,
    /// What they are called
    #[arg(long)]
    name: String,
    /// Where they come from
    #[arg(long, value_name = "NAME")]
    organisation: Option<String>,
    /// What they are called from now on
    #[arg(long, value_name = "NAME")]
    rename: Option<String>,
    /// Take them away
    #[arg(long, conflicts_with_all = ["organisation", "rename"])]
    remove: bool,
}

/// Who scores: one of the three.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub struct By {
    /// Somebody on the roster
    #[arg(long, value_name = "CODE")]
    person: Option<String>,
    /// A group, with one voice
    #[arg(long, value_name = "NAME")]
    by_group: Option<String>,
    /// A juror who is not on the roster
    #[arg(long, value_name = "NAME")]
    juror: Option<String>,
}

/// One scorer's sheet for one output.
#[derive(Debug, Args)]
pub struct OfSheet {
    #[command(flatten)]
    of: OfProgramme,
    /// The output, as `sala output list` names it
    #[arg(long, value_name = "ID")]
    output: String,
    #[command(flatten)]
    by: By,
}

/// `sala score set`.
#[derive(Debug, Args)]
pub struct Set {
    #[command(flatten)]
    of: OfSheet,
    /// Points as CRITERION=N; CRITERION= takes them away
    #[arg(long, value_name = "CRITERION=N", num_args = 1..)]
    points: Vec<String>,
    /// A conflict of interest: organisation, helped, relative, business or other
    #[arg(long, value_name = "WORD", value_parser = relation)]
    interest: Option<Relation>,
    /// Why it is one
    #[arg(long, value_name = "TEXT", requires = "interest", default_value = "")]
    why: String,
    /// There is none after all
    #[arg(long, conflicts_with = "interest")]
    no_interest: bool,
    /// What the scorer says beside the points; an empty text takes it away
    #[arg(long, value_name = "TEXT")]
    remark: Option<String>,
}

fn relation(text: &str) -> std::result::Result<Relation, String> {
    let all: Vec<_> = Relation::ALL.iter().map(|one| one.code()).collect();
    Relation::from_code(&text.trim().to_lowercase()).ok_or_else(|| format!("a conflict of interest is one of {}", all.join(", ")))
}

/// Do it.
pub fn run(desk: &Desk, args: Score) -> Result<Answer> {
    match args {
        Score::Juror(args) => juror(desk, args),
        Score::Set(args) => set(desk, args),
        Score::Remove { of, put_back } => {
            let (book, output, scorer) = of.find(desk)?;
            if put_back {
                desk.change(book, "scoring_put_back", |change| scores::put_back(change, output, scorer))?;
                return Answer::new(&json!({ "output": output, "removed": false }), "The sheet is there again, with all that stood on it.");
            }
            desk.change(book, "remove_scoring", |change| scores::withdraw(change, output, scorer, None))?;
            let again = format!("sala score remove --programme {} --output {output} {} --put-back", quoted(&of.of.programme), of.by.typed());
            Answer::new(&json!({ "output": output, "removed": true }), format!("The sheet is removed; `{again}` lets it be there again."))
        }
        Score::List { of, by } => {
            let (book, exercise) = of.find(desk)?;
            match by.find(desk, book)? {
                Some(scorer) => show::sheet(desk, book, exercise, scorer),
                None => show::scorers(desk, book, exercise),
            }
        }
        Score::Results { of } => {
            let (book, exercise) = of.find(desk)?;
            show::results(desk, book, exercise)
        }
    }
}

fn juror(desk: &Desk, args: Juror) -> Result<Answer> {
    let Juror { of, name, organisation, rename, remove } = args;
    let book = programme_of(desk, &of.programme)?;
    match desk.read(|r| views::find_juror(r.sql(), r.book(book)?, &name))? {
        None if remove || rename.is_some() => return no_such_scorer(&name),
        Some(juror) if remove => desk.change(book, "remove_juror", |change| scores::remove_juror(change, juror, None))?,
        Some(juror) => {
            // Naming one again corrects what is said beside the name.
            if organisation.is_some() || rename.is_some() {
                let (name, organisation) = (rename.as_deref().map(|name| (name, None)), organisation.as_deref().map(|organisation| (organisation, None)));
                desk.change(book, "change_juror", |change| scores::edit_juror(change, juror, name, organisation))?;
            }
        }
        None => {
            desk.change(book, "add_juror", |change| scores::add_juror(change, &name, organisation.as_deref().unwrap_or_default()))?;
        }
    }
    let jurors = desk.read(|r| views::jurors(r.sql(), r.book(book)?))?;
    let rows = jurors.iter().map(|one| [or_dash(one.name.as_ref()), or_dash(one.organisation.as_ref())]);
    let text = match jurors.is_empty() {
        true => "No jurors: `sala score juror --name NAME` notes one.".to_owned(),
        false => table(["Juror", "Organisation"], rows),
    };
    Answer::new(&json!({ "jurors": jurors }), text)
}

fn set(desk: &Desk, args: Set) -> Result<Answer> {
    let Set { of, points, interest, why, no_interest, remark } = args;
    let (book, output, scorer) = of.find(desk)?;
    let exercise = desk.read(|r| Ok(outputs::views::one(r.sql(), r.book(book)?, output)?.line.exercise_id))?;
    let exercise = exercise.ok_or_else(|| Error::Refused(Problem::new("no_such_exercise")))?;
    let criteria = read(desk, book, exercise)?;
    let points = points.iter().map(|typed| point(typed, |name| criterion_of(&criteria, name))).collect::<Result<Vec<_>>>()?;
    desk.change(book, "score", |change| {
        points.iter().try_for_each(|(criterion, points)| scores::give(change, output, scorer, *criterion, *points, None).map(drop))?;
        if no_interest || interest.is_some() {
            scores::declare(change, output, scorer, interest.map(|relation| (relation, why.as_str())), None)?;
        }
        remark.as_deref().map_or(Ok(false), |remark| scores::remark(change, output, scorer, remark, None))
    })?;
    show::sheet(desk, book, exercise, scorer)
}

/// `Clarity=4`, or `Clarity=` for none.
fn point(typed: &str, criterion: impl Fn(&str) -> Result<RecordId>) -> Result<(RecordId, Option<i64>)> {
    let (name, points) = typed.rsplit_once('=').ok_or_else(|| Error::Refused(Problem::new("field_without_value").with("field", typed)))?;
    let criterion = criterion(name)?;
    let points = points.trim();
    if points.is_empty() {
        return Ok((criterion, None));
    }
    let points = points.parse().map_err(|_| Error::Refused(Problem::new("points_unreadable").with("value", points)))?;
    Ok((criterion, Some(points)))
}

impl By {
    /// As it is typed.
    fn typed(&self) -> String {
        let Self { person, by_group, juror } = self;
        let named = [("--person", person), ("--by-group", by_group), ("--juror", juror)];
        named.into_iter().filter_map(|(option, name)| Some(format!("{option} {}", quoted(name.as_deref()?)))).collect()
    }

    fn find(&self, desk: &Desk, book: RecordId) -> Result<Option<Scorer>> {
        let Self { person, by_group, juror } = self;
        let found = desk.read(|r| {
            let book = r.book(book)?;
            Ok(match (person, by_group, juror) {
                (Some(code), ..) => find_person(r.sql(), book, code)?.map(Scorer::Person),
                (_, Some(name), _) => groups::views::find_group(r.sql(), book, name)?.map(Scorer::Group),
                (.., Some(name)) => views::find_juror(r.sql(), book, name)?.map(Scorer::Juror),
                _ => return Ok(None),
            })
        })?;
        match (found, person.as_ref().or(by_group.as_ref()).or(juror.as_ref())) {
            (None, Some(named)) => no_such_scorer(named),
            (found, _) => Ok(found),
        }
    }
}

impl OfSheet {
    fn find(&self, desk: &Desk) -> Result<(RecordId, RecordId, Scorer)> {
        let book = programme_of(desk, &self.of.programme)?;
        let output = output_of(&self.output)?;
        let scorer = self.by.find(desk, book)?.ok_or_else(|| Error::Refused(Problem::new("scorer_missing")))?;
        Ok((book, output, scorer))
    }
}

pub(super) fn output_of(typed: &str) -> Result<RecordId> {
    typed.trim().parse().map_err(|_| Error::Refused(Problem::new("no_such_output").with("output", typed)))
}

fn no_such_scorer<T>(named: &str) -> Result<T> {
    Problem::new("no_such_scorer").with("scorer", named.trim()).refuse()
}
