//! What a plan consists of, line by line.

use super::{AssistanceState, PlanStage};
use crate::wire::{Id, Seen, wire};

wire! { "plans.ts";
    struct PlanPartner {
        pub id: Id,
        pub name: String,
        pub contribution: Option<String>,
        pub seen: PlanPartnerSeen,
    }
    struct PlanPartnerSeen {
        pub partner: Seen,
    }

    struct PlanActivity {
        pub id: Id,
        pub title: String,
        pub starts: Option<String>,
        pub ends: Option<String>,
        /// Who of the programme sees to it.
        pub participant: Option<Id>,
        /// Who else does.
        pub other: Option<String>,
        pub stage: Option<PlanStage>,
        pub seen: PlanActivitySeen,
    }
    struct PlanActivitySeen {
        pub activity: Seen,
        pub period: Seen,
        pub responsible: Seen,
        pub stage: Seen,
    }

    struct PlanOutput {
        pub id: Id,
        pub title: String,
        pub seen: PlanOutputSeen,
    }
    struct PlanOutputSeen {
        pub output: Seen,
    }

    struct PlanIndicator {
        pub id: Id,
        pub title: String,
        pub unit: Option<String>,
        pub baseline: Option<String>,
        pub target: Option<String>,
        pub actual: Option<String>,
        pub measured: Option<String>,
        pub seen: PlanIndicatorSeen,
    }
    struct PlanIndicatorSeen {
        pub measure: Seen,
        pub baseline: Seen,
        pub target: Seen,
        pub reached: Seen,
    }

    struct PlanBudgetLine {
        pub id: Id,
        pub title: String,
        /// As a form shows it: `1250.50`.
        pub amount: Option<String>,
        /// ISO 4217.
        pub currency: Option<String>,
        pub source: Option<String>,
        pub seen: PlanBudgetSeen,
    }
    struct PlanBudgetSeen {
        pub item: Seen,
        pub amount: Seen,
        pub source: Seen,
    }

    struct PlanRisk {
        pub id: Id,
        pub title: String,
        pub response: Option<String>,
        pub seen: PlanRiskSeen,
    }
    struct PlanRiskSeen {
        pub risk: Seen,
        pub response: Seen,
    }

    struct PlanAssistance {
        pub id: Id,
        pub title: String,
        /// By when.
        pub needed: Option<String>,
        pub state: AssistanceState,
        /// On which day.
        pub on: Option<String>,
        pub given: Option<String>,
        pub seen: PlanAssistanceSeen,
    }
    struct PlanAssistanceSeen {
        pub asked: Seen,
        pub given: Seen,
    }

    /// The sum of a budget in one currency.
    struct PlanSum {
        pub amount: String,
        pub currency: String,
    }
}
