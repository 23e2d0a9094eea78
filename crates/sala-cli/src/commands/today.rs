//! One day of a programme as the window's first screen shows it: what is on, which registers are open, and what waits.

use chrono::NaiveDate;
use clap::Args;
use sala::{
    Desk, Result,
    agenda::{clock, views::SessionLine},
    attendance::grid::RegisterLine,
    bundle::Journey,
    decide,
    today::{self, Today},
};
use serde::Serialize;

use super::{checks, plan::which, programme_of};
use crate::{
    answer::{Answer, at_a_glance, count, or_dash, table},
    cli::OfProgramme,
};

/// `sala today`.
#[derive(Debug, Args)]
pub struct Show {
    #[command(flatten)]
    of: OfProgramme,
    /// Another day than today, or than the training day nearest to it
    #[arg(long, value_name = "DATE")]
    day: Option<NaiveDate>,
}

/// What `sala today` answers.
#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    day: Today,
    /// Differences that wait for a decision, in the whole store.
    conflicts: u64,
    /// Values that are kept for review.
    review: u64,
    /// How far what was recorded here has come.
    journey: Journey,
}

/// Show it.
pub fn show(desk: &Desk, args: Show) -> Result<Answer> {
    let book = programme_of(desk, &args.of.programme)?;
    let day = today::of(desk, book, args.day)?;
    let (conflicts, review) = desk.read(|r| Ok((decide::counted(r, None)?.0, decide::review_count(r, None)?)))?;
    let shown = Shown { day, conflicts, review, journey: desk.journey()? };
    let text = [head(&shown.day), sessions(&shown.day.sessions), registers(&shown.day.registers), waiting(&shown, desk.role()? == sala::Role::Hq)];
    let waits = conflicts > 0 || review > 0 || !shown.day.after_lock.is_empty() || !shown.day.papers_gone.is_empty() || checks::wait(&shown.day.checks);
    Ok(Answer::new(&shown, text.join("\n\n"))?.waiting(waits))
}

fn head(day: &Today) -> String {
    let place = match (day.day_number, day.days.len()) {
        (0, _) | (_, 0) => String::new(),
        (number, of) => format!(", day {number} of {of}"),
    };
    let today = if day.is_today { "" } else { " (not today)" };
    format!("{}: {}{today}{place}", day.programme.code, day.date)
}

fn sessions(sessions: &[SessionLine]) -> String {
    if sessions.is_empty() {
        return "Nothing is planned for this day.".to_owned();
    }
    let row = |one: &SessionLine| {
        let why = one.reason.as_deref().map(|reason| format!(": {reason}")).unwrap_or_default();
        let trainers = (!one.trainers.is_empty()).then(|| one.trainers.join(", "));
        [clock(one.starts_min), clock(one.ends_min), one.title.clone(), one.status.clone() + &why, or_dash(one.room.as_ref()), or_dash(trainers)]
    };
    table(["From", "To", "Title", "Status", "Room", "Trainers"], sessions.iter().map(row))
}

fn registers(registers: &[RegisterLine]) -> String {
    if registers.is_empty() {
        return "No registers on this day.".to_owned();
    }
    let row = |one: &RegisterLine| {
        let c = &one.counts;
        let state = if one.cancelled { "cancelled" } else { one.state.as_str() };
        [name(one), state.to_owned(), (c.present + c.late).to_string(), c.excused.to_string(), c.absent.to_string(), c.unmarked.to_string()]
    };
    table(["Register", "State", "Here", "Excused", "Absent", "Not marked"], registers.iter().map(row))
}

/// As `--register` takes it.
fn name(register: &RegisterLine) -> String {
    format!("{}/{}", register.date, register.half)
}

/// Everything that waits, a line each, as the window tells it; then what does not fit together.
fn waiting(shown: &Shown, at_headquarters: bool) -> String {
    let Shown { day, conflicts, review, journey } = shown;
    let mut lines = Vec::new();
    if *conflicts > 0 {
        lines.push(format!("{} for a decision: `sala conflicts`", count(*conflicts, "difference waits", "differences wait")));
    }
    if *review > 0 {
        lines.push(format!("{} kept for review: `sala review`", count(*review, "value is", "values are")));
    }
    lines.extend(day.after_lock.iter().map(|one| {
        let people = one.people.join(", ");
        format!("{}/{}: marks or remarks came that whoever closed the register had not seen ({people})", one.date, one.half)
    }));
    lines.extend(day.papers_gone.iter().map(|one| {
        let who = one.author.as_deref().unwrap_or("somebody");
        format!("{}/{}: {who} took a photographed sheet off before hearing that the register was verified against it", one.date, one.half)
    }));
    lines.extend(day.still_open.iter().map(|one| {
        let unmarked = count(one.counts.unmarked, "person is not marked", "people are not marked");
        let open = if one.state == sala::attendance::State::Open { "still open" } else { "closed before somebody came who counts now" };
        format!("{}: {open}; {unmarked}", name(one))
    }));
    lines.extend(day.uncounted.iter().map(|one| {
        let missing = count(one.missing as u64, "headcount is missing", "headcounts are missing");
        format!("{}, {}: {missing}", one.date, one.host)
    }));
    if !day.silent.is_empty() {
        lines.push(format!("no word for 30 days of {}", listed(day.silent.iter().map(|one| one.code.clone()))));
    }
    if !day.drafts.is_empty() {
        let title = |one: &today::DraftOutput| if one.group.is_empty() { one.title.clone() } else { format!("{} {}", one.group, one.title) };
        lines.push(format!("{} still: {}", count(day.drafts.len() as u64, "output is a draft", "outputs are drafts"), listed(day.drafts.iter().map(title))));
    }
    if !day.without_rapporteur.is_empty() {
        lines.push(format!("nobody writes for {}", listed(day.without_rapporteur.iter().map(|group| format!("group {group}")))));
    }
    lines.extend(day.to_carry.iter().map(|one| {
        let parts = [(one.own, "of headquarters"), (one.of_others, "of other laptops")].into_iter().filter(|(n, _)| *n > 0);
        let what: Vec<_> = parts.map(|(n, of)| format!("{} {of}", count(n, "entry", "entries"))).collect();
        format!("not carried to {} yet: {}", one.label, what.join(", "))
    }));
    let unsent = journey.recorded.saturating_sub(journey.carried);
    if unsent > 0 && !at_headquarters {
        lines.push(format!("{} not left this laptop yet: `sala export`", count(unsent, "entry has", "entries have")));
    }
    let mut text = match lines.is_empty() && day.checks.is_empty() {
        true => "Nothing waits.".to_owned(),
        false => format!("What waits:{}", lines.iter().map(|line| format!("\n- {line}")).collect::<String>()) + &checks::told(&day.checks),
    };
    if let Some(due) = &day.due {
        let row = |one: &sala::progress::Due| {
            let when = if one.late { format!("{} late", one.date) } else { one.date.to_string() };
            [when, one.code.clone(), one.what.code().to_owned(), at_a_glance(&which(&one.title))]
        };
        let told =
            if due.is_empty() { "Nothing is due of the plans within 30 days.".to_owned() } else { table(["By", "Plan", "What", "Which"], due.iter().map(row)) };
        text.push_str(&format!("\n\n{told}"));
    }
    text
}

/// The first of them, and how many more.
fn listed(all: impl Iterator<Item = String>) -> String {
    const SHOWN: usize = 8;
    let all: Vec<_> = all.collect();
    let more = if all.len() > SHOWN { format!(" and {} more", all.len() - SHOWN) } else { String::new() };
    all.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ") + &more
}
