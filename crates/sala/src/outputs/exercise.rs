//! Pieces of group work.

use super::{
    output::text,
    records::{BRIEF, EXERCISE, EXERCISE_TITLE},
    views,
};
use crate::{Problem, RecordId, Result, Seen, journal::Change, value};

/// The longest title, in characters.
pub(super) const MAX_TITLE: usize = 300;
/// The longest text, in characters.
pub(super) const MAX_BODY: usize = 200_000;

/// The exercise of this title, made if it is new. Its id follows from the title, so that two laptops that prepare the
/// same exercise meet. One that is there and has no brief yet is given it; a brief that groups read already is changed where it stands
/// ([`set_brief`]), by somebody who has it before them.
///
/// # Errors
/// `text_missing`, `text_too_long`; `exercise_has_brief` with `title`.
pub fn exercise(change: &mut Change<'_>, title: &str, brief: &str) -> Result<RecordId> {
    let title = text("title", title, MAX_TITLE, true)?;
    let brief = text("brief", brief, MAX_BODY, false)?;
    let known = views::exercises(change.sql(), change.book())?;
    let id = match known.iter().find(|one| one.title.to_lowercase() == title.to_lowercase()).cloned() {
        Some(known) if !brief.is_empty() && !known.brief.is_empty() && known.brief != brief => {
            return Problem::new("exercise_has_brief").with("title", known.title).refuse();
        }
        Some(known) => known.id,
        None => {
            let natural = change.natural(&EXERCISE, &[&title.to_lowercase()]);
            // One that had this title once and is called otherwise now keeps its id.
            let taken = known.iter().any(|e| e.id == natural);
            let id = if taken { change.create() } else { natural };
            change.revive(&EXERCISE, id)?;
            change.set(EXERCISE_TITLE.of(&EXERCISE, id), title)?;
            id
        }
    };
    if !brief.is_empty() {
        change.set_if_new(BRIEF.of(&EXERCISE, id), value![brief])?;
    }
    Ok(id)
}

/// Say otherwise what the groups are asked to do; blank takes it away. `seen` is what the screen showed. Answers false where that said
/// nothing new.
///
/// # Errors
/// `no_such_exercise`, `text_too_long`.
pub fn set_brief(change: &mut Change<'_>, exercise: RecordId, brief: &str, seen: Option<&Seen>) -> Result<bool> {
    if !views::exercises(change.sql(), change.book())?.iter().any(|e| e.id == exercise) {
        return Problem::new("no_such_exercise").refuse();
    }
    let brief = text("brief", brief, MAX_BODY, false)?;
    change.set_shown(BRIEF.of(&EXERCISE, exercise), value![(!brief.is_empty()).then_some(brief)], seen)
}

/// Take an exercise away that nobody has answered; made anew under its title, it is there again. `seen` is everything that the
/// screen showed of it.
///
/// # Errors
/// `no_such_exercise`; `exercise_has_outputs`: what was produced for it would answer nothing.
pub fn remove_exercise(change: &mut Change<'_>, exercise: RecordId, seen: Option<&Seen>) -> Result<()> {
    if !views::exercises(change.sql(), change.book())?.iter().any(|e| e.id == exercise) {
        return Problem::new("no_such_exercise").refuse();
    }
    match views::outputs_of(change.sql(), change.book(), exercise)? {
        0 => change.remove_shown(&EXERCISE, exercise, seen),
        outputs => Problem::new("exercise_has_outputs").with("outputs", outputs).refuse(),
    }
}
