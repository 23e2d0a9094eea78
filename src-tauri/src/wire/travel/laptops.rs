//! Travel: who is known, and what of each is missing, waits, or does not count.

use super::super::{Id, app::Role, problem::Notice, wire};

wire! { "laptops.ts";
    struct ReplicaLine {
        pub replica: String,
        pub label: String,
        pub role: Role,
        pub certified: bool,
        /// This very laptop.
        pub here: bool,
        /// What this very laptop was before it went on under new keys.
        pub was_here: bool,
        pub last_heard: Option<String>,
        pub pages: u64,
        /// May look, not write.
        pub read_only: bool,
        /// Ranges of pages that are missing in between, and behind the last where others hold more.
        pub gaps: Vec<MissingPages>,
        /// How many more pages of it are here, of files that were set aside.
        pub set_aside: u64,
        /// Pages of it that are here and do not count.
        pub not_counted: Vec<NotCounted>,
        /// Which of the files are missing that it made together.
        pub parts: Option<MissingParts>,
        /// Pages that somebody asked for and that have not come.
        pub asked: Vec<AskedPages>,
        /// The only programmes that it may hold and write in.
        pub programmes: Option<Vec<Id>>,
        /// In words, to be compared by telephone.
        pub fingerprint: String,
        /// What it was called before it went on under new keys, where it asks as such.
        pub goes_on_from: Option<String>,
        /// The page from which on two laptops wrote as this one.
        pub forked_from: Option<u64>,
        /// The files of it that wait until it is accepted, with pages or without.
        pub waiting_files: Vec<WaitingFile>,
        /// No longer believed, from some page on.
        pub revoked: bool,
        /// Of one that asks, `revoked_former`: from which laptop it goes on that headquarters stopped believing.
        pub revoked_former: Option<Notice>,
        /// When headquarters said so.
        pub revoked_at: Option<String>,
        /// From which page on, in each programme in which it wrote.
        pub revoked_from: Vec<RevokedFrom>,
        /// Until when its files are taken in.
        pub until: Option<String>,
        /// The last day on which they are, as it was given.
        pub until_day: Option<String>,
    }

    /// A file that waits until its laptop is accepted.
    struct WaitingFile {
        pub bundle: String,
        /// How it was called when somebody brought it.
        pub file: Option<String>,
        pub came: Option<String>,
        pub pages: u64,
    }

    /// Files that were made together and are not all here.
    struct MissingParts {
        pub made: String,
        pub of: u32,
        pub missing: Vec<u32>,
    }

    /// The first page in a programme that does not count.
    struct RevokedFrom {
        pub page: u64,
        pub programme: String,
        pub programme_id: Id,
    }

    /// Pages that are here and do not count.
    struct NotCounted {
        pub first: u64,
        pub last: u64,
        pub programme: String,
        pub programme_id: Id,
        pub entries: u64,
        /// `revoked`, `read_only` or `other_book`.
        pub why: String,
    }

    /// Pages that are known to exist and are not here.
    struct MissingPages {
        pub first: u64,
        pub last: u64,
        pub programme: String,
        pub programme_id: Id,
        /// The file that is missing was made after this ...
        pub after: Option<String>,
        /// ... and before this.
        pub before: Option<String>,
        /// The laptop has them no more, because an old copy of its store came back: who said that they hold them.
        pub held_by: Option<String>,
        /// They left the laptop in a file which came nowhere: it has them no more, and headquarters does not have them.
        pub lost: bool,
    }

    /// Pages that are asked for.
    struct AskedPages {
        pub first: u64,
        pub last: u64,
        pub programme: String,
        pub programme_id: Id,
    }

    struct Waiting {
        pub entries: u64,
        pub attachments: u64,
    }

    struct DeskStatus {
        pub replicas: Vec<ReplicaLine>,
        pub not_yet_received: Waiting,
        pub quarantined_files: u64,
        pub conflicts: u32,
        /// Pictures and documents that records here name and that have not come yet.
        pub attachments_to_come: u64,
    }
}
