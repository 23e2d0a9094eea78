//! Sala in a window.

// No console beside the window on Windows.
#![cfg_attr(all(not(debug_assertions), target_os = "windows"), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    sala_desktop::run()
}
