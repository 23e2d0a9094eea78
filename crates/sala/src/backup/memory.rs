//! What this machine remembers about its stores, outside of them: an old copy of a store that is put back brings its own
//! past along, but not this.

use std::path::{Path, PathBuf};

use age::secrecy::ExposeSecret as _;

use crate::{
    Error, KeyPlace, ReplicaId, Result,
    store::{keep_secret, kept_secrets},
    trust::Keys,
};

/// Names another folder than the user's own; tests and trials use it.
const VARIABLE: &str = "SALA_MEMORY";

/// A folder outside every store.
#[derive(Clone, Debug)]
pub struct Memory {
    folder: PathBuf,
    secrets: KeyPlace,
}

impl Memory {
    /// The folder of whoever is logged in, or the one that `SALA_MEMORY` names; none where the system knows of no such folder.
    #[must_use]
    pub fn of_user() -> Option<Self> {
        let named = std::env::var_os(VARIABLE).filter(|folder| !folder.is_empty()).map(PathBuf::from);
        let own = || {
            let dirs = directories::ProjectDirs::from("org", "Sala", "Sala")?;
            Some(dirs.state_dir().unwrap_or(dirs.data_local_dir()).join("memory"))
        };
        Some(Self { folder: named.or_else(own)?, secrets: KeyPlace::Keychain })
    }

    /// This folder; secrets are kept in files of it.
    #[must_use]
    pub fn at(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), secrets: KeyPlace::File }
    }

    /// Where the mark of a replica is kept.
    pub(super) fn mark(&self, replica: ReplicaId) -> PathBuf {
        self.folder.join(format!("{replica}.mark"))
    }

    /// What is there once a store of this machine writes under this replica's name no more.
    pub(super) fn ended(&self, replica: ReplicaId) -> PathBuf {
        self.folder.join(format!("{replica}.ended"))
    }

    /// The folder, made where it is missing.
    pub(super) fn folder(&self) -> Result<&Path> {
        std::fs::create_dir_all(&self.folder).map_err(Error::file(&self.folder))?;
        Ok(&self.folder)
    }

    /// Keep the key that opens what is sealed to this store: with it a backup opens on this machine without any secret.
    pub(super) fn keep_opening(&self, keys: &Keys) -> Result<()> {
        let name = blake3::hash(keys.recipient().as_bytes()).to_hex();
        keep_secret(self.folder()?, name.get(..32).unwrap_or_default(), keys.open.to_string().expose_secret(), self.secrets)
    }

    /// The keys that open what was sealed to stores of this machine.
    pub(super) fn opening(&self) -> Vec<age::x25519::Identity> {
        kept_secrets(&self.folder).iter().filter_map(|secret| secret.trim().parse().ok()).collect()
    }
}
