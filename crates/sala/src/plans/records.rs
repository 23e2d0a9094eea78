//! What is stored of an action plan, of who makes it, of what it consists of, and of who committed to it.

use std::collections::BTreeMap;

use super::{
    content::Content,
    money::Money,
    state::State,
    value::{AssistanceState, How, Stage},
};
use crate::{
    RecordId,
    journal::{Field, Kind, Part, Scalar, Value},
};

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
/// How far a consortium has come.
pub static STAGE: Field = Field::new("stage", &[Part::text("stage")]).checked(|v| known(v, 0, |code| Stage::from_code(code).is_some()));
/// What is wrong today.
pub static PROBLEM: Field = Field::new("problem", &[Part::text("problem")]);
/// What is to be reached.
pub static OBJECTIVE: Field = Field::new("objective", &[Part::text("objective")]);
/// For whom.
pub static TARGET_GROUP: Field = Field::new("target_group", &[Part::text("target_group")]);
/// How the plan stands, why, and which plan took its place.
pub static STATE: Field = Field::new("state", &[Part::text("state"), Part::text("reason"), Part::reference("successor")])
    .checked(|v| known(v, 0, |code| State::from_code(code).is_some()));
/// The plan that it came from beside the one whose place it took: where one plan became several.
pub static ORIGIN: Field = Field::new("origin", &[Part::reference("origin")]);

/// An action plan.
pub static PLAN: Kind = Kind::single("plan", &[&CODE, &KIND, &COUNTRY, &SECTOR, &TEAM, &STAGE, &PROBLEM, &OBJECTIVE, &TARGET_GROUP, &STATE, &ORIGIN]);

/// What somebody does in the plan's team; cleared where somebody left it.
pub static MEMBER_ROLE: Field = Field::new("member_role", &[Part::text("member_role")]);

/// Somebody's place in a plan's team.
pub static PLAN_MEMBER: Kind = Kind::pair("plan_member", "plan", "participant", &[&MEMBER_ROLE]);

/// The plan that something belongs to.
pub static OF_PLAN: Field = Field::new("of_plan", &[Part::reference("plan")]);

/// Who else takes part, and with what.
pub static PARTNER: Field = Field::new("partner", &[Part::text("name"), Part::text("contribution")]);
/// An organisation outside the team that takes part.
pub static PLAN_PARTNER: Kind = Kind::single("plan_partner", &[&OF_PLAN, &PARTNER]);

/// What is done.
pub static ACTIVITY: Field = Field::new("activity", &[Part::text("title")]);
/// From which day to which.
pub static PERIOD: Field = Field::new("period", &[Part::date("starts"), Part::date("ends")]).checked(check_period);
/// Who sees to it: somebody of the programme, or somebody else by name.
pub static RESPONSIBLE: Field = Field::new("responsible", &[Part::reference("participant"), Part::text("other").personal()]);
/// A step of the plan.
pub static PLAN_ACTIVITY: Kind = Kind::single("plan_activity", &[&OF_PLAN, &ACTIVITY, &PERIOD, &RESPONSIBLE, &STAGE]);

/// What there is at the end.
pub static OUTPUT: Field = Field::new("output", &[Part::text("title")]);
/// Something the plan brings about.
pub static PLAN_OUTPUT: Kind = Kind::single("plan_output", &[&OF_PLAN, &OUTPUT]);

/// What is measured, and in what.
pub static MEASURE: Field = Field::new("measure", &[Part::text("title"), Part::text("unit")]);
/// How it was before.
pub static BASELINE: Field = Field::new("baseline", &[Part::text("baseline")]);
/// How it should become.
pub static TARGET: Field = Field::new("target", &[Part::text("target")]);
/// How it is, and on which day it was looked at.
pub static REACHED: Field = Field::new("reached", &[Part::text("actual"), Part::date("measured")]);
/// How it is known whether the plan works.
pub static INDICATOR: Kind = Kind::single("indicator", &[&OF_PLAN, &MEASURE, &BASELINE, &TARGET, &REACHED]);

/// What is paid for.
pub static ITEM: Field = Field::new("item", &[Part::text("title")]);
/// How much, in figures as the ISO 4217 currency writes them (`1250.50`): what is decided about and compared is then what people read.
pub static AMOUNT: Field = Field::new("amount", &[Part::text("amount"), Part::text("currency")]).checked(check_amount).clearable();
/// Who pays.
pub static SOURCE: Field = Field::new("source", &[Part::text("source")]);
/// A line of the plan's budget.
pub static BUDGET_LINE: Kind = Kind::single("budget_line", &[&OF_PLAN, &ITEM, &AMOUNT, &SOURCE]);

/// What may go wrong.
pub static RISK: Field = Field::new("risk", &[Part::text("title")]);
/// What is done about it.
pub static RESPONSE: Field = Field::new("response", &[Part::text("response")]);
/// Something that may go wrong.
pub static PLAN_RISK: Kind = Kind::single("plan_risk", &[&OF_PLAN, &RISK, &RESPONSE]);

/// What help is asked for, and by when.
pub static ASKED: Field = Field::new("asked", &[Part::text("title"), Part::date("needed")]);
/// What became of it: how it stands, on which day, and what was given.
pub static GIVEN: Field = Field::new("given", &[Part::text("given_state"), Part::date("given_on"), Part::text("given")])
    .checked(|v| known(v, 0, |code| AssistanceState::from_code(code).is_some()));
/// Technical assistance that the plan asks for.
pub static ASSISTANCE: Kind = Kind::single("assistance", &[&OF_PLAN, &ASKED, &GIVEN]);

/// The plan as it stood: number and content (JSON of [`Content`](super::content::Content)); the names of people outside
/// the programme by activity, beside it.
pub static FROZEN: Field = Field::new("frozen", &[Part::int("number"), Part::text("content"), Part::text("names").personal()]).checked(check_frozen);
/// A plan as it was at one time: never changed afterwards.
pub static PLAN_VERSION: Kind = Kind::single("plan_version", &[&OF_PLAN, &FROZEN]);

/// That somebody stands for a version, how it is known, and since which day; cleared where it was noted by mistake.
pub static COMMITTED: Field =
    Field::new("committed", &[Part::text("how"), Part::date("since")]).checked(|v| known(v, 0, |code| How::from_code(code).is_some())).clearable();
/// Somebody's commitment to one exact version of a plan; the signed sheet hangs on the version.
pub static COMMITMENT: Kind = Kind::pair("commitment", "plan_version", "participant", &[&COMMITTED]);

/// A word that no version knew is kept and listed for review.
fn known(value: &Value, part: usize, is_known: fn(&str) -> bool) -> Result<(), &'static str> {
    match value.part(part) {
        Scalar::Text(code) if !is_known(code) => Err("unknown_code"),
        _ => Ok(()),
    }
}

/// A version that cannot be read would make every view of its plan fail.
fn check_frozen(value: &Value) -> Result<(), &'static str> {
    let unreadable = |part, is_read: fn(&str) -> bool| matches!(value.part(part), Scalar::Text(json) if !is_read(json));
    let content = unreadable(1, |json| serde_json::from_str::<Content>(json).is_ok());
    let names = unreadable(2, |json| serde_json::from_str::<BTreeMap<RecordId, String>>(json).is_ok());
    if content || names { Err("version_unreadable") } else { Ok(()) }
}

fn check_period(value: &Value) -> Result<(), &'static str> {
    match (value.part(0), value.part(1)) {
        // ISO 8601 days sort as texts.
        (Scalar::Text(starts), Scalar::Text(ends)) if ends < starts => Err("ends_before_start"),
        _ => Ok(()),
    }
}

fn check_amount(value: &Value) -> Result<(), &'static str> {
    match (value.part(0), value.part(1)) {
        (Scalar::Null, _) => Ok(()),
        // One amount has one spelling, so two laptops that mean the same write the same.
        (Scalar::Text(amount), Scalar::Text(currency)) if Money::parse(amount, currency).is_ok_and(|m| m.amount() == *amount && m.currency() == currency) => {
            Ok(())
        }
        _ => Err("amount_wrong"),
    }
}
