//! The permissions, as the built application enforces them.

use std::{
    collections::VecDeque,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use tauri::{
    App, Manager as _, WebviewWindow, WebviewWindowBuilder,
    ipc::{CallbackFn, InvokeBody},
    test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder},
    webview::InvokeRequest,
};

use crate::{
    Shared,
    arguments::Arguments,
    commands,
    picker::{Kind, Picker},
    shell::Shell,
};

mod agenda;
mod backup;
mod journey;
mod opening;
mod plans;
mod story;

/// Somebody who has made up their mind: every dialog is answered with the next of these paths, or closed.
#[derive(Clone, Default)]
struct Person(Arc<Mutex<VecDeque<PathBuf>>>);

impl Person {
    fn will_choose(&self, path: impl Into<PathBuf>) {
        self.0.lock().expect("a list").push_back(path.into());
    }

    fn next(&self) -> Option<PathBuf> {
        self.0.lock().expect("a list").pop_front()
    }
}

impl Picker for Person {
    fn open(&self, _: Kind, _: bool) -> Vec<PathBuf> {
        self.next().into_iter().collect()
    }
    fn folder(&self) -> Option<PathBuf> {
        self.next()
    }
    fn save(&self, _: Kind, _: &str) -> Option<PathBuf> {
        self.next()
    }
}

/// The application with its real configuration and permissions, on a store in `folder`, with nobody at it.
fn app(folder: &Path) -> App<MockRuntime> {
    app_with(folder, Person::default())
}

/// The same with somebody who chooses files.
fn app_with(folder: &Path, person: Person) -> App<MockRuntime> {
    let arguments = Arguments { store: Some(folder.to_owned()), demo: false };
    let builder = commands::register(mock_builder());
    let app = builder.build(tauri::generate_context!()).expect("the application can be built");
    app.manage::<Shared>(Shell::new(&arguments, Box::new(person)).into());
    app
}

fn window(app: &App<MockRuntime>, label: &str) -> WebviewWindow<MockRuntime> {
    app.get_webview_window(label).unwrap_or_else(|| WebviewWindowBuilder::new(app, label, Default::default()).build().expect("a window"))
}

/// Calls a command as the page would.
fn call(window: &WebviewWindow<MockRuntime>, command: &str, args: serde_json::Value) -> Result<serde_json::Value, serde_json::Value> {
    let url = if cfg!(windows) { "http://tauri.localhost" } else { "tauri://localhost" };
    let request = InvokeRequest {
        cmd: command.into(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: url.parse().expect("an address"),
        body: InvokeBody::Json(serde_json::json!({ "args": args })),
        headers: Default::default(),
        invoke_key: INVOKE_KEY.to_owned(),
    };
    get_ipc_response(window, request).map(|answer| answer.deserialize().expect("JSON"))
}

/// The permission file of the main window as the list of commands wants it.
fn capability() -> String {
    let permissions: Vec<_> = commands::NAMES.iter().map(|name| format!("allow-{}", name.replace('_', "-"))).collect();
    let capability = serde_json::json!({
        "$schema": "../gen/schemas/desktop-schema.json",
        "identifier": "main",
        "description": "What the main window may call: Sala's own commands, each by its name, and nothing of any plugin.",
        "windows": ["main"],
        "permissions": permissions,
    });
    format!("{capability:#}\n")
}

/// The page of a laptop: every call must succeed unless the story says otherwise.
struct Page(WebviewWindow<MockRuntime>);

impl Page {
    fn of(app: &App<MockRuntime>) -> Self {
        Self(window(app, "main"))
    }

    fn does(&self, command: &str, args: serde_json::Value) -> serde_json::Value {
        call(&self.0, command, args).unwrap_or_else(|problem| panic!("{command} was refused: {problem}"))
    }

    fn tries(&self, command: &str, args: serde_json::Value) -> Result<serde_json::Value, serde_json::Value> {
        call(&self.0, command, args)
    }

    fn is_refused(&self, command: &str, args: serde_json::Value) -> serde_json::Value {
        call(&self.0, command, args).expect_err("this was meant to be refused")
    }
}

#[test]
fn every_command_has_a_permission_and_the_window_has_no_other() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("capabilities/main.json");
    if std::env::var_os("SALA_WRITE_WIRE").is_some() {
        fs::write(&file, capability()).expect("written");
    }
    let stands = fs::read_to_string(&file).unwrap_or_default();
    assert!(stands == capability(), "the permissions differ from the list of commands: SALA_WRITE_WIRE=1 cargo test -p sala-desktop writes them");
}

#[test]
fn the_main_window_may_call_what_is_listed() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = app(folder.path());
    let start = call(&window(&app, "main"), "app_start", serde_json::Value::Null).expect("the main window is allowed to start");
    assert_eq!(start["store"], serde_json::Value::Null, "an empty folder has no store");
}

#[test]
fn a_window_that_was_not_granted_a_command_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = app(folder.path());
    let refusal = call(&window(&app, "other"), "app_start", serde_json::Value::Null).expect_err("only the main window has permissions");
    assert!(refusal.to_string().contains("not allowed"), "refused for want of a permission, not for another reason: {refusal}");
}

#[test]
fn the_projector_shows_the_time_and_writes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = app(folder.path());
    let of = serde_json::json!({ "programme": "01890000-0000-7000-8000-000000000001", "exercise": "01890000-0000-7000-8000-000000000002" });
    let projector = window(&app, "projector");
    let asked = call(&projector, "presentations_show", of).expect_err("there is no store");
    assert_eq!(asked["code"], "store_missing", "it may ask: {asked}");
    for command in ["presentations_hold", "attendance_mark", "app_start", "app_listen", "travel_receive"] {
        let refusal = call(&projector, command, serde_json::Value::Null).expect_err("the room's screen writes nothing");
        assert!(refusal.to_string().contains("not allowed"), "{command} is refused for want of a permission: {refusal}");
    }
}

#[test]
fn nothing_of_any_plugin_is_open_to_the_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = app(folder.path());
    for command in ["plugin:dialog|open", "plugin:opener|open_path", "plugin:event|emit", "plugin:window|close", "plugin:path|resolve_directory"] {
        let refusal = call(&window(&app, "main"), command, serde_json::Value::Null).expect_err("files and windows are Rust's");
        assert!(refusal.to_string().contains("not allowed"), "{command} is refused for want of a permission: {refusal}");
    }
}
