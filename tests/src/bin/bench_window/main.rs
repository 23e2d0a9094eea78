//! What somebody at the window waits for: its start, and a long list on its way past; `start` or `scroll` alone where one is named. `docs/figures.md` says what each figure means.

mod scroll;
mod start;

use std::path::{Path, PathBuf};

use sala_tests::window::Setup;
use serde_json::json;

fn main() {
    let sala = program("SALA_DESKTOP");
    let part = std::env::args().nth(1);
    let wanted = |name: &str| part.as_deref().is_none_or(|part| part == name);
    let mut figures = Vec::new();
    if wanted("start") {
        figures.push(start::measure(&sala, &program("EMPTY_WINDOW")));
    }
    if wanted("scroll") {
        figures.extend(scroll::measure(&sala));
    }
    println!("{}", json!({ "figures": figures }));
}

/// Settings of the window stay in this folder: nothing of a bench lands in the home of whoever runs it.
fn at_home_in(setup: Setup, folder: &Path) -> Setup {
    ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"].iter().fold(setup, |setup, variable| setup.variable(variable, folder))
}

fn program(variable: &str) -> PathBuf {
    let named = std::env::var_os(variable);
    PathBuf::from(named.unwrap_or_else(|| panic!("{variable} names no program; `cargo xtask bench` builds it and names it")))
}
