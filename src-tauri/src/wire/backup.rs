//! Backups, and what people are told when a store goes on under new keys.

use super::{
    app::Role,
    files::{FileSource, FileTarget},
    problem::Problem,
    wire,
};

wire! { "backup.ts";
    /// Where backups go and when the last was made.
    struct BackupView {
        /// The folder for automatic ones.
        pub folder: Option<String>,
        /// Whether they go to the stick that was used last too.
        pub to_stick: bool,
        pub stick: Option<String>,
        pub last: Option<LastBackup>,
    }

    struct LastBackup {
        pub made: String,
        pub name: String,
        pub folder: String,
        pub bytes: u64,
        /// Pictures and files that were damaged or gone when it was made.
        pub lost_attachments: u32,
    }

    struct BackupNowArgs {
        pub target: FileTarget,
        /// Whoever knows it can open the backup too.
        pub passphrase: Option<String>,
        pub job: String,
    }

    struct BackupPlanArgs {
        /// Ask the person for the folder; otherwise it stays.
        pub choose: bool,
        pub to_stick: bool,
    }

    struct BackupChooseArgs {
        pub from: FileSource,
    }

    /// A file that may be a backup.
    struct BackupFile {
        /// Hand this back to look at it and to restore it.
        pub file: String,
        pub name: String,
    }

    /// What opens a backup where this machine's own keys do not.
    struct BackupSecrets {
        pub passphrase: Option<String>,
        /// The organisation's recovery secret.
        pub recovery: Option<String>,
    }

    struct BackupLookArgs {
        pub file: String,
        pub secrets: BackupSecrets,
    }

    /// What a backup says of itself.
    struct BackupAccount {
        /// None where the store had joined none; backups of earlier versions do not tell.
        pub organisation: Option<String>,
        /// It is not the one of the store that is open.
        pub other_organisation: bool,
        pub label: String,
        pub role: Role,
        pub made: String,
        /// Not told by backups of earlier versions.
        pub programmes: Option<u64>,
        pub pages: Option<u64>,
        pub entries: u64,
        pub attachments: u64,
        /// Pictures and files that its store had lost; not told by backups of earlier versions.
        pub lost_attachments: Option<u64>,
        pub bytes: u64,
    }

    /// A folder to restore into.
    struct RestorePlace {
        /// Hand this back to restore into it.
        pub folder: String,
        pub path: String,
    }

    struct RestoreArgs {
        pub file: String,
        /// A folder that was chosen; none for the usual place.
        pub folder: Option<String>,
        pub secrets: BackupSecrets,
        pub job: String,
    }

    /// A store that was restored.
    struct RestoredStore {
        /// What it is called from now on.
        pub label: String,
        /// What the store was called that the backup was made of.
        pub former: String,
        pub role: Role,
        /// In words: headquarters accepts a laptop by them.
        pub fingerprint: String,
        /// Where it lies.
        pub path: String,
        /// Pictures and files that records name and the backup lacks.
        pub lost_attachments: u32,
    }

    struct RescueArgs {
        /// A folder that was chosen; none for the usual place.
        pub folder: Option<String>,
        pub job: String,
    }

    /// A store that was made of what could be read of a damaged one.
    struct RescuedStore {
        /// What it is called from now on.
        pub label: String,
        /// What the damaged store was called.
        pub former: String,
        pub role: Role,
        /// In words: headquarters accepts a laptop by them.
        pub fingerprint: String,
        /// Where it lies.
        pub path: String,
        /// Pages of the database that could not be read, and whether nothing that was recorded lay on them.
        pub unreadable: u32,
        pub whole: bool,
        /// What else lay on them that no file brings back by itself: `believed`, `files`.
        pub forgotten: Vec<String>,
        pub pages: u32,
        pub entries: u32,
        /// Actions that no page held yet.
        pub open_actions: u32,
        /// Pages that are known and not here.
        pub missing_pages: u32,
        /// Pages that do not hold what their author signed.
        pub not_verified: u32,
        /// Personal values that are lost.
        pub withheld: u32,
        pub attachments: u32,
        /// Pictures and files that are damaged or gone.
        pub lost_attachments: u32,
    }

    /// What came of looking whether a backup is due.
    struct BackupRan {
        pub made: u32,
        pub failed: Vec<Problem>,
    }
}
