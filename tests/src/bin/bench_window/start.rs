//! How long Sala takes from its start to the first screen that can be used, against a Tauri window with nothing in it.
//! Both are started in turn through the same driver, so that what the driver costs is in both.

use std::path::Path;
use std::time::Duration;

use sala_tests::window::Setup;
use serde_json::{Value, json};

use crate::at_home_in;

const ROUNDS: usize = 9;

/// The first screen is there: the rail, and a button on the screen beside it.
const USABLE: &str = ".frame:has(nav.rail) main button";

/// Median of the starts of both.
pub fn measure(sala: &Path, empty: &Path) -> Value {
    let folder = tempfile::tempdir().expect("a folder for the store");
    // The first start makes the demo's store, and fills the disk's cache for both.
    start(sala, USABLE, folder.path());
    start(empty, "body", folder.path());
    let mut sala_took = Vec::new();
    let mut empty_took = Vec::new();
    for round in 1..=ROUNDS {
        sala_took.push(start(sala, USABLE, folder.path()));
        empty_took.push(start(empty, "body", folder.path()));
        eprintln!("{round} of {ROUNDS}");
    }
    let (measured, base) = (median(&mut sala_took), median(&mut empty_took));
    json!({
        "figure": "window: start to the first usable screen on the demo, against an empty Tauri window",
        "measured": measured * 1000.0,
        "base": base * 1000.0,
        "ratio": measured / base,
        "limit": 1.5,
        "unit": "ms",
        "note": format!("median of {ROUNDS} starts of each, in turn; what the driver costs included in both"),
    })
}

fn start(program: &Path, selector: &str, folder: &Path) -> Duration {
    at_home_in(Setup::on(&folder.join("store")), folder).with("--demo").time_until(program, selector)
}

fn median(took: &mut [Duration]) -> f64 {
    took.sort_unstable();
    took[took.len() / 2].as_secs_f64()
}
