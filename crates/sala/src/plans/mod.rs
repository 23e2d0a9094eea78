//! Action plans that participants make together and carry out after the training.

pub mod records;
pub mod views;

use serde::{Deserialize, Serialize};

use crate::{
    Problem, RecordId, Result,
    journal::Change,
    people::{country::Country, value::codes, views::roster},
    value,
};
use records::{CODE, COUNTRY, KIND, MEMBER_ROLE, PLAN, PLAN_MEMBER, SECTOR, TEAM};

codes! {
    /// What a plan is for.
    PlanKind {
        /// Building the capacity of a cluster or an office.
        CapacityDevelopment = "capacity_development",
        /// Forming an export consortium.
        ConsortiumFormation = "consortium_formation",
    }
}

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
/// `plan_code_missing`, `plan_code_taken`, `isic_invalid`.
pub fn add(change: &mut Change<'_>, plan: &NewPlan) -> Result<RecordId> {
    let code = plan.code.trim();
    if code.is_empty() || code.chars().count() > 32 {
        return Problem::new("plan_code_missing").with("code", code).refuse();
    }
    if views::list(change.sql(), change.book())?.iter().any(|known| known.code == code) {
        return Problem::new("plan_code_taken").with("code", code).refuse();
    }
    let isic_valid = |class: &String| (2..=4).contains(&class.len()) && class.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(class) = plan.isic_rev4.as_ref().filter(|class| !isic_valid(class)) {
        return Problem::new("isic_invalid").with("plan", code).with("isic", class.as_str()).refuse();
    }
    let id = change.create();
    change.set(CODE.of(&PLAN, id), code)?;
    change.set(KIND.of(&PLAN, id), plan.kind.code())?;
    change.set(COUNTRY.of(&PLAN, id), plan.country.code())?;
    change.set(SECTOR.of(&PLAN, id), value![plan.sector.trim(), plan.isic_rev4.clone()])?;
    if !plan.team.is_empty() {
        change.set(TEAM.of(&PLAN, id), plan.team.join(","))?;
    }
    Ok(id)
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
