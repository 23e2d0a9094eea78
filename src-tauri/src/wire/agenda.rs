//! The agenda.

use super::{
    Id, Seen,
    files::FileSource,
    people::{OtherSheet, RefusedRow, RowOutcome},
    wire,
};

wire! { "agenda.ts";
    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum SessionStatus {
        Planned,
        Held,
        /// Leaves the denominator.
        Cancelled,
        /// Takes place at another time; it keeps its identity.
        Moved,
    }

    struct SessionLine {
        pub id: Id,
        pub date: String,
        /// Minutes after midnight.
        pub starts_min: u32,
        pub ends_min: u32,
        /// Such as `presentation`, `activity`, `group_work`, `visit`.
        pub method: String,
        pub title: String,
        /// `planned`, `held`, `cancelled` or `moved`.
        pub status: String,
        /// Why it was cancelled or moved.
        pub reason: Option<String>,
        pub seen: SessionSeen,
    }

    struct SessionSeen {
        pub slot: Seen,
        pub method: Seen,
        pub title: Seen,
        pub status: Seen,
    }

    struct AgendaDay {
        pub date: String,
        pub sessions: Vec<SessionLine>,
    }

    /// What importing a file would do, or did.
    struct AgendaPreview {
        /// Hand this back to accept.
        pub file: String,
        pub file_name: String,
        #[serde(flatten)]
        pub plan: AgendaPlan,
    }

    struct AgendaPlan {
        /// The sheet that was read.
        pub sheet: String,
        pub other_sheets: Vec<OtherSheet>,
        pub rows: Vec<PlannedSession>,
        pub added: u32,
        pub updated: u32,
        pub unchanged: u32,
        pub refused: Vec<RefusedRow>,
    }

    /// One row of the file as accepting would take it.
    struct PlannedSession {
        pub row: u32,
        pub outcome: RowOutcome,
        pub facts: Option<SessionFacts>,
    }

    struct AgendaOpenArgs {
        pub programme: Id,
        pub from: FileSource,
    }

    struct AgendaAcceptArgs {
        pub programme: Id,
        pub file: String,
        /// The person was asked: years over 2400 are Thai years.
        pub thai_years: bool,
        /// Take the good rows although some were refused.
        pub skip_refused: bool,
    }

    struct SessionFacts {
        pub date: String,
        pub starts_min: u32,
        pub ends_min: u32,
        pub method: String,
        pub title: String,
    }

    struct AddSessionArgs {
        pub programme: Id,
        pub facts: SessionFacts,
    }

    struct EditSessionArgs {
        pub programme: Id,
        pub id: Id,
        /// What the form showed: only what differs from it is written.
        pub shown: SessionFacts,
        pub facts: SessionFacts,
        pub seen: SessionSeen,
    }

    struct SessionStatusArgs {
        pub programme: Id,
        pub id: Id,
        pub status: SessionStatus,
        /// Why it is cancelled or moved; needed for a cancelled session.
        pub reason: Option<String>,
        pub seen: Seen,
    }
}
