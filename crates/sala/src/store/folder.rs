//! Folders on the disk.

use std::{fs::File, path::Path};

/// See that the names in a folder survive the power going or the stick being pulled, where the system can do that for folders.
pub(crate) fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}
