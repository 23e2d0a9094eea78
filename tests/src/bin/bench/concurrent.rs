//! Every mark concurrently edited: sites work in pairs, and contradict each other in every cell.

use std::time::Instant;

use serde_json::{Value, json};

use crate::{
    figure, least,
    sites::Sent,
    workload::{self, ALL, RUNS},
};

/// Time, differences surfaced and values lost.
pub fn measure() -> (Vec<Value>, Value) {
    let mut sent = Sent::by(workload::contradictions);
    let (mut times, mut surfaced, mut live) = (Vec::new(), 0, 0);
    for _ in 0..RUNS {
        let (desk, folder) = sent.fresh();
        let start = Instant::now();
        let taken = desk.import_many(&sent.files, None, &mut |_, _| true).expect("the store takes them");
        times.push(start.elapsed().as_secs_f64());
        let told: u64 = taken.into_iter().map(|one| one.expect("an import").conflicts).sum();
        surfaced = desk.read(|r| sala::decide::count(r, Some(sent.book))).expect("a count");
        assert_eq!(told, surfaced, "the accounts of the imports tell of every difference");
        // Two values are live in a cell that differs, and both can be read and decided for.
        live = desk
            .read(|r| {
                let query = "SELECT (SELECT count(*) FROM mark WHERE mark_v IS NOT NULL) + (SELECT count(*) FROM sibling)";
                Ok(r.sql().query_row(query, [], |r| r.get::<_, i64>(0))? as usize)
            })
            .expect("a count");
        drop(desk);
        std::fs::remove_dir_all(folder).expect("room for the next run");
    }
    let (best, lost) = (least(&times), ALL.saturating_sub(live));
    let note = format!("{surfaced} cells wait for a decision, {live} of {ALL} values live; {:.0} ms", best * 1e3);
    let figures = vec![figure("every mark contradicted by a second site: values lost", lost as f64, None, 0.0, "values", note)];
    (figures, json!({ "concurrent_ms": best * 1e3, "conflicts": surfaced, "lost": lost }))
}
