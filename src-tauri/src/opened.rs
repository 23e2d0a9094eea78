//! Files that the window may speak of. It holds tokens; the paths stay here.

use std::{
    collections::BTreeMap,
    io::Read as _,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use crate::{
    fault::{Fault, refused},
    wire::files::{DroppedFile, SavedFile},
};

/// Files chosen or dropped since the start, by token.
#[derive(Default)]
pub struct Opened(Mutex<BTreeMap<String, OpenedFile>>);

#[derive(Clone)]
struct OpenedFile {
    path: PathBuf,
    /// What was in it when somebody was shown what is in it.
    shown: Option<Content>,
}

/// Tells one content of a file from another: its length, and the BLAKE3 hash of its first 64 MiB. Lists are shorter; in a
/// longer sealed file nobody but its author can change what comes after the head without breaking the seal.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Content(u64, blake3::Hash);

impl Content {
    fn of(path: &Path) -> Result<Self, Fault> {
        let mut file = sala::open_file(path)?;
        let bytes = file.metadata().map_err(sala::Error::file(path))?.len();
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader((&mut file).take(64 << 20)).map_err(sala::Error::file(path))?;
        Ok(Self(bytes, hasher.finalize()))
    }
}

impl Opened {
    /// Remembers a file whose content is about to be shown: accepting what was shown must not mean something else that
    /// lies under its name by then.
    ///
    /// # Errors
    /// What the disk says.
    pub fn show(&self, path: PathBuf) -> Result<String, Fault> {
        let shown = Some(Content::of(&path)?);
        Ok(self.remember(OpenedFile { path, shown }))
    }

    fn remember(&self, file: OpenedFile) -> String {
        let mut opened = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let token = format!("file-{}", opened.len() + 1);
        opened.insert(token.clone(), file);
        token
    }

    /// Remembers files that were dropped, and describes them. Folders are left out.
    pub fn drop(&self, paths: Vec<PathBuf>) -> Vec<DroppedFile> {
        let files = paths.into_iter().filter(|path| path.is_file());
        files
            .map(|path| DroppedFile {
                name: name(&path),
                bytes: path.metadata().map_or(0, |about| about.len()),
                token: self.remember(OpenedFile { path, shown: None }),
            })
            .collect()
    }

    /// Remembers a folder that the person chose.
    pub fn folder(&self, path: PathBuf) -> String {
        self.remember(OpenedFile { path, shown: None })
    }

    /// The file behind a token.
    ///
    /// # Errors
    /// `file_not_open`; `file_changed` where its content is no longer what was shown.
    pub fn path(&self, token: &str) -> Result<PathBuf, Fault> {
        let opened = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(token).cloned();
        let OpenedFile { path, shown } = opened.ok_or_else(|| refused("file_not_open"))?;
        match shown {
            Some(shown) if Content::of(&path)? != shown => Err(refused("file_changed").with("name", name(&path))),
            _ => Ok(path),
        }
    }
}

/// A file that was just written.
pub fn saved(path: &Path) -> SavedFile {
    SavedFile {
        name: name(path),
        folder: path.parent().map(|folder| folder.display().to_string()).unwrap_or_default(),
        bytes: path.metadata().map_or(0, |about| about.len()),
    }
}

/// The name of a file as people see it.
pub fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_gets_a_token_for_a_dropped_file_and_never_its_path() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("roster.csv");
        std::fs::write(&path, "No,Name\n").expect("written");
        let opened = Opened::default();
        let files = opened.drop(vec![folder.path().to_owned(), path.clone()]);
        assert_eq!(files.len(), 1, "a folder is not a file");
        let file = &files[0];
        assert_eq!((file.name.as_str(), file.bytes), ("roster.csv", 8), "the window can say what was dropped");
        assert!(!file.token.contains("roster"), "the token tells nothing of where the file lies");
        assert_eq!(opened.path(&file.token).ok(), Some(path), "the desk finds the file again");
        assert!(opened.path("file-99").is_err(), "a token that was never given opens nothing");
    }

    #[test]
    fn what_is_accepted_is_what_was_shown() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("roster.csv");
        std::fs::write(&path, "No,Name\n1,Dara\n").expect("written");
        let opened = Opened::default();
        let token = opened.show(path.clone()).expect("shown");
        assert!(opened.path(&token).is_ok(), "the same file");
        std::fs::write(&path, "No,Name\n1,Vann\n").expect("saved again by somebody else");
        let refusal = opened.path(&token).expect_err("nobody saw these rows").problem("roster_accept");
        assert_eq!((refusal.code.as_str(), refusal.params["name"].as_str()), ("file_changed", Some("roster.csv")));
        let again = opened.show(path).expect("shown anew");
        assert!(opened.path(&again).is_ok(), "choosing it again shows what it holds now");
        assert!(opened.path(&token).is_err(), "which the former look did not");
    }
}
