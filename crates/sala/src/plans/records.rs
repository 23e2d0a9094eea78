//! What is stored of an action plan and of who makes it.

use crate::journal::{Field, Kind, Part};

/// The plan's code (`AP01`).
pub static CODE: Field = Field::new("code", &[Part::text("code")]);
/// What it is for.
pub static KIND: Field = Field::new("plan_kind", &[Part::text("plan_kind")]);
/// The country it is carried out in.
pub static COUNTRY: Field = Field::new("country", &[Part::text("country")]);
/// The sector in words and as an ISIC Rev. 4 class.
pub static SECTOR: Field = Field::new("sector", &[Part::text("sector"), Part::text("isic")]);
/// The codes of the team as the programme names them: known before the people are enrolled.
pub static TEAM: Field = Field::new("team", &[Part::text("team")]);

/// An action plan.
pub static PLAN: Kind = Kind::single("plan", &[&CODE, &KIND, &COUNTRY, &SECTOR, &TEAM]);

/// What somebody does in the plan's team; cleared where somebody left it.
pub static MEMBER_ROLE: Field = Field::new("member_role", &[Part::text("member_role")]);

/// Somebody's place in a plan's team.
pub static PLAN_MEMBER: Kind = Kind::pair("plan_member", "plan", "participant", &[&MEMBER_ROLE]);
