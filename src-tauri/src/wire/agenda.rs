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
        /// When it really was; none where it was as planned, or is not known.
        pub actual: Option<Hours>,
        pub room: Option<String>,
        pub trainers: Vec<String>,
        pub seen: SessionSeen,
    }

    /// A stretch of one day, in minutes after midnight.
    #[derive(Copy, Eq)]
    struct Hours {
        pub starts_min: u32,
        pub ends_min: u32,
    }

    struct SessionSeen {
        pub slot: Seen,
        pub method: Seen,
        pub title: Seen,
        pub status: Seen,
        pub actual: Seen,
        pub room: Seen,
        pub trainers: Seen,
    }

    struct AgendaDay {
        pub date: String,
        pub sessions: Vec<SessionLine>,
        /// Which of them get in each other's way.
        pub overlaps: Vec<Overlap>,
    }

    /// Two sessions that cannot both be as they are planned.
    struct Overlap {
        /// `room_twice`, `trainer_twice`, `everybody_twice` or `everybody_away`.
        pub code: String,
        pub first: Id,
        pub second: Id,
        /// From when both are on, in minutes after midnight.
        pub starts_min: u32,
        pub ends_min: u32,
        /// The room, or who would have to be in two; of a visit that is no session, the second, its host.
        pub what: Option<String>,
    }

    /// What a form suggests.
    struct SessionNames {
        pub rooms: Vec<String>,
        pub trainers: Vec<String>,
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
        pub room: Option<String>,
        pub trainers: Vec<String>,
        /// When it really was; a session that has it was held.
        pub actual: Option<Hours>,
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
        /// Of the real hours: whoever plans it again takes back those that were shown.
        pub actual_seen: Seen,
    }

    /// Another day, start and end for a session.
    struct MoveSessionArgs {
        pub programme: Id,
        pub id: Id,
        pub date: String,
        pub starts_min: u32,
        pub ends_min: u32,
        /// Of day, start and end.
        pub seen: Seen,
    }

    /// One of two sessions that exchange their times.
    struct SwappedSession {
        pub id: Id,
        /// Of day, start and end.
        pub seen: Seen,
    }

    struct SwapSessionsArgs {
        pub programme: Id,
        pub one: SwappedSession,
        pub other: SwappedSession,
    }
}
