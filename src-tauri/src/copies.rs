//! Kept files opened with the system's program for them. The program gets a copy of its own: nothing that it does can
//! touch the store. The copies lie unsealed beside the store; they go when Sala ends, and those that an end without
//! warning left behind go when it opens the store again.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use sala::outputs::{kinds, names};

use crate::fault::{Fault, refused};

/// The folder of the copies.
pub struct Copies(PathBuf);

impl Copies {
    /// Copies beside the store in this folder.
    pub fn beside(store: &Path) -> Self {
        Self(store.join("opened"))
    }

    /// Makes a copy called `name`, written by `fill`, and opens it.
    ///
    /// # Errors
    /// `not_a_document`; what the disk or the system's program says.
    pub fn open(&self, name: &str, fill: impl FnOnce(&mut File) -> Result<(), Fault>) -> Result<(), Fault> {
        let path = self.copy(name, fill)?;
        if cfg!(feature = "test-picker") {
            // A program started by a test would stay behind on its screen.
            tracing::info!(path = %path.display(), "would be opened");
            return Ok(());
        }
        Ok(tauri_plugin_opener::open_path(path, None::<&str>)?)
    }

    /// Throws all copies away.
    pub fn sweep(&self) {
        if let Err(error) = fs::remove_dir_all(&self.0)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "copies of opened files stay behind");
        }
    }

    fn copy(&self, name: &str, fill: impl FnOnce(&mut File) -> Result<(), Fault>) -> Result<PathBuf, Fault> {
        fs::create_dir_all(&self.0).map_err(sala::Error::file(&self.0))?;
        // Two files may have one name: each gets a folder of its own, which nobody else on this machine may enter.
        let own = tempfile::Builder::new().prefix("").tempdir_in(&self.0).map_err(sala::Error::Io)?;
        let written = own.path().join("file");
        let mut file = File::options().read(true).write(true).create_new(true).open(&written).map_err(sala::Error::file(&written))?;
        fill(&mut file)?;
        // What is in it decides, not its name: only what would be taken in is handed to another program.
        let Ok(kind) = kinds::recognise(&mut file, name) else { return Err(refused("not_a_document")) };
        drop(file);
        let path = own.path().join(names::safe(&kind.named(name)));
        fs::rename(&written, &path).map_err(sala::Error::file(&path))?;
        let _ = own.keep();
        Ok(path)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn words(file: &mut File) -> Result<(), Fault> {
        Ok(file.write_all(b"words").map_err(sala::Error::Io)?)
    }

    #[test]
    fn a_program_gets_a_copy_under_the_original_name_and_two_files_of_one_name_stay_two() {
        let store = tempfile::tempdir().expect("a folder");
        let copies = Copies::beside(store.path());
        let first = copies.copy("notes.txt", words).expect("a copy");
        let second = copies.copy("notes.txt", words).expect("another");
        assert_eq!((first.file_name(), second.file_name()), (Some("notes.txt".as_ref()), Some("notes.txt".as_ref())), "people know their files by name");
        assert_ne!(first, second, "the second did not overwrite the first");
        copies.sweep();
        assert_eq!(store.path().read_dir().expect("the folder").count(), 0, "no copy stays behind");
        copies.sweep();
        assert!(copies.copy("notes.txt", words).expect("a copy").exists(), "and there can be copies again");
    }

    #[test]
    fn what_the_system_would_run_is_not_opened_and_no_name_leads_out_of_the_folder() {
        let store = tempfile::tempdir().expect("a folder");
        let copies = Copies::beside(store.path());
        let program = |file: &mut File| Ok(file.write_all(b"MZ\x90\0").map_err(sala::Error::Io)?);
        for (name, what) in [("photo.jpg", "a program called a picture"), ("photo.jpg.desktop", "or whatever else")] {
            let refusal = copies.copy(name, program).expect_err(what);
            assert_eq!(refusal.problem("files_open").code, "not_a_document", "the window says why");
        }
        let starter = copies.copy("photo.txt.desktop", words).expect_err("a starter of programs is a text without a text's name");
        assert_eq!(starter.problem("files_open").code, "not_a_document");
        let inside = copies.copy("../../etc/notes.txt", words).expect("only its name counts");
        assert!(inside.starts_with(store.path()), "a name from another laptop does not choose the folder");
        let turned = copies.copy("\u{202e}notes.txt", words).expect("a text");
        assert_eq!(turned.file_name(), Some("notes.txt".as_ref()), "nor how it reads");
        assert_eq!(copies.0.read_dir().expect("the folder").count(), 2, "what was refused left nothing");
    }
}
