//! Closing the window while somebody is writing: the page saves first, and then closes it. Whoever insists, because what
//! they wrote cannot be saved, closes it a second time.

use std::sync::{
    OnceLock,
    atomic::{AtomicBool, Ordering},
};

use tauri::{Manager as _, Runtime, Window, WindowEvent};

use crate::{Shared, wire::app::AppEvent};

/// What closing the window has to wait for.
#[derive(Default)]
pub struct Closing {
    writing: AtomicBool,
    close: OnceLock<Box<dyn Fn() + Send + Sync>>,
}

impl Closing {
    /// How the application is ended.
    pub fn by(&self, close: impl Fn() + Send + Sync + 'static) {
        let _ = self.close.set(Box::new(close));
    }

    /// Something is being written that is not saved, or no longer is.
    pub fn wait(&self, writing: bool) {
        self.writing.store(writing, Ordering::Relaxed);
    }

    /// Ends the application.
    pub fn close(&self) {
        if let Some(close) = self.close.get() {
            close();
        }
    }

    /// Whether the page must be asked first; the second time it need not.
    fn asks(&self) -> bool {
        self.writing.swap(false, Ordering::Relaxed)
    }
}

/// Holds the window open until the page has saved.
pub fn hear<R: Runtime>(window: &Window<R>, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else { return };
    if window.label() != "main" {
        return;
    }
    let shell = window.state::<Shared>();
    if shell.closing.asks() {
        api.prevent_close();
        shell.events.tell(AppEvent::Closing);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_with_unsaved_words_closes_only_when_somebody_insists() {
        let closing = Closing::default();
        assert!(!closing.asks(), "nothing is being written");
        closing.wait(true);
        assert!(closing.asks(), "the page saves first");
        assert!(!closing.asks(), "closing again insists: a page that cannot save must not hold the window for ever");
        closing.wait(true);
        closing.wait(false);
        assert!(!closing.asks(), "it was saved meanwhile");
    }
}
