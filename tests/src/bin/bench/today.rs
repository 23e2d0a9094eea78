//! Today, with everything that the window's command for it asks: `src-tauri/src/today.rs` and `today_waits.rs` are its measure.

use sala::{
    Desk, RecordId, Result, agenda,
    attendance::views,
    decide, groups, outputs, programme,
    progress::{self, due},
    visits,
};

/// How far ahead Today looks at the plans, in days.
const DUE_DAYS: u64 = 30;

/// One look.
pub fn look(desk: &Desk, id: RecordId) -> Result<()> {
    let clock = views::now(desk);
    let today = clock.date();
    let (facts, asked) = desk.read(|r| {
        let (sql, book) = (r.sql(), r.book(id)?);
        let programmes = programme::views::list(sql)?;
        let registers = (views::after_lock(sql, book)?, views::papers_gone(sql, book)?, views::registers(r, book, today)?);
        let work = (outputs::views::list(sql, book)?, groups::views::sets(sql, book)?);
        // Of a visit of the day, its checkpoints and their hours.
        let (listed, day) = (visits::views::list(sql, book)?, today.to_string());
        let mut missing = 0;
        for visit in listed.iter().filter(|visit| visit.date == day && !visit.cancelled && visit.counted < visit.checkpoints) {
            missing += visits::missing(&visits::views::one(r, book, visit.id)?, clock);
        }
        Ok((progress::views::facts(sql, book)?, (programmes, registers, work, listed, missing, agenda::views::days(sql, book)?)))
    })?;
    let plans = (progress::glance(&facts, id, today), due::within(&due::all(&facts, id, today), today, DUE_DAYS));
    std::hint::black_box((asked, plans, desk.to_carry()?));
    counters(desk, id)
}

/// What stands in the frame of every screen.
pub fn counters(desk: &Desk, id: RecordId) -> Result<()> {
    let waiting = desk.read(|r| Ok((programme::views::list(r.sql())?, decide::count(r, None)?, decide::review_count(r, None)?)))?;
    let standing = (desk.only_looked_at(), desk.refused_in(id)?, desk.not_allowed()?, desk.clock_doubt());
    std::hint::black_box((waiting, standing, desk.journey()?));
    Ok(())
}
