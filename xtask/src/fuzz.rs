//! The fuzz targets: minutes of changed bytes through the doors by which bytes of others come in.

use std::process::Command;

use crate::command;
use crate::tally::Tally;
use crate::{Outcome, cache, project, tools};

const TARGETS: [&str; 3] = ["bundle", "page", "sheet"];
/// How long each target runs unless `SALA_FUZZ_SECONDS` says otherwise.
const SECONDS: u64 = 600;

/// Runs each target for a bounded time. What a target found lies in `fuzz/artifacts`.
pub(crate) fn targets() -> Outcome<Tally> {
    let seconds = match std::env::var("SALA_FUZZ_SECONDS") {
        Ok(said) => said.parse().map_err(|_| format!("SALA_FUZZ_SECONDS is {said}, which is no number of seconds"))?,
        Err(_) => SECONDS,
    };
    let mut tally = Tally::default();
    for target in TARGETS {
        // What it comes upon goes to the first folder; the corpus of the repository is only read.
        let found = cache::target().join("fuzz").join("corpus").join(target);
        project::folder_at(&found)?;
        let mut run = fuzz()?;
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

/// `cargo fuzz`, in the folder of the targets. The sanitizers come with the compiler of `rust-toolchain.toml`, which lets
/// itself be told to use them: nobody needs a nightly one.
fn fuzz() -> Outcome<Command> {
    let mut fuzz = Command::new(tools::cargo_fuzz()?);
    // The compiler that runs this chore names itself to what it starts.
    fuzz.env_remove("CARGO").env_remove("CARGO_TARGET_DIR").env("RUSTC_BOOTSTRAP", "1");
    fuzz.arg("fuzz").current_dir(project::root().join("fuzz"));
    Ok(fuzz)
}
