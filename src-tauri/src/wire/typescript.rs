//! The TypeScript side of the wire, made from the Rust side: the types, and a client with one function for each command.
//! `SALA_WRITE_WIRE=1 cargo test -p sala-desktop wire` writes it; the same test without the variable compares.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use ts_rs::{Config, TS, TypeVisitor};

use super::{
    action_review::*, agenda::*, app::*, backup::*, files::*, groups::*, months::*, outputs::*, past::*, people::*, plans::*, presentations::*, problem::*,
    programme::*, register::*, scores::*, today::*, travel::*, visits::*,
};

/// One command as TypeScript sees it.
struct Line {
    name: &'static str,
    doc: String,
    takes: String,
    answers: String,
}

/// Collects the named types of the commands and writes their declarations.
struct Types<'a> {
    config: &'a Config,
    named: BTreeMap<PathBuf, BTreeSet<String>>,
}

impl TypeVisitor for Types<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if let Some(path) = T::output_path() {
            T::export_all(self.config).expect("a wire type can be declared");
            self.named.entry(path).or_default().insert(T::ident(self.config));
        }
        T::visit_generics(self);
    }
}

macro_rules! commands {
    ($($(#[doc = $doc:literal])* $name:ident: $group:ident::$verb:ident($takes:ty) -> $answers:ty;)*) => {
        fn lines(types: &mut Types<'_>) -> Vec<Line> {
            vec![$({
                types.visit::<$takes>();
                types.visit::<$answers>();
                Line {
                    name: stringify!($name),
                    doc: [$($doc),*].concat().trim().to_owned(),
                    takes: <$takes as TS>::name(types.config),
                    answers: <$answers as TS>::name(types.config),
                }
            }),*]
        }
    };
}
include!("../commands/list.rs");

fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |camel, word| camel + &word[..1].to_uppercase() + &word[1..])
}

/// Writes types and client into `folder`.
fn write(folder: &Path) {
    let config = Config::new().with_large_int("number").with_out_dir(folder.join("wire"));
    let mut types = Types { config: &config, named: BTreeMap::new() };
    types.visit::<AppEvent>();
    Problem::export_all(&config).expect("a wire type can be declared");
    let lines = lines(&mut types);

    let mut client = String::from(
        "// Made from src-tauri/src/commands/list.rs. Do not edit: SALA_WRITE_WIRE=1 cargo test -p sala-desktop wire\n\n\
         import { Channel, invoke } from '@tauri-apps/api/core';\n",
    );
    for (path, names) in &types.named {
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        let _ = writeln!(client, "import type {{ {} }} from './wire/{}';", names.join(", "), path.with_extension("").display());
    }
    for path in types.named.keys().map(PathBuf::as_path).chain([Path::new("problem.ts")]).filter(|path| path.components().count() == 1) {
        let _ = writeln!(client, "export type * from './wire/{}';", path.with_extension("").display());
    }
    client.push_str(
        "\n/** The only door to the desk. Every function rejects with a `Problem`. */\nexport const host = {\n  \
         /** Hears what the desk tells unasked, from now on. */\n  \
         appListen(heard: (event: AppEvent) => void): Promise<void> {\n    \
         return invoke('app_listen', { events: new Channel<AppEvent>(heard) });\n  },\n",
    );
    for line in lines {
        let (camel, Line { name, doc, takes, answers }) = (camel(line.name), line);
        let answers = if answers == "null" { "void".to_owned() } else { answers };
        let (parameter, argument) = if takes == "null" { (String::new(), "null") } else { (format!("args: {takes}"), "args") };
        let pass = if argument == "args" { "{ args }" } else { "{ args: null }" };
        let _ = writeln!(client, "  /** {doc} */\n  {camel}({parameter}): Promise<{answers}> {{\n    return invoke('{name}', {pass});\n  }},");
    }
    client.push_str("};\n\nexport type Host = typeof host;\n");
    fs::write(folder.join("client.ts"), client).expect("the client can be written");
}

/// All files of a folder by their place in it.
fn files(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = fs::read_to_string(&path) {
                found.insert(path.strip_prefix(folder).expect("inside").to_owned(), text);
            }
        }
    }
    found
}

#[test]
fn the_windows_types_and_client_are_those_of_the_commands() {
    let made = tempfile::tempdir().expect("a folder");
    write(made.path());
    let checked_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/lib/host");
    if std::env::var_os("SALA_WRITE_WIRE").is_some() {
        let _ = fs::remove_dir_all(checked_in.join("wire"));
        for (place, text) in files(made.path()) {
            let target = checked_in.join(place);
            fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
            fs::write(target, text).expect("written");
        }
    }
    let mut there: BTreeMap<_, _> = files(&checked_in.join("wire")).into_iter().map(|(at, text)| (Path::new("wire").join(at), text)).collect();
    there.insert("client.ts".into(), fs::read_to_string(checked_in.join("client.ts")).unwrap_or_default());
    assert!(
        there == files(made.path()),
        "the TypeScript differs from the Rust types: run SALA_WRITE_WIRE=1 cargo test -p sala-desktop wire, and look at what changed"
    );
}
