//! Tells Tauri every command by name, so that each needs a permission: without the list all would be open to any page.

macro_rules! commands {
    ($($(#[doc = $doc:literal])* $name:ident: $group:ident::$verb:ident($takes:ty) -> $answers:ty;)*) => {
        /// Every command by name.
        const COMMANDS: &[&str] = &["app_listen", $(stringify!($name)),*];
    };
}
include!("src/commands/list.rs");

fn main() {
    println!("cargo:rerun-if-changed=src/commands/list.rs");
    println!("cargo:rerun-if-changed=../ui/dist");
    let window = std::path::Path::new("../ui/dist/index.html");
    if !window.exists() {
        println!("cargo:warning=the window is not built yet: run `npm ci` and `npm run build` in ui/, or `cargo xtask run`");
    }
    let attributes = tauri_build::Attributes::new().app_manifest(tauri_build::AppManifest::new().commands(COMMANDS));
    if let Err(why) = tauri_build::try_build(attributes) {
        println!("cargo:warning={why:#}");
        std::process::exit(1);
    }
}
