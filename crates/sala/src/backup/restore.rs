//! Restoring: a backup becomes a new store in a new folder, which goes on under new keys because the store that it was made
//! of may still be at work.

use std::{
    io::{BufWriter, Write as _},
    path::Path,
    sync::Arc,
};

use age::x25519::Identity;
use serde::Serialize;
use zeroize::Zeroizing;

use super::{
    Memory, Why, file,
    room::{Beside, is_free},
};
use crate::{
    Clock, Desk, Error, KeyPlace, ReplicaId, Result, Role,
    bundle::{Progress, quarantine_file, recovery_key, recovery_secret_wrong},
    store::{attachment_name, attachments, attachments_in, check_copy, take_up},
};

/// What opens a backup, beside the keys that this machine remembers.
#[derive(Clone, Debug, Default)]
pub struct Secrets {
    /// The passphrase that it was made with.
    pub passphrase: Option<String>,
    /// The organisation's recovery secret.
    pub recovery: Option<String>,
}

/// A store that was restored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Restored {
    /// The replica that it is from now on.
    pub replica: String,
    /// What it is called from now on.
    pub label: String,
    /// What it is for.
    pub role: Role,
    /// Its fingerprint in words.
    pub fingerprint: String,
    /// What the store was called that the backup was made of.
    pub from: String,
    /// When the backup was made (RFC 3339).
    pub made: String,
    /// Attachments that records name, were in the store once, and are not in the backup.
    #[serde(skip_serializing_if = "crate::bundle::is_zero")]
    pub lost_attachments: u64,
}

impl Desk {
    /// Make a new store in `dir` of a backup. It goes on under new keys; everything else is as it was.
    ///
    /// # Errors
    /// `store_exists`, `folder_not_empty`, `not_a_backup`, `is_a_request`, `is_a_bundle`, `backup_newer`, `backup_needs_recovery`, `passphrase_needed`,
    /// `passphrase_wrong`, `recovery_secret_wrong`, `recovery_secret_does_not_fit`, `stopped`, `file_truncated`, `file_damaged`, `damaged`, `disk_full`: nothing stands in `dir` then.
    #[allow(clippy::too_many_arguments, reason = "each is a different thing that restoring needs, and it is done once")]
    pub fn restore(
        backup: &Path,
        dir: &Path,
        secrets: &Secrets,
        place: KeyPlace,
        clock: Arc<dyn Clock>,
        memory: Option<Memory>,
        progress: Progress<'_>,
    ) -> Result<(Self, Restored)> {
        // The backup is only read: a disk that is full is the one on which the store would lie.
        Self::restored(backup, dir, secrets, place, clock, memory, progress).map_err(|error| error.at_place(dir))
    }

    #[allow(clippy::too_many_arguments, reason = "those of `restore`")]
    fn restored(
        backup: &Path,
        dir: &Path,
        secrets: &Secrets,
        place: KeyPlace,
        clock: Arc<dyn Clock>,
        memory: Option<Memory>,
        progress: Progress<'_>,
    ) -> Result<(Self, Restored)> {
        is_free(dir)?;
        let (header, mut stream) = file::open_with(backup, secrets, memory.as_ref())?;
        // Unpacked beside its place and then named: what is cut short leaves no half of a store.
        let beside = Beside::make(dir)?;
        let store = beside.0.as_path();
        let (copy, kept) = (store.join("copy.db"), attachments_in(store));
        let total = header.parts.iter().map(|part| part.bytes).fold(0, u64::saturating_add).saturating_mul(2);
        let mut done = 0_u64;
        for part in &header.parts {
            let to = match (part.bundle, part.attachment) {
                (Some(bundle), _) => quarantine_file(store, ReplicaId(bundle)),
                (None, Some(hash)) => kept.join(attachment_name(&hash)),
                (None, None) => copy.clone(),
            };
            let folder = to.parent().unwrap_or(store);
            std::fs::create_dir_all(folder).map_err(Error::file(folder))?;
            let mut out = BufWriter::new(std::fs::File::create(&to).map_err(Error::file(&to))?);
            file::read_part(&mut *stream, part, &mut out, &mut |n| {
                done = done.saturating_add(n);
                progress(done, total)
            })?;
            out.flush().and_then(|()| out.get_ref().sync_all()).map_err(Error::file(&to))?;
        }
        file::at_end(&mut *stream)?;
        crate::fault::point("restore.unpacked");
        let key = Zeroizing::new(header.key.clone());
        check_copy(&copy, &key)?;
        take_up(&copy, &key, store, place, &mut |now, _| progress(done.saturating_add(now).min(total), total))?;
        crate::fault::point("restore.taken_up");
        std::fs::remove_file(&copy).map_err(Error::file(&copy))?;
        let mut opened = Self::open(store, clock.clone())?;
        // What left since the backup was made is not in it: whoever goes on with it is told.
        opened.memory.clone_from(&memory);
        opened.find_quarantined()?;
        let told = opened.go_on_under_new_keys(Why::RestoredFromBackup)?;
        crate::fault::point("restore.renewed");
        let role = opened.role()?;
        let lost_attachments = opened.read(|r| Ok(attachments::lost(r.sql())?.len() as u64))?;
        drop(opened);
        beside.name(dir)?;
        crate::fault::point("restore.named");
        let desk = Self::open(dir, clock)?.remembering(memory)?;
        let restored = Restored {
            replica: told.replica,
            label: told.label,
            role,
            fingerprint: told.fingerprint,
            made: header.made(),
            from: header.label,
            lost_attachments,
        };
        Ok((desk, restored))
    }

    /// Whether a backup may be restored into this folder: nothing that lies there may be covered.
    ///
    /// # Errors
    /// `store_exists`, `folder_not_empty`, or what the disk says.
    pub fn may_restore_into(dir: &Path) -> Result<()> {
        is_free(dir)
    }

    /// Files that waited in quarantine and did not come along are no longer waited for.
    fn find_quarantined(&self) -> Result<()> {
        self.store.write(|sql| {
            let ids = sql.prepare("SELECT id FROM quarantine")?.query_map([], |r| r.get(0))?.collect::<Result<Vec<[u8; 16]>, _>>()?;
            for id in ids {
                if !quarantine_file(self.dir(), ReplicaId(id)).exists() {
                    sql.execute("DELETE FROM quarantine WHERE id = ?1", [id])?;
                }
            }
            Ok(())
        })
    }
}

/// The keys that may open a backup.
pub(super) fn keys(secrets: &Secrets, memory: Option<&Memory>) -> Result<Vec<Identity>> {
    let mut keys = memory.map(Memory::opening).unwrap_or_default();
    if let Some(secret) = &secrets.recovery {
        keys.push(recovery_key(secret).ok_or_else(|| Error::Refused(recovery_secret_wrong(secret)))?);
    }
    Ok(keys)
}
