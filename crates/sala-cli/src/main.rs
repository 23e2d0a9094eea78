//! `sala`: the same desk without a window, for automation, for support by telephone, for machines without a display.
//!
//! Every command answers with a table or a sentence, or with one JSON object (`--json`) on standard output; progress
//! and what went wrong go to standard error.

mod answer;
mod cli;
mod commands;
mod log;
mod place;
mod progress;
mod say;
mod words;

use std::process::ExitCode;

use clap::Parser as _;

use cli::Cli;
use say::Exit;

fn main() -> ExitCode {
    let exit = match Cli::try_parse() {
        Ok(cli) => {
            let json = cli.global.json;
            let store = place::store_dir(cli.global.store.as_deref());
            match commands::run(cli) {
                Ok(answer) => say::answer(answer, json),
                Err(error) => say::failure(&error, json, store.ok().as_deref()),
            }
        }
        // Where the arguments could not be read, whether the answer is wanted as JSON is looked for by hand.
        Err(error) => say::usage(&error, std::env::args_os().any(|arg| arg == "--json")),
    };
    ExitCode::from(match exit {
        Exit::Done => 0,
        Exit::Unexpected => 1,
        Exit::WrongUsage => 2,
        Exit::Refused => 3,
        Exit::Waits => 4,
    })
}
