//! What a plan consists of, line by line.

use sala::plans::{
    self, Money,
    content::{self, Carried},
};

use super::{days, stage};
use crate::wire::plans::{
    PlanActivity, PlanActivitySeen, PlanAssistance, PlanAssistanceSeen, PlanBudgetLine, PlanBudgetSeen, PlanIndicator, PlanIndicatorSeen, PlanOutput,
    PlanOutputSeen, PlanPartner, PlanPartnerSeen, PlanRisk, PlanRiskSeen, PlanSum,
};

impl From<content::Partner> for PlanPartner {
    fn from(line: content::Partner) -> Self {
        let content::Partner { id, name, contribution, seen: content::PartnerSeen { partner } } = line;
        Self { id: id.into(), name, contribution, seen: PlanPartnerSeen { partner: partner.into() } }
    }
}

pub(super) fn activity(line: content::Activity, carried: &mut Carried) -> PlanActivity {
    let content::Activity { id, title, starts, ends, participant, stage: at, seen } = line;
    let content::ActivitySeen { activity, period, responsible, stage: stage_seen } = seen;
    PlanActivity {
        id: id.into(),
        title,
        starts: days(starts),
        ends: days(ends),
        participant: participant.map(Into::into),
        other: carried.others.remove(&id),
        stage: stage(at),
        seen: PlanActivitySeen { activity: activity.into(), period: period.into(), responsible: responsible.into(), stage: stage_seen.into() },
    }
}

impl From<content::Output> for PlanOutput {
    fn from(line: content::Output) -> Self {
        let content::Output { id, title, seen: content::OutputSeen { output } } = line;
        Self { id: id.into(), title, seen: PlanOutputSeen { output: output.into() } }
    }
}

pub(super) fn indicator(line: content::Indicator, carried: &mut Carried) -> PlanIndicator {
    let content::Indicator { id, title, unit, baseline, target, seen } = line;
    let content::IndicatorSeen { measure, baseline: baseline_seen, target: target_seen, reached } = seen;
    let (actual, measured) = carried.actual.remove(&id).unwrap_or_default();
    PlanIndicator {
        id: id.into(),
        title,
        unit,
        baseline,
        target,
        actual,
        measured: days(measured),
        seen: PlanIndicatorSeen { measure: measure.into(), baseline: baseline_seen.into(), target: target_seen.into(), reached: reached.into() },
    }
}

impl From<content::BudgetLine> for PlanBudgetLine {
    fn from(line: content::BudgetLine) -> Self {
        let content::BudgetLine { id, title, amount, currency, source, seen } = line;
        let content::BudgetSeen { item, amount: amount_seen, source: source_seen } = seen;
        let seen = PlanBudgetSeen { item: item.into(), amount: amount_seen.into(), source: source_seen.into() };
        Self { id: id.into(), title, amount, currency, source, seen }
    }
}

impl From<Money> for PlanSum {
    fn from(sum: Money) -> Self {
        Self { amount: sum.amount(), currency: sum.currency().to_owned() }
    }
}

impl From<content::Risk> for PlanRisk {
    fn from(line: content::Risk) -> Self {
        let content::Risk { id, title, response, seen: content::RiskSeen { risk, response: response_seen } } = line;
        Self { id: id.into(), title, response, seen: PlanRiskSeen { risk: risk.into(), response: response_seen.into() } }
    }
}

pub(super) fn asked(line: content::Assistance, carried: &mut Carried) -> PlanAssistance {
    let content::Assistance { id, title, needed, seen: content::AssistanceSeen { asked, given: given_seen } } = line;
    let (state, on, given) = carried.given.remove(&id).unwrap_or_default();
    PlanAssistance {
        id: id.into(),
        title,
        needed: days(needed),
        state: plans::AssistanceState::from_code(&state).unwrap_or(plans::AssistanceState::Asked).into(),
        on: days(on),
        given,
        seen: PlanAssistanceSeen { asked: asked.into(), given: given_seen.into() },
    }
}
