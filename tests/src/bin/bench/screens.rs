//! What the screens ask for: each answer made as the window makes it.

use std::time::Instant;

use sala::{
    Desk, RecordId, Result, action_review, agenda,
    attendance::views,
    decide, groups, outputs, people, plans, presentations, programme,
    progress::{self, Told, due, lineage},
    scores::{self, records::CRITERION},
    visits,
};
use serde_json::Value;

use crate::{figure, today};

const TIMES: usize = 200;

/// The middle one and the 99th percentile, in milliseconds, after a first look that fills caches.
fn times(mut screen: impl FnMut() -> Result<()>) -> (f64, f64) {
    screen().expect("a screen");
    let mut times: Vec<f64> = (0..TIMES)
        .map(|_| {
            let start = Instant::now();
            screen().expect("a screen");
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    (times[TIMES / 2], times[TIMES * 99 / 100])
}

/// The slowest screen of the reference programme on such a store; its note tells of each.
pub fn measure(desk: &Desk, id: RecordId, on: &str, limit: f64) -> Vec<Value> {
    let day = views::today(desk);
    let book = desk.read(|r| r.book(id)).expect("the programme");
    let registers = desk.read(|r| views::registers(r, book, day)).expect("registers");
    let register = registers.first().expect("a register").id;
    let person = desk.read(|r| people::views::roster(r.sql(), book)).expect("people").first().expect("a person").id;
    let exercise = desk.read(|r| outputs::views::exercises(r.sql(), book)).expect("exercises").first().expect("an exercise").id;
    let scorer = desk.read(|r| scores::views::scorers(r.sql(), book, exercise)).expect("scorers").first().expect("a scorer").view.scorer;
    let (output, visit, plan) = desk
        .read(|r| {
            let output = outputs::views::list(r.sql(), book)?.into_iter().map(|output| output.id).next();
            let visit = visits::views::list(r.sql(), book)?.into_iter().map(|visit| visit.id).next();
            Ok((output.expect("an output"), visit.expect("a visit"), plans::views::list(r.sql(), book)?.first().expect("a plan").id))
        })
        .expect("the programme's records");
    type Screen<'a> = (&'a str, Box<dyn FnMut() -> Result<()> + 'a>);
    fn view<'a, T>(desk: &'a Desk, look: impl Fn(&sala::Reader<'_>) -> Result<T> + 'a) -> Box<dyn FnMut() -> Result<()> + 'a> {
        Box::new(move || desk.read(|r| look(r)).map(drop))
    }
    let screens: Vec<Screen<'_>> = vec![
        (
            "attendance sheet",
            view(desk, |r| Ok((views::sheet(r, book, register, day)?, views::papers(r.sql(), book, register)?, people::views::roster(r.sql(), book)?))),
        ),
        ("attendance grid", view(desk, |r| Ok((views::grid(r, book, day)?, people::views::roster(r.sql(), book)?)))),
        ("list of registers", view(desk, |r| views::registers(r, book, day))),
        ("history of a mark", view(desk, |r| views::history(r, book, register, person))),
        ("history of a person", view(desk, |r| decide::past(r, id, person))),
        ("history of a visit", view(desk, |r| decide::past(r, id, visit))),
        ("history of a plan", view(desk, |r| decide::past(r, id, plan))),
        ("people", view(desk, |r| people::views::roster(r.sql(), book))),
        ("agenda", view(desk, |r| agenda::views::days(r.sql(), book))),
        ("groups", view(desk, |r| groups::views::sets(r.sql(), book))),
        ("outputs", view(desk, |r| Ok((outputs::views::exercises(r.sql(), book)?, outputs::views::list(r.sql(), book)?)))),
        (
            "gallery",
            view(desk, |r| {
                let lines = outputs::views::list(r.sql(), book)?;
                lines.iter().map(|line| outputs::views::files_of(r.sql(), book, line.id)).collect::<Result<Vec<_>>>()
            }),
        ),
        ("an output", view(desk, |r| outputs::views::one(r.sql(), book, output))),
        ("presentations", view(desk, |r| presentations::views::programme(r.sql(), book, exercise, desk.now()))),
        (
            "rubric",
            view(desk, |r| {
                // What can be taken away is shown with everything that is live in it.
                let criteria = scores::views::criteria(r.sql(), book, exercise)?.into_iter();
                criteria.map(|one| r.everything_in(book, &CRITERION, one.id)).collect::<Result<Vec<_>>>()
            }),
        ),
        ("a scoring sheet", view(desk, |r| Ok((scores::views::scorers(r.sql(), book, exercise)?, scores::views::sheet(r.sql(), book, exercise, scorer)?)))),
        ("results", view(desk, |r| scores::views::results(r.sql(), book, exercise))),
        ("visits", view(desk, |r| visits::views::list(r.sql(), book))),
        (
            "a visit",
            view(desk, |r| {
                let sql = r.sql();
                Ok((visits::views::one(r, book, visit)?, visits::views::riders(sql, book, visit)?, visits::views::observations(sql, book, visit)?))
            }),
        ),
        ("action review", view(desk, |r| action_review::views::notes(r.sql(), book, None))),
        ("plans", view(desk, |r| plans::views::list(r.sql(), book))),
        (
            "a plan",
            view(desk, |r| {
                let sql = r.sql();
                Ok((plans::views::content(sql, book, plan)?, plans::views::versions(sql, book, plan)?, plans::views::commitments(sql, book, plan)?))
            }),
        ),
        (
            "the months of a plan",
            view(desk, |r| {
                let told = progress::views::of_plan(r.sql(), book, plan)?;
                // What can be taken away is shown with everything that is live in it.
                let contents = |told: Told, id: RecordId| r.everything_in(book, told.kind(), id).map(drop);
                told.reports.iter().try_for_each(|one| contents(Told::Report, one.id))?;
                told.contacts.iter().try_for_each(|one| contents(Told::Contact, one.id))?;
                told.help.iter().try_for_each(|one| contents(Told::Help, one.id))?;
                told.cascades.iter().try_for_each(|one| contents(Told::Cascade, one.id))?;
                Ok((told, programme::views::facts(r.sql(), book)?))
            }),
        ),
        (
            "plans at a glance",
            view(desk, |r| {
                let glance = progress::glance(&progress::views::facts(r.sql(), book)?, id, day);
                Ok((glance, lineage::lineage(&plans::views::list(r.sql(), book)?, &lineage::origins(r.sql(), book)?)))
            }),
        ),
        ("what is due next", view(desk, |r| Ok(due::all(&progress::views::facts(r.sql(), book)?, id, day)))),
        ("programmes", view(desk, |r| programme::views::list(r.sql()))),
        ("today", Box::new(|| today::look(desk, id))),
        ("counters in the frame", Box::new(|| today::counters(desk, id))),
        ("differences", view(desk, |r| decide::conflicts(r, None))),
        ("travel: status", Box::new(|| desk.status().map(drop))),
        ("travel: files that came", Box::new(|| desk.bundles().map(drop))),
    ];
    let measured: Vec<_> = screens.into_iter().map(|(name, screen)| (name, times(screen))).collect();
    let (slowest, (_, worst)) = measured.iter().copied().max_by(|a, b| a.1.1.total_cmp(&b.1.1)).expect("a screen");
    let all: Vec<_> = measured.iter().map(|(name, (median, p99))| format!("{name} {median:.2} {p99:.2}")).collect();
    let note = format!("median and p99 of {TIMES} of each, ms: {}", all.join(", "));
    vec![figure(&format!("the slowest screen on {on} ({slowest}), p99"), worst, None, limit, "ms", note)]
}
