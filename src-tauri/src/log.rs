//! The log: a file a day beside the store, a week of them. What is logged speaks of programs, not of people.

use std::path::Path;

use tracing_appender::{
    non_blocking::WorkerGuard,
    rolling::{RollingFileAppender, Rotation},
};
use tracing_subscriber::EnvFilter;

/// Starts the log. It is written while the answer lives. Without a log the program still works: a full disk must not
/// keep anybody from taking a register.
pub fn start(folder: &Path) -> Option<WorkerGuard> {
    let folder = folder.join("log");
    std::fs::create_dir_all(&folder).ok()?;
    let file = RollingFileAppender::builder().rotation(Rotation::DAILY).max_log_files(7).filename_prefix("sala").filename_suffix("log").build(&folder);
    let (writer, guard) = tracing_appender::non_blocking(file.ok()?);
    let filter = EnvFilter::try_from_env("SALA_LOG").unwrap_or_else(|_| EnvFilter::new("warn,sala=info,sala_desktop=info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer).with_ansi(false).try_init().ok()?;
    std::panic::set_hook(Box::new(|panic| tracing::error!(%panic, "panicked")));
    Some(guard)
}
