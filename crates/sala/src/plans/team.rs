//! Who makes a plan.

use super::{
    records::{MEMBER_ROLE, PLAN_MEMBER},
    views,
};
use crate::{
    RecordId, Result, Seen,
    attendance::views::lookup,
    journal::{Change, Value},
    outputs::output::text,
    people::views::roster,
};

/// The longest name of a part in a team, in characters.
const MAX_ROLE: usize = 40;

/// Seat somebody in a plan's team, or give them another part in it; without a word it is `member`. `seen` is what the screen
/// showed as the person's part. Answers false where that said nothing new.
///
/// # Errors
/// `no_such_plan`, `no_such_participant`, `participant_not_enrolled`, `text_too_long`.
pub fn seat(change: &mut Change<'_>, plan: RecordId, participant: RecordId, role: &str, seen: Option<&Seen>) -> Result<bool> {
    views::known(change.sql(), change.book(), plan)?;
    lookup::enrolled_person(change.sql(), change.book(), participant)?;
    let role = text("role", role, MAX_ROLE, false)?.to_lowercase();
    let role = if role.is_empty() { "member".to_owned() } else { role };
    change.set_shown(MEMBER_ROLE.of_pair(&PLAN_MEMBER, plan, participant), role, seen)
}

/// Take somebody out of a plan's team. What they committed to stays: it belongs to the version that they saw.
///
/// # Errors
/// `no_such_plan`.
pub fn take_out(change: &mut Change<'_>, plan: RecordId, participant: RecordId, seen: Option<&Seen>) -> Result<bool> {
    views::known(change.sql(), change.book(), plan)?;
    change.set_shown(MEMBER_ROLE.of_pair(&PLAN_MEMBER, plan, participant), Value::cleared(), seen)
}

/// Seat everybody whom a plan names by code and who is enrolled by now. Called whenever people are enrolled, because the
/// plans are often known first. Who was seated before, or taken out by hand, is left as is.
///
/// # Errors
/// Store failures.
pub fn seat_teams(change: &mut Change<'_>) -> Result<()> {
    let teams = views::teams(change.sql(), change.book())?;
    if teams.is_empty() {
        return Ok(());
    }
    let people = roster(change.sql(), change.book())?;
    for (plan, codes) in teams {
        let seated = views::seated(change.sql(), change.book(), plan)?;
        for code in codes.split(',') {
            let Some(person) = people.iter().find(|person| person.code == code) else { continue };
            if !seated.contains(&person.id) {
                change.set(MEMBER_ROLE.of_pair(&PLAN_MEMBER, plan, person.id), "member")?;
            }
        }
    }
    Ok(())
}
