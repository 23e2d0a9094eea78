//! A programme and its facts.

use super::{Id, Seen, files::FileSource, wire};

wire! { "programme.ts";
    /// A programme in a list.
    struct ProgrammeLine {
        pub id: Id,
        pub code: String,
        pub title: String,
        pub starts: Option<String>,
        pub ends: Option<String>,
        pub participants: u32,
        pub registers: u32,
    }

    /// All facts of a programme.
    struct Programme {
        pub id: Id,
        pub facts: ProgrammeFacts,
        pub seen: ProgrammeSeen,
    }

    /// The code, the time zone and the half days stay as they were made: papers, files and registers carry them.
    struct ProgrammeSeen {
        pub title: Seen,
        pub category: Seen,
        pub organiser: Seen,
        pub partner: Seen,
        pub venue: Seen,
        pub dates: Seen,
        pub rules: Seen,
    }

    /// What a form about a programme holds.
    struct ProgrammeFacts {
        pub code: String,
        pub title: String,
        pub category: String,
        pub organiser: String,
        pub partner: String,
        pub venue: String,
        /// IANA name, such as `Asia/Bangkok`.
        pub timezone: String,
        /// None only where the programme's own record has not arrived yet.
        pub starts: Option<String>,
        pub ends: Option<String>,
        /// The registers of a day, such as `AM`, `PM`.
        pub halves: Vec<String>,
        pub min_percent: u32,
        pub grace_minutes: u32,
        pub follow_up_months: u32,
    }

    struct ProgrammeArgs {
        pub programme: Id,
    }

    struct NewProgrammeArgs {
        pub facts: ProgrammeFacts,
    }

    struct EditProgrammeArgs {
        pub programme: Id,
        /// What the form showed: only what differs from it is written.
        pub shown: ProgrammeFacts,
        pub facts: ProgrammeFacts,
        pub seen: ProgrammeSeen,
    }

    struct ProgrammeFileArgs {
        pub from: FileSource,
    }
}
