//! Action plans that participants make together and carry out after the training.

pub mod commit;
pub mod compare;
mod isic;
pub mod lines;
pub mod money;
pub mod records;
pub mod state;
pub mod team;
#[cfg(test)]
mod tests;
pub mod text;
pub mod value;
pub mod version;
pub mod views;

use serde::{Deserialize, Serialize};

pub use commit::{commit, hang_sheet, take_off_sheet, withdraw};
pub use lines::{LineField, Part};
pub use money::Money;
pub use state::{State, Why, advance};
pub use team::{seat, seat_teams, take_out};
pub use text::{PlanField, edit};
pub use value::{AssistanceState, How, PlanKind, Stage};
pub use version::keep as keep_version;
pub use views::content;

use crate::{
    Problem, RecordId, Result,
    journal::Change,
    outputs::output,
    people::{
        country::Country,
        views::{Person, roster},
    },
    value,
};
use records::{CODE, COUNTRY, KIND, PLAN, SECTOR, TEAM};

/// The longest code of a plan, in characters.
const MAX_CODE: usize = 32;
/// The longest text of a line, in characters.
const MAX_LINE: usize = 500;
/// The longest text of a plan, in characters.
const MAX_TEXT: usize = 20_000;

/// A plan as it is named before its content is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPlan {
    /// Its code (`AP01`).
    pub code: String,
    /// What it is for.
    pub kind: PlanKind,
    /// The country it is carried out in.
    pub country: Country,
    /// The sector in words.
    pub sector: String,
    /// The sector as an ISIC Rev. 4 class.
    pub isic_rev4: Option<String>,
    /// The codes of the people who make it.
    #[serde(default)]
    pub team: Vec<String>,
}

/// Name a plan and its team. Team members who are enrolled later join when they are.
///
/// # Errors
/// `plan_code_missing`, `text_too_long`, `plan_code_taken`, whatever its capitals; `isic_invalid`; `participant_not_enrolled` of somebody who left.
pub fn add(change: &mut Change<'_>, plan: &NewPlan) -> Result<RecordId> {
    let code = free_code(change, &plan.code, None)?;
    let isic = isic::check(&code, plan.isic_rev4.as_deref())?;
    let sector = output::text("sector", &plan.sector, MAX_LINE, false)?;
    if !plan.team.is_empty() {
        // As whoever is seated by hand: nobody who left makes a new plan.
        let named = |person: &&Person| plan.team.iter().any(|code| code.trim().eq_ignore_ascii_case(&person.code));
        if let Some(gone) = roster(change.sql(), change.book())?.iter().filter(|person| !person.belongs.listed()).find(named) {
            return Problem::new("participant_not_enrolled").with("participant", gone.code.as_str()).refuse();
        }
    }
    let id = change.create();
    change.set(CODE.of(&PLAN, id), code.as_str())?;
    change.set(KIND.of(&PLAN, id), plan.kind.code())?;
    change.set(COUNTRY.of(&PLAN, id), plan.country.code())?;
    change.set(SECTOR.of(&PLAN, id), value![sector, isic])?;
    if !plan.team.is_empty() {
        change.set(TEAM.of(&PLAN, id), plan.team.join(","))?;
    }
    Ok(id)
}

/// A code that no other plan has, whatever its capitals: people say it, and nobody says capitals.
pub(crate) fn free_code(change: &Change<'_>, typed: &str, of: Option<RecordId>) -> Result<String> {
    let code = typed.trim();
    if code.is_empty() {
        return Problem::new("plan_code_missing").refuse();
    }
    Problem::if_too_long("code", code, MAX_CODE)?;
    let is_it = |known: &views::PlanLine| Some(known.id) != of && known.code.to_uppercase() == code.to_uppercase();
    match views::list(change.sql(), change.book())?.into_iter().find(is_it) {
        Some(known) => Problem::new("plan_code_taken").with("code", known.code).refuse(),
        None => Ok(code.to_owned()),
    }
}

/// Take a plan away that was named by mistake, with all that stands in it; it stays in the journal. `seen` is everything
/// that the screen showed of it. A plan that people stand for is dropped instead, with its reason.
///
/// # Errors
/// `no_such_plan`, `plan_committed`.
pub fn remove(change: &mut Change<'_>, plan: RecordId, seen: Option<&crate::Seen>) -> Result<()> {
    views::known(change.sql(), change.book(), plan)?;
    // Whoever stands for two versions is one person.
    let commitments =
        views::commitments(change.sql(), change.book(), plan)?.into_iter().map(|one| one.participant).collect::<std::collections::BTreeSet<_>>().len();
    if commitments > 0 {
        return Problem::new("plan_committed").with("commitments", commitments).refuse();
    }
    change.remove_shown(&PLAN, plan, seen)
}

/// Let a plan that was removed be there again, with all that it had.
///
/// # Errors
/// `no_such_plan`.
pub fn put_back(change: &mut Change<'_>, plan: RecordId) -> Result<()> {
    if views::was_plan(change.sql(), change.book(), plan)? { change.revive(&PLAN, plan) } else { Problem::new("no_such_plan").refuse() }
}
