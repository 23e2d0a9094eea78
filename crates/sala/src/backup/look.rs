//! A look at a backup before anything is made of it: whose it is, when it was made, what is inside.

use std::path::Path;

use serde::Serialize;

use super::{
    Memory, Secrets,
    file::{self, Header},
};
use crate::{Desk, Error, Problem, Result, Role};

/// What a backup says of itself. Whoever made it wrote this: what is inside is checked when it is restored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BackupAccount {
    /// The organisation, where the store belongs to one; not told by backups of earlier versions.
    pub organisation: Option<String>,
    /// What the laptop was called.
    pub label: String,
    /// What it was for.
    pub role: Role,
    /// When it was made, by that machine's clock (RFC 3339).
    pub made: String,
    /// Programmes inside; not told by backups of earlier versions.
    pub programmes: Option<u64>,
    /// Pages inside; not told by backups of earlier versions.
    pub pages: Option<u64>,
    /// Entries inside.
    pub entries: u64,
    /// Attachments inside.
    pub attachments: u64,
    /// Attachments that the store had lost: they are not inside. Not told by backups of earlier versions, which count them among those that are.
    pub lost_attachments: Option<u64>,
    /// How large the file is.
    pub bytes: u64,
}

impl Desk {
    /// What a backup is, without making anything of it.
    ///
    /// # Errors
    /// `not_a_backup`, `is_a_request`, `is_a_bundle`, `backup_newer`, `backup_needs_recovery`, `passphrase_needed`, `passphrase_wrong`,
    /// `recovery_secret_wrong`, `recovery_secret_does_not_fit`, `file_truncated`, `file_damaged`, `damaged`.
    pub fn look_at_backup(path: &Path, secrets: &Secrets, memory: Option<&Memory>) -> Result<BackupAccount> {
        let (header, _) = file::open_with(path, secrets, memory)?;
        let bytes = std::fs::metadata(path).map_err(Error::file(path))?.len();
        let inside = header.parts.iter().map(|part| part.bytes).fold(0, u64::saturating_add);
        // Sealing adds to what is inside: a file that is smaller was cut short. Any other is found out when all of it is read.
        if bytes < inside {
            return Problem::new("file_truncated").refuse();
        }
        let made = header.made();
        let role = if header.role == Role::Hq.as_str() { Role::Hq } else { Role::Site };
        let Header { organisation, label, programmes, pages, entries, attachments, lost, .. } = header;
        Ok(BackupAccount { organisation, label, role, made, programmes, pages, entries, attachments, lost_attachments: lost, bytes })
    }
}
