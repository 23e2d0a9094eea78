//! The log: what nobody foresaw, with a reference that can be read over the telephone.

use std::{path::Path, sync::Once};

use sala::Error;
use tracing_appender::rolling::{RollingFileAppender, Rotation};

/// For how many days on which something happened logs are kept.
const KEPT: usize = 14;

/// Write the log beside the store, which must be there already. A log that cannot be written stops no work.
pub fn begin(store: &Path) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let folder = store.join("logs");
        if std::fs::create_dir_all(&folder).is_err() {
            return;
        }
        let file = RollingFileAppender::builder().rotation(Rotation::DAILY).filename_prefix("sala").filename_suffix("log").max_log_files(KEPT);
        if let Ok(file) = file.build(folder) {
            let _ = tracing_subscriber::fmt().with_ansi(false).log_internal_errors(false).with_writer(file).try_init();
        }
    });
}

/// Note an error that nobody foresaw; answers its reference.
pub fn note(error: &Error, store: Option<&Path>) -> String {
    let reference = reference();
    if let Some(store) = store.filter(|store| store.is_dir()) {
        begin(store);
    }
    let chain: Vec<_> = std::iter::successors(std::error::Error::source(error), |e| e.source()).map(ToString::to_string).collect();
    tracing::error!(reference, error = %error, causes = ?chain, "unexpected");
    reference
}

/// When it happened, to the millisecond: enough to find one line in one store's log.
fn reference() -> String {
    chrono::Utc::now().format("%Y%m%d-%H%M%S-%3f").to_string()
}
