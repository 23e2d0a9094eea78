//! The user interface's own tools: packages exactly as the lock file names them, and its build.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use crate::command::{self, program};
use crate::{Outcome, project};

const OLDEST_NODE: u32 = 20;

/// `npm`, at work in the user interface's folder.
pub(crate) fn npm(words: &[&str]) -> Command {
    let mut npm = program("npm");
    npm.args(words).current_dir(project::ui());
    npm
}

/// Installs the packages of the lock file, unless the very same lock file was installed last time.
pub(crate) fn packages() -> Outcome {
    let lock = project::ui().join("package-lock.json");
    let installed = project::ui().join("node_modules").join(".installed-lock.json");
    let wanted = fs::read(&lock).map_err(|error| format!("{} could not be read: {error}", lock.display()))?;
    if fs::read(&installed).is_ok_and(|last| last == wanted) {
        return Ok(());
    }
    node()?;
    command::run(&mut npm(&["ci", "--no-audit", "--no-fund", "--prefer-offline"]))?;
    fs::write(&installed, wanted).map_err(|error| format!("{} could not be written: {error}", installed.display()))
}

/// Builds the user interface, unless nothing in it is newer than the last build: a new build would make the desktop
/// program embed it anew and link again.
pub(crate) fn build() -> Outcome {
    packages()?;
    let built = project::ui().join("dist").join("index.html");
    if let Ok(built) = modified(&built)
        && newest(&project::ui()).is_some_and(|source| source <= built)
    {
        return Ok(());
    }
    command::run(&mut npm(&["run", "build"]))
}

fn node() -> Outcome {
    let said = command::ask(Command::new("node").arg("--version")).unwrap_or_default();
    match major(&said) {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        Some(major) => Err(format!("Node {OLDEST_NODE} or newer is needed; this is {major}. See https://nodejs.org")),
        None => Err(format!("Node {OLDEST_NODE} or newer is needed and was not found. See https://nodejs.org")),
    }
}

fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// When the newest source of the user interface was written; what is installed or built does not count.
fn newest(folder: &Path) -> Option<SystemTime> {
    let entries = fs::read_dir(folder).ok()?.flatten();
    entries
        .filter(|entry| entry.file_name() != "node_modules" && entry.file_name() != "dist")
        .filter_map(|entry| {
            let path = entry.path();
            if path.is_dir() { newest(&path) } else { modified(&path).ok() }
        })
        .max()
}

fn modified(path: &Path) -> std::io::Result<SystemTime> {
    fs::metadata(path)?.modified()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_version_that_node_prints_is_understood() {
        assert_eq!(major("v20.20.2\n"), Some(20), "node prints a v and a line break around its version");
        assert_eq!(major(""), None, "no node prints nothing");
    }
}
