//! Whoever sits on the panel and is not on the roster.

use super::{
    records::{JUROR, JUROR_NAME, JUROR_ORGANISATION},
    views,
};
use crate::{Problem, RecordId, Result, Seen, journal::Change, outputs::output::text, people::name, value};

/// The longest name of a juror or an organisation, in characters.
const MAX_NAME: usize = 200;

/// What somebody typed, and what the screen showed there.
pub type Typed<'t> = (&'t str, Option<&'t Seen>);

/// The juror of this name, noted where there is none yet.
///
/// # Errors
/// `text_missing`, `text_too_long`; `juror_ambiguous` where several have this name.
pub fn add_juror(change: &mut Change<'_>, typed: &str, organisation: &str) -> Result<RecordId> {
    let name = called(typed)?;
    let organisation = text("organisation", &name::clean(organisation).text, MAX_NAME, false)?;
    if let Some(there) = views::find_juror(change.sql(), change.book(), &name)? {
        return Ok(there);
    }
    let id = change.create();
    change.set(JUROR_NAME.of(&JUROR, id), name)?;
    if !organisation.is_empty() {
        change.set(JUROR_ORGANISATION.of(&JUROR, id), organisation)?;
    }
    Ok(id)
}

/// Call a juror otherwise, or note where they come from; what is none stays. With each goes what the screen showed of it.
///
/// # Errors
/// `no_such_scorer`, `name_taken`, `text_missing`, `text_too_long`.
pub fn edit_juror(change: &mut Change<'_>, juror: RecordId, name: Option<Typed<'_>>, organisation: Option<Typed<'_>>) -> Result<bool> {
    known(change, juror)?;
    let mut changed = false;
    if let Some((typed, seen)) = name {
        let name = called(typed)?;
        if views::juror_named(change.sql(), change.book(), &name, juror)? {
            return Problem::new("name_taken").with("name", name).refuse();
        }
        changed |= change.set_shown(JUROR_NAME.of(&JUROR, juror), name, seen)?;
    }
    if let Some((typed, seen)) = organisation {
        let organisation = text("organisation", &name::clean(typed).text, MAX_NAME, false)?;
        changed |= change.set_shown(JUROR_ORGANISATION.of(&JUROR, juror), value![(!organisation.is_empty()).then_some(organisation)], seen)?;
    }
    Ok(changed)
}

/// Take a juror away who gave no points; they stay in the journal. `seen` is everything that the screen showed of them.
///
/// # Errors
/// `no_such_scorer`; `juror_has_scores`: nobody would know whose they are.
pub fn remove_juror(change: &mut Change<'_>, juror: RecordId, seen: Option<&Seen>) -> Result<()> {
    known(change, juror)?;
    match views::sheets_of_juror(change.sql(), change.book(), juror)? {
        0 => change.remove_shown(&JUROR, juror, seen),
        sheets => Problem::new("juror_has_scores").with("sheets", sheets).refuse(),
    }
}

fn called(typed: &str) -> Result<String> {
    text("name", &name::clean(typed).text, MAX_NAME, true)
}

fn known(change: &Change<'_>, juror: RecordId) -> Result<()> {
    match views::jurors(change.sql(), change.book())?.iter().any(|one| one.id == juror) {
        true => Ok(()),
        false => Problem::new("no_such_scorer").refuse(),
    }
}
