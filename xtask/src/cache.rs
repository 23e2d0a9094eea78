//! Where builds are kept between runs. Outside the checkout when there is such a place, so that a fresh clone on the
//! same machine does not compile the world again.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use crate::project;

/// The folder that cargo builds into.
pub(crate) fn target() -> PathBuf {
    if let Some(chosen) = env::var_os("CARGO_TARGET_DIR") {
        // Relative to where the chore was called, which cargo has made the checkout's top.
        return project::root().join(chosen);
    }
    match shared() {
        Some(shared) => shared.join("target"),
        None => project::root().join("target"),
    }
}

/// The folder that tools of a pinned version are installed into.
pub(crate) fn tools() -> PathBuf {
    match shared() {
        Some(shared) => shared.join("tools"),
        None => target().join("tools"),
    }
}

/// `cargo`, the one that runs this chore, building into the cache.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(project::root()).env("CARGO_TARGET_DIR", target());
    cargo
}

/// The cache outside the checkout, where there is one: named by `SALA_BUILD_CACHE`, or in the user's cache folder if
/// somebody made it or a build server runs this.
fn shared() -> Option<PathBuf> {
    if let Some(named) = env::var_os("SALA_BUILD_CACHE") {
        return Some(PathBuf::from(named));
    }
    let usual = env::home_dir()?.join(".cache").join("sala-build");
    (usual.is_dir() || env::var_os("CI").is_some()).then_some(usual)
}
