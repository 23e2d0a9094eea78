//! The places where a visit stops, in their order.

use super::{
    records::{SEQUENCE, STOP, STOP_HOST, STOP_NAME, STOP_OF, STOP_TIMES},
    views::lookup::{self, Named},
    visit::{MAX_NAME, known, some, times},
};
use crate::{Error, Problem, RecordId, Result, Seen, journal::Change, outputs::output::text, people::name, value};

/// A stop as somebody plans it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewStop {
    /// What the place is called.
    pub name: String,
    /// Who receives the group there; blank where the host of the visit does.
    pub host: String,
    /// From when, in minutes after midnight.
    pub starts_min: Option<i64>,
    /// To when.
    pub ends_min: Option<i64>,
}

/// A field of a stop with its new value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StopField {
    /// What the place is called.
    Name(String),
    /// Who receives the group there.
    Host(String),
    /// From when to when.
    Times {
        /// From when, in minutes after midnight.
        starts_min: Option<i64>,
        /// To when.
        ends_min: Option<i64>,
    },
}

/// Add a stop, after those that there are.
///
/// # Errors
/// `no_such_visit`, `text_missing`, `text_too_long`, `name_taken`, `ends_before_start`.
pub fn add_stop(change: &mut Change<'_>, visit: RecordId, new: &NewStop) -> Result<RecordId> {
    known(change, visit)?;
    let (name, stops) = (place(&new.name)?, lookup::stops(change.sql(), change.book(), visit)?);
    free(&stops, None, &name)?;
    let natural = change.natural(&STOP, &[&visit.to_string(), &name.to_lowercase()]);
    // One that had this name once keeps its id, also where it was removed: made anew, it begins without what stood in it.
    let id = if lookup::was_stop(change.sql(), change.book(), natural)? { change.create() } else { natural };
    change.set(STOP_OF.of(&STOP, id), visit)?;
    change.set(STOP_NAME.of(&STOP, id), name)?;
    change.set(SEQUENCE.of(&STOP, id), stops.len() as i64 + 1)?;
    if let Some(host) = host_of(&new.host)? {
        change.set(STOP_HOST.of(&STOP, id), host)?;
    }
    change.set_if_new(STOP_TIMES.of(&STOP, id), times(new.starts_min, new.ends_min)?)?;
    Ok(id)
}

/// Give a field of a stop a new value. `seen` is what the form showed.
///
/// # Errors
/// As [`add_stop`], and `no_such_stop`.
pub fn edit_stop(change: &mut Change<'_>, stop: RecordId, field: StopField, seen: Option<&Seen>) -> Result<bool> {
    let visit = visit_of(change, stop)?;
    let (of, value) = match field {
        StopField::Name(name) => {
            let name = place(&name)?;
            free(&lookup::stops(change.sql(), change.book(), visit)?, Some(stop), &name)?;
            (&STOP_NAME, value![name])
        }
        StopField::Host(host) => (&STOP_HOST, value![host_of(&host)?]),
        StopField::Times { starts_min, ends_min } => (&STOP_TIMES, times(starts_min, ends_min)?),
    };
    change.set_shown(of.of(&STOP, stop), value, seen)
}

/// Bring a stop to another place among the stops, from 1. Answers false where it stands there already.
///
/// # Errors
/// `no_such_stop`.
pub fn move_stop(change: &mut Change<'_>, stop: RecordId, to: usize) -> Result<bool> {
    let visit = visit_of(change, stop)?;
    let mut order: Vec<_> = lookup::stops(change.sql(), change.book(), visit)?.into_iter().map(|s| s.id).collect();
    let Some(from) = order.iter().position(|id| *id == stop) else { return Ok(false) };
    let moved = order.remove(from);
    order.insert(to.saturating_sub(1).min(order.len()), moved);
    // All of them are numbered anew: two laptops may have given one number to two stops.
    let mut changed = false;
    for (number, id) in (1_i64..).zip(order) {
        changed |= change.set_if_new(SEQUENCE.of(&STOP, id), number)?;
    }
    Ok(changed)
}

/// Take a stop away. `seen` is everything that the screen showed of it.
///
/// # Errors
/// `no_such_stop`; `stop_has_headcounts`: nobody would know where they were taken.
pub fn remove_stop(change: &mut Change<'_>, stop: RecordId, seen: Option<&Seen>) -> Result<()> {
    visit_of(change, stop)?;
    let counts = lookup::headcounts_at(change.sql(), change.book(), stop)?;
    if counts > 0 {
        return Problem::new("stop_has_headcounts").with("count", counts).refuse();
    }
    change.remove_shown(&STOP, stop, seen)
}

fn visit_of(change: &Change<'_>, stop: RecordId) -> Result<RecordId> {
    lookup::visit_of_stop(change.sql(), change.book(), stop)?.ok_or(Error::Refused(Problem::new("no_such_stop")))
}

/// The name of a place.
pub(super) fn place(typed: &str) -> Result<String> {
    text("name", &name::clean(typed).text, MAX_NAME, true)
}

fn host_of(typed: &str) -> Result<Option<String>> {
    Ok(some(text("host", &name::clean(typed).text, MAX_NAME, false)?))
}

/// A refusal where another has this name, whatever its capitals.
pub(super) fn free(others: &[Named], own: Option<RecordId>, name: &str) -> Result<()> {
    let wanted = name.to_lowercase();
    match others.iter().any(|other| Some(other.id) != own && other.name.to_lowercase() == wanted) {
        true => Problem::new("name_taken").with("name", name).refuse(),
        false => Ok(()),
    }
}
