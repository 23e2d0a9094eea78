//! Kept files opened with the system's program for them. The program gets a copy of its own: nothing that it does can
//! touch the store. The copies go when Sala ends.

use std::{
    fs::File,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use tempfile::TempDir;

use crate::fault::{Fault, refused};

/// What is handed to another program: documents, never anything that the system would run.
const DOCUMENTS: &[&str] =
    &["jpg", "jpeg", "png", "webp", "gif", "bmp", "tif", "tiff", "heic", "heif", "pdf", "pptx", "docx", "xlsx", "odt", "ods", "odp", "csv", "txt"];

/// The folder of the copies, once there is one.
#[derive(Default)]
pub struct Copies(Mutex<Option<TempDir>>);

impl Copies {
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

    fn copy(&self, name: &str, fill: impl FnOnce(&mut File) -> Result<(), Fault>) -> Result<PathBuf, Fault> {
        let name = Path::new(name).file_name().map(PathBuf::from).unwrap_or_default();
        let ending = name.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        if !DOCUMENTS.contains(&ending.as_str()) {
            return Err(refused("not_a_document"));
        }
        let mut folder = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let made = match folder.take() {
            Some(made) => made,
            None => tempfile::Builder::new().prefix("sala-").tempdir().map_err(sala::Error::Io)?,
        };
        // Two files may have one name: each gets a folder of its own.
        let own = tempfile::Builder::new().prefix("").tempdir_in(made.path()).map_err(sala::Error::Io)?.keep();
        *folder = Some(made);
        let path = own.join(name);
        let mut file = File::create(&path).map_err(sala::Error::file(&path))?;
        fill(&mut file)?;
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
        let copies = Copies::default();
        let first = copies.copy("notes.txt", words).expect("a copy");
        let second = copies.copy("notes.txt", words).expect("another");
        assert_eq!(first.file_name(), second.file_name(), "people know their files by name");
        assert_ne!(first, second, "the second did not overwrite the first");
        drop(copies);
        assert!(!first.exists(), "no copy stays behind when Sala ends");
    }

    #[test]
    fn what_the_system_would_run_is_not_opened_and_no_name_leads_out_of_the_folder() {
        let copies = Copies::default();
        let refusal = copies.copy("photo.jpg.desktop", words).expect_err("a program in disguise");
        assert_eq!(refusal.problem("files_open").code, "not_a_document", "the window says why");
        let inside = copies.copy("../../etc/notes.txt", words).expect("only its name counts");
        assert!(inside.starts_with(std::env::temp_dir()), "a name from another laptop does not choose the folder");
    }
}
