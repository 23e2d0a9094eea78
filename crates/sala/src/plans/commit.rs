//! Somebody stands for one exact version of a plan: said at the laptop, on a signed sheet, or later by mail.

use chrono::NaiveDate;

use super::{
    records::{COMMITMENT, COMMITTED},
    state,
    value::How,
    views,
};
use crate::{
    Problem, RecordId, Result, Seen,
    attendance::views::lookup,
    journal::{Change, Value},
    outputs::{self, files::Kept},
    programme::happened::happened,
    value,
};

/// Note that a member of the team commits to a version. `seen` is what the screen showed of the commitment. Answers false
/// where that said nothing new.
///
/// # Errors
/// `no_such_version`, `no_such_participant`, `participant_not_enrolled`, `participant_not_come`, `not_in_team`, `year_unlikely`, `thai_year`,
/// `day_before_programme`, `day_to_come`.
pub fn commit(change: &mut Change<'_>, version: RecordId, participant: RecordId, how: How, since: NaiveDate, seen: Option<&Seen>) -> Result<bool> {
    let Some(plan) = views::plan_of(change.sql(), change.book(), version)? else {
        return Problem::new("no_such_version").refuse();
    };
    let person = lookup::person_here(change.sql(), change.book(), participant)?;
    if !views::team(change.sql(), change.book(), plan)?.iter().any(|member| member.participant == participant) {
        return Problem::new("not_in_team").with("participant", person.code.as_str()).refuse();
    }
    happened(change, since)?;
    change.set_shown(COMMITTED.of_pair(&COMMITMENT, version, participant), value![how.code(), since], seen)
}

/// Take a commitment back that was noted by mistake; that it was noted stays in the journal. With the last one a committed plan is presented
/// again.
///
/// # Errors
/// `no_such_version`.
pub fn withdraw(change: &mut Change<'_>, version: RecordId, participant: RecordId, seen: Option<&Seen>) -> Result<bool> {
    let Some(plan) = views::plan_of(change.sql(), change.book(), version)? else {
        return Problem::new("no_such_version").refuse();
    };
    let changed = change.set_shown(COMMITTED.of_pair(&COMMITMENT, version, participant), Value::cleared(), seen)?;
    if changed {
        state::commitment_gone(change, plan)?;
    }
    Ok(changed)
}

/// Hang the photograph of a signed sheet on the version that was signed.
///
/// # Errors
/// `no_such_version`; those of [`outputs::hang_on`].
pub fn hang_sheet(change: &mut Change<'_>, version: RecordId, picture: &Kept) -> Result<RecordId> {
    if views::plan_of(change.sql(), change.book(), version)?.is_none() {
        return Problem::new("no_such_version").refuse();
    }
    outputs::files::hang_on(change, version, picture)
}

/// Take a photograph off a version on which it hangs by mistake; its bytes and its history stay.
///
/// # Errors
/// `no_such_version`, `no_such_file`.
pub fn take_off_sheet(change: &mut Change<'_>, version: RecordId, file: RecordId) -> Result<()> {
    if views::plan_of(change.sql(), change.book(), version)?.is_none() {
        return Problem::new("no_such_version").refuse();
    }
    outputs::files::take_off_from(change, version, file)
}
