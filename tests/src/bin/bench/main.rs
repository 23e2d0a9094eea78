//! The core's figures, each as a ratio taken side by side in one run. Prints one JSON object; what it is doing goes to
//! the error stream. `bench <part>` measures one part alone, for a profiler; `bench child <store> <file>` is the child
//! process whose memory is measured.

mod attachments;
mod concurrent;
mod filled;
mod import;
mod large;
mod mark;
mod phases;
mod programmes;
mod raw;
mod screens;
mod sites;
mod today;
mod workload;

use serde_json::{Map, Value, json};

/// One figure: `ratio` is what counts, against `limit`.
fn figure(name: &str, measured: f64, base: Option<f64>, limit: f64, unit: &str, note: String) -> Value {
    json!({ "figure": name, "measured": measured, "base": base, "ratio": base.map(|b| measured / b), "limit": limit, "unit": unit, "note": note })
}

/// The middle of several runs.
fn median(mut runs: Vec<f64>) -> f64 {
    runs.sort_by(f64::total_cmp);
    runs[runs.len() / 2]
}

/// The run that was least disturbed by whatever else the machine did.
fn least(runs: &[f64]) -> f64 {
    runs.iter().copied().fold(f64::INFINITY, f64::min)
}

fn main() {
    let args: Vec<_> = std::env::args().skip(1).collect();
    if let [what, store, file] = args.as_slice()
        && what == "child"
    {
        return attachments::child(store.as_ref(), file.as_ref());
    }
    let mut figures = Vec::new();
    // What stands beside the peers.
    let mut sala = Map::new();
    let mut beside = |(more, own): (Vec<Value>, Value), figures: &mut Vec<Value>| {
        figures.extend(more);
        sala.extend(own.as_object().cloned().unwrap_or_default());
    };
    let wanted = |part: &str| args.first().is_none_or(|only| only == part);
    if wanted("mark") {
        eprintln!("a mark, against a bare durable commit");
        figures.push(mark::measure());
    }
    if wanted("import") {
        eprintln!("100,000 marks from 50 sites, against prepared inserts");
        beside(import::measure(), &mut figures);
    }
    if wanted("concurrent") {
        eprintln!("100,000 marks from 50 sites that contradict each other");
        beside(concurrent::measure(), &mut figures);
    }
    if wanted("programmes") {
        eprintln!("the screens on the demo, and with 200 programmes in the store");
        figures.extend(programmes::measure());
    }
    if wanted("large") {
        eprintln!("a store of 1,000,000 entries");
        figures.extend(large::measure());
    }
    if wanted("attachments") {
        eprintln!("1 GB of attachments: throughput, and memory of an import");
        figures.extend(attachments::measure());
    }
    println!("{:#}", json!({ "figures": figures, "sala": sala }));
}
