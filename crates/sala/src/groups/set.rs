//! Making sets and groups, and placing people in them.

use super::{
    records::{GROUP, GROUP_NAME, GROUP_SET, MEMBERSHIP, OF_SET, PLACE, SET_NAME},
    views,
};
use crate::{
    Error, Problem, RecordId, Result, Seen,
    attendance::views::lookup,
    journal::{Change, Value},
    outputs::output::text,
    value,
};

/// The longest name of a set or group, in characters.
pub(super) const MAX_NAME: usize = 100;
/// The longest name of a part in a group, in characters.
const MAX_ROLE: usize = 40;

/// The set of this name, made if it is new. Its id follows from the name, so that two laptops importing the same list meet.
///
/// # Errors
/// `text_missing`, `text_too_long`.
pub fn set(change: &mut Change<'_>, name: &str) -> Result<RecordId> {
    let name = text("name", name, MAX_NAME, true)?;
    if let Some(id) = views::find_set(change.sql(), change.book(), &name, false)? {
        return Ok(id);
    }
    let natural = change.natural(&GROUP_SET, &[&name.to_lowercase()]);
    // One that had this name once and is called otherwise now keeps its id.
    // So does one that was removed: made anew, it begins without the groups that stood in it.
    let id = if views::was_set(change.sql(), change.book(), natural)? { change.create() } else { natural };
    change.set(SET_NAME.of(&GROUP_SET, id), name)?;
    Ok(id)
}

/// The group of this name in a set, made if it is new.
///
/// # Errors
/// `no_such_group_set`, `text_missing`, `text_too_long`.
pub fn group(change: &mut Change<'_>, set: RecordId, name: &str) -> Result<RecordId> {
    let name = text("name", name, MAX_NAME, true)?;
    known_set(change, set)?;
    if let Some(id) = views::find_group_in(change.sql(), change.book(), set, &name, false)? {
        return Ok(id);
    }
    let natural = change.natural(&GROUP, &[&set.to_string(), &name.to_lowercase()]);
    let id = if views::has_group(change.sql(), change.book(), natural)? { change.create() } else { natural };
    change.revive(&GROUP, id)?;
    change.set(OF_SET.of(&GROUP, id), set)?;
    change.set(GROUP_NAME.of(&GROUP, id), name)?;
    Ok(id)
}

/// Call a set otherwise. `seen` is what the screen showed as its name.
///
/// # Errors
/// `no_such_group_set`, `name_taken`, `text_missing`, `text_too_long`.
pub fn rename_set(change: &mut Change<'_>, set: RecordId, name: &str, seen: Option<&Seen>) -> Result<()> {
    let name = text("name", name, MAX_NAME, true)?;
    known_set(change, set)?;
    free(views::find_set(change.sql(), change.book(), &name, false)?, set, &name)?;
    change.set_shown(SET_NAME.of(&GROUP_SET, set), name, seen).map(|_| ())
}

/// Call a group otherwise. `seen` is what the screen showed as its name.
///
/// # Errors
/// `no_such_group`, `name_taken`, `text_missing`, `text_too_long`.
pub fn rename_group(change: &mut Change<'_>, group: RecordId, name: &str, seen: Option<&Seen>) -> Result<()> {
    let name = text("name", name, MAX_NAME, true)?;
    let set = set_of(change, group)?;
    free(views::find_group_in(change.sql(), change.book(), set, &name, false)?, group, &name)?;
    change.set_shown(GROUP_NAME.of(&GROUP, group), name, seen).map(|_| ())
}

/// Take a set away, with the groups and places in it; they stay in the journal. `seen` is everything that the screen showed of it.
///
/// # Errors
/// `no_such_group_set`; `group_has_outputs`: what its groups produced would be nobody's.
pub fn remove_set(change: &mut Change<'_>, set: RecordId, seen: Option<&Seen>) -> Result<()> {
    known_set(change, set)?;
    without_outputs(views::outputs_of_set(change.sql(), change.book(), set)?)?;
    change.remove_shown(&GROUP_SET, set, seen)
}

/// Let a set that was removed be there again, with all that stood in it.
///
/// # Errors
/// `no_such_group_set`; `name_taken` where another has its name now.
pub fn put_back_set(change: &mut Change<'_>, set: RecordId) -> Result<()> {
    let Some(name) = views::name_of_set(change.sql(), change.book(), set)? else {
        return Problem::new("no_such_group_set").refuse();
    };
    free(views::find_set(change.sql(), change.book(), &name, false)?, set, &name)?;
    change.revive(&GROUP_SET, set)
}

/// Take an empty group away; made anew under its name, it is there again. `seen` is everything that the screen showed of it.
///
/// # Errors
/// `no_such_group`; `group_not_empty`: its people must be placed elsewhere first, so that nobody is lost on the way;
/// `group_has_outputs`.
pub fn remove_group(change: &mut Change<'_>, group: RecordId, seen: Option<&Seen>) -> Result<()> {
    set_of(change, group)?;
    let members = views::members_of(change.sql(), change.book(), group)?;
    if members > 0 {
        return Problem::new("group_not_empty").with("members", members).refuse();
    }
    without_outputs(views::outputs_of_group(change.sql(), change.book(), group)?)?;
    change.remove_shown(&GROUP, group, seen)
}

/// Let a group be there again that was removed or stands in a set that was removed, and the set with all that stood in it.
///
/// # Errors
/// `no_such_group`; `name_taken` where another has its name, or its set's name, now.
pub fn put_back_group(change: &mut Change<'_>, group: RecordId) -> Result<()> {
    let Some((name, set)) = views::was_group(change.sql(), change.book(), group)? else {
        return Problem::new("no_such_group").refuse();
    };
    if views::has_group(change.sql(), change.book(), group)? {
        return Ok(());
    }
    if !views::has_set(change.sql(), change.book(), set)? {
        put_back_set(change, set)?;
    }
    free(views::find_group_in(change.sql(), change.book(), set, &name, false)?, group, &name)?;
    change.revive(&GROUP, group)
}

/// Place a person in a group, or move them there: a person has one place in a set. `seen` is what the screen showed as the
/// person's place. Answers false where that said nothing new.
///
/// # Errors
/// `no_such_group`, `no_such_participant`, `participant_not_enrolled`, `participant_not_come`, `text_too_long`.
pub fn place(change: &mut Change<'_>, group: RecordId, participant: RecordId, role: &str, seen: Option<&Seen>) -> Result<bool> {
    let set = set_of(change, group)?;
    lookup::person_here(change.sql(), change.book(), participant)?;
    let role = text("role", role, MAX_ROLE, false)?;
    let role = if role.is_empty() { "member".to_owned() } else { role.to_lowercase() };
    change.set_shown(PLACE.of_pair(&MEMBERSHIP, set, participant), value![group, role], seen)
}

/// Take a person out of their group. `seen` is what the screen showed as the person's place.
///
/// # Errors
/// `no_such_group_set`.
pub fn take_out(change: &mut Change<'_>, set: RecordId, participant: RecordId, seen: Option<&Seen>) -> Result<bool> {
    known_set(change, set)?;
    if !views::is_placed(change.sql(), change.book(), set, participant)? {
        return Ok(false);
    }
    change.set_shown(PLACE.of_pair(&MEMBERSHIP, set, participant), Value::cleared(), seen)
}

fn known_set(change: &Change<'_>, set: RecordId) -> Result<()> {
    if views::has_set(change.sql(), change.book(), set)? { Ok(()) } else { Problem::new("no_such_group_set").refuse() }
}

fn without_outputs(outputs: u64) -> Result<()> {
    if outputs == 0 { Ok(()) } else { Problem::new("group_has_outputs").with("outputs", outputs).refuse() }
}

fn set_of(change: &Change<'_>, group: RecordId) -> Result<RecordId> {
    views::set_of(change.sql(), change.book(), group)?.ok_or(Error::Refused(Problem::new("no_such_group")))
}

fn free(found: Option<RecordId>, own: RecordId, name: &str) -> Result<()> {
    match found {
        Some(other) if other != own => Problem::new("name_taken").with("name", name).refuse(),
        _ => Ok(()),
    }
}
