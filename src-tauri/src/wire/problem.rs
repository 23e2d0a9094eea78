//! How a refusal crosses.

use std::collections::BTreeMap;

use super::wire;

wire! { "problem.ts";
    /// Why nothing was changed: a code and its facts; the window has the words.
    struct Problem {
        /// Stable name of what happened, such as `register_locked`.
        pub code: String,
        /// The facts that the words mention.
        pub params: BTreeMap<String, serde_json::Value>,
        /// Where the log tells more; only for what nobody foresaw.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        pub reference: Option<String>,
    }

    /// A fact stated by code, such as `marks_added {count: 12}`.
    struct Notice {
        pub code: String,
        pub params: BTreeMap<String, serde_json::Value>,
    }
}
