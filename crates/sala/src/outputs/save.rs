//! Taking files out of the store into a folder: all of them or none, and never over anything that is there.

use std::path::{Path, PathBuf};

use serde::Serialize;
use tempfile::NamedTempFile;

use super::{
    files::write_out,
    names::{numbered, safe},
    views::FileView,
};
use crate::{
    Desk, Error, Result,
    store::{part_in, sync_folder},
};

/// A file that was taken out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Saved {
    /// The name it came with.
    pub name: String,
    /// Where it is now.
    pub file: PathBuf,
    /// How large.
    pub bytes: u64,
}

/// Write these files into `folder`, which is made where only it is missing. Names are made such that every disk takes
/// them; where one is taken, by these files or by what was there before, a number makes another.
///
/// # Errors
/// `attachment_missing` where the bytes of one are still on their way; what the disk says. The folder is as before then.
pub fn save(desk: &Desk, files: &[FileView], folder: &Path) -> Result<Vec<Saved>> {
    let made = !folder.exists();
    if made {
        std::fs::create_dir(folder).map_err(Error::file(folder))?;
    }
    let saved = stage(desk, files, folder).and_then(|staged| name_all(staged, folder));
    if saved.is_err() && made {
        let _ = std::fs::remove_dir(folder);
    }
    saved
}

/// A file that is written, and has no name yet.
struct Staged<'f> {
    temp: NamedTempFile,
    view: &'f FileView,
    bytes: u64,
}

/// All bytes first: what does not fit is known before the first name is given.
fn stage<'f>(desk: &Desk, files: &'f [FileView], folder: &Path) -> Result<Vec<Staged<'f>>> {
    let one = |view: &'f FileView| {
        let path = folder.join(safe(&view.name));
        let mut temp = part_in(folder)?;
        let bytes = write_out(desk, &view.hash, temp.as_file_mut()).map_err(|error| match error {
            Error::Io(source) => Error::file(&path)(source),
            other => other,
        })?;
        temp.as_file().sync_all().map_err(Error::file(&path))?;
        Ok(Staged { temp, view, bytes })
    };
    files.iter().map(one).collect()
}

fn name_all(staged: Vec<Staged<'_>>, folder: &Path) -> Result<Vec<Saved>> {
    let mut saved: Vec<Saved> = Vec::new();
    for Staged { temp, view, bytes } in staged {
        match name(temp, folder, &safe(&view.name)) {
            Ok(file) => saved.push(Saved { name: view.name.clone(), file, bytes }),
            Err(error) => {
                for Saved { file, .. } in saved {
                    let _ = std::fs::remove_file(file);
                }
                return Err(error);
            }
        }
    }
    sync_folder(folder);
    Ok(saved)
}

/// The first of its numbered names that is free.
fn name(mut temp: NamedTempFile, folder: &Path, wanted: &str) -> Result<PathBuf> {
    let mut number = 1;
    loop {
        let path = folder.join(numbered(wanted, number));
        match temp.persist_noclobber(&path) {
            Ok(_) => return Ok(path),
            Err(e) if e.error.kind() == std::io::ErrorKind::AlreadyExists && number < u32::MAX => (temp, number) = (e.file, number + 1),
            Err(e) => return Err(Error::file(path)(e.error)),
        }
    }
}
