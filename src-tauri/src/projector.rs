//! The time of a presentation in a window of its own, on the screen that the room sees. It only shows; whoever times works in
//! the main window.

use std::sync::OnceLock;

use sala::RecordId;
use tauri::{AppHandle, Manager as _, Monitor, Runtime, WebviewUrl, WebviewWindow, WebviewWindowBuilder, Window, WindowEvent};

use crate::fault::Fault;

/// What the window is called; the main one is `main`.
const LABEL: &str = "projector";

/// A programme and its exercise.
type Shown = (RecordId, RecordId);
/// Opens the window, or closes it where it shows this already; answers whether it is open now.
type Toggle = dyn Fn(Shown) -> tauri::Result<bool> + Send + Sync;

/// How the window is opened, once there are windows.
#[derive(Default)]
pub struct Projector(OnceLock<Box<Toggle>>);

impl Projector {
    /// How it is opened.
    pub fn by(&self, toggle: impl Fn(Shown) -> tauri::Result<bool> + Send + Sync + 'static) {
        let _ = self.0.set(Box::new(toggle));
    }

    /// Shows an exercise, or closes the window that shows it. Answers whether it is shown now.
    ///
    /// # Errors
    /// What the system says where it gives no window.
    pub fn toggle(&self, shown: Shown) -> Result<bool, Fault> {
        match self.0.get() {
            Some(toggle) => toggle(shown).map_err(Fault::Window),
            None => Ok(false),
        }
    }
}

/// Opens the window on a screen that the main one does not stand on, whole; where there is no other screen, as a window that
/// can be put anywhere.
pub fn toggle<R: Runtime>(app: &AppHandle<R>, (programme, exercise): Shown) -> tauri::Result<bool> {
    let page = format!("index.html#projector/{programme}/{exercise}");
    if let Some(open) = app.get_webview_window(LABEL) {
        let same = open.url().is_ok_and(|url| page.ends_with(&format!("#{}", url.fragment().unwrap_or_default())));
        open.destroy()?;
        if same {
            return Ok(false);
        }
    }
    let builder = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App(page.into())).title("Sala").inner_size(1024.0, 640.0).disable_drag_drop_handler();
    let window = builder.visible(false).build()?;
    if let Some(screen) = app.get_webview_window("main").and_then(|main| other_screen(&main)) {
        window.set_position(*screen.position())?;
        window.set_fullscreen(true)?;
    }
    window.show()?;
    Ok(true)
}

/// A screen that this window does not stand on.
fn other_screen<R: Runtime>(main: &WebviewWindow<R>) -> Option<Monitor> {
    let own = main.current_monitor().ok()??;
    main.available_monitors().ok()?.into_iter().find(|screen| screen.position() != own.position())
}

/// Whoever closes the main window closes Sala.
pub fn hear<R: Runtime>(window: &Window<R>, event: &WindowEvent) {
    if let (WindowEvent::Destroyed, true) = (event, window.label() != LABEL)
        && let Some(open) = window.app_handle().get_webview_window(LABEL)
    {
        let _ = open.destroy();
    }
}
