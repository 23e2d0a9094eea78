//! What a plan says itself: problem, objective, target group, stage; and where it belongs.

use serde::{Deserialize, Serialize};

use super::{
    MAX_TEXT,
    records::{CODE, COUNTRY, KIND, OBJECTIVE, PLAN, PROBLEM, SECTOR, STAGE, TARGET_GROUP},
    value::{PlanKind, Stage},
    views,
};
use crate::{Problem, RecordId, Result, Seen, journal::Change, outputs::output::text, people::country::Country, value};

/// A field of a plan with its new value; an empty text is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "field", rename_all = "snake_case")]
pub enum PlanField {
    /// What people call it: two laptops may have given one code to two plans.
    Code {
        /// The code.
        code: String,
    },
    /// What it is for.
    Kind {
        /// Which of the two.
        kind: PlanKind,
    },
    /// Where it is carried out.
    Country {
        /// ISO 3166-1.
        country: Country,
    },
    /// The sector.
    Sector {
        /// In words.
        sector: String,
        /// ISIC Rev. 4: a section, division, group or class.
        isic: Option<String>,
    },
    /// How far a consortium has come.
    Stage {
        /// Which.
        stage: Option<Stage>,
    },
    /// What is wrong today.
    Problem {
        /// In words.
        problem: String,
    },
    /// What is to be reached.
    Objective {
        /// In words.
        objective: String,
    },
    /// For whom.
    TargetGroup {
        /// In words.
        target_group: String,
    },
}

/// Give a field of a plan another value. What versions say stays as it was. `seen` is what the screen showed of the field.
/// Answers false where that said nothing new.
///
/// # Errors
/// `no_such_plan`, `plan_code_missing`, `plan_code_taken`, `text_missing` for the sector, `text_too_long`, `isic_invalid`, `stage_without_consortium`.
pub fn edit(change: &mut Change<'_>, plan: RecordId, field: PlanField, seen: Option<&Seen>) -> Result<bool> {
    views::known(change.sql(), change.book(), plan)?;
    let (field, value) = match field {
        PlanField::Code { code } => (&CODE, value![super::free_code(change, &code, Some(plan))?]),
        PlanField::Kind { kind } => (&KIND, value![kind.code()]),
        PlanField::Country { country } => (&COUNTRY, value![country.code()]),
        PlanField::Sector { sector, isic } => {
            let sector = text("sector", &sector, super::MAX_LINE, true)?;
            let isic = super::isic::check(&sector, isic.as_deref())?;
            (&SECTOR, value![sector, isic])
        }
        PlanField::Stage { stage } => {
            stage.map_or(Ok(()), |_| forms_a_consortium(change, plan))?;
            (&STAGE, value![stage.map(Stage::code)])
        }
        PlanField::Problem { problem } => (&PROBLEM, value![some("problem", &problem)?]),
        PlanField::Objective { objective } => (&OBJECTIVE, value![some("objective", &objective)?]),
        PlanField::TargetGroup { target_group } => (&TARGET_GROUP, value![some("target_group", &target_group)?]),
    };
    change.set_shown(field.of(&PLAN, plan), value, seen)
}

/// Stages are those of forming a consortium: a plan for anything else has none.
pub(super) fn forms_a_consortium(change: &Change<'_>, plan: RecordId) -> Result<()> {
    let line = views::line(change.sql(), change.book(), plan)?;
    match PlanKind::from_code(&line.kind) {
        Some(PlanKind::CapacityDevelopment) => Problem::new("stage_without_consortium").with("plan", line.code).refuse(),
        Some(PlanKind::ConsortiumFormation) | None => Ok(()),
    }
}

fn some(field: &'static str, typed: &str) -> Result<Option<String>> {
    Ok(Some(text(field, typed, MAX_TEXT, false)?).filter(|text| !text.is_empty()))
}
