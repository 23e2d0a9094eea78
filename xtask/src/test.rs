//! Everything that must pass, what fails soonest first.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::build::{self, Profile};
use crate::command::{self, program};
use crate::system::{self, Purpose};
use crate::tally::Tally;
use crate::{Outcome, cache, day, fuzz, node, project, tools};

/// What was asked for.
#[derive(Default)]
pub(crate) struct Options {
    only: Option<String>,
    night: bool,
}

impl Options {
    /// From the words after `cargo xtask test`.
    pub(crate) fn read(words: &[&str]) -> Outcome<Options> {
        let mut options = Options::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--night" => options.night = true,
                "--only" => {
                    let name = words.next().ok_or("--only wants the name of a step")?;
                    if !STEPS.iter().any(|step| step.name == *name) {
                        return Err(format!("There is no step {name}. There are: {}", names()));
                    }
                    options.only = Some((*name).to_owned());
                }
                other => return Err(format!("{other} is not an option of `cargo xtask test`")),
            }
        }
        Ok(options)
    }
}

/// One thing that must pass. Each makes sure of what it needs, so that it can also be asked for alone.
struct Step {
    name: &'static str,
    check: fn(&Options) -> Outcome<Tally>,
}

const STEPS: &[Step] = &[
    Step { name: "format", check: format },
    Step { name: "packages", check: packages },
    Step { name: "svelte-check", check: svelte_check },
    Step { name: "ui-tests", check: ui_tests },
    Step { name: "ui-build", check: ui_build },
    Step { name: "clippy", check: clippy },
    Step { name: "rust", check: rust },
    Step { name: "day", check: the_day },
    Step { name: "window", check: window },
    Step { name: "fuzz", check: fuzz_targets },
];

fn names() -> String {
    STEPS.iter().map(|step| step.name).collect::<Vec<_>>().join(", ")
}

/// Runs the steps until one fails. The last line printed is always `N passed, N failed`.
pub(crate) fn test(options: &Options) -> Outcome {
    let mut total = Tally::default();
    let mut lines = Vec::new();
    let mut outcome = Ok(());
    for step in STEPS.iter().filter(|step| options.only.as_deref().is_none_or(|only| only == step.name)) {
        println!("\n── {}", step.name);
        let start = Instant::now();
        let tally = (step.check)(options).unwrap_or_else(|why| {
            eprintln!("{why}");
            Tally::FAILED
        });
        lines.push(line(step.name, start.elapsed(), tally));
        total += tally;
        if tally.failed > 0 {
            outcome = Err(format!("The step {} failed, so the steps after it did not run.", step.name));
            break;
        }
    }
    println!("\n{}", lines.join("\n"));
    if let Err(why) = &outcome {
        println!("{why}");
    }
    println!("{total}");
    // What failed has been said above; nothing may follow the line that counts.
    if outcome.is_err() {
        std::process::exit(1);
    }
    Ok(())
}

fn line(name: &str, took: Duration, tally: Tally) -> String {
    format!("{name:<14}{:>8.1} s   {tally}", took.as_secs_f64())
}

fn format(_: &Options) -> Outcome<Tally> {
    command::run(cache::cargo().args(["fmt", "--all", "--check"]))?;
    Ok(Tally::PASSED)
}

fn packages(_: &Options) -> Outcome<Tally> {
    system::ensure(Purpose::DriveTheWindow)?;
    node::packages()?;
    Ok(Tally::PASSED)
}

fn svelte_check(_: &Options) -> Outcome<Tally> {
    node::packages()?;
    command::run(&mut node::npm(&["run", "check"]))?;
    Ok(Tally::PASSED)
}

fn ui_tests(_: &Options) -> Outcome<Tally> {
    node::packages()?;
    let report = project::output("vitest.json");
    forget(&report)?;
    let mut vitest = node::npm(&["run", "test", "--", "--reporter=default", "--reporter=json"]);
    vitest.arg(format!("--outputFile.json={}", report.display()));
    counted(&mut vitest, &report, Tally::from_vitest)
}

fn ui_build(_: &Options) -> Outcome<Tally> {
    node::build()?;
    Ok(Tally::PASSED)
}

fn clippy(_: &Options) -> Outcome<Tally> {
    // The desktop program embeds the built user interface while it compiles.
    node::build()?;
    let words = ["clippy", "--workspace", "--all-targets", "--all-features", "--locked", "--", "--deny", "warnings"];
    command::run(cache::cargo().args(words))?;
    Ok(Tally::PASSED)
}

fn rust(options: &Options) -> Outcome<Tally> {
    node::build()?;
    let profile = if options.night { "night" } else { "rust" };
    let report = junit(profile);
    forget(&report)?;
    let mut nextest = tools::nextest()?;
    nextest.args(["run", "--workspace", "--locked", "--profile", profile]);
    // The window is built with the same features, so that nothing compiles twice.
    nextest.args(["--features", "sala-desktop/test-picker"]);
    counted(at_night(&mut nextest, options), &report, Tally::from_junit)
}

/// The day that `cargo xtask run` plays where there is no display.
fn the_day(_: &Options) -> Outcome<Tally> {
    day::play(&build::command_line(Profile::Development)?)?;
    Ok(Tally::PASSED)
}

fn window(options: &Options) -> Outcome<Tally> {
    system::ensure(Purpose::DriveTheWindow)?;
    let window = build::window_under_test()?;
    let report = junit("window");
    forget(&report)?;
    project::fresh(&project::output("screens"))?;
    let mut nextest = on_a_screen_of_its_own(tools::nextest()?);
    nextest.args(["run", "--package", "sala-tests", "--features", "sala-tests/window", "--test", "window"]);
    nextest.args(["--locked", "--profile", "window"]);
    nextest.env("SALA_DESKTOP", window).env("TAURI_DRIVER", tools::tauri_driver()?);
    let tally = counted(at_night(&mut nextest, options), &report, Tally::from_junit);
    println!("Screenshots: {}", project::output("screens").display());
    tally
}

/// Changed bytes for minutes: at night, or when asked for. By day their corpus runs with the tests of the core.
fn fuzz_targets(options: &Options) -> Outcome<Tally> {
    if options.night || options.only.is_some() { fuzz::targets() } else { Ok(Tally::default()) }
}

/// Longer runs where the tests know how: more generated cases, more simulated exchanges.
fn at_night<'a>(command: &'a mut Command, options: &Options) -> &'a mut Command {
    if options.night {
        command.env("SALA_NIGHT", "1").env("PROPTEST_CASES", "4096");
    }
    command
}

/// The same command on a screen that nobody sees, where the system has such screens.
pub(crate) fn on_a_screen_of_its_own(command: Command) -> Command {
    if !cfg!(target_os = "linux") {
        return command;
    }
    let mut screen = program("xvfb-run");
    screen.args(["--auto-servernum", "--server-args", "-screen 0 1600x1200x24"]);
    screen.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => screen.env(name, value),
            None => screen.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        screen.current_dir(folder);
    }
    screen
}

/// Where nextest writes the report of one of its profiles: always in the checkout, wherever cargo builds.
fn junit(profile: &str) -> PathBuf {
    project::root().join("target").join("nextest").join(profile).join("junit.xml")
}

/// Runs a runner that writes a report, and counts from the report. No report, or a runner that fails while its
/// report names no failure, is a failure too.
fn counted(runner: &mut Command, report: &PathBuf, read: fn(&str) -> Option<Tally>) -> Outcome<Tally> {
    let outcome = command::run(runner);
    let tally = fs::read_to_string(report).ok().as_deref().and_then(read);
    match (outcome, tally) {
        (Ok(()), Some(tally)) => Ok(tally),
        (Err(_), Some(tally)) if tally.failed > 0 => Ok(tally),
        (Err(why), _) => Err(why),
        (Ok(()), None) => Err(format!("{} says nothing that can be counted", report.display())),
    }
}

/// A report of an earlier run must not be counted again.
fn forget(report: &PathBuf) -> Outcome {
    match fs::remove_file(report) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(format!("{} could not be removed: {error}", report.display())),
    }
}
