//! Today.

use sala::today;

use super::{all, count};
use crate::wire::{
    app::Counters,
    today::{AfterLock, DraftOutput, PaperGone, SilentPlan, Today, UncountedVisit},
};

/// A day, with what stands in the frame of the window.
pub fn today(day: today::Today, counts: Counters) -> Today {
    let today::Today {
        programme,
        date,
        is_today,
        day_number,
        days,
        sessions,
        registers,
        still_open,
        after_lock,
        papers_gone,
        checks,
        drafts,
        without_rapporteur,
        uncounted,
        silent,
        due,
        to_carry,
    } = day;
    let text = date.to_string();
    Today {
        programme: programme.into(),
        is_today,
        day_number: count(day_number),
        days: days.iter().map(ToString::to_string).collect(),
        sessions: all(sessions.into_iter().map(|session| (text.clone(), session))),
        registers: all(registers),
        still_open: all(still_open),
        after_lock: all(after_lock),
        papers_gone: all(papers_gone),
        checks: all(checks),
        drafts: all(drafts),
        without_rapporteur,
        uncounted: all(uncounted),
        silent: all(silent),
        due: due.map(all),
        to_carry: all(to_carry),
        date: text,
        counts,
    }
}

impl From<today::AfterLock> for AfterLock {
    fn from(line: today::AfterLock) -> Self {
        let today::AfterLock { date, half, people } = line;
        Self { date: date.to_string(), half, people }
    }
}

impl From<today::PaperGone> for PaperGone {
    fn from(line: today::PaperGone) -> Self {
        let today::PaperGone { date, half, author } = line;
        Self { date: date.to_string(), half, author }
    }
}

impl From<today::DraftOutput> for DraftOutput {
    fn from(output: today::DraftOutput) -> Self {
        let today::DraftOutput { id, title, group } = output;
        Self { id: id.into(), title, group_name: group }
    }
}

impl From<today::UncountedVisit> for UncountedVisit {
    fn from(visit: today::UncountedVisit) -> Self {
        let today::UncountedVisit { id, date, host, missing } = visit;
        Self { id: id.into(), date, host, missing: count(missing) }
    }
}

impl From<today::SilentPlan> for SilentPlan {
    fn from(plan: today::SilentPlan) -> Self {
        let today::SilentPlan { id, code, heard } = plan;
        Self { id: id.into(), code, heard: heard.map(|heard| heard.to_string()) }
    }
}
