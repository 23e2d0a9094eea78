//! Where a new store is made, of a backup or of what can be read of a damaged one: beside its place, which is free, and named at the end. What is
//! cut short leaves no half of a store.

use std::path::{Path, PathBuf};

use crate::{
    Error, Problem, Result,
    store::{Store, sync_folder},
};

/// Nothing that lies in the folder may be covered.
pub(super) fn is_free(dir: &Path) -> Result<()> {
    if Store::exists(dir) {
        return Problem::new("store_exists").with("path", dir.display().to_string()).refuse();
    }
    match std::fs::read_dir(dir).map(|mut files| files.next().is_none()) {
        Ok(true) => Ok(()),
        Ok(false) => Problem::new("folder_not_empty").with("path", dir.display().to_string()).refuse(),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(e) => Err(Error::file(dir)(e)),
    }
}

/// A folder beside a store's place; it goes again unless it is given its name.
pub(super) struct Beside(pub PathBuf);

impl Beside {
    pub(super) fn make(dir: &Path) -> Result<Self> {
        let name = dir.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let parent = dir.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::create_dir_all(parent).map_err(Error::file(parent))?;
        let beside = parent.join(format!(".{name}.restoring"));
        // What a restore or a rescue that was cut short left: a copy, and nothing else.
        match std::fs::remove_dir_all(&beside) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(Error::file(&beside)(e)),
            _ => {}
        }
        std::fs::create_dir(&beside).map_err(Error::file(&beside))?;
        Ok(Self(beside))
    }

    pub(super) fn name(self, dir: &Path) -> Result<()> {
        // An empty folder of that name makes way; not every system renames onto one.
        match std::fs::remove_dir(dir) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(Error::file(dir)(e)),
            _ => {}
        }
        std::fs::rename(&self.0, dir).map_err(Error::file(dir))?;
        sync_folder(dir.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")));
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
