//! Presentations: their order and their time.

use super::{Id, Seen, outputs::OutputState, wire};

wire! { "presentations.ts";
    struct ExerciseArgs {
        pub programme: Id,
        pub exercise: Id,
    }

    /// An output and when it is presented.
    struct Turn {
        pub output: Id,
        /// Empty where everybody made it.
        pub group_name: String,
        pub title: String,
        pub state: OutputState,
        /// For how many minutes it is planned.
        pub minutes: Option<u32>,
        pub minutes_seen: Seen,
        pub held: Option<Held>,
        pub held_seen: Seen,
    }

    /// When it was, in milliseconds since 1970 by the clock of the laptop that timed it.
    struct Held {
        pub began_ms: i64,
        pub paused_since_ms: Option<i64>,
        /// How long it was paused before that.
        pub paused_ms: i64,
        pub ended_ms: Option<i64>,
    }

    struct Presentations {
        pub exercise: Id,
        pub title: String,
        /// In the order in which they are presented.
        pub turns: Vec<Turn>,
        /// What chance began with, where the order was drawn and stands as it was drawn.
        pub seed: Option<u32>,
        pub order_seen: Seen,
        /// When this was read, by this laptop's clock: a running time is counted from here.
        pub now_ms: i64,
    }

    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum PresentationStep {
        Begin,
        Pause,
        GoOn,
        End,
        TakeBack,
    }

    struct OrderArgs {
        pub programme: Id,
        pub exercise: Id,
        pub outputs: Vec<Id>,
        pub seen: Seen,
    }

    struct DrawOrderArgs {
        pub programme: Id,
        pub exercise: Id,
        /// None draws anew.
        pub seed: Option<u32>,
        pub seen: Seen,
    }

    struct PlannedMinutes {
        pub output: Id,
        pub minutes: Option<u32>,
        pub seen: Seen,
    }

    struct MinutesArgs {
        pub programme: Id,
        pub exercise: Id,
        pub planned: Vec<PlannedMinutes>,
    }

    struct HoldArgs {
        pub programme: Id,
        pub exercise: Id,
        pub output: Id,
        pub step: PresentationStep,
        pub seen: Seen,
    }
}
