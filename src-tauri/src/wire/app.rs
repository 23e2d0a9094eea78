//! The application itself: what it opens on, who is at it, what it tells unasked.

use super::{
    Id,
    files::{Drive, DroppedFile},
    problem::Problem,
    programme::ProgrammeLine,
    wire,
};

wire! { "app.ts";
    /// What a store is for.
    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum Role {
        /// Headquarters: the organisation's root.
        Hq,
        /// A laptop at a training site.
        Site,
    }

    /// What the window opens on.
    struct AppStart {
        pub version: String,
        /// The language last chosen (BCP 47), if one was.
        pub language: Option<String>,
        /// The store, once there is one.
        pub store: Option<StoreFacts>,
        /// Why the store that is there cannot be opened.
        pub problem: Option<Problem>,
    }

    /// This laptop's copy of the store.
    struct StoreFacts {
        pub replica: String,
        pub label: String,
        pub role: Role,
        pub organisation: Option<String>,
        /// This laptop's fingerprint, in words that can be read over the telephone.
        pub fingerprint: String,
        /// True once headquarters has certified this laptop (always, at headquarters).
        pub certified: bool,
        /// Who is at the laptop; none before the first person says so.
        pub author: Option<String>,
        pub programmes: Vec<ProgrammeLine>,
        pub current_programme: Option<super::Id>,
        pub counts: Counters,
        /// The organisation's recovery secret, until somebody says that it is written down.
        pub recovery_secret: Option<String>,
        /// Where the data lie.
        pub folder: String,
    }

    /// What stands in the frame of every screen.
    struct Counters {
        pub journey: Journey,
        pub conflicts: u32,
        /// The records of the programme on screen in which one waits.
        pub disputed: Vec<Id>,
        /// Values that break a rule: kept, not shown, to be put right.
        pub review: u32,
        /// What lasts and people must know: a store that takes nothing, rights that end, a clock that cannot be right.
        pub standing: Vec<Problem>,
    }

    /// How far what was recorded here has travelled.
    struct Journey {
        pub recorded: u64,
        pub carried: u64,
        pub received: u64,
        /// What other laptops wrote, is here, and headquarters has not said it holds.
        pub of_others: u64,
        pub waiting_attachments: u64,
        /// When headquarters was last heard of.
        pub last_heard: Option<String>,
    }

    struct CreateStoreArgs {
        pub role: Role,
        pub label: String,
        pub organisation: Option<String>,
        pub author: String,
    }

    struct AuthorArgs {
        pub name: String,
    }

    struct LanguageArgs {
        /// BCP 47.
        pub language: String,
    }

    struct LoadDemoArgs {
        pub job: String,
    }

    struct WritingArgs {
        /// Something on the screen is not saved yet.
        pub writing: bool,
    }

    struct JobArgs {
        /// The name that the window gave the job.
        pub job: String,
    }

    /// What was taken back.
    struct Undone {
        /// The verb that was undone, such as `mark`.
        pub what: String,
    }

    /// What the desk tells unasked.
    #[serde(tag = "type", rename_all = "snake_case")]
    enum AppEvent {
        /// A file is held over the window, or no longer is.
        Dragging { over: bool },
        /// Files were dropped, at this place of the window.
        Dropped { files: Vec<DroppedFile>, x: f64, y: f64 },
        /// How far a job has come; `of` is 0 while that is not known.
        Progress { job: String, stage: String, done: u64, of: u64 },
        /// A drive was plugged in or pulled out.
        Drives { drives: Vec<Drive> },
        /// The window is being closed while something is not saved.
        Closing,
    }
}
