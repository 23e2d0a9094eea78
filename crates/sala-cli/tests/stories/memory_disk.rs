//! Disks and sticks that are small, full or write-protected: real file systems in memory, which only one shell sees and
//! which go when it ends. No other test, and nothing of the machine, is touched by them.

use std::{
    path::Path,
    process::{Command, Output},
    sync::OnceLock,
};

use crate::laptop::Laptop;

/// Runs a shell script with a fresh disk of `size` (as mount takes it) at `$DISK`; `$SALA` is the program, and `words` are
/// the script's arguments. None where this system lets nobody mount, which is said loudly.
pub fn with_disk(size: &str, disk: &Path, laptop: &Laptop, script: &str, words: &[&str]) -> Option<Output> {
    let namespace = (*NAMESPACE.get_or_init(probe))?;
    std::fs::create_dir_all(disk).unwrap();
    let script = format!("set -eu\nmount -t tmpfs -o size={size} tmpfs \"$DISK\"\n{script}");
    let mut command = Command::new("unshare");
    command.args([namespace, "sh", "-c", &script, "sh"]).args(words).env("DISK", disk).env("SALA", crate::laptop::PROGRAM);
    laptop.surround(&mut command);
    Some(command.output().unwrap())
}

static NAMESPACE: OnceLock<Option<&str>> = OnceLock::new();

/// How this user may mount in a namespace of its own: as root, or as root of a namespace of users.
fn probe() -> Option<&'static str> {
    let place = tempfile::tempdir().unwrap();
    let may = |namespace: &&str| {
        let mounted = Command::new("unshare").args([*namespace, "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs"]).arg(place.path()).output();
        mounted.is_ok_and(|output| output.status.success())
    };
    let found = ["-m", "-rm"].into_iter().find(may);
    if found.is_none() {
        eprintln!("NOT TESTED: this system lets nobody mount a disk in memory (unshare -rm), so full and write-protected disks were not tried.");
    }
    found
}
