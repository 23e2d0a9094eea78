//! What the window asks of the months after the training.

use super::{CascadeCount, CascadeEventSeen, CoachingContactSeen, ContactWay, HelpGivenSeen, HelpUnit, MonthProgress, MonthReportSeen, PlanLight, ToldKind};
use crate::wire::{Id, Seen, files::FileSource, wire};

wire! { "months.ts";
    struct MonthReportArgs {
        pub programme: Id,
        /// The plan.
        pub id: Id,
        pub activity: Id,
        pub month: String,
        /// None where the form showed the same.
        pub progress: Option<MonthProgress>,
        /// None where the form showed the same.
        pub said: Option<String>,
        /// None where the screen showed no report.
        pub seen: Option<MonthReportSeen>,
    }

    struct MonthEvidenceArgs {
        pub programme: Id,
        /// The plan.
        pub id: Id,
        pub report: Id,
        pub from: FileSource,
        pub job: String,
    }

    struct MonthTakeOffArgs {
        pub programme: Id,
        /// The plan.
        pub id: Id,
        pub report: Id,
        pub file: Id,
    }

    struct MonthRateArgs {
        pub programme: Id,
        /// The plan.
        pub id: Id,
        pub month: String,
        /// None takes the rating back.
        pub light: Option<PlanLight>,
        pub reason: String,
        /// None where the screen showed none.
        pub seen: Option<Seen>,
    }

    struct ContactArgs {
        pub programme: Id,
        /// The plan.
        pub id: Id,
        /// None notes a new one.
        pub contact: Option<Id>,
        pub date: String,
        pub way: ContactWay,
        pub coach: String,
        pub said: String,
        pub next_step: String,
        pub next_on: Option<String>,
        pub seen: Option<CoachingContactSeen>,
    }

    struct HelpArgs {
        pub programme: Id,
        /// The plan.
        pub id: Id,
        /// None notes a new one.
        pub help: Option<Id>,
        pub date: String,
        pub title: String,
        pub by: String,
        pub amount: Option<u32>,
        pub unit: HelpUnit,
        pub request: Option<Id>,
        pub seen: Option<HelpGivenSeen>,
    }

    struct CascadeArgs {
        pub programme: Id,
        /// The plan.
        pub id: Id,
        /// None notes a new one.
        pub cascade: Option<Id>,
        pub date: String,
        pub title: String,
        pub place: String,
        pub attended: Option<CascadeCount>,
        pub noted: String,
        pub seen: Option<CascadeEventSeen>,
    }

    struct RemoveToldArgs {
        pub programme: Id,
        /// The plan.
        pub id: Id,
        pub kind: ToldKind,
        pub record: Id,
        /// All that the screen showed of it.
        pub seen: Seen,
    }

    struct DueArgs {
        pub programme: Id,
        /// How many days ahead.
        pub days: u32,
    }

    struct MonthFormArgs {
        pub programme: Id,
        /// The plan.
        pub id: Id,
        pub month: String,
    }

    struct AcceptFormArgs {
        pub programme: Id,
        /// The plan.
        pub id: Id,
        pub file: String,
    }
}
