//! What the window asks of rubrics, scores and feedback.

use super::{CriterionSeen, CriterionText, FeedbackWord, Interest, ScorerKind};
use crate::wire::{Id, Seen, wire};

wire! { "scores.ts";
    struct AddCriteriaArgs {
        pub programme: Id,
        pub exercise: Id,
        pub criteria: Vec<CriterionText>,
        /// A whole rubric to begin with, where there is none: two laptops that begin alike meet.
        pub begin: bool,
    }

    struct EditCriterionArgs {
        pub programme: Id,
        pub exercise: Id,
        pub criterion: Id,
        pub shown: CriterionText,
        pub text: CriterionText,
        pub seen: CriterionSeen,
    }

    struct PlaceCriterionArgs {
        pub programme: Id,
        pub exercise: Id,
        pub criterion: Id,
        /// From 1.
        pub to: u32,
    }

    struct RemoveCriterionArgs {
        pub programme: Id,
        pub exercise: Id,
        pub criterion: Id,
        pub seen: Seen,
    }

    struct SheetArgs {
        pub programme: Id,
        pub exercise: Id,
        pub scorer: Id,
        pub kind: ScorerKind,
    }

    struct GiveArgs {
        pub sheet: SheetArgs,
        pub output: Id,
        pub criterion: Id,
        pub points: Option<u32>,
        pub seen: Seen,
    }

    struct DeclareArgs {
        pub sheet: SheetArgs,
        pub output: Id,
        pub interest: Option<Interest>,
        pub seen: Seen,
    }

    struct WithdrawArgs {
        pub sheet: SheetArgs,
        pub output: Id,
        pub seen: Seen,
    }

    struct ScoreRemarkArgs {
        pub sheet: SheetArgs,
        pub output: Id,
        pub remark: String,
        pub seen: Seen,
    }

    struct AddJurorArgs {
        pub programme: Id,
        pub exercise: Id,
        pub name: String,
        pub organisation: String,
    }

    struct EditJurorArgs {
        pub programme: Id,
        pub exercise: Id,
        pub juror: Id,
        /// None where it stays.
        pub name: Option<String>,
        pub organisation: Option<String>,
        pub name_seen: Seen,
        pub organisation_seen: Seen,
    }

    struct RemoveJurorArgs {
        pub programme: Id,
        pub exercise: Id,
        pub juror: Id,
        pub seen: Seen,
    }

    struct OfOutputArgs {
        pub programme: Id,
        pub output: Id,
    }

    struct AddFeedbackArgs {
        pub programme: Id,
        pub output: Id,
        pub word: FeedbackWord,
        pub by: String,
        pub text: String,
    }

    struct EditFeedbackArgs {
        pub programme: Id,
        pub output: Id,
        pub id: Id,
        pub text: String,
        pub seen: Seen,
    }

    struct FeedbackByArgs {
        pub programme: Id,
        pub output: Id,
        pub id: Id,
        /// Empty where it is who wrote it down.
        pub by: String,
        pub seen: Seen,
    }

    struct RemoveFeedbackArgs {
        pub programme: Id,
        pub output: Id,
        pub id: Id,
        pub seen: Seen,
    }
}
