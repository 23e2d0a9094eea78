//! Action plans: who makes them, what they say line by line, their versions, and who stands for which.

mod asked;
mod lines;

pub use asked::*;
pub use lines::*;

use super::{Id, Seen, files::FileView, people::Belongs, wire};

wire! { "plans.ts";
    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum PlanKind {
        CapacityDevelopment,
        ConsortiumFormation,
    }

    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum PlanState {
        Draft,
        Presented,
        Committed,
        InProgress,
        Completed,
        Partly,
        Superseded,
        Dropped,
    }

    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum PlanStage {
        Selection,
        TrustBuilding,
        Planning,
        Formation,
        Operation,
    }

    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum CommitmentHow {
        InApp,
        Sheet,
        Mail,
    }

    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum AssistanceState {
        Asked,
        Promised,
        Given,
        Declined,
    }

    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum PlanPart {
        Partner,
        Activity,
        Output,
        Indicator,
        Budget,
        Risk,
        Assistance,
    }

    struct PlanMember {
        pub participant: Id,
        pub code: String,
        pub name: Option<String>,
        pub native: Option<String>,
        pub language: Option<String>,
        /// Such as `member` or `lead`.
        pub role: String,
        /// Whether the person still belongs to the programme.
        pub belongs: Belongs,
        /// Who came in the place of somebody who left, and is not in the team yet.
        pub instead: Option<Id>,
        /// What the screen shows as that.
        pub seen: Seen,
    }

    struct PlanLine {
        pub id: Id,
        pub code: String,
        pub kind: Option<PlanKind>,
        /// ISO 3166-1 alpha-2.
        pub country: String,
        /// In words.
        pub sector: String,
        /// ISIC Rev. 4 class.
        pub isic: Option<String>,
        pub state: PlanState,
        /// Why it stands so.
        pub reason: Option<String>,
        /// The plan that took its place.
        pub successor: Option<Id>,
        pub team: Vec<PlanMember>,
    }

    struct PlanTexts {
        pub kind: Option<PlanKind>,
        pub country: String,
        pub sector: String,
        pub isic: Option<String>,
        pub stage: Option<PlanStage>,
        pub problem: String,
        pub objective: String,
        pub target_group: String,
    }
    struct PlanTextsSeen {
        pub kind: Seen,
        pub country: Seen,
        pub sector: Seen,
        pub stage: Seen,
        pub problem: Seen,
        pub objective: Seen,
        pub target_group: Seen,
    }

    struct PlanCommitment {
        pub participant: Id,
        pub code: String,
        pub name: Option<String>,
        pub how: Option<CommitmentHow>,
        pub since: Option<String>,
        pub seen: Seen,
    }

    struct PlanVersion {
        pub id: Id,
        pub number: u32,
        pub at: Option<String>,
        pub author: Option<String>,
        /// Who stands for it.
        pub commitments: Vec<PlanCommitment>,
        /// Photographs of the signed sheet.
        pub sheets: Vec<FileView>,
    }

    struct PlanView {
        pub line: PlanLine,
        pub texts: PlanTexts,
        pub seen: PlanTextsSeen,
        /// What the screen shows as state.
        pub state_seen: Seen,
        /// The plan that it came from, as noted on it.
        pub origin: Option<Id>,
        pub origin_seen: Seen,
        /// Everything live in it, as the screen shows it: handed back by whoever takes it away.
        pub contents: Seen,
        pub partners: Vec<PlanPartner>,
        pub activities: Vec<PlanActivity>,
        pub outputs: Vec<PlanOutput>,
        pub indicators: Vec<PlanIndicator>,
        pub budget: Vec<PlanBudgetLine>,
        pub sums: Vec<PlanSum>,
        pub risks: Vec<PlanRisk>,
        pub assistance: Vec<PlanAssistance>,
        /// Oldest first.
        pub versions: Vec<PlanVersion>,
        /// It says what its last version says.
        pub kept: bool,
        /// The days over which it is followed: the programme's last and the end of the months after it.
        pub follows: Option<PlanDays>,
    }
    struct PlanDays {
        pub starts: String,
        pub ends: String,
    }

    /// A field of a line with its new value; an empty text is none.
    #[serde(tag = "field", rename_all = "snake_case", rename_all_fields = "camelCase")]
    enum PlanLineField {
        Partner { name: String, contribution: String },
        Activity { title: String },
        Period { starts: Option<String>, ends: Option<String> },
        Responsible { participant: Option<Id>, other: String },
        Stage { stage: Option<PlanStage> },
        Output { title: String },
        Measure { title: String, unit: String },
        Baseline { baseline: String },
        Target { target: String },
        Actual { actual: String, measured: Option<String> },
        Item { title: String },
        Amount { amount: String, currency: String },
        Source { source: String },
        Risk { title: String },
        Response { response: String },
        Asked { title: String, needed: Option<String> },
        Given { state: AssistanceState, on: Option<String>, given: String },
    }
    struct PlanLineEdit {
        pub field: PlanLineField,
        pub seen: Seen,
    }

    struct PlanDifference {
        /// The list in which it stands; none for what the plan says itself.
        pub list: Option<String>,
        /// What names the line.
        pub line: Option<String>,
        pub field: String,
        pub before: Option<String>,
        pub after: Option<String>,
    }
}
