//! "Everyone who is not marked is present."

use super::{
    mark::open_register,
    records::{MARK, MARK_VALUE},
    status::{Mark, Parts, Status},
    views::{away, lookup},
};
use crate::{RecordId, Result, journal::Change};

/// Give everyone unmarked this mark; answers how many. A mark that somebody set is never touched: who was excused in
/// advance stays excused. Only people who count are filled in; observers and staff are marked by hand or not at all, and so
/// is whoever was only nominated, because a mark of theirs says that they came. Nor is anybody of whom other registers say that they had not
/// arrived yet, or had departed.
///
/// # Errors
/// `no_such_register`, `register_locked`, `register_stray`.
pub fn fill(change: &mut Change<'_>, register: RecordId, status: Status) -> Result<u64> {
    open_register(change, register)?;
    let away = away(change.sql(), change.book(), register)?;
    let mut unmarked = lookup::unmarked(change.sql(), change.book(), register)?;
    // That somebody was not there may be said of those very people.
    unmarked.retain(|person| !status.is_roll_call() || !away.contains(&person.id));
    for person in &unmarked {
        let mark = Mark::try_from(Parts::of(status))?;
        change.set(MARK_VALUE.of_pair(&MARK, register, person.id), mark)?;
    }
    Ok(unmarked.len() as u64)
}
