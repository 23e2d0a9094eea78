//! A nominee who cannot come, and whoever comes instead: two people, of whom one counts.

use super::{
    details::Details,
    enrol::enrol,
    records::{PARTICIPANT, REPLACES, STATUS},
    value::Standing,
    views,
};
use crate::{Problem, RecordId, Result, Seen, journal::Change};

/// Enrol somebody in the place of a nominee. The nominee stays on the roster as replaced, with everything that was recorded, and
/// never counts. `seen` is the standing that the screen showed of the nominee; none means what the store shows now.
///
/// # Errors
/// `no_such_participant`, `replaced_already` where the nominee no longer belongs to the programme, and those of [`enrol`].
pub fn replace(change: &mut Change<'_>, former: RecordId, code: Option<&str>, details: &Details, seen: Option<&Seen>) -> Result<RecordId> {
    let people = views::roster(change.sql(), change.book())?;
    let Some(nominee) = people.iter().find(|person| person.id == former) else {
        return Problem::new("no_such_participant").refuse();
    };
    if matches!(nominee.status.as_deref(), Some("declined" | "withdrawn" | "replaced")) {
        return Problem::new("replaced_already").with("code", nominee.code.as_str()).refuse();
    }
    let id = enrol(change, code, details)?;
    change.set(REPLACES.of(&PARTICIPANT, id), former)?;
    change.set_shown(STATUS.of(&PARTICIPANT, former), Standing::Replaced.code(), seen)?;
    Ok(id)
}
