//! Backups, and what people are told when a store goes on under new keys.

use super::{files::FileTarget, problem::Problem, wire};

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

    /// What came of looking whether a backup is due.
    struct BackupRan {
        pub made: u32,
        pub failed: Vec<Problem>,
    }
}
