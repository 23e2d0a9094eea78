//! The window's commands, one file for each screen, made from one list.

mod action_review;
mod agenda;
mod app;
mod attendance;
mod backup;
mod files;
mod groups;
mod months;
mod outputs;
mod past;
mod people;
mod plans;
mod presentations;
mod programme;
mod scores;
mod today;
mod travel;
mod visits;

use std::sync::Arc;

use tauri::{Builder, Runtime, State, ipc::Channel};

use crate::{
    Shared,
    fault::Fault,
    shell::Shell,
    wire::{
        action_review::*, agenda::*, app::*, backup::*, files::*, groups::*, months::*, outputs::*, past::*, people::*, plans::*, presentations::*,
        problem::Problem, programme::*, register::*, scores::*, today::*, travel::*, visits::*,
    },
};

/// Does the work of a command where it may wait for the disk, and tells the window how it ended.
async fn work<T: Send + 'static>(name: &'static str, shell: Shared, command: impl FnOnce(&Shell) -> Result<T, Fault> + Send + 'static) -> Result<T, Problem> {
    let told = move || command(&shell).map_err(|fault| shell.told(fault, name));
    match tauri::async_runtime::spawn_blocking(told).await {
        Ok(done) => done,
        Err(lost) => Err(Fault::Lost(lost.to_string()).problem(name)),
    }
}

/// The window listens, from now on.
#[tauri::command]
async fn app_listen(shell: State<'_, Shared>, events: Channel<AppEvent>) -> Result<(), Problem> {
    shell.events.listen(events);
    Ok(())
}

macro_rules! commands {
    ($($(#[doc = $doc:literal])* $name:ident: $group:ident::$verb:ident($takes:ty) -> $answers:ty;)*) => {
        $(
            $(#[doc = $doc])*
            #[tauri::command]
            async fn $name(shell: State<'_, Shared>, args: $takes) -> Result<$answers, Problem> {
                work(stringify!($name), Arc::clone(&shell), move |shell| $group::$verb(shell, args)).await
            }
        )*

        /// Gives Tauri every command.
        pub fn register<R: Runtime>(builder: Builder<R>) -> Builder<R> {
            builder.invoke_handler(tauri::generate_handler![app_listen, $($name),*])
        }

        /// Every command by name.
        #[cfg(test)]
        pub const NAMES: &[&str] = &["app_listen", $(stringify!($name)),*];
    };
}
include!("list.rs");
