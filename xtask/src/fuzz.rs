//! The fuzz targets: minutes of changed bytes through the doors by which bytes of others come in.

use std::process::Command;

use crate::command::{self, program};
use crate::tally::Tally;
use crate::{Outcome, cache, project};

const TARGETS: [&str; 3] = ["bundle", "page", "sheet"];
/// How long each target runs unless `SALA_FUZZ_SECONDS` says otherwise.
const SECONDS: u64 = 600;

/// Runs each target for a bounded time. What a target found lies in `fuzz/artifacts`.
pub(crate) fn targets() -> Outcome<Tally> {
    if command::ask(fuzz().arg("--version")).is_none() {
        // Whoever asks for the long run must not take one without it for the proof.
        return Err("The fuzz targets did not run: they want the nightly compiler and cargo-fuzz (rustup toolchain install nightly; \
                    cargo install cargo-fuzz). Their corpus runs with the other tests."
            .into());
    }
    let seconds = match std::env::var("SALA_FUZZ_SECONDS") {
        Ok(said) => said.parse().map_err(|_| format!("SALA_FUZZ_SECONDS is {said}, which is no number of seconds"))?,
        Err(_) => SECONDS,
    };
    let mut tally = Tally::default();
    for target in TARGETS {
        // What it comes upon goes to the first folder; the corpus of the repository is only read.
        let found = cache::target().join("fuzz").join("corpus").join(target);
        project::folder_at(&found)?;
        let mut run = fuzz();
        run.args(["run", target, "--target-dir"]).arg(cache::target().join("fuzz")).arg(found).arg(project::root().join("fuzz/corpus").join(target));
        run.args(["--", &format!("-max_total_time={seconds}"), "-max_len=65536", "-timeout=20", "-rss_limit_mb=1024"]);
        match command::run(&mut run) {
            Ok(()) => tally += Tally::PASSED,
            Err(why) => {
                eprintln!("{why}");
                tally += Tally::FAILED;
            }
        }
    }
    Ok(tally)
}

/// `cargo fuzz` of the nightly compiler, in the folder of the targets.
fn fuzz() -> Command {
    let mut fuzz = program("rustup");
    // The compiler that runs this chore names itself to what it starts.
    fuzz.env_remove("CARGO").env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO_TARGET_DIR");
    fuzz.args(["run", "nightly", "cargo", "fuzz"]).current_dir(project::root().join("fuzz"));
    fuzz
}
