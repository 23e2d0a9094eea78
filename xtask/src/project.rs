//! Where things lie in the checkout.

use std::path::{Path, PathBuf};

use crate::Outcome;

/// The top of the checkout.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// The user interface's own package.
pub(crate) fn ui() -> PathBuf {
    root().join("ui")
}

/// What the chores leave behind for people to look at; ignored by git.
pub(crate) fn output(name: &str) -> PathBuf {
    root().join("test-output").join(name)
}

/// A folder that is there and empty.
pub(crate) fn fresh(folder: &Path) -> Outcome {
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(|error| format!("{} could not be emptied: {error}", folder.display()))?;
    }
    folder_at(folder)
}

/// A folder that is there.
pub(crate) fn folder_at(folder: &Path) -> Outcome {
    std::fs::create_dir_all(folder).map_err(|error| format!("{} could not be made: {error}", folder.display()))
}
