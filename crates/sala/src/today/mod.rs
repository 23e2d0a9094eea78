//! One day of a programme: what is on, which registers are open, and what waits. The window's first screen and `sala today` tell the same.

mod undone;

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    Desk, Error, Problem, RecordId, Result,
    agenda::{self, views::SessionLine},
    attendance::{
        self, State,
        grid::RegisterLine,
        views::{LateMark, PaperGone as SheetGone},
    },
    bundle::ToCarry,
    checks,
    people::views::roster,
    programme::{self, views::ProgrammeLine},
    progress::{self, Due},
};

/// A closed register with marks that nobody has reviewed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AfterLock {
    /// Its day.
    pub date: NaiveDate,
    /// Its half of the day.
    pub half: String,
    /// Whose marks, by name or code.
    pub people: Vec<String>,
}

/// A verified register of which photographed sheets are gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PaperGone {
    /// Its day.
    pub date: NaiveDate,
    /// Its half of the day.
    pub half: String,
    /// Who took one off.
    pub author: Option<String>,
}

/// An output that a group has not handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DraftOutput {
    /// Which.
    pub id: RecordId,
    /// What it is called.
    pub title: String,
    /// Whose it is; empty where it is nobody's.
    pub group: String,
}

/// A visit with checkpoints whose hour is over and at which nobody counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UncountedVisit {
    /// Which.
    pub id: RecordId,
    /// Its day, ISO 8601.
    pub date: String,
    /// Who is visited.
    pub host: String,
    /// At how many checkpoints.
    pub missing: usize,
}

/// A plan of which nobody has heard for thirty days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SilentPlan {
    /// Which.
    pub id: RecordId,
    /// Its code.
    pub code: String,
    /// On which day something was heard last; none where nothing ever was.
    pub heard: Option<NaiveDate>,
}

/// One day of a programme.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Today {
    /// The programme.
    pub programme: ProgrammeLine,
    /// The day shown: today if the programme runs, else its nearest training day.
    pub date: NaiveDate,
    /// True where the day shown is really today.
    pub is_today: bool,
    /// The place of the day among the training days, from 1.
    pub day_number: usize,
    /// All training days.
    pub days: Vec<NaiveDate>,
    /// What is on.
    pub sessions: Vec<SessionLine>,
    /// The registers of the day.
    pub registers: Vec<RegisterLine>,
    /// Registers of earlier days that are open, or were closed before somebody belonged who counts now.
    pub still_open: Vec<RegisterLine>,
    /// Closed registers for which marks came in afterwards, from laptops that had not seen the lock.
    pub after_lock: Vec<AfterLock>,
    /// Verified registers whose photographed sheet was taken off by somebody who had not heard of the verification.
    pub papers_gone: Vec<PaperGone>,
    /// What does not fit together although nobody disputes it.
    pub checks: Vec<Problem>,
    /// Outputs that are not handed in.
    pub drafts: Vec<DraftOutput>,
    /// Groups with people, none of whom writes for it.
    pub without_rapporteur: Vec<String>,
    /// Visits of which heads were not counted.
    pub uncounted: Vec<UncountedVisit>,
    /// Plans of which nobody hears.
    pub silent: Vec<SilentPlan>,
    /// What is due of the plans within thirty days, and what is late; none until the last training day is over.
    pub due: Option<Vec<Due>>,
    /// At headquarters, by laptop.
    pub to_carry: Vec<ToCarry>,
}

/// The day asked for, or the one nearest to today.
///
/// # Errors
/// `no_such_programme`; store failures.
pub fn of(desk: &Desk, id: RecordId, asked: Option<NaiveDate>) -> Result<Today> {
    let clock = attendance::views::now(desk);
    let now = clock.date();
    let to_carry = desk.to_carry()?;
    desk.read(|r| {
        let book = r.book(id)?;
        let line = programme::views::list(r.sql())?.into_iter().find(|line| line.id == id);
        let programme = line.ok_or_else(|| Error::Refused(Problem::new("no_such_programme").with("id", id.to_string())))?;
        let registers = attendance::views::registers(r, book, now)?;
        let agenda = agenda::views::days(r.sql(), book)?;
        let held = registers.iter().filter(|register| !register.cancelled).map(|register| register.date);
        let mut days: Vec<_> = agenda.iter().map(|day| day.date).chain(held).collect();
        days.sort_unstable();
        days.dedup();
        let date = asked.unwrap_or_else(|| nearest(&days, now));
        let facts = progress::views::facts(r.sql(), book)?;
        let unfinished = |register: &RegisterLine| register.state == State::Open || register.counts.unmarked > 0;
        let still_open = |register: &&RegisterLine| register.date < date && !register.cancelled && unfinished(register);
        Ok(Today {
            programme,
            date,
            is_today: date == now,
            day_number: days.iter().filter(|day| **day <= date).count(),
            sessions: agenda.into_iter().find(|day| day.date == date).map(|day| day.sessions).unwrap_or_default(),
            after_lock: by_register(attendance::views::after_lock(r.sql(), book)?),
            papers_gone: once_a_register(attendance::views::papers_gone(r.sql(), book)?),
            checks: checks::all(r, book, &registers, &roster(r.sql(), book)?)?,
            drafts: undone::drafts(r, book)?,
            without_rapporteur: undone::without_rapporteur(r, book)?,
            uncounted: undone::uncounted(r, book, clock)?,
            silent: undone::silent(&facts, id, now),
            due: undone::due(&facts, id, &days, now),
            still_open: registers.iter().filter(still_open).cloned().collect(),
            registers: registers.into_iter().filter(|register| register.date == date).collect(),
            days,
            to_carry,
        })
    })
}

/// The marks of each closed register together, in the order in which they are listed.
fn by_register(late: Vec<LateMark>) -> Vec<AfterLock> {
    let mut registers: Vec<AfterLock> = Vec::new();
    for mark in late {
        let (date, half, person) = (mark.date, mark.half.unwrap_or_default(), mark.name.unwrap_or(mark.code));
        match registers.iter_mut().find(|known| known.date == date && known.half == half) {
            // Mark and remark of one person stand one after the other.
            Some(known) if known.people.last() == Some(&person) => {}
            Some(known) => known.people.push(person),
            None => registers.push(AfterLock { date, half, people: vec![person] }),
        }
    }
    registers
}

/// One line for each register, however many of its sheets are gone.
fn once_a_register(gone: Vec<SheetGone>) -> Vec<PaperGone> {
    let mut lines: Vec<_> = gone.into_iter().map(|sheet| PaperGone { date: sheet.date, half: sheet.half.unwrap_or_default(), author: sheet.author }).collect();
    lines.dedup_by(|one, other| (&one.date, &one.half) == (&other.date, &other.half));
    lines
}

/// Today on a training day; between two the one to come; after the last the last; without any day, today.
fn nearest(days: &[NaiveDate], now: NaiveDate) -> NaiveDate {
    days.iter().find(|day| **day >= now).or(days.last()).copied().unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2012, 5, day).expect("a day in May")
    }

    #[test]
    fn the_day_shown_is_today_or_the_next_training_day_or_the_last() {
        let days = [day(14), day(18), day(21)];
        assert_eq!(nearest(&days, day(18)), day(18), "on a training day it is that day");
        assert_eq!(nearest(&days, day(19)), day(21), "on a Saturday one prepares Monday");
        assert_eq!(nearest(&days, day(1)), day(14), "before it begins one prepares the first day");
        assert_eq!(nearest(&days, day(30)), day(21), "afterwards one finishes the last");
        assert_eq!(nearest(&[], day(2)), day(2), "a programme without days still has a today");
    }
}
