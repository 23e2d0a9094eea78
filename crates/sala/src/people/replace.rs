//! A nominee who cannot come, and whoever comes instead: two people, of whom one counts.
//!
//! Who came instead is said of the nominee, in one field: where two laptops name different people, the two differ in that field and
//! somebody decides. Whoever is not chosen stays on the roster as somebody of their own.

use super::{
    details::Details,
    enrol::enrol,
    records::{KNOWN_THERE, PARTICIPANT, REPLACED_BY, REPLACES, STATUS},
    value::Standing,
    views::{self, Person},
};
use crate::{
    Problem, RecordId, Result, Seen,
    attendance::views::times_seen,
    journal::{Change, Value},
};

/// Enrol somebody in the place of a nominee. The nominee stays on the roster as replaced, with everything that was recorded, and
/// never counts. `seen` is the standing that the screen showed of the nominee; none means what the store shows now.
///
/// # Errors
/// `no_such_participant`, `replaced_already` where the nominee no longer belongs to the programme, and is not one whom nobody replaces yet, and those of [`enrol`].
pub fn replace(change: &mut Change<'_>, former: RecordId, code: Option<&str>, details: &Details, seen: Option<&Seen>) -> Result<RecordId> {
    let people = views::roster(change.sql(), change.book())?;
    nominee(&people, former)?;
    let id = enrol(change, code, details)?;
    tie(change, former, id, seen)?;
    Ok(id)
}

/// Say that somebody who is on the roster comes in the place of a nominee, as [`replace`] does with somebody new. Whoever was only
/// nominated so far takes part from now on. `seen` is the standing that the screen showed of the nominee, `shown` that of the
/// other.
///
/// # Errors
/// `no_such_participant`; `replaced_already` where the nominee no longer belongs to the programme, and is not one whom nobody replaces yet; `substitute_self`,
/// `substitute_gone` where the other left the list, `substitute_taken` where they came in somebody else's place, and
/// `replaced_in_circle` where the nominee came, directly or not, in theirs.
pub fn replace_with(change: &mut Change<'_>, former: RecordId, substitute: RecordId, seen: Option<&Seen>, shown: Option<&Seen>) -> Result<()> {
    let people = views::roster(change.sql(), change.book())?;
    let nominee = nominee(&people, former)?;
    let Some(other) = people.iter().find(|person| person.id == substitute) else {
        return Problem::new("no_such_participant").refuse();
    };
    if former == substitute {
        return Problem::new("substitute_self").with("code", nominee.code.as_str()).refuse();
    }
    if came_for(&people, nominee).any(|before| before.id == substitute) {
        return Problem::new("replaced_in_circle").with("code", nominee.code.as_str()).with("by", other.code.as_str()).refuse();
    }
    if !other.belongs.listed() {
        return Problem::new("substitute_gone").with("by", other.code.as_str()).refuse();
    }
    if let Some(before) = came_for(&people, other).next() {
        return Problem::new("substitute_taken").with("by", other.code.as_str()).with("code", before.code.as_str()).refuse();
    }
    if matches!(other.status.as_deref().and_then(Standing::from_code), Some(Standing::Nominated | Standing::NoShow)) {
        change.set_shown(STATUS.of(&PARTICIPANT, substitute), Standing::Active.code(), shown)?;
    }
    tie(change, former, substitute, seen)
}

fn tie(change: &mut Change<'_>, former: RecordId, substitute: RecordId, seen: Option<&Seen>) -> Result<()> {
    // Whoever stood there before belongs to a replacement that was taken back: the nominee is here.
    change.set_if_new(REPLACED_BY.of(&PARTICIPANT, former), substitute)?;
    say_known(change, former, Standing::Replaced)?;
    change.set_shown(STATUS.of(&PARTICIPANT, former), Standing::Replaced.code(), seen).map(|_| ())
}

/// Whoever says of somebody who was seen at registers that they were replaced was asked first, and wanted it even so: what they knew is written beside it, so
/// that every laptop tells only of what they did not know. It belongs to that word alone.
pub(super) fn say_known(change: &mut Change<'_>, person: RecordId, now: Standing) -> Result<()> {
    let there = if now == Standing::Replaced { times_seen(change.sql(), change.book(), person)? } else { 0 };
    let known = if there > 0 { Value::from(i64::try_from(there).unwrap_or(i64::MAX)) } else { Value::cleared() };
    change.set_if_new(KNOWN_THERE.of(&PARTICIPANT, person), known).map(drop)
}

/// How somebody's enrolment stands is said anew: whoever came in their place belongs to what was said before. Without this a nominee who
/// comes after all, and later is replaced once more, would have the former substitute again.
pub(super) fn untie(change: &mut Change<'_>, person: RecordId, now: Standing) -> Result<()> {
    let (before, came) = views::standing(change.sql(), change.book(), person)?;
    if before.is_none_or(|before| before == now.code()) {
        return Ok(());
    }
    change.set_if_new(REPLACED_BY.of(&PARTICIPANT, person), Value::cleared())?;
    came.into_iter().try_for_each(|substitute| change.set_if_new(REPLACES.of(&PARTICIPANT, substitute), Value::cleared()).map(drop))
}

/// The nominee, who must still be on the list, or be replaced by nobody yet: that somebody does not come may be known before it is
/// known who does.
fn nominee(people: &[Person], id: RecordId) -> Result<&Person> {
    match people.iter().find(|person| person.id == id) {
        None => Problem::new("no_such_participant").refuse(),
        Some(nominee) if !nominee.belongs.listed() && !waits_for_somebody(nominee) => {
            Problem::new("replaced_already").with("code", nominee.code.as_str()).refuse()
        }
        Some(nominee) => Ok(nominee),
    }
}

fn waits_for_somebody(nominee: &Person) -> bool {
    nominee.replaced_by.is_none() && nominee.status.as_deref() == Some(Standing::Replaced.code())
}

/// In whose place somebody came, and that one, and so on. Two laptops together can make a circle: it is walked once.
fn came_for<'a>(people: &'a [Person], person: &'a Person) -> impl Iterator<Item = &'a Person> {
    let before = |person: &'a Person| people.iter().find(|one| Some(one.id) == person.replaces);
    std::iter::successors(before(person), move |one| before(one)).take(people.len())
}
