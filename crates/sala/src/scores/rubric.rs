//! A rubric: what an exercise is scored by, line by line.

use serde::Deserialize;

use super::{
    records::{CRITERION, MEANING, NAME, OF_EXERCISE, POINTS, SCALE, SCORE, SEQUENCE, WEIGHT},
    views,
};
use crate::{
    Error, Problem, RecordId, Result, Seen,
    journal::{Change, Value},
    outputs::output::text,
    presentations, value,
};

/// The greatest weight. Weights are whole numbers, and what share of the whole each is follows from all of them.
pub const MOST_WEIGHT: i64 = 100;
/// The longest scale: finer than this, nobody who listens can tell two outputs apart.
pub const MOST_POINTS: i64 = 20;
/// The scale where nobody says otherwise.
pub const USUAL_POINTS: i64 = 5;
/// More lines than anybody can keep in mind while they listen.
const MOST_CRITERIA: usize = 20;
/// The longest name of a criterion, in characters.
const MAX_NAME: usize = 120;
/// The longest explanation, in characters.
const MAX_MEANING: usize = 1_000;

/// A criterion as somebody writes it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct NewCriterion {
    /// What is looked at.
    pub name: String,
    /// What that means.
    #[serde(default)]
    pub meaning: String,
    /// How much it weighs beside the others, 1 to 100.
    pub weight: i64,
    /// The most points there are for it, 1 to 20.
    pub out_of: i64,
}

/// A field of a criterion with its new value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CriterionField {
    /// What is looked at.
    Name(String),
    /// What that means; blank takes it away.
    Meaning(String),
    /// How much it weighs.
    Weight(i64),
    /// The most points.
    OutOf(i64),
}

/// Begin a rubric with criteria in the words of whoever begins it; two laptops that begin alike meet.
///
/// # Errors
/// `no_such_exercise`; `rubric_begun` where it has criteria already; those of [`add`].
pub fn begin(change: &mut Change<'_>, exercise: RecordId, criteria: &[NewCriterion]) -> Result<()> {
    if !known(change, exercise)?.is_empty() {
        return Problem::new("rubric_begun").refuse();
    }
    for (at, new) in (1_i64..).zip(criteria) {
        let id = change.natural(&CRITERION, &[&exercise.to_string(), &at.to_string()]);
        // One that was taken away is begun anew: points that were given for another line, on another scale, stay in the journal.
        for sheet in views::sheets_of_removed(change.sql(), change.book(), id)? {
            change.set_if_new(POINTS.of_pair(&SCORE, sheet, id), Value::cleared())?;
        }
        change.revive(&CRITERION, id)?;
        write(change, exercise, id, new, at)?;
    }
    Ok(())
}

/// Add a criterion, after those that there are.
///
/// # Errors
/// `no_such_exercise`, `text_missing`, `text_too_long`, `name_taken`, `weight_out_of_range`, `scale_out_of_range`; `rubric_full` with `most`.
pub fn add(change: &mut Change<'_>, exercise: RecordId, new: &NewCriterion) -> Result<RecordId> {
    let there = known(change, exercise)?.len();
    let id = change.create();
    write(change, exercise, id, new, there as i64 + 1)?;
    Ok(id)
}

fn write(change: &mut Change<'_>, exercise: RecordId, id: RecordId, new: &NewCriterion, at: i64) -> Result<()> {
    let NewCriterion { name, meaning, weight, out_of } = new;
    let others = known(change, exercise)?;
    if others.len() >= MOST_CRITERIA {
        return Problem::new("rubric_full").with("most", MOST_CRITERIA).refuse();
    }
    let name = free_name(&others, None, name)?;
    let meaning = text("meaning", meaning, MAX_MEANING, false)?;
    in_range("weight_out_of_range", *weight, MOST_WEIGHT)?;
    in_range("scale_out_of_range", *out_of, MOST_POINTS)?;
    change.set_if_new(OF_EXERCISE.of(&CRITERION, id), exercise)?;
    change.set_if_new(NAME.of(&CRITERION, id), name)?;
    change.set_if_new(MEANING.of(&CRITERION, id), value![(!meaning.is_empty()).then_some(meaning)])?;
    change.set_if_new(WEIGHT.of(&CRITERION, id), *weight)?;
    change.set_if_new(SCALE.of(&CRITERION, id), *out_of)?;
    change.set_if_new(SEQUENCE.of(&CRITERION, id), at).map(|_| ())
}

/// Give a field of a criterion a new value. `seen` is what the screen showed of it.
///
/// # Errors
/// `no_such_criterion`; `criterion_scored` where points of the old scale would mean something else on the new; those of [`add`].
pub fn edit(change: &mut Change<'_>, criterion: RecordId, field: CriterionField, seen: Option<&Seen>) -> Result<bool> {
    let exercise = exercise_of(change, criterion)?;
    let (of, value) = match field {
        CriterionField::Name(name) => (&NAME, value![free_name(&known(change, exercise)?, Some(criterion), &name)?]),
        CriterionField::Meaning(meaning) => {
            let meaning = text("meaning", &meaning, MAX_MEANING, false)?;
            (&MEANING, value![(!meaning.is_empty()).then_some(meaning)])
        }
        CriterionField::Weight(weight) => (&WEIGHT, value![in_range("weight_out_of_range", weight, MOST_WEIGHT)?]),
        CriterionField::OutOf(out_of) => {
            let out_of = in_range("scale_out_of_range", out_of, MOST_POINTS)?;
            let before = known(change, exercise)?.into_iter().find(|one| one.id == criterion);
            let scores = views::scores_of(change.sql(), change.book(), criterion)?;
            if before.is_some_and(|one| one.out_of != out_of) && scores > 0 {
                return Problem::new("criterion_scored").with("scores", scores).refuse();
            }
            (&SCALE, value![out_of])
        }
    };
    change.set_shown(of.of(&CRITERION, criterion), value, seen)
}

/// Bring a criterion to another place among the criteria, from 1. Answers false where it stands there already.
///
/// # Errors
/// `no_such_criterion`.
pub fn place(change: &mut Change<'_>, criterion: RecordId, to: usize) -> Result<bool> {
    let exercise = exercise_of(change, criterion)?;
    let mut order: Vec<_> = known(change, exercise)?.into_iter().map(|one| one.id).filter(|id| *id != criterion).collect();
    order.insert(to.saturating_sub(1).min(order.len()), criterion);
    // All of them are numbered anew: two laptops may have given one number to two criteria.
    let mut changed = false;
    for (number, id) in (1_i64..).zip(order) {
        changed |= change.set_if_new(SEQUENCE.of(&CRITERION, id), number)?;
    }
    Ok(changed)
}

/// Take a criterion away, with the points given for it; they stay in the journal. `seen` is everything that the screen showed of it.
///
/// # Errors
/// `no_such_criterion`.
pub fn remove(change: &mut Change<'_>, criterion: RecordId, seen: Option<&Seen>) -> Result<()> {
    exercise_of(change, criterion)?;
    change.remove_shown(&CRITERION, criterion, seen)
}

/// Let a criterion that was taken away be there again, with the points given for it.
///
/// # Errors
/// `no_such_criterion`; `name_taken` and `rubric_full` where others have come meanwhile.
pub fn put_back(change: &mut Change<'_>, criterion: RecordId) -> Result<()> {
    let Some((exercise, name)) = views::was_criterion(change.sql(), change.book(), criterion)? else { return Problem::new("no_such_criterion").refuse() };
    let others = known(change, exercise)?;
    if others.iter().any(|one| one.id == criterion) {
        return Ok(());
    }
    if others.len() >= MOST_CRITERIA {
        return Problem::new("rubric_full").with("most", MOST_CRITERIA).refuse();
    }
    free_name(&others, Some(criterion), &name)?;
    change.revive(&CRITERION, criterion)
}

fn known(change: &Change<'_>, exercise: RecordId) -> Result<Vec<views::CriterionView>> {
    presentations::views::title_of(change.sql(), change.book(), exercise)?;
    views::criteria(change.sql(), change.book(), exercise)
}

fn exercise_of(change: &Change<'_>, criterion: RecordId) -> Result<RecordId> {
    views::exercise_of(change.sql(), change.book(), criterion)?.ok_or(Error::Refused(Problem::new("no_such_criterion")))
}

/// A name that no other criterion of the rubric has, whatever its capitals.
fn free_name(others: &[views::CriterionView], own: Option<RecordId>, typed: &str) -> Result<String> {
    let name = text("name", typed, MAX_NAME, true)?;
    let wanted = name.to_lowercase();
    match others.iter().any(|other| Some(other.id) != own && other.name.to_lowercase() == wanted) {
        true => Problem::new("name_taken").with("name", name).refuse(),
        false => Ok(name),
    }
}

fn in_range(code: &'static str, number: i64, most: i64) -> Result<i64> {
    if (1..=most).contains(&number) { Ok(number) } else { Problem::new(code).with("value", number).with("max", most).refuse() }
}
