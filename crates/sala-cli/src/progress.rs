//! How far long work is, on standard error, where somebody is looking.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A bar that appears only on a terminal.
pub struct Progress(ProgressBar);

impl Progress {
    /// A bar for this work.
    pub fn of(what: &str) -> Self {
        let bar = ProgressBar::new(0);
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {bytes}/{total_bytes} {eta}") {
            bar.set_style(style);
        }
        bar.set_message(what.to_owned());
        bar.enable_steady_tick(Duration::from_millis(250));
        Self(bar)
    }

    /// Bytes done, and in all. Never stops the work: Ctrl-C does, and leaves the store as it was.
    pub fn at(&self, done: u64, total: u64) -> bool {
        self.0.set_length(total);
        self.0.set_position(done);
        true
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
