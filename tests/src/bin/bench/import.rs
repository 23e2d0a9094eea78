//! 50 sites of 2,000 marks each, taken in by a headquarters that has seen none of them.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Instant,
};

use sala::{
    Desk, Role, SetClock,
    attendance::{Mark, Parts, Status, mark, mark::At},
};
use sala_tests::laptop::{Laptop, moment};
use serde_json::Value;

use crate::{figure, mark::programme, median, raw};

/// A trainer's hand: numbers that do not repeat (xorshift64, Marsaglia 2003), the same in every run.
struct Hand(u64);

impl Hand {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % bound
    }
}

/// Most are present; some are not.
fn said(hand: &mut Hand) -> Mark {
    let parts = match hand.below(20) {
        0 => Parts { status: Status::Late, minutes: Some(1 + hand.below(40) as i64), reason: None, approver: None },
        1 => Parts { status: Status::Absent, minutes: None, reason: None, approver: None },
        _ => return Mark::present(),
    };
    Mark::try_from(parts).expect("a mark")
}

const SITES: usize = 50;
const MARKS: usize = 2_000;
const RUNS: usize = 3;

/// Time over raw inserts, and bytes a mark.
pub fn measure() -> Vec<Value> {
    let hq = Laptop::headquarters();
    let (book, people, registers) = programme(&hq, 50, (SITES * MARKS / 50) as u64);
    let fast = Path::new("/dev/shm");
    let files: Vec<PathBuf> = (0..SITES)
        .map(|i| {
            eprint!("\rsite {} of {SITES}", i + 1);
            // A site's own speed is not measured here; its journal is the same wherever it lies.
            let site = Laptop::new_in(if fast.is_dir() { fast } else { Path::new("/tmp") }, &format!("LAP-{i:02}"), Role::Site, "Thida N.");
            site.ask(&hq);
            hq.carry_to(&site);
            let mine = registers.iter().skip(i * MARKS / 50).take(MARKS / 50);
            let mut hand = Hand(0x9e37_79b9_7f4a_7c15 ^ (i as u64 + 1));
            let mut now = moment("2012-05-14T08:30");
            for (register, participant) in mine.flat_map(|r| people.iter().map(move |p| (*r, *p))) {
                now += chrono::TimeDelta::milliseconds(400 + hand.below(4_000) as i64);
                site.clock.set(now);
                let said = said(&mut hand);
                site.desk.change(book, "attendance_mark", |c| mark(c, &At { register, participant, seen: None }, said)).expect("a mark");
            }
            let made = site.export_for(&hq);
            let kept = hq.file(&format!("site-{i}.sala"));
            std::fs::copy(made, &kept).expect("the file travels");
            kept
        })
        .collect();
    eprintln!();
    let bytes: u64 = files.iter().map(|f| f.metadata().expect("a file").len()).sum();
    let store = hq.desk.dir().to_owned();
    drop(hq.desk);
    let parent = store.parent().expect("a folder").to_owned();
    let (mut ours, mut bare, mut phases) = (Vec::new(), Vec::new(), String::new());
    for run in 0..RUNS {
        let copy = parent.join(format!("run-{run}"));
        std::fs::create_dir(&copy).expect("a folder");
        for name in ["sala.db", "store.key"] {
            std::fs::copy(store.join(name), copy.join(name)).expect("a copy of the store");
        }
        let desk = Desk::open(&copy, Arc::new(SetClock::at(moment("2012-05-26T08:00")))).expect("headquarters");
        let start = Instant::now();
        let taken = desk.import_many(&files, None, &mut |_, _| true).expect("the store takes them");
        let taken: u64 = taken.into_iter().map(|one| one.expect("an import").new_entries).sum();
        ours.push(start.elapsed().as_secs_f64());
        assert!(taken >= (SITES * MARKS) as u64, "every mark arrives");
        let start = Instant::now();
        files.iter().for_each(|f| drop(desk.preview(f, None)));
        phases =
            format!("reading and checking the known files again took {:.0} ms of {:.0} ms", start.elapsed().as_secs_f64() * 1e3, median(ours.clone()) * 1e3);
        let mut sql = raw::open(&copy.join("raw.db"));
        let start = Instant::now();
        let tx = sql.transaction().expect("a transaction");
        {
            let mut insert = tx.prepare(raw::INSERT).expect("insert");
            for i in 0..(SITES * MARKS) as i64 {
                insert.execute((i / 50, i % 50, "present", None::<i64>, i, i)).expect("a row");
            }
        }
        tx.commit().expect("a commit");
        bare.push(start.elapsed().as_secs_f64());
    }
    let marks = (SITES * MARKS) as f64;
    let (ours, bare) = (median(ours), median(bare));
    let note = format!("{:.0} marks a second, durable; {phases}", marks / ours);
    vec![
        figure("importing 100,000 marks from 50 sites, over prepared inserts in one transaction", ours * 1e3, Some(bare * 1e3), 3.0, "ms", note),
        figure(
            "a bundle of marks, bytes a mark",
            bytes as f64 / marks,
            None,
            15.0,
            "bytes",
            format!("{bytes} bytes in {SITES} files, seals and certificates included"),
        ),
    ]
}
