//! One day of a programme, put together from its agenda and registers.

use chrono::NaiveDate;
use sala::{
    Desk, Error, Problem, RecordId, agenda,
    attendance::{self, views::LateMark},
    checks, people, programme, progress,
};

use crate::{
    fault::Fault,
    mapping::{all, count, date},
    store_facts, today_waits,
    wire::{
        self,
        agenda::{AgendaDay, SessionLine},
        register::{RegisterLine, RegisterState},
        today::{AfterLock, PaperGone, Today},
    },
};

/// The day asked for, or the one nearest to today.
pub fn of(desk: &Desk, id: RecordId, asked: Option<&str>) -> Result<Today, Fault> {
    let clock = attendance::views::now(desk);
    let now = clock.date();
    let (line, agenda, (registers, apart), late, gone, facts, undone) = desk.read(|r| {
        let book = r.book(id)?;
        let line = programme::views::list(r.sql())?.into_iter().find(|line| line.id == id);
        let line = line.ok_or_else(|| Error::Refused(Problem::new("no_such_programme").with("id", id.to_string())))?;
        let late = attendance::views::after_lock(r.sql(), book)?;
        let gone = attendance::views::papers_gone(r.sql(), book)?;
        let undone = (today_waits::drafts(r, book)?, today_waits::without_rapporteur(r, book)?, today_waits::uncounted(r, book, clock)?);
        let facts = progress::views::facts(r.sql(), book)?;
        let registers = attendance::views::registers(r, book, now)?;
        let apart = checks::all(r, book, &registers, &people::views::roster(r.sql(), book)?)?;
        Ok((line, agenda::views::days(r.sql(), book)?, (registers, apart), late, gone, facts, undone))
    })?;
    let mut days: Vec<_> =
        agenda.iter().map(|day| day.date).chain(registers.iter().filter(|register| !register.cancelled).map(|register| register.date)).collect();
    days.sort_unstable();
    days.dedup();
    let shown = match asked {
        Some(asked) => date(asked)?,
        None => nearest(&days, now),
    };
    let (drafts, without_rapporteur, uncounted) = undone;
    let registers: Vec<RegisterLine> = all(registers);
    let text = shown.to_string();
    let sessions: Vec<SessionLine> = agenda.into_iter().find(|day| day.date == shown).map(|day| AgendaDay::from(day).sessions).unwrap_or_default();
    // Also one that was closed before somebody belonged who counts now.
    let unfinished = |register: &&RegisterLine| register.state == RegisterState::Open || register.counts.unmarked > 0;
    let still_open = |register: &&RegisterLine| register.date < text && !register.cancelled && unfinished(register);
    Ok(Today {
        programme: line.into(),
        is_today: shown == now,
        day_number: count(days.iter().filter(|day| **day <= shown).count()),
        days: days.iter().map(ToString::to_string).collect(),
        sessions,
        after_lock: by_register(late),
        papers_gone: once_a_register(gone),
        checks: all(apart),
        drafts,
        without_rapporteur,
        uncounted,
        silent: today_waits::silent(&facts, id, now),
        due: today_waits::due(&facts, id, &days, now),
        to_carry: all(desk.to_carry()?),
        still_open: registers.iter().filter(still_open).cloned().collect(),
        registers: registers.into_iter().filter(|register| register.date == text).collect(),
        date: text,
        counts: store_facts::counters(desk)?,
    })
}

/// What does not fit together although nobody disputes it.
pub fn checks(desk: &Desk, id: RecordId) -> Result<Vec<wire::problem::Problem>, Fault> {
    let now = attendance::views::today(desk);
    let found = desk.read(|r| {
        let book = r.book(id)?;
        checks::all(r, book, &attendance::views::registers(r, book, now)?, &people::views::roster(r.sql(), book)?)
    })?;
    Ok(all(found))
}

/// The marks of each closed register together, in the order in which they are listed.
fn by_register(late: Vec<LateMark>) -> Vec<AfterLock> {
    let mut registers: Vec<AfterLock> = Vec::new();
    for mark in late {
        let (date, half, person) = (mark.date.to_string(), mark.half.unwrap_or_default(), mark.name.unwrap_or(mark.code));
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
fn once_a_register(gone: Vec<attendance::views::PaperGone>) -> Vec<PaperGone> {
    let mut lines: Vec<_> =
        gone.into_iter().map(|sheet| PaperGone { date: sheet.date.to_string(), half: sheet.half.unwrap_or_default(), author: sheet.author }).collect();
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
