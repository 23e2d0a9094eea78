//! What the operating system must have before anything compiles: the web view's development files and a compiler.

use std::path::Path;
use std::process::Command;

use crate::Outcome;
use crate::command;

/// What the window and the encrypted store are built from, on Debian and Ubuntu.
const BUILD: &[&str] = &[
    "build-essential",
    "libayatana-appindicator3-dev",
    "librsvg2-dev",
    "libssl-dev",
    "libwebkit2gtk-4.1-dev",
    "libxdo-dev",
    // OpenSSL, compiled into the encrypted store, configures itself in Perl.
    "perl",
    "pkg-config",
];

/// What drives the real window on a screen that nobody sees.
const WINDOW_TESTS: &[&str] = &["webkit2gtk-driver", "xauth", "xvfb"];

/// What is going to be done, which decides what must be there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Build the programs.
    Build,
    /// Build them and drive the window in tests or benches.
    DriveTheWindow,
}

/// Installs the system packages that are missing, saying which. On a system other than Debian and Ubuntu, says what is
/// needed and goes on: the compiler will tell the rest.
pub(crate) fn ensure(purpose: Purpose) -> Outcome {
    let wanted: Vec<&str> = match purpose {
        Purpose::Build => BUILD.to_vec(),
        Purpose::DriveTheWindow => [BUILD, WINDOW_TESTS].concat(),
    };
    if cfg!(windows) || cfg!(target_os = "macos") {
        return Ok(());
    }
    if !Path::new("/etc/debian_version").exists() {
        println!("This is neither Debian nor Ubuntu, so nothing is installed here. Sala needs what these packages hold:\n  {}", wanted.join(" "));
        return Ok(());
    }
    let missing = missing(&wanted);
    if missing.is_empty() {
        return Ok(());
    }
    println!("Missing system packages: {}", missing.join(" "));
    install(&missing)
}

fn missing<'a>(wanted: &[&'a str]) -> Vec<&'a str> {
    // dpkg-query fails as soon as one name is unknown to it, and still lists the others.
    let listed = Command::new("dpkg-query")
        .args(["--show", "--showformat=${Package} ${db:Status-Status}\n"])
        .args(wanted)
        .output()
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
        .unwrap_or_default();
    not_installed(wanted, &listed)
}

fn not_installed<'a>(wanted: &[&'a str], listed: &str) -> Vec<&'a str> {
    let installed = |name: &str| listed.lines().any(|line| line.split_once(' ') == Some((name, "installed")));
    wanted.iter().copied().filter(|name| !installed(name)).collect()
}

fn install(packages: &[&str]) -> Outcome {
    let root = command::ask(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    let sudo = command::ask(Command::new("sudo").arg("--version")).is_some();
    if !root && !sudo {
        return Err(format!("Neither root nor sudo here. Please have them installed:\n  apt-get install {}", packages.join(" ")));
    }
    for words in [&["update"][..], &["install", "--yes", "--no-install-recommends"]] {
        let mut apt = if root { Command::new("env") } else { Command::new("sudo") };
        if !root {
            apt.arg("env");
        }
        // Another installation may be under way, as on a machine that has just started.
        apt.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300"]).args(words);
        if words.first() == Some(&"install") {
            apt.args(packages);
        }
        println!("  {}", command::line(&apt));
        command::run(&mut apt)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_that_was_removed_but_left_its_settings_is_missing() {
        let listed = "xauth installed\nxvfb config-files\n";
        assert_eq!(
            not_installed(&["webkit2gtk-driver", "xauth", "xvfb"], listed),
            ["webkit2gtk-driver", "xvfb"],
            "one is unknown to dpkg and one has only its settings left: neither can be used"
        );
    }
}
