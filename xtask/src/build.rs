//! Building the programs, and where they are afterwards.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::cache;
use crate::command;
use crate::{Outcome, node, project};

/// How a program is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Quick to build.
    Development,
    /// Quick to run.
    Release,
}

/// The command line, `sala`.
pub(crate) fn command_line(profile: Profile) -> Outcome<PathBuf> {
    one(executables(profile, &["--package", "sala-cli", "--bin", "sala"])?)
}

/// The window, `sala-desktop`, with the user interface inside it.
pub(crate) fn window(profile: Profile) -> Outcome<PathBuf> {
    node::build()?;
    one(executables(profile, &["--package", "sala-desktop", "--bin", "sala-desktop"])?)
}

/// The window whose file dialogs are answered from the environment, so that a test can drive it.
pub(crate) fn window_under_test() -> Outcome<PathBuf> {
    node::build()?;
    let words = ["--package", "sala-desktop", "--bin", "sala-desktop", "--features", "sala-desktop/test-picker"];
    let built = one(executables(Profile::Development, &words)?)?;
    // A copy of our own: the cache may be shared, and another checkout's build would replace it under the test.
    let folder = project::output("bin");
    project::folder_at(&folder)?;
    let own = folder.join(built.file_name().unwrap_or_default());
    fs::copy(&built, &own).map_err(|error| format!("{} could not be copied: {error}", built.display()))?;
    Ok(own)
}

/// Builds what the words name and answers the programs that came out.
pub(crate) fn executables(profile: Profile, words: &[&str]) -> Outcome<Vec<PathBuf>> {
    let mut cargo = cache::cargo();
    cargo.args(["build", "--locked", "--message-format", "json-render-diagnostics"]).args(words);
    if profile == Profile::Release {
        cargo.arg("--release");
    }
    println!("  {}", command::line(&cargo));
    programs(&mut cargo)
}

/// Runs a build that tells of itself in JSON, and answers the programs that came out.
pub(crate) fn programs(cargo: &mut Command) -> Outcome<Vec<PathBuf>> {
    let messages = command::read(cargo)?;
    Ok(messages.lines().filter_map(executable).collect())
}

fn executable(message: &str) -> Option<PathBuf> {
    let message: Value = serde_json::from_str(message).ok()?;
    message.get("executable")?.as_str().map(PathBuf::from)
}

fn one(programs: Vec<PathBuf>) -> Outcome<PathBuf> {
    programs.into_iter().next().ok_or_else(|| "cargo built no program".to_owned())
}

/// The name a program goes by, without the system's ending.
pub(crate) fn name(program: &Path) -> String {
    program.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_found_among_what_cargo_says() {
        let built = r#"{"reason":"compiler-artifact","executable":"/cache/debug/sala"}"#;
        let library = r#"{"reason":"compiler-artifact","executable":null}"#;
        assert_eq!(executable(built), Some(PathBuf::from("/cache/debug/sala")), "cargo names the program it wrote");
        assert_eq!(executable(library), None, "a library is not a program");
    }
}
