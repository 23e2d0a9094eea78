//! Running another program, and saying in a sentence what failed.

use std::ffi::OsStr;
use std::process::{Command, Stdio};

use crate::Outcome;

/// A program by name, the way a shell would find it. On Windows, npm and its kin are `.cmd` files, which are not
/// found by their bare name.
pub(crate) fn program(name: &str) -> Command {
    if cfg!(windows) && matches!(name, "npm" | "npx") {
        return Command::new(format!("{name}.cmd"));
    }
    Command::new(name)
}

/// Runs to the end with the terminal's own input and output.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let line = line(command);
    let status = command.status().map_err(|error| format!("`{line}` could not be started: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{line}` ended with {status}")) }
}

/// Runs to the end and answers what it printed on its standard output. Its diagnostics stay on the terminal.
pub(crate) fn read(command: &mut Command) -> Outcome<String> {
    let line = line(command);
    let output = command.stderr(Stdio::inherit()).output().map_err(|error| format!("`{line}` could not be started: {error}"))?;
    if !output.status.success() {
        return Err(format!("`{line}` ended with {}", output.status));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What a program prints when asked something harmless, such as its version; nothing when it is not there.
pub(crate) fn ask(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The command as somebody would type it.
pub(crate) fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
