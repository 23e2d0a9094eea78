//! Where builds are kept between runs. Outside the checkout when there is such a place, so that a fresh clone on the
//! same machine does not compile the world again.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Outcome, project};

/// Names the checkout that built last into a cache that several use.
const LAST: &str = "last-checkout";

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

/// Take the cache over from another checkout of the project. Cargo tells a checkout's own crates by their place within it and
/// by the age of their files, and would take what another one built later for this one's.
pub(crate) fn take_over() -> Outcome {
    let (target, root) = (target(), project::root());
    let (note, here) = (target.join(LAST), root.display().to_string());
    if target.starts_with(root) || fs::read_to_string(&note).is_ok_and(|last| last == here) {
        return Ok(());
    }
    for profile in ["debug", "release"] {
        forget_own(&target.join(profile).join(".fingerprint")).map_err(|why| format!("the build cache in {}: {why}", target.display()))?;
    }
    fs::create_dir_all(&target).and_then(|()| fs::write(&note, here)).map_err(|why| format!("{}: {why}", note.display()))
}

/// Forget what is known of the project's own crates: they are built anew.
fn forget_own(fingerprints: &Path) -> std::io::Result<()> {
    let Ok(known) = fs::read_dir(fingerprints) else { return Ok(()) };
    for one in known {
        let one = one?;
        let name = one.file_name();
        if ["sala-", "xtask-"].iter().any(|own| name.to_string_lossy().starts_with(own)) {
            fs::remove_dir_all(one.path())?;
        }
    }
    Ok(())
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
