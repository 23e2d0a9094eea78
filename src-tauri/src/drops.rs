//! Files dropped on the window are taken in here, so that the page never sees a path.

use std::sync::Arc;

use tauri::{DragDropEvent, Manager as _, Runtime, Window, WindowEvent};

use crate::{Shared, wire::app::AppEvent};

/// Tells the window what is held over it or dropped on it.
pub fn hear<R: Runtime>(window: &Window<R>, event: &WindowEvent) {
    let WindowEvent::DragDrop(event) = event else { return };
    let shell = window.state::<Shared>();
    match event {
        DragDropEvent::Enter { .. } => shell.events.tell(AppEvent::Dragging { over: true }),
        DragDropEvent::Leave => shell.events.tell(AppEvent::Dragging { over: false }),
        DragDropEvent::Drop { paths, position } => {
            let at = position.to_logical::<f64>(window.scale_factor().unwrap_or(1.0));
            let (shell, paths) = (Arc::clone(&shell), paths.clone());
            // A stick may take its time to say what is on it: the window goes on painting.
            tauri::async_runtime::spawn_blocking(move || {
                let files = shell.files.drop(paths);
                shell.events.tell(AppEvent::Dropped { files, x: at.x, y: at.y });
            });
        }
        _ => {}
    }
}
