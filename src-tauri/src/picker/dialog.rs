//! The person answers, in the system's own dialog.

use std::path::PathBuf;

use tauri::{AppHandle, Manager as _, Runtime};
use tauri_plugin_dialog::{DialogExt as _, FileDialogBuilder, FilePath};

use super::{Kind, Picker};

/// The system's dialogs, in front of the main window.
pub struct Dialog<R: Runtime>(pub AppHandle<R>);

impl<R: Runtime> Dialog<R> {
    fn asking(&self, kind: Kind) -> FileDialogBuilder<R> {
        let mut dialog = self.0.dialog().file();
        if let Some(window) = self.0.get_webview_window("main") {
            dialog = dialog.set_parent(&window);
        }
        if kind.endings().is_empty() {
            return dialog;
        }
        // The endings are the filter's name too: they read the same in every language.
        let name = kind.endings().iter().map(|ending| format!("*.{ending}")).collect::<Vec<_>>().join(" ");
        dialog.add_filter(name, kind.endings())
    }
}

impl<R: Runtime> Picker for Dialog<R> {
    fn open(&self, kind: Kind, several: bool) -> Vec<PathBuf> {
        let dialog = self.asking(kind);
        let chosen = if several { dialog.blocking_pick_files().unwrap_or_default() } else { dialog.blocking_pick_file().into_iter().collect() };
        chosen.into_iter().filter_map(|path| FilePath::into_path(path).ok()).collect()
    }

    fn folder(&self) -> Option<PathBuf> {
        self.asking(Kind::Anything).blocking_pick_folder()?.into_path().ok()
    }

    fn save(&self, kind: Kind, name: &str) -> Option<PathBuf> {
        self.asking(kind).set_file_name(name).blocking_save_file()?.into_path().ok()
    }
}
