//! The directions themselves, one table for each kind.

use std::fs;
use std::path::{Path, PathBuf};

use crate::paths::named;

/// What a trainer would name, one folder each. Nothing below them may know them.
const DOMAIN: &[&str] =
    &["action_review", "agenda", "attendance", "evaluation", "groups", "outputs", "people", "plans", "presentations", "programme", "scores", "visits"];

/// Inside the core, from the bottom: a folder, and what it must not know. None of these may know a domain folder.
/// - `trust` knows nobody: it is asked about replicas and books by their ids.
/// - The journal knows `trust`, because a page is signed as it is closed. It is given a connection, and knows no store.
/// - The store knows the journal, because opening it folds its tables anew where their shape or a rule has changed.
/// - `bundle` carries all three, and `backup` seals as `bundle` does.
const BELOW_THE_DOMAIN: &[(&str, &[&str])] = &[
    ("trust", &["store", "journal", "bundle", "backup", "decide", "demo", "desk"]),
    ("journal", &["store", "bundle", "backup", "decide", "demo", "desk"]),
    ("store", &["trust", "bundle", "backup", "decide", "demo", "desk"]),
    ("bundle", &["backup", "decide", "demo"]),
    ("backup", &["decide", "demo"]),
];

/// What is made of the domain folders, and what it must not know. No domain folder may know these, nor `backup`: of what does not
/// stand below it, it may know evidence alone, who vouches for an entry (`trust`) and how far it has come (`bundle`).
const ABOVE_THE_DOMAIN: &[(&str, &[&str])] =
    &[("checks", &["backup", "decide", "demo"]), ("decide", &["backup", "demo"]), ("demo", &["backup", "decide"]), ("today", &["backup", "decide", "demo"])];

/// A package, and what it must not be built on.
const PACKAGES: &[(&str, &[&str])] = &[
    ("crates/sala", &["tauri", "typst", "sala-papers", "sala-cli", "sala-desktop", "clap"]),
    ("crates/sala-papers", &["tauri", "sala-cli", "sala-desktop", "rusqlite"]),
    ("crates/sala-cli", &["tauri", "sala-desktop", "rusqlite"]),
    ("src-tauri", &["sala-cli", "rusqlite"]),
];

/// One idea fits in fewer lines than this; the aim is 300.
const LONGEST: usize = 450;

/// Every breach of a direction in the tree, as a sentence that begins with the file.
pub fn breaches(tree: &Path) -> Vec<String> {
    let mut found = Vec::new();
    packages(tree, &mut found);
    core(tree, &mut found);
    interface(tree, &mut found);
    lengths(tree, &mut found);
    found
}

fn packages(tree: &Path, found: &mut Vec<String>) {
    for (package, forbidden) in PACKAGES {
        let file = Path::new(package).join("Cargo.toml");
        let Ok(text) = fs::read_to_string(tree.join(&file)) else {
            continue;
        };
        let manifest: toml::Table = text.parse().unwrap();
        let dependencies = manifest.get("dependencies").and_then(toml::Value::as_table).into_iter().flatten();
        for (dependency, _) in dependencies {
            let family = |name: &str| dependency == name || dependency.starts_with(&format!("{name}-"));
            if forbidden.iter().any(|name| family(name)) {
                found.push(format!("{} depends on {dependency}", file.display()));
            }
        }
    }
}

fn core(tree: &Path, found: &mut Vec<String>) {
    let source = tree.join("crates/sala/src");
    for file in files(&source, &["rs"]) {
        let inside = file.strip_prefix(&source).unwrap().with_extension("");
        let module: Vec<&str> = inside.iter().filter_map(|word| word.to_str()).collect();
        // Test modules in files of their own may reach for whatever makes the story short.
        if module.contains(&"tests") {
            continue;
        }
        let top = module.first().copied().unwrap_or_default();
        let module: Vec<&str> = module.iter().copied().filter(|word| *word != "mod" && *word != "lib").collect();
        let shown = file.strip_prefix(tree).unwrap().display().to_string();
        let paths = named(&fs::read_to_string(&file).unwrap(), &module).unwrap_or_else(|why| panic!("{shown}: {why}"));
        // The domain folders read by their views and write through the journal: no other file of theirs speaks SQL.
        let views = module.iter().any(|word| word.starts_with("views"));
        if DOMAIN.contains(&top) && !views && paths.iter().any(|path| path.first().is_some_and(|it| it == "rusqlite")) {
            found.push(format!("{shown} names rusqlite, which only the views of {top}/ may"));
        }
        for name in unknown_to(top) {
            if paths.iter().any(|path| path.iter().take(2).eq(["crate", name])) {
                found.push(format!("{shown} names crate::{name}, which {top}/ must not know"));
            }
        }
    }
}

/// What a folder of the core must not know.
fn unknown_to(folder: &str) -> Vec<&'static str> {
    if DOMAIN.contains(&folder) {
        return ABOVE_THE_DOMAIN.iter().map(|(above, _)| *above).chain(["backup"]).collect();
    }
    let others = |rules: &'static [(&str, &[&str])]| rules.iter().find(|(it, _)| *it == folder).map(|(_, others)| *others);
    match others(BELOW_THE_DOMAIN) {
        Some(others) => DOMAIN.iter().chain(others).copied().collect(),
        None => others(ABOVE_THE_DOMAIN).unwrap_or_default().to_vec(),
    }
}

fn interface(tree: &Path, found: &mut Vec<String>) {
    let door = tree.join("ui/src/lib/host");
    for file in files(&tree.join("ui/src"), &["ts", "svelte"]) {
        if !file.starts_with(&door) && fs::read_to_string(&file).unwrap().contains("@tauri-apps/") {
            let shown = file.strip_prefix(tree).unwrap().display();
            found.push(format!("{shown} names @tauri-apps/, whose only door is ui/src/lib/host"));
        }
    }
}

fn lengths(tree: &Path, found: &mut Vec<String>) {
    for folder in ["crates", "src-tauri", "tests", "xtask", "ui/src"] {
        for file in files(&tree.join(folder), &["rs", "ts", "svelte", "sql"]) {
            let text = fs::read_to_string(&file).unwrap();
            let lines = text.lines().count();
            // One that is made from a list is as long as the list.
            if lines > LONGEST && !text.starts_with("// Made from ") {
                let shown = file.strip_prefix(tree).unwrap().display();
                found.push(format!("{shown} has {lines} lines: more than one idea"));
            }
        }
    }
}

/// The files of a folder and below with one of these endings; what is installed or built does not count.
pub fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            if !["node_modules", "dist", "target", "gen"].contains(&name) {
                found.extend(files(&path, endings));
            }
        } else if path.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| endings.contains(&ending)) {
            found.push(path);
        }
    }
    found.sort();
    found
}
