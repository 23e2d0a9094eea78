//! Backups.

use std::path::PathBuf;

use sala::backup::{self, BackupPlan, LastBackup, Ran, Rescued, Restored, Secrets};

use super::{all, count};
use crate::{
    opened::name,
    wire::backup::{BackupAccount, BackupRan, BackupSecrets, BackupView, LastBackup as Last, RescuedStore, RestoredStore},
};

impl From<(BackupPlan, Option<LastBackup>)> for BackupView {
    fn from((plan, last): (BackupPlan, Option<LastBackup>)) -> Self {
        let BackupPlan { folder, to_stick, stick } = plan;
        let shown = |path: std::path::PathBuf| path.display().to_string();
        Self { folder: folder.map(shown), to_stick, stick: stick.map(shown), last: last.map(Into::into) }
    }
}

impl From<LastBackup> for Last {
    fn from(last: LastBackup) -> Self {
        let LastBackup { made, file, bytes, lost_attachments } = last;
        Self {
            made,
            name: name(&file),
            folder: file.parent().map(|folder| folder.display().to_string()).unwrap_or_default(),
            bytes,
            lost_attachments: count(lost_attachments),
        }
    }
}

impl From<Ran> for BackupRan {
    fn from(ran: Ran) -> Self {
        let Ran { due: _, made, failed } = ran;
        Self { made: count(made.len()), failed: all(failed) }
    }
}

impl From<BackupSecrets> for Secrets {
    fn from(secrets: BackupSecrets) -> Self {
        let BackupSecrets { passphrase, recovery } = secrets;
        let said = |secret: Option<String>| secret.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty());
        Self { passphrase: said(passphrase), recovery: said(recovery) }
    }
}

/// What a backup says of itself, to whoever belongs to this organisation.
impl From<(backup::BackupAccount, Option<String>)> for BackupAccount {
    fn from((account, own): (backup::BackupAccount, Option<String>)) -> Self {
        let backup::BackupAccount { organisation, label, role, made, programmes, pages, entries, attachments, lost_attachments, bytes } = account;
        let other_organisation = own.is_some_and(|own| organisation.as_ref().is_some_and(|organisation| *organisation != own));
        Self { organisation, other_organisation, label, role: role.into(), made, programmes, pages, entries, attachments, lost_attachments, bytes }
    }
}

impl From<(Restored, PathBuf)> for RestoredStore {
    fn from((restored, path): (Restored, PathBuf)) -> Self {
        let Restored { replica: _, label, role, fingerprint, from, made: _, lost_attachments } = restored;
        Self { label, former: from, role: role.into(), fingerprint, path: path.display().to_string(), lost_attachments: count(lost_attachments) }
    }
}

impl From<(Rescued, PathBuf)> for RescuedStore {
    fn from((rescued, path): (Rescued, PathBuf)) -> Self {
        let Rescued {
            replica: _,
            label,
            role,
            fingerprint,
            from,
            database_pages: _,
            unreadable,
            whole,
            forgotten,
            pages,
            entries,
            open_actions,
            not_verified,
            withheld,
            missing_pages,
            attachments,
            lost_attachments,
        } = rescued;
        Self {
            label,
            former: from,
            role: role.into(),
            fingerprint,
            path: path.display().to_string(),
            unreadable: count(unreadable),
            whole,
            forgotten: forgotten.into_iter().map(str::to_owned).collect(),
            pages: count(pages),
            entries: count(entries),
            open_actions: count(open_actions),
            missing_pages: count(missing_pages),
            not_verified: count(not_verified),
            withheld: count(withheld),
            attachments: count(attachments),
            lost_attachments: count(lost_attachments),
        }
    }
}
