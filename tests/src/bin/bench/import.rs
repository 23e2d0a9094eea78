//! 50 sites of 2,000 marks each, taken in by a headquarters that has seen none of them, and then once more from other
//! bundles of the same pages.

use std::time::Instant;

use serde_json::{Value, json};

use crate::{
    figure, least, median, phases, raw,
    sites::Sent,
    workload::{self, ALL, PEOPLE, RUNS, SITES},
};

/// Time over raw inserts, bytes a mark, and entries a second that are here already.
pub fn measure() -> (Vec<Value>, Value) {
    let mut sent = Sent::by(workload::marks);
    let (mut ours, mut bare, mut repeats, mut known, mut by_phase) = (Vec::new(), Vec::new(), Vec::new(), 0, phases::Spent::default());
    for _ in 0..RUNS {
        let (desk, folder) = sent.fresh();
        phases::begin();
        let start = Instant::now();
        let taken = desk.import_many(&sent.files, None, &mut |_, _| true).expect("the store takes them");
        let took = start.elapsed().as_secs_f64();
        let spent = phases::end();
        let taken: u64 = taken.into_iter().map(|one| one.expect("an import").new_entries).sum();
        assert_eq!(taken, ALL as u64, "every mark arrives");
        if ours.iter().all(|best| took < *best) {
            by_phase = spent;
        }
        ours.push(took);
        bare.push(inserts(&folder));
        let start = Instant::now();
        let again = desk.import_many(&sent.again, None, &mut |_, _| true).expect("the store takes them");
        repeats.push(start.elapsed().as_secs_f64());
        known = again.into_iter().map(|one| one.expect("an import").known_entries).sum();
        assert_eq!(known, ALL as u64, "and none of them twice");
        drop(desk);
        std::fs::remove_dir_all(folder).expect("room for the next run");
    }
    let bytes = sent.bytes();
    let (best, floor, again) = (least(&ours), least(&bare), least(&repeats));
    let note = format!(
        "{:.0} marks a second, sealed, signed and durable; the quickest of {RUNS} runs each, in turn; medians {:.0} and {:.0} ms.\n    where the quickest run's time went: {}",
        ALL as f64 / best,
        median(ours) * 1e3,
        median(bare) * 1e3,
        by_phase.in_words(best)
    );
    let rate = known as f64 / again;
    let figures = vec![
        figure("importing 100,000 marks from 50 sites, over prepared inserts in one transaction", best * 1e3, Some(floor * 1e3), 1.5, "ms", note),
        figure(
            "a bundle of marks, bytes a mark",
            bytes as f64 / ALL as f64,
            None,
            12.0,
            "bytes",
            format!("{bytes} bytes in {SITES} files, seals and certificates included"),
        ),
        figure(
            "50 other bundles of pages that are here: seconds for a million entries",
            1e6 / rate,
            None,
            1.0,
            "s",
            format!("{rate:.0} entries a second passed over; every seal, hash and signature checked all the same"),
        ),
    ];
    (figures, json!({ "name": "Sala", "import_ms": best * 1e3, "bytes_a_mark": bytes as f64 / ALL as f64 }))
}

/// Seconds for prepared inserts of as many rows, in one transaction of the same kind of store.
fn inserts(folder: &std::path::Path) -> f64 {
    let mut sql = raw::open(&folder.join("raw.db"));
    let start = Instant::now();
    let tx = sql.transaction().expect("a transaction");
    {
        let mut insert = tx.prepare(raw::INSERT).expect("insert");
        for i in 0..ALL as i64 {
            insert.execute((i / PEOPLE as i64, i % PEOPLE as i64, "present", None::<i64>, i, i)).expect("a row");
        }
    }
    tx.commit().expect("a commit");
    start.elapsed().as_secs_f64()
}
