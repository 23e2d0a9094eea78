//! The directions of the tree: who may know whom. What this test forbids would compile, work, and cost somebody a week
//! two years from now.

mod paths;
mod rules;

use std::fs;
use std::path::Path;

use rules::breaches;

fn checkout() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

#[test]
fn the_tree_keeps_its_directions() {
    let breaches = breaches(checkout());
    assert!(breaches.is_empty(), "these files know what they must not know:\n  {}", breaches.join("\n  "));
}

#[test]
fn the_rules_look_at_the_files_that_are_really_there() {
    for (folder, ending) in [("crates/sala/src", "rs"), ("ui/src", "svelte"), ("ui/src", "ts")] {
        let found = rules::files(&checkout().join(folder), &[ending]).len();
        assert!(found > 10, "only {found} .{ending} files under {folder}: a rule over an empty folder holds nothing");
    }
}

/// A tree in which every direction is broken once, and once kept where it looks most like a breach.
fn wrong_tree() -> tempfile::TempDir {
    let tree = tempfile::tempdir().unwrap();
    for (file, text) in [
        ("crates/sala/Cargo.toml", "[dependencies]\nserde = \"1\"\ntauri = { workspace = true }\n"),
        ("crates/sala-papers/Cargo.toml", "[dependencies]\nsala = \"1\"\n[dependencies.tauri-plugin-dialog]\nversion = \"2\"\n"),
        ("crates/sala-cli/Cargo.toml", "[dependencies]\nsala-desktop = { path = \"../../src-tauri\" }\n"),
        ("crates/sala/src/journal/fold.rs", "use crate::{store::Store, people::Person};\n"),
        ("crates/sala/src/store/open.rs", "fn open() { super::super::bundle::export::all(); }\n"),
        ("crates/sala/src/attendance/mark.rs", "use rusqlite::Connection;\n"),
        ("crates/sala/src/attendance/views/sheet.rs", "use rusqlite::Connection;\nuse crate::{bundle::Step, journal::Change};\n"),
        ("crates/sala/src/groups/set.rs", "use crate::decide::Choice;\n"),
        ("crates/sala/src/decide/settle.rs", "use crate::{attendance::lock, backup::Memory};\n"),
        ("crates/sala/src/bundle/export.rs", "//! Nothing here speaks of crate::groups.\n#[cfg(test)]\nmod tests { use crate::groups::draw; }\n"),
        ("crates/sala/src/trust/keys.rs", "fn f() { value![crate::plans::TITLE]; }\n"),
        ("ui/src/lib/host/index.ts", "import { invoke } from '@tauri-apps/api/core';\n"),
        ("ui/src/screens/today/Today.svelte", "<script>\nimport { invoke } from '@tauri-apps/api/core';\n</script>\n"),
    ] {
        let path = tree.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    fs::write(tree.path().join("crates/sala/src/long.rs"), "//! Long.\n".repeat(600)).unwrap();
    tree
}

#[test]
fn every_breach_of_a_wrong_tree_is_named_and_nothing_else() {
    let found = breaches(wrong_tree().path());
    let expected = [
        "crates/sala/Cargo.toml depends on tauri",
        "crates/sala-papers/Cargo.toml depends on tauri-plugin-dialog",
        "crates/sala-cli/Cargo.toml depends on sala-desktop",
        "crates/sala/src/attendance/mark.rs names rusqlite",
        "crates/sala/src/groups/set.rs names crate::decide",
        "crates/sala/src/decide/settle.rs names crate::backup",
        "crates/sala/src/journal/fold.rs names crate::people",
        "crates/sala/src/journal/fold.rs names crate::store",
        "crates/sala/src/store/open.rs names crate::bundle",
        "crates/sala/src/trust/keys.rs names crate::plans",
        "crates/sala/src/long.rs has 600 lines",
        "ui/src/screens/today/Today.svelte names @tauri-apps/",
    ];
    for breach in expected {
        assert!(found.iter().any(|line| line.starts_with(breach)), "not found: {breach}\nfound: {found:#?}");
    }
    assert_eq!(found.len(), expected.len(), "something that is allowed was called a breach: {found:#?}");
}
