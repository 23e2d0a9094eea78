//! Today: what is on, which registers are open, what waits.

use super::{Id, agenda::SessionLine, app::Counters, months::Due, problem::Problem, programme::ProgrammeLine, register::RegisterLine, wire};

wire! { "today.ts";
    struct TodayArgs {
        pub programme: Id,
        /// Another day than today.
        pub date: Option<String>,
    }

    /// A closed register with marks that nobody has reviewed.
    struct AfterLock {
        pub date: String,
        pub half: String,
        /// Whose marks, by name or code.
        pub people: Vec<String>,
    }

    /// A verified register of which photographed sheets are gone.
    struct PaperGone {
        pub date: String,
        pub half: String,
        /// Who took one off.
        pub author: Option<String>,
    }

    /// An output that a group has not handed in.
    struct DraftOutput {
        pub id: Id,
        pub title: String,
        pub group_name: String,
    }

    /// A visit with checkpoints whose hour is over and at which nobody counted.
    struct UncountedVisit {
        pub id: Id,
        pub date: String,
        pub host: String,
        pub missing: u32,
    }

    /// A plan of which nobody has heard for thirty days.
    struct SilentPlan {
        pub id: Id,
        pub code: String,
        /// On which day something was heard last; none where nothing ever was.
        pub heard: Option<String>,
    }

    /// What headquarters has not carried to a laptop yet.
    struct ToCarry {
        pub replica: String,
        pub label: String,
        /// Entries that were written at headquarters.
        pub own: u32,
        /// Entries of other laptops.
        pub of_others: u32,
    }

    /// One day of a programme.
    struct Today {
        pub programme: ProgrammeLine,
        /// The day shown: today if the programme runs, else its nearest training day.
        pub date: String,
        /// True when the day shown is really today.
        pub is_today: bool,
        /// The place of the day among the training days, from 1.
        pub day_number: u32,
        /// All training days.
        pub days: Vec<String>,
        pub sessions: Vec<SessionLine>,
        pub registers: Vec<RegisterLine>,
        /// Registers of earlier days that are still open.
        pub still_open: Vec<RegisterLine>,
        /// Closed registers for which marks came in afterwards, from laptops that had not seen the lock.
        pub after_lock: Vec<AfterLock>,
        /// Verified registers whose photographed sheet was taken off by somebody who had not heard of the verification.
        pub papers_gone: Vec<PaperGone>,
        /// What does not fit together although nobody disputes it: a code and its facts, in words as a refusal.
        pub checks: Vec<Problem>,
        pub drafts: Vec<DraftOutput>,
        /// Groups with people, none of whom writes for it.
        pub without_rapporteur: Vec<String>,
        pub uncounted: Vec<UncountedVisit>,
        pub silent: Vec<SilentPlan>,
        /// What is due of the plans within thirty days, and what is late; none until the last training day is over.
        pub due: Option<Vec<Due>>,
        /// At headquarters, by laptop.
        pub to_carry: Vec<ToCarry>,
        pub counts: Counters,
    }
}
