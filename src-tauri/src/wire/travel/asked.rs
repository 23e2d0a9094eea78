//! What the window asks where files are carried, received and decided on.

use super::Decision;
use crate::wire::{
    Id,
    files::{FileSource, FileTarget},
    wire,
};

wire! { "travel.ts";
    struct AskArgs {
        /// Whose pages.
        pub replica: String,
        pub first: u64,
        pub last: u64,
        /// Only in this programme; none for all.
        pub programme: Option<Id>,
        /// Ask for them no more.
        pub withdraw: bool,
    }

    struct CarryArgs {
        /// Only this programme; none for everything that the receiver may have.
        pub programme: Option<Id>,
        /// `hq`, or the id of a replica.
        pub to: String,
        pub without_attachments: bool,
        /// Not only what the last receipt does not list.
        pub everything: bool,
        /// Several files of at most this many megabytes each.
        pub split_mb: Option<u32>,
        /// For a laptop that was revoked: that word and nothing else.
        pub only_revocation: bool,
        pub target: FileTarget,
        pub job: String,
    }

    struct ReceiveArgs {
        pub from: FileSource,
        pub job: String,
    }

    struct TakeInArgs {
        pub file: String,
        pub job: String,
    }

    struct RequestArgs {
        pub target: FileTarget,
    }

    struct RequestOpenArgs {
        pub from: FileSource,
    }

    struct AcceptArgs {
        /// The laptop that asked: by a request file, or with its first sealed file.
        pub replica: String,
        /// Another label than the one it asks for.
        pub label: Option<String>,
        /// It may look, not write.
        pub read_only: bool,
        /// The only programmes that it may see; none for all.
        pub programmes: Option<Vec<Id>>,
        /// The last day on which its files are taken in; none for without end.
        pub until: Option<String>,
    }

    struct TurnAwayArgs {
        pub replica: String,
    }

    struct RevokeArgs {
        pub replica: String,
        /// Believe it again instead.
        pub lift: bool,
    }

    struct SetAsideArgs {
        pub bundle: String,
        /// Take it in again instead.
        pub again: bool,
    }

    struct ConflictsArgs {
        pub programme: Option<Id>,
    }

    struct ResolveArgs {
        /// All in one stroke, taken back by one undo.
        pub decisions: Vec<Decision>,
    }
}
