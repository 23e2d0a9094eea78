//! The marks of Sala's bench taken into Automerge and Loro: in memory, without a seal, a signature, a database or a disk.
//! Prints one JSON object, `{"peers": [{"name", "import_ms", "one_change_ms", "bytes_a_mark", "concurrent_ms", "conflicts", "lost"}]}`.
//!
//! Each mark is a change of its own with its time, as it is an action of its own in Sala; and, as an easier task, a site's two
//! thousand marks are one change without times.

#[path = "../../../tests/src/bin/bench/workload.rs"]
#[allow(dead_code)]
mod workload;

mod automerge_marks;
mod loro_marks;

use std::time::Instant;

use serde_json::{Value, json};
use workload::{ALL, RUNS, SITES};

/// What makes a change.
#[derive(Clone, Copy, PartialEq)]
enum Grain {
    /// A mark, with its time.
    Mark,
    /// All that a site marked.
    Site,
}

/// When a site makes its next mark, in milliseconds.
fn moment(site: usize, mark: usize) -> i64 {
    1_336_983_000_000 + (site * 7 + mark * 2_400) as i64
}

/// A document at headquarters that has seen no site yet.
trait Peer: Sized {
    const NAME: &'static str;
    /// Headquarters' document with its empty registers.
    fn new() -> Self;
    /// The same document, before anything came.
    fn again(&self) -> Self;
    /// What one site, which began with this document, sends back: each mark a change of its own, or all of them one.
    fn site(&self, site: usize, grain: Grain, marks: &mut dyn Iterator<Item = (usize, usize, workload::Said)>) -> Vec<u8>;
    /// Take a site's file in.
    fn import(&mut self, file: &[u8]);
    /// How many values there are to be seen in this cell.
    fn values(&self, register: usize, person: usize) -> usize;
}

/// How a mark is written: one text.
fn text(said: workload::Said) -> String {
    said.minutes.map_or_else(|| said.status.to_owned(), |minutes| format!("{} {minutes}", said.status))
}

fn least(times: impl Iterator<Item = f64>) -> f64 {
    times.fold(f64::INFINITY, f64::min)
}

/// Take all files in, several times; answers the least time in milliseconds and the document.
fn import<P: Peer>(empty: &P, files: &[Vec<u8>]) -> (f64, P) {
    let mut last = None;
    let times = (0..RUNS).map(|_| {
        let mut hq = empty.again();
        let start = Instant::now();
        files.iter().for_each(|file| hq.import(file));
        let took = start.elapsed().as_secs_f64() * 1e3;
        last = Some(hq);
        took
    });
    (least(times), last.expect("at least one run"))
}

fn measure<P: Peer>() -> Value {
    eprintln!("{}", P::NAME);
    let hq = P::new();
    let files: Vec<_> = (0..SITES).map(|site| hq.site(site, Grain::Site, &mut workload::marks(site))).collect();
    let (one_change_ms, _) = import(&hq, &files);
    let files: Vec<_> = (0..SITES).map(|site| hq.site(site, Grain::Mark, &mut workload::marks(site))).collect();
    let bytes: usize = files.iter().map(Vec::len).sum();
    let (import_ms, all) = import(&hq, &files);
    for site in 0..SITES {
        workload::marks(site).for_each(|(register, person, _)| assert_eq!(all.values(register, person), 1, "every mark arrives"));
    }
    let files: Vec<_> = (0..SITES).map(|site| hq.site(site, Grain::Mark, &mut workload::contradictions(site))).collect();
    let (concurrent_ms, all) = import(&hq, &files);
    let seen = |site: usize| workload::contradictions(site).map(|(register, person, _)| all.values(register, person));
    let cells: Vec<usize> = (0..SITES).step_by(2).flat_map(seen).collect();
    json!({
        "name": P::NAME,
        "import_ms": import_ms,
        "one_change_ms": one_change_ms,
        "bytes_a_mark": bytes as f64 / ALL as f64,
        "concurrent_ms": concurrent_ms,
        "conflicts": cells.iter().filter(|values| **values > 1).count(),
        "lost": ALL - cells.iter().sum::<usize>(),
    })
}

fn main() {
    println!(
        "{:#}",
        json!({ "peers": [measure::<automerge_marks::Doc>(), measure::<loro_marks::Doc<loro_marks::All>>(), measure::<loro_marks::Doc<loro_marks::Later>>()] })
    );
}
