//! What the desk tells the window unasked.

use std::sync::{Mutex, PoisonError};

use tauri::ipc::Channel;

use crate::wire::app::AppEvent;

/// The window that listens, once it does.
#[derive(Default)]
pub struct Events(Mutex<Option<Channel<AppEvent>>>);

impl Events {
    /// From now on this channel is told; a reloaded window takes the place of the former.
    pub fn listen(&self, channel: Channel<AppEvent>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(channel);
    }

    /// Tells it.
    pub fn tell(&self, event: AppEvent) {
        let channel = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(Err(why)) = channel.map(|channel| channel.send(event)) {
            tracing::warn!(%why, "the window could not be told");
        }
    }
}
