//! Tools of a pinned version: the test runner, the driver of the window, the fuzzer. Taken where they are already installed,
//! else installed once into the cache.

use std::path::PathBuf;
use std::process::Command;

use crate::cache;
use crate::command;
use crate::{Outcome, project};

const NEXTEST: &str = "0.9.143";
const TAURI_DRIVER: &str = "2.1.0";
const CARGO_FUZZ: &str = "0.13.2";

/// `cargo nextest`, ready to be told what to run.
pub(crate) fn nextest() -> Outcome<Command> {
    // Any release of the same line knows the settings in .config/nextest.toml.
    let usable = |said: String| said.split_whitespace().nth(1).is_some_and(|version| version.starts_with("0.9."));
    let here = command::ask(Command::new("cargo-nextest").args(["nextest", "--version"])).is_some_and(usable);
    let program = if here { PathBuf::from("cargo-nextest") } else { installed("cargo-nextest", NEXTEST)? };
    let mut nextest = Command::new(program);
    nextest.arg("nextest").current_dir(project::root()).env("CARGO_TARGET_DIR", cache::target());
    Ok(nextest)
}

/// The program that stands between a WebDriver client and the window.
pub(crate) fn tauri_driver() -> Outcome<PathBuf> {
    // It cannot say its own version, but cargo remembers what it installed.
    let known = command::ask(cache::cargo().args(["install", "--list"])).unwrap_or_default();
    if known.lines().any(|line| line.starts_with(&format!("tauri-driver v{TAURI_DRIVER}"))) {
        return Ok(PathBuf::from("tauri-driver"));
    }
    installed("tauri-driver", TAURI_DRIVER)
}

/// The program that builds the fuzz targets and runs them.
pub(crate) fn cargo_fuzz() -> Outcome<PathBuf> {
    let here = command::ask(Command::new("cargo-fuzz").args(["fuzz", "--version"])).is_some_and(|said| said.contains(" 0.13."));
    if here { Ok(PathBuf::from("cargo-fuzz")) } else { installed("cargo-fuzz", CARGO_FUZZ) }
}

fn installed(name: &str, version: &str) -> Outcome<PathBuf> {
    let home = cache::tools().join(format!("{name}-{version}"));
    let program = home.join("bin").join(name).with_extension(std::env::consts::EXE_EXTENSION);
    if !program.exists() {
        println!("Installing {name} {version} into {}", home.display());
        let mut install = cache::cargo();
        // A folder of its own: the shared one would keep everybody else waiting for cargo's lock.
        install.env_remove("CARGO_TARGET_DIR");
        install.args(["install", name, "--version", version, "--locked", "--root"]).arg(&home);
        command::run(&mut install)?;
    }
    Ok(program)
}
