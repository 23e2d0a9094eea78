//! Backups.

use sala::backup::{BackupPlan, LastBackup, Ran};

use super::{all, count};
use crate::{opened::name, wire::backup};

impl From<(BackupPlan, Option<LastBackup>)> for backup::BackupView {
    fn from((plan, last): (BackupPlan, Option<LastBackup>)) -> Self {
        let BackupPlan { folder, to_stick, stick } = plan;
        let shown = |path: std::path::PathBuf| path.display().to_string();
        Self { folder: folder.map(shown), to_stick, stick: stick.map(shown), last: last.map(Into::into) }
    }
}

impl From<LastBackup> for backup::LastBackup {
    fn from(last: LastBackup) -> Self {
        let LastBackup { made, file, bytes } = last;
        Self { made, name: name(&file), folder: file.parent().map(|folder| folder.display().to_string()).unwrap_or_default(), bytes }
    }
}

impl From<Ran> for backup::BackupRan {
    fn from(ran: Ran) -> Self {
        let Ran { due: _, made, failed } = ran;
        Self { made: count(made.len()), failed: all(failed) }
    }
}
