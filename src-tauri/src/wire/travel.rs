//! Travel: carry, receive, decide.

mod asked;
mod laptops;

use std::collections::BTreeMap;

pub use asked::*;
pub use laptops::*;

use super::{
    Id, Seen,
    app::Role,
    coming::Coming,
    files::FileView,
    problem::{Notice, Problem},
    wire,
};

wire! { "travel.ts";
    /// A sealed file that was written.
    struct Carried {
        pub file: String,
        pub folder: String,
        pub bundle: String,
        /// The receiver's label.
        pub to: String,
        pub pages: u64,
        pub entries: u64,
        pub attachments: u64,
        pub bytes: u64,
        /// When the receipt was made that it builds on; none where everything is inside.
        pub based_on_receipt: Option<String>,
        /// Damaged or gone here: the file asks the others for them.
        pub lost_attachments: u32,
        /// Files that are larger than was asked.
        pub over_size: u32,
        /// How many files, where it was split.
        pub files: u32,
    }

    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum BundleStatus {
        Preview,
        Applied,
        AlreadyKnown,
        Quarantined,
        Refused,
        /// Something it builds on has not come yet.
        Waiting,
    }

    /// What a sealed file holds and what it would change, or has changed.
    struct BundleView {
        /// Hand this back to take it in.
        pub file: String,
        pub file_name: String,
        pub bundle: String,
        /// The sender's label.
        pub from: String,
        /// Who made the file.
        pub author: String,
        /// When, by the sender's clock.
        pub made: String,
        /// The sender's fingerprint, in words.
        pub fingerprint: String,
        pub status: BundleStatus,
        pub new_entries: u64,
        pub known_entries: u64,
        pub attachments: u64,
        pub conflicts: u32,
        /// By kind of record: `added`, `removed`, `put_back`, `changed`, `differ`, `more`, `settled` and `aside`, each with `kind` and `count`. `back`: `count` entries of
        /// a file that was set aside come back.
        pub changes: Vec<Notice>,
        /// Why it is not simply applied.
        pub why: Option<Problem>,
        /// The organisation that this laptop would join by taking it in.
        pub joins: Option<Joining>,
        /// Record by record, while it has not been taken in.
        pub coming: Option<Coming>,
    }

    struct Joining {
        pub organisation: String,
        /// Headquarters' fingerprint in words, to be compared by telephone.
        pub fingerprint: String,
    }

    /// A laptop that asks to be certified.
    struct RequestView {
        /// Hand this back to accept.
        pub replica: String,
        pub label: String,
        pub role: Role,
        pub fingerprint: String,
        /// What it was called before it went on under new keys.
        pub goes_on_from: Option<String>,
        /// Headquarters stopped believing it, or the laptop that it goes on from.
        pub revoked: bool,
        /// `revoked_former`: from which laptop it goes on that headquarters stopped believing, since when and from where on.
        pub revoked_former: Option<Notice>,
    }

    /// A laptop that was turned away, and what was dropped that waited for it.
    struct TurnedAway {
        pub label: String,
        pub files: u64,
        pub pages: u64,
        pub status: DeskStatus,
    }

    /// A laptop that was accepted.
    struct Accepted {
        pub label: String,
        /// `shared_code`: programmes of one code, now that its files were taken in; `held_up`, `held_up_file`: a file that could not be;
        /// `certified_along`, `certified_along_refused`: what it was before, and is certified with it; `revoked_former`.
        pub told: Vec<Notice>,
        /// The files that waited and were taken in, each with what it changed; none of them can be handed back.
        pub taken: Vec<BundleView>,
        pub status: DeskStatus,
    }

    /// What it did to stop believing a laptop, or to believe it again.
    struct Revoked {
        pub label: String,
        /// Entries that no longer count, and those that count again.
        pub entries_out: u64,
        pub entries_back: u64,
        /// Differences that wait for a decision now.
        pub conflicts: u32,
        pub status: DeskStatus,
    }

    /// A file that was taken in.
    struct TakenBundle {
        pub bundle: String,
        /// The sender's label.
        pub from: String,
        /// When, by the sender's clock.
        pub made: String,
        pub taken: String,
        pub file_name: String,
        pub entries: u64,
        /// Since when nothing of it counts.
        pub set_aside: Option<String>,
    }

    /// What it did to set a file aside, or to take it in again.
    struct SetAside {
        pub from: String,
        pub pages: u64,
        pub entries: u64,
        /// Differences that wait for a decision now.
        pub conflicts: u32,
        pub bundles: Vec<TakenBundle>,
    }

    struct ConflictValue {
        /// From 1: the key to press.
        pub n: u32,
        /// The value by its parts, such as `{status, minutes, reason, approver}`; null where it was cleared.
        pub value: serde_json::Value,
        pub author: String,
        /// The laptop's label.
        pub replica: String,
        pub at: String,
        /// What was edited without having seen that the record was removed: choosing it keeps the record.
        pub edited: Option<Edited>,
    }

    struct Edited {
        /// The kind of record: the removed one, or one that stands in it.
        pub kind: String,
        pub subject: String,
        pub field: String,
        pub value: serde_json::Value,
    }

    /// Both changes of a long text put together.
    struct Suggestion {
        pub value: serde_json::Value,
        /// Places that both changed: both stand in the text there.
        pub clashes: u32,
    }

    /// Two or more values for one field.
    struct Conflict {
        pub id: String,
        pub programme: Id,
        pub programme_code: String,
        /// The kind of record, such as `mark`.
        pub kind: String,
        /// Who or what it is about, as people call it.
        pub subject: String,
        pub field: String,
        pub values: Vec<ConflictValue>,
        /// What they all replaced, where that is known.
        pub base: Option<serde_json::Value>,
        pub suggestion: Option<Suggestion>,
        /// What people call the records that the values name, by id.
        pub names: BTreeMap<String, String>,
        /// What this answer shows, handed back with the decision.
        pub seen: Seen,
        /// For a mark: the register, its paper sheets, the person in their own script.
        pub register: Option<ConflictRegister>,
    }

    struct ConflictRegister {
        pub register: Id,
        pub participant: Id,
        pub native: Option<String>,
        pub language: Option<String>,
        pub date: String,
        pub half: String,
        pub papers: Vec<FileView>,
    }

    #[serde(tag = "kind", rename_all = "snake_case")]
    enum Choice {
        /// The value with this number.
        Choose { n: u32 },
        /// Another value; null clears.
        Value { value: serde_json::Value },
        /// The newest value: the one that is shown meanwhile.
        Newest,
        /// The value from the laptop of this label.
        Of { laptop: String },
    }

    struct Decision {
        pub id: String,
        pub choice: Choice,
        pub seen: Seen,
    }

    /// A value that is kept and not shown.
    struct ReviewLine {
        /// Settled like a difference.
        pub id: String,
        pub programme_code: String,
        pub kind: String,
        pub subject: String,
        pub field: String,
        pub value: serde_json::Value,
        /// The rule that it breaks; `newer` where only a newer version knows it; `not_said_again` where it is shown on this laptop and nowhere else.
        pub why: String,
        /// Why it cannot be recorded again: nothing is settled here then.
        pub because: Option<String>,
        pub newer: bool,
        pub author: String,
        pub replica: String,
        pub at: String,
        /// What is shown in its place.
        pub shown: Option<serde_json::Value>,
        /// What people call the records that the values name, by id.
        pub names: BTreeMap<String, String>,
        pub seen: Seen,
    }
}
