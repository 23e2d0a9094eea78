//! Sala on the demo: the window where there is a display, the same day in the terminal where there is none.

use std::env;

use crate::build::{self, Profile};
use crate::system::{self, Purpose};
use crate::{Outcome, command, day, project};

/// Where the demo is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the window, or in the terminal where there is no display.
    WhereverThereIsOne,
    /// In the terminal.
    Terminal,
}

/// Installs what is missing, builds, and shows the demo.
pub(crate) fn run(place: Place) -> Outcome {
    system::ensure(Purpose::Build)?;
    if place == Place::Terminal {
        return day::play(&build::command_line(Profile::Development)?);
    }
    // Both are built before either is shown: a missing display is no reason to leave the window uncompiled.
    let window = build::window(Profile::Development)?;
    let command_line = build::command_line(Profile::Development)?;
    if !display() {
        println!("There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window opens.");
        println!("The same training day follows in the terminal.");
        return day::play(&command_line);
    }
    let store = project::root().join("target").join("demo");
    project::folder_at(&store)?;
    println!("The demo opens in a window. Its store is {}", store.display());
    // A store has one program at it at a time.
    println!("When the window is closed, the command line shows the same: {} --store {} status", command_line.display(), store.display());
    command::run(std::process::Command::new(window).arg("--demo").arg("--store").arg(&store))
}

fn display() -> bool {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
