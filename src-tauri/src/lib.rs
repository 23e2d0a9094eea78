//! Sala's desktop shell: one window around the desk, and one for the projector. Commands are one line each; what they do is the core's.

mod arguments;
mod closing;
mod commands;
mod copies;
mod decide;
mod drives;
mod drops;
mod events;
mod fault;
mod jobs;
mod log;
mod mapping;
mod names;
mod opened;
mod picker;
mod projector;
mod reports;
mod restoring;
mod shell;
mod store_facts;
#[cfg(test)]
mod tests;
mod today;
mod wire;

use std::{process::ExitCode, sync::Arc};

use clap::Parser as _;
use tauri::{AppHandle, Manager as _, RunEvent, Runtime};

use crate::{arguments::Arguments, picker::Picker, shell::Shell};

/// The shell as Tauri keeps it for the commands.
type Shared = Arc<Shell>;

/// Opens the window and stays until it is closed.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let _log = log::start(&arguments.home());
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "started");
    let mut builder = tauri::Builder::default();
    if arguments.store.is_none() {
        // One copy of the program for the user's own store; a store named on the command line has its own lock.
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, _, _| show(app)));
    }
    let context = tauri::generate_context!();
    let built = commands::register(builder.plugin(tauri_plugin_dialog::init()))
        .on_window_event(drops::hear)
        .on_window_event(closing::hear)
        .on_window_event(projector::hear)
        .setup(move |app| {
            let mut shell = Shell::new(&arguments, picker(app.handle()));
            shell.memory = sala::backup::Memory::of_user();
            let handle = app.handle().clone();
            shell.closing.by(move || handle.exit(0));
            let handle = app.handle().clone();
            shell.projector.by(move |shown| projector::toggle(&handle, shown));
            let shell = Arc::new(shell);
            drives::watch(Arc::clone(&shell));
            shell.open_early();
            app.manage::<Shared>(shell);
            Ok(())
        })
        .build(context);
    let app = match built {
        Ok(app) => app,
        Err(why) => {
            tracing::error!(error = ?why, "the window could not be opened");
            eprintln!("{why}");
            return ExitCode::FAILURE;
        }
    };
    // Tauri's plain `run` ends the process without coming back.
    let code = app.run_return(|app, event| {
        if matches!(event, RunEvent::Exit) {
            app.state::<Shared>().copies.sweep();
        }
    });
    u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from)
}

/// Brings the window to the front: somebody started the program a second time.
fn show<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window("main") {
        let _ = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
    }
}

/// Whoever answers when a file is asked for: the person, or the environment under test.
fn picker<R: Runtime>(app: &AppHandle<R>) -> Box<dyn Picker> {
    #[cfg(feature = "test-picker")]
    if std::env::var_os("SALA_TEST_OPEN").is_some() || std::env::var_os("SALA_TEST_SAVE").is_some() {
        return Box::new(picker::Scripted);
    }
    Box::new(picker::Dialog(app.clone()))
}
