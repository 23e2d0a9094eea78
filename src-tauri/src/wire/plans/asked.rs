//! What the window asks of action plans.

use super::{CommitmentHow, PlanKind, PlanLineEdit, PlanLineField, PlanPart, PlanState, PlanTexts, PlanTextsSeen};
use crate::wire::{Id, Seen, files::FileSource, wire};

wire! { "plans.ts";
    struct PlanArgs {
        pub programme: Id,
        pub id: Id,
    }

    struct AddPlanArgs {
        pub programme: Id,
        pub code: String,
        pub kind: PlanKind,
        pub country: String,
        pub sector: String,
        pub isic: Option<String>,
    }

    struct EditPlanArgs {
        pub programme: Id,
        pub id: Id,
        /// What the form showed: only what differs from it is written.
        pub shown: PlanTexts,
        pub texts: PlanTexts,
        pub seen: PlanTextsSeen,
    }

    struct AddPlanLineArgs {
        pub programme: Id,
        /// The plan.
        pub id: Id,
        pub fields: Vec<PlanLineField>,
    }

    struct EditPlanLineArgs {
        pub programme: Id,
        /// The plan.
        pub id: Id,
        pub line: Id,
        pub edits: Vec<PlanLineEdit>,
    }

    struct RemovePlanLineArgs {
        pub programme: Id,
        /// The plan.
        pub id: Id,
        pub part: PlanPart,
        pub line: Id,
        /// The plan's `contents`: the line, what ties it to its plan, and what was told of it since.
        pub seen: Seen,
    }

    struct PlanSeatArgs {
        pub programme: Id,
        /// The plan.
        pub id: Id,
        pub participant: Id,
        /// None takes the person out of the team.
        pub role: Option<String>,
        /// None where the screen showed no part of this person.
        pub seen: Option<Seen>,
    }

    struct PlanStateArgs {
        pub programme: Id,
        pub id: Id,
        pub state: PlanState,
        pub reason: String,
        pub successor: Option<Id>,
        /// Other plans that came from it too, of one whose place was taken.
        pub others: Vec<Id>,
        pub seen: Seen,
    }

    struct PlanOriginArgs {
        pub programme: Id,
        pub id: Id,
        /// None where it came from no other.
        pub origin: Option<Id>,
        pub seen: Seen,
    }

    struct CommitArgs {
        pub programme: Id,
        /// The plan.
        pub id: Id,
        pub version: Id,
        pub participant: Id,
        /// None takes back what was noted by mistake.
        pub how: Option<CommitmentHow>,
        /// ISO 8601; none is today.
        pub since: Option<String>,
        /// None where the screen showed no commitment of this person.
        pub seen: Option<Seen>,
    }

    struct PlanSheetArgs {
        pub programme: Id,
        /// The plan.
        pub id: Id,
        pub version: Id,
        pub from: FileSource,
        pub job: String,
    }

    struct PlanSheetOffArgs {
        pub programme: Id,
        /// The plan.
        pub id: Id,
        pub version: Id,
        pub file: Id,
    }

    struct ComparePlanArgs {
        pub programme: Id,
        /// The plan.
        pub id: Id,
        pub from: Id,
        /// None is what the plan says now.
        pub to: Option<Id>,
    }
}
