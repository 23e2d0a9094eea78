//! Where things lie in the checkout.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::Outcome;

/// The top of the checkout. Asked of cargo when the chore runs, not when it was compiled: checkouts that share a build
/// cache share this program too.
pub(crate) fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let here = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        here.parent().map_or_else(|| here.clone(), Path::to_path_buf)
    })
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
