//! A mark, from the command's call to the durable commit.

use std::time::Instant;

use sala::{
    RecordId, Role,
    attendance::{Mark, mark, mark::At, register},
};
use sala_tests::laptop::Laptop;
use serde_json::Value;

use crate::{figure, raw};

const MARKS: usize = 2_000;

/// p99 of a mark over p99 of a bare durable one-row commit, taken in turn.
pub fn measure() -> Value {
    let laptop = Laptop::new("LAP-A", Role::Site, "Thida N.");
    let (book, people, registers) = programme(&laptop, 50, 40);
    let raw = raw::open(&laptop.file("raw.db"));
    let (mut ours, mut bare) = (Vec::with_capacity(MARKS), Vec::with_capacity(MARKS));
    for (i, (register, participant)) in registers.iter().flat_map(|r| people.iter().map(move |p| (*r, *p))).take(MARKS).enumerate() {
        let start = Instant::now();
        let at = At { register, participant, seen: None };
        laptop.desk.change(book, "attendance_mark", |c| mark(c, &at, Mark::present())).expect("a mark");
        ours.push(start.elapsed().as_secs_f64() * 1e3);
        let start = Instant::now();
        raw.prepare_cached(raw::INSERT).expect("insert").execute((i as i64, 1, "present", None::<i64>, i as i64, i as i64)).expect("a row");
        bare.push(start.elapsed().as_secs_f64() * 1e3);
    }
    let p = |times: &mut Vec<f64>, q: f64| {
        times.sort_by(f64::total_cmp);
        times[(times.len() as f64 * q) as usize]
    };
    let note = format!("medians {:.3} and {:.3} ms", p(&mut ours, 0.5), p(&mut bare, 0.5));
    figure("a mark, p99, over a bare durable commit", p(&mut ours, 0.99), Some(p(&mut bare, 0.99)), 2.0, "ms", note)
}

/// A programme with people and registers.
pub fn programme(laptop: &Laptop, people: usize, days: u64) -> (RecordId, Vec<RecordId>, Vec<RecordId>) {
    use sala::people::{details::Details, enrol};
    let book = laptop.desk.new_book();
    let first = chrono::NaiveDate::from_ymd_opt(2012, 1, 2).expect("a date");
    let made = laptop.desk.change(book, "bench", |c| {
        let people = (0..people).map(|i| enrol(c, None, &Details { name: format!("Person {i}"), ..Details::default() })).collect::<Result<Vec<_>, _>>()?;
        let registers = (0..days).map(|d| register(c, first + chrono::Days::new(d), "AM")).collect::<Result<Vec<_>, _>>()?;
        Ok((people, registers))
    });
    let (people, registers) = made.expect("a programme");
    (book, people, registers)
}
