//! What a file would change, record by record.

use std::collections::BTreeMap;

use super::wire;

wire! { "travel.ts";
    /// What becomes of a field. `differs`: somebody must decide; `aside`: kept for review; `settled`: decided elsewhere.
    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum Becomes {
        Differs,
        Aside,
        Removed,
        Settled,
        Changed,
        Added,
    }

    struct ComingField {
        pub field: String,
        pub becomes: Becomes,
        /// The values as they are, the shown one first; none where it holds nothing.
        pub before: Vec<serde_json::Value>,
        /// The values as they would be, the shown one first.
        pub after: Vec<serde_json::Value>,
    }

    struct Who {
        pub code: String,
        /// None where it is withheld from this copy.
        pub name: Option<String>,
        pub native: Option<String>,
        pub language: Option<String>,
    }

    struct HalfDay {
        pub date: String,
        pub half: String,
    }

    /// One record that would change.
    struct ComingRecord {
        pub programme_code: String,
        pub kind: String,
        /// What people call the record itself; empty where it has no name of its own.
        pub name: String,
        pub person: Option<Who>,
        pub register: Option<HalfDay>,
        /// What else it belongs to: a group, an exercise, an output.
        pub of: Vec<String>,
        /// It is not here yet.
        pub is_new: bool,
        pub fields: Vec<ComingField>,
        /// What people call the records that the values name, by id.
        pub names: BTreeMap<String, String>,
    }

    struct Coming {
        /// What needs a decision first, then what changes, then what is new.
        pub records: Vec<ComingRecord>,
        /// How many more there are.
        pub more: u64,
    }
}
