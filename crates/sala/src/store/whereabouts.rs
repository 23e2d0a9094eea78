//! Where a store went: one that was restored lies in a folder of its own, and the folder where people look for it says so.

use std::path::{Path, PathBuf};

use super::{Store, write_file};
use crate::{Error, Problem, Result};

/// The file that says so.
const NOTE: &str = "store-is-in";

/// The folder that `home` speaks of, where it speaks of one.
#[must_use]
pub fn noted_in(home: &Path) -> Option<PathBuf> {
    let text = std::fs::read_to_string(home.join(NOTE)).ok()?;
    // A path may end in a space, never in the line's end.
    Some(PathBuf::from(text.trim_end_matches(['\r', '\n']))).filter(|dir| dir.is_absolute())
}

/// The store that is meant where nobody named a folder: the one that the user's own folder speaks of, else the one in it.
#[must_use]
pub fn usual(home: &Path) -> PathBuf {
    noted_in(home).unwrap_or_else(|| home.to_owned())
}

/// The store that is meant by a folder that was named: the one in it, else the one that it speaks of.
#[must_use]
pub fn named(dir: &Path) -> PathBuf {
    if Store::exists(dir) { dir.to_owned() } else { usual(dir) }
}

/// From now on people find this store by way of `home`.
///
/// # Errors
/// `folder_unnameable` where the folder's name is no text; what the disk says.
pub fn go_on_in(home: &Path, store: &Path) -> Result<()> {
    let store = std::path::absolute(store).map_err(Error::file(store))?;
    let Some(text) = store.to_str() else { return Problem::new("folder_unnameable").with("path", store.display().to_string()).refuse() };
    std::fs::create_dir_all(home).map_err(Error::file(home))?;
    write_file(&home.join(NOTE), format!("{text}\n").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_says_where_the_store_went_and_one_that_is_named_means_itself() {
        let folder = tempfile::tempdir().unwrap();
        let (home, went) = (folder.path().join("home"), folder.path().join("restored here "));
        assert_eq!((usual(&home), named(&home)), (home.clone(), home.clone()), "nobody said anything yet");
        go_on_in(&home, &went).unwrap();
        assert_eq!((usual(&home), named(&home)), (went.clone(), went.clone()), "also while its disk is not plugged in: no other store is meant");
        std::fs::write(home.join("sala.db"), "").unwrap();
        assert_eq!((usual(&home), named(&home)), (went, home.clone()), "whoever names a folder with a store means that store");
        std::fs::write(home.join(NOTE), "relative\n").unwrap();
        assert_eq!(usual(&home), home, "what is no place is not believed");
    }
}
