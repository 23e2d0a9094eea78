//! Everything that was ever said of a record.

use std::collections::BTreeMap;

use super::{Id, register::Step, wire};

wire! { "past.ts";
    struct PastArgs {
        pub programme: Id,
        pub record: Id,
    }

    struct RecordPast {
        pub kind: String,
        pub subject: String,
        /// Newest first.
        pub said: Vec<PastSaid>,
        /// What people call the records that the values name, by id.
        pub names: BTreeMap<String, String>,
    }

    /// One thing that somebody said, of the record or of one that stands in it.
    struct PastSaid {
        pub entry: String,
        pub kind: String,
        /// Which, as people call it; empty for the record itself.
        pub subject: String,
        pub field: String,
        pub value: serde_json::Value,
        /// It breaks a rule: kept, and not shown.
        pub kept: bool,
        pub withheld: bool,
        pub author: String,
        pub laptop: String,
        pub at: String,
        pub replaced: bool,
        pub page: Option<u32>,
        pub journey: Step,
    }
}
