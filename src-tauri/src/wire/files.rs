//! Files, of which the window only ever sees names and tokens: paths stay in Rust.

use super::wire;

wire! { "files.ts";
    /// Where a file comes from.
    #[serde(tag = "kind", rename_all = "snake_case")]
    enum FileSource {
        /// Ask the person with the system's dialog.
        Pick,
        /// A file (or several) just dropped on the window.
        Dropped { tokens: Vec<String> },
    }

    /// Where a file goes.
    #[serde(tag = "kind", rename_all = "snake_case")]
    enum FileTarget {
        /// Ask the person with the system's dialog.
        Choose,
        /// The Sala folder of a removable drive.
        Drive { drive: String },
    }

    /// A file dropped on the window.
    struct DroppedFile {
        pub token: String,
        pub name: String,
        pub bytes: u64,
    }

    /// A file that was written.
    struct SavedFile {
        pub name: String,
        /// The folder as the system shows it.
        pub folder: String,
        pub bytes: u64,
    }

    /// A removable drive.
    struct Drive {
        pub id: String,
        pub label: String,
        pub free_bytes: u64,
        pub total_bytes: u64,
        pub read_only: bool,
    }

    /// A file kept in the store: a photograph, a slide show, a scanned sheet.
    struct FileView {
        pub id: super::Id,
        /// BLAKE3 of its bytes; equal hashes are the same picture.
        pub hash: String,
        pub name: String,
        pub mime: String,
        pub bytes: u64,
        pub width: Option<u32>,
        pub height: Option<u32>,
        /// False while the bytes are still on their way from another laptop.
        pub here: bool,
    }

    /// A kept file, to be opened with the system's program for it.
    struct FileArgs {
        pub hash: String,
        pub name: String,
    }

    /// A kept picture.
    struct PictureArgs {
        pub hash: String,
    }
}

/// Raw bytes for the window: an `ArrayBuffer` there, to be shown through a `blob:` address.
#[derive(Debug)]
pub struct Bytes(pub Vec<u8>);

impl tauri::ipc::IpcResponse for Bytes {
    fn body(self) -> tauri::Result<tauri::ipc::InvokeResponseBody> {
        Ok(tauri::ipc::InvokeResponseBody::Raw(self.0))
    }
}

impl ts_rs::TS for Bytes {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;
    fn name(_: &ts_rs::Config) -> String {
        "ArrayBuffer".to_owned()
    }
    fn inline(config: &ts_rs::Config) -> String {
        Self::name(config)
    }
}
