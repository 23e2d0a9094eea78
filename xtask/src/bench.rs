//! Measuring. Each bench is a program of the tests package whose name begins with `bench`; it prints one JSON object
//! on its standard output:
//!
//! `{"figures": [{"figure", "measured", "base", "ratio", "limit", "unit", "note"}]}`
//!
//! where `measured` and `base` were taken side by side in one run and `ratio` is what counts, against `limit`. What each
//! figure means stands in `docs/figures.md`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Map, Value, json};

use crate::build::{self, Profile};
use crate::command;
use crate::system::{self, Purpose};
use crate::{Outcome, peers, project, test, tools};

/// The one bench that looks at a window, and so needs a screen and the driver.
const WINDOW: &str = "bench_window";

/// The bench whose workload the peers are given too.
const CORE: &str = "bench";

/// Builds and runs the benches, prints each figure, and writes them all to `test-output/bench.json`.
pub(crate) fn bench(only: Option<&str>, with_peers: bool) -> Outcome {
    system::ensure(Purpose::DriveTheWindow)?;
    let features = ["--package", "sala-tests", "--bins", "--features", "sala-tests/window"];
    let programs: Vec<PathBuf> = build::executables(Profile::Release, &features)?
        .into_iter()
        .filter(|program| build::name(program).starts_with("bench"))
        .filter(|program| only.is_none_or(|only| build::name(program) == only))
        .collect();
    if programs.is_empty() {
        return Err(format!("No bench is called {}", only.unwrap_or("anything")));
    }
    let mut benches = Map::new();
    for program in &programs {
        println!("\n── {}", build::name(program));
        let answer = measure(program)?;
        show(&answer);
        if with_peers && build::name(program) == CORE {
            println!("\n── {}", peers::NAME);
            let beside = peers::measure(&answer)?;
            show(&beside);
            benches.insert(peers::NAME.to_owned(), beside);
        }
        benches.insert(build::name(program), answer);
    }
    let file = project::output("bench.json");
    project::folder_at(&project::output(""))?;
    let all = format!("{:#}\n", json!({ "benches": benches }));
    fs::write(&file, all).map_err(|error| format!("{} could not be written: {error}", file.display()))?;
    println!("\nWritten to {}", file.display());
    Ok(())
}

fn measure(program: &Path) -> Outcome<Value> {
    let mut bench = Command::new(program);
    bench.current_dir(project::root());
    if build::name(program) == WINDOW {
        let empty = build::executables(Profile::Release, &["--package", "sala-desktop", "--example", "empty_window"])?;
        bench.env("SALA_DESKTOP", build::window(Profile::Release)?);
        bench.env("EMPTY_WINDOW", empty.first().ok_or("cargo built no empty window")?);
        bench.env("TAURI_DRIVER", tools::tauri_driver()?);
        bench = test::on_a_screen_of_its_own(bench);
    }
    let said = command::read(&mut bench)?;
    serde_json::from_str(&said).map_err(|error| format!("{} did not answer in JSON ({error}):\n{said}", build::name(program)))
}

fn show(answer: &Value) {
    for figure in answer.get("figures").and_then(Value::as_array).into_iter().flatten() {
        println!("{}", sentence(figure));
    }
}

fn sentence(figure: &Value) -> String {
    let number = |key: &str| figure.get(key).and_then(Value::as_f64);
    let word = |key: &str| figure.get(key).and_then(Value::as_str).unwrap_or_default();
    let shown = |key: &str| number(key).map_or_else(|| "-".to_owned(), |value| format!("{value:.2}"));
    let verdict = match (number("ratio").or(number("measured")), number("limit")) {
        (Some(value), Some(limit)) if value <= limit => "reached",
        (Some(_), Some(_)) => "MISSED",
        _ => "",
    };
    let note = if word("note").is_empty() { String::new() } else { format!("\n    {}", word("note")) };
    format!(
        "{}\n    {} against {} {}: ratio {}, limit {} {verdict}{note}",
        word("figure"),
        shown("measured"),
        shown("base"),
        word("unit"),
        shown("ratio"),
        shown("limit")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_over_its_limit_is_called_missed() {
        let figure = json!({"figure": "a mark", "measured": 3.0, "base": 1.0, "ratio": 3.0, "limit": 2.0, "unit": "ms"});
        assert!(sentence(&figure).contains("MISSED"), "three times the base is over a limit of two");
        let within = json!({"figure": "bytes a mark", "measured": 9.2, "limit": 15.0, "unit": "bytes"});
        assert!(sentence(&within).contains("reached"), "without a base, the figure itself is held against the limit");
    }
}
