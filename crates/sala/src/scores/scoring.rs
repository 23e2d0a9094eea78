//! Giving points.

use super::{
    interest::Relation,
    records::{GIVEN_ON, INTEREST, POINTS, REMARK, SCORE, SCORING, SHEET},
    scorer::Scorer,
    views::{self, Around},
};
use crate::{
    Error, Problem, RecordId, Result, Seen,
    attendance::status::MAX_TEXT,
    journal::{Change, Value},
    outputs::{self, output::text},
    value,
};

/// Give an output points for a criterion, or take them away. `seen` is what the screen showed. Answers false where that said nothing new.
///
/// # Errors
/// `no_such_output`, `no_such_scorer`, `no_such_criterion`; `participant_not_enrolled`: whoever left the programme gives nothing any more; `own_group`: nobody scores their own; `points_outside` with `max`.
pub fn give(change: &mut Change<'_>, output: RecordId, scorer: Scorer, criterion: RecordId, points: Option<i64>, seen: Option<&Seen>) -> Result<bool> {
    let exercise = may_score(change, output, scorer, points.is_some())?;
    let criteria = views::criteria(change.sql(), change.book(), exercise)?;
    let Some(criterion) = criteria.iter().find(|one| one.id == criterion) else { return Problem::new("no_such_criterion").refuse() };
    if let Some(points) = points.filter(|points| !(0..=criterion.out_of).contains(points)) {
        return Problem::new("points_outside").with("value", points).with("max", criterion.out_of).refuse();
    }
    let (sheet, seen) = sheet(change, output, scorer, seen)?;
    let (changed, said) = views::scale_known(change.sql(), change.book(), sheet, criterion.id)?;
    let new = change.set_shown(POINTS.of_pair(&SCORE, sheet, criterion.id), value![points], seen)?;
    // Where the scale was never another, nothing is said; where the file that changed it was set aside, somebody may have said it.
    if points.is_none() || !(changed || said.is_some()) {
        return Ok(new);
    }
    // Beside every word, also where it says the same scale as before: of which points it was said is told by their one action. And given anew on the scale that
    // is known by now, the same points are another word.
    let says = new || said != Some(criterion.out_of);
    if says {
        change.set(GIVEN_ON.of_pair(&SCORE, sheet, criterion.id), criterion.out_of)?;
    }
    Ok(says)
}

/// Declare a conflict of interest, or take that back. `seen` is what the screen showed.
///
/// # Errors
/// `no_such_output`, `no_such_scorer`, `text_too_long`; `text_missing`: what is only called otherwise needs a word.
pub fn declare(change: &mut Change<'_>, output: RecordId, scorer: Scorer, interest: Option<(Relation, &str)>, seen: Option<&Seen>) -> Result<bool> {
    may_score(change, output, scorer, false)?;
    let value = match interest {
        None => Value::cleared(),
        Some((relation, why)) => {
            let why = text("why", why, MAX_TEXT, relation == Relation::Other)?;
            value![relation.code(), (!why.is_empty()).then_some(why)]
        }
    };
    let (sheet, seen) = sheet(change, output, scorer, seen)?;
    change.set_shown(INTEREST.of(&SCORING, sheet), value, seen)
}

/// Say something beside the points; blank takes it away. `seen` is what the screen showed.
///
/// # Errors
/// `no_such_output`, `no_such_scorer`, `text_too_long`; `own_group`.
pub fn remark(change: &mut Change<'_>, output: RecordId, scorer: Scorer, typed: &str, seen: Option<&Seen>) -> Result<bool> {
    let remark = text("remark", typed, MAX_TEXT, false)?;
    may_score(change, output, scorer, !remark.is_empty())?;
    let (sheet, seen) = sheet(change, output, scorer, seen)?;
    change.set_shown(REMARK.of(&SCORING, sheet), value![(!remark.is_empty()).then_some(remark)], seen)
}

/// Take a whole sheet away, with its points; they stay in the journal. `seen` is everything that the screen showed of it.
///
/// # Errors
/// `no_such_output`, `no_such_scorer`; `no_such_sheet` where nothing was given.
pub fn withdraw(change: &mut Change<'_>, output: RecordId, scorer: Scorer, seen: Option<&Seen>) -> Result<()> {
    let exercise = may_score(change, output, scorer, false)?;
    let sheet = scorer.sheet(change, output);
    if !views::sheets(change.sql(), change.book(), exercise)?.iter().any(|one| one.id == sheet) {
        return Problem::new("no_such_sheet").refuse();
    }
    change.remove_shown(&SCORING, sheet, seen)
}

/// Let a sheet that was taken away be there again, with all that stood on it.
///
/// # Errors
/// `no_such_output`, `no_such_scorer`; `no_such_sheet` where none was taken away.
pub fn put_back(change: &mut Change<'_>, output: RecordId, scorer: Scorer) -> Result<()> {
    may_score(change, output, scorer, false)?;
    let sheet = scorer.sheet(change, output);
    if views::points_of_withdrawn(change.sql(), change.book(), sheet)?.is_none() {
        return Problem::new("no_such_sheet").refuse();
    }
    change.revive(&SCORING, sheet)
}

/// The exercise of an output that this scorer may say something about; where they give something, it must not be their own.
fn may_score(change: &Change<'_>, output: RecordId, scorer: Scorer, gives: bool) -> Result<RecordId> {
    let (sql, book) = (change.sql(), change.book());
    let missing = || Error::Refused(Problem::new("no_such_output"));
    outputs::views::state_of(sql, book, output)?.ok_or_else(missing)?;
    let (exercise, group) = outputs::views::belongs_to(sql, book, output)?.ok_or_else(missing)?;
    let around = Around::read(sql, book)?;
    if !around.knows(scorer) {
        return Problem::new("no_such_scorer").refuse();
    }
    if gives && !around.is_here(scorer) {
        return Problem::new("participant_not_enrolled").with("participant", around.called(scorer)).refuse();
    }
    if gives && around.is_own(scorer, group) {
        return Problem::new("own_group").with("scorer", around.called(scorer)).refuse();
    }
    exercise.ok_or_else(missing)
}

/// The sheet to write on, and what its writer saw of it. One that was withdrawn is begun anew: nothing that stood on it comes
/// back with the first word, and whoever writes has seen that it is empty.
fn sheet<'s>(change: &mut Change<'_>, output: RecordId, scorer: Scorer, seen: Option<&'s Seen>) -> Result<(RecordId, Option<&'s Seen>)> {
    let id = scorer.sheet(change, output);
    let withdrawn = views::points_of_withdrawn(change.sql(), change.book(), id)?;
    if let Some(criteria) = &withdrawn {
        for field in [&INTEREST, &REMARK] {
            change.set_if_new(field.of(&SCORING, id), Value::cleared())?;
        }
        for criterion in criteria {
            change.set_if_new(POINTS.of_pair(&SCORE, id, *criterion), Value::cleared())?;
        }
    }
    change.revive(&SCORING, id)?;
    change.set_if_new(SHEET.of(&SCORING, id), scorer.value(output))?;
    Ok((id, seen.filter(|_| withdrawn.is_none())))
}
