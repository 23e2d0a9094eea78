//! Folders on the disk, and files that are being written in them.

use std::{fs::File, path::Path};

use tempfile::NamedTempFile;

use crate::{Error, Problem, Result};

/// How a file is called until it has its name.
const PREFIX: &str = ".sala-";
const ENDING: &str = ".part";

/// See that the names in a folder survive the power going or the stick being pulled, where the system can do that for folders.
pub(crate) fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// A file beside the place that it gets once it is whole. What the power or a pulled stick left of others makes room first.
pub(crate) fn part_in(folder: &Path) -> Result<NamedTempFile> {
    clear_parts(folder);
    let part = tempfile::Builder::new().prefix(PREFIX).suffix(ENDING).tempfile_in(folder).map_err(|error| match error.kind() {
        // It is no file that somebody looks for in vain.
        std::io::ErrorKind::NotFound => Error::Refused(Problem::new("folder_missing").with("path", folder.display().to_string())),
        _ => Error::file(folder)(error),
    })?;
    // Held as long as it is written, by which others see that somebody is at it. Not every stick can.
    let _ = fs4::FileExt::try_lock(part.as_file());
    Ok(part)
}

/// It is written. Where a lock keeps even readers out, it would not let it be read back.
pub(crate) fn part_written(part: &NamedTempFile) {
    if cfg!(windows) {
        let _ = fs4::FileExt::unlock(part.as_file());
    }
}

/// Remove what nobody is writing any more.
fn clear_parts(folder: &Path) {
    for path in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        let is_part = path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(ENDING));
        let Some(part) = is_part.then(|| File::options().read(true).write(true).open(&path).ok()).flatten() else { continue };
        if matches!(fs4::FileExt::try_lock(&part), Ok(())) {
            drop(part);
            if let Err(why) = std::fs::remove_file(&path) {
                tracing::warn!("{} stays: {why}", path.display());
            }
        }
    }
}

/// True where a file lies on the disk of this folder.
#[cfg(unix)]
pub(crate) fn is_on_disk_of(file: &File, folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    matches!((file.metadata(), std::fs::metadata(folder)), (Ok(file), Ok(folder)) if file.is_file() && file.dev() == folder.dev())
}

/// Not every system says on which disk a file lies.
#[cfg(not(unix))]
pub(crate) fn is_on_disk_of(_: &File, _: &Path) -> bool {
    false
}
