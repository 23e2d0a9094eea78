//! The project's own chores: `cargo xtask run`, `test`, `bench`, `dist`. The same on every system, so that nobody
//! (and no build server) needs to know more than one command.

mod bench;
mod build;
mod cache;
mod command;
mod day;
mod dist;
mod fuzz;
mod node;
mod peers;
mod project;
mod run;
mod sala;
mod system;
mod tally;
mod test;
mod tools;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask run             install what is missing, build, and open the window on the demo
                            (without a display: play the same day in the terminal)
    --terminal              play the day in the terminal even where there is a display
cargo xtask test            everything that must pass
    --only STEP             one step alone: format, packages, svelte-check, ui-tests, ui-build, clippy, rust,
                            day, window, fuzz
    --night                 longer: more generated cases, more simulated exchanges, the fuzz targets
cargo xtask bench           measure, print each figure as a ratio, write test-output/bench.json
    --only NAME             one bench alone, by the name of its program
    --without-peers         leave out Automerge and Loro, which are built and measured beside Sala
cargo xtask dist            release programs in one archive, under test-output/dist
cargo xtask help            this text

The build cache is CARGO_TARGET_DIR when set; else SALA_BUILD_CACHE, or ~/.cache/sala-build where that exists
or CI is set; else the checkout's own target folder.";

/// What a chore answers: nothing, or a sentence that says what stopped it.
pub(crate) type Outcome<T = ()> = Result<T, String>;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if let ["run" | "test" | "bench" | "dist", ..] = words.as_slice()
        && let Err(why) = cache::take_over()
    {
        eprintln!("{why}");
        return ExitCode::FAILURE;
    }
    let outcome = match words.as_slice() {
        ["run"] => run::run(run::Place::WhereverThereIsOne),
        ["run", "--terminal"] => run::run(run::Place::Terminal),
        ["test", options @ ..] => test::Options::read(options).and_then(|options| test::test(&options)),
        ["bench"] => bench::bench(None, true),
        ["bench", "--without-peers"] => bench::bench(None, false),
        ["bench", "--only", name] => bench::bench(Some(name), true),
        ["bench", "--only", name, "--without-peers"] => bench::bench(Some(name), false),
        ["dist"] => dist::dist(),
        ["help" | "--help" | "-h"] | [] => {
            println!("{HELP}");
            Ok(())
        }
        _ => {
            eprintln!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
