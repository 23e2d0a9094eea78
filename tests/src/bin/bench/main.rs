//! The core's figures, each as a ratio taken side by side in one run. Prints one JSON object; what it is doing goes to
//! the error stream. `bench attachments <store> <file>` is the child process whose memory is measured.

mod attachments;
mod import;
mod mark;
mod raw;

use serde_json::{Value, json};

/// One figure: `ratio` is what counts, against `limit`.
fn figure(name: &str, measured: f64, base: Option<f64>, limit: f64, unit: &str, note: String) -> Value {
    json!({ "figure": name, "measured": measured, "base": base, "ratio": base.map(|b| measured / b), "limit": limit, "unit": unit, "note": note })
}

/// The middle of several runs.
fn median(mut runs: Vec<f64>) -> f64 {
    runs.sort_by(f64::total_cmp);
    runs[runs.len() / 2]
}

fn main() {
    let args: Vec<_> = std::env::args().skip(1).collect();
    if let [what, store, file] = args.as_slice()
        && what == "attachments"
    {
        return attachments::child(store.as_ref(), file.as_ref());
    }
    let mut figures = Vec::new();
    // For a profiler: one part alone.
    if args == ["import"] {
        return println!("{:#}", json!({ "figures": import::measure() }));
    }
    eprintln!("a mark, against a bare durable commit");
    figures.push(mark::measure());
    eprintln!("100,000 marks from 50 sites, against prepared inserts");
    figures.extend(import::measure());
    eprintln!("memory of an import with 10 MB and with 1 GB of attachments");
    figures.extend(attachments::measure());
    println!("{:#}", json!({ "figures": figures }));
}
