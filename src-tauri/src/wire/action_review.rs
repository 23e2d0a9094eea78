//! The before and after action review of a day.

use super::{Id, Seen, wire};

wire! { "actionReview.ts";
    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum Asked {
        Expect,
        Intended,
        Happened,
        Keep,
        Change,
    }

    struct ReviewNote {
        pub id: Id,
        pub date: String,
        pub asked: Asked,
        pub group: Option<Id>,
        pub group_name: Option<String>,
        pub text: String,
        /// What the screen shows as the text.
        pub seen: Seen,
        /// Everything live in it: handed back by whoever takes it away.
        pub contents: Seen,
        pub author: Option<String>,
        pub at: Option<String>,
        /// Who put it in other words, if somebody else did.
        pub changed_by: Option<String>,
    }

    /// A group that may say something, with its set where there are several.
    struct ReviewGroup {
        pub id: Id,
        pub name: String,
    }

    /// The review of one day.
    struct DayReview {
        pub date: String,
        pub notes: Vec<ReviewNote>,
        /// What the last review before this day wanted to change.
        pub to_change: Vec<ReviewNote>,
        pub groups: Vec<ReviewGroup>,
    }

    struct DayReviewArgs {
        pub programme: Id,
        pub date: String,
    }

    struct AddNoteArgs {
        pub programme: Id,
        pub date: String,
        pub asked: Asked,
        pub group: Option<Id>,
        pub text: String,
    }

    struct EditNoteArgs {
        pub programme: Id,
        pub date: String,
        pub id: Id,
        pub text: String,
        pub seen: Seen,
    }

    struct RemoveNoteArgs {
        pub programme: Id,
        pub date: String,
        pub id: Id,
        /// Its `contents` as the screen showed it.
        pub seen: Seen,
    }
}
