//! Making a programme: its record, its registers, and what is planned already.

use super::{
    facts::Facts,
    records::{CATEGORY, CODE, DATES, HALVES, ORGANISER, PARTNER, PROGRAMME, RULES, TIMEZONE, TITLE, VENUE},
    registers, views,
};
use crate::{Desk, Problem, RecordId, Result, journal::Change, plans, value, visits};

/// Make a programme; its book exists from here on.
///
/// # Errors
/// Those of [`Facts::check`], `programme_code_taken`, and those of its visits and plans.
pub fn create(desk: &Desk, facts: Facts) -> Result<RecordId> {
    let facts = facts.check()?;
    let book = desk.new_book();
    desk.change(book, "programme_new", |change| write(change, &facts))?;
    Ok(book)
}

fn write(change: &mut Change<'_>, facts: &Facts) -> Result<()> {
    if views::list(change.sql())?.iter().any(|known| known.code == facts.code) {
        return Problem::new("programme_code_taken").with("code", facts.code.as_str()).refuse();
    }
    let id = change.book_id();
    change.set(CODE.of(&PROGRAMME, id), facts.code.as_str())?;
    change.set(TITLE.of(&PROGRAMME, id), facts.title.as_str())?;
    let texts = [(&CATEGORY, &facts.category), (&ORGANISER, &facts.organiser), (&PARTNER, &facts.partner), (&VENUE, &facts.venue)];
    for (field, text) in texts {
        if let Some(text) = text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            change.set(field.of(&PROGRAMME, id), text)?;
        }
    }
    change.set(TIMEZONE.of(&PROGRAMME, id), facts.timezone.as_str())?;
    change.set(DATES.of(&PROGRAMME, id), value![facts.starts, facts.ends])?;
    change.set(HALVES.of(&PROGRAMME, id), facts.registers_per_day.join(","))?;
    let rules = facts.rules;
    change.set(RULES.of(&PROGRAMME, id), value![rules.minimum_attendance_percent, rules.late_grace_minutes, rules.follow_up_months])?;
    for day in &facts.training_days {
        registers::ensure(change, *day, &facts.registers_per_day)?;
    }
    for visit in &facts.visits {
        visits::add(change, visit.date, &visit.host)?;
    }
    for plan in &facts.action_plans {
        plans::add(change, plan)?;
    }
    Ok(())
}
