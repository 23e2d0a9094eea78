//! All plans at a glance, what is due of them, which came from which, and how they come to an end.

use std::path::PathBuf;

use clap::Args;
use sala::{
    Desk, Error, Problem, Result, attendance,
    plans::{self, State, Why, views},
    programme,
    progress::{
        self,
        due::{all, revisions, within},
        glance::{Cell, Row},
        lineage, taken_back,
        views::facts,
    },
    store::{may_cover, write_file},
};
use sala_papers::calendar::{self, ToDo};
use serde_json::json;

use super::{super::programme_of, plan_of, show};
use crate::{
    answer::{Answer, count, or_dash, table},
    cli::OfProgramme,
};

/// `sala plan due`.
#[derive(Debug, Args)]
pub struct DueArgs {
    #[command(flatten)]
    of: OfProgramme,
    /// Of this plan only
    #[arg(long, value_name = "CODE")]
    plan: Option<String>,
    /// How many days ahead
    #[arg(long, value_name = "N", default_value_t = 30)]
    days: u64,
    /// Write a calendar file with everything that has a day, such as due.ics
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// BCP 47, of the calendar file
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    language: String,
}

/// `sala plan supersede`.
#[derive(Debug, Args)]
pub struct Supersede {
    /// The plan's code
    plan: String,
    #[command(flatten)]
    of: OfProgramme,
    /// The plans that came of it: the first takes its place
    #[arg(long, value_name = "CODE", num_args = 1.., required = true)]
    by: Vec<String>,
    /// Why
    #[arg(long)]
    reason: String,
}

/// `sala plan came-from`.
#[derive(Debug, Args)]
pub struct CameFrom {
    /// The plan's code
    plan: String,
    #[command(flatten)]
    of: OfProgramme,
    /// The plan that it came from
    #[arg(long, value_name = "CODE", required_unless_present = "none")]
    origin: Option<String>,
    /// It came from none
    #[arg(long, conflicts_with = "origin")]
    none: bool,
}

/// All plans at a glance.
pub fn glance(desk: &Desk, programme: &str) -> Result<Answer> {
    let book = programme_of(desk, programme)?;
    let today = attendance::views::today(desk);
    let glance = desk.read(|r| Ok(progress::glance(&facts(r.sql(), r.book(book)?)?, book, today)))?;
    let months: Vec<_> = glance.months.iter().map(ToString::to_string).collect();
    let row = |row: &Row| {
        let cells: Vec<_> = row.months.iter().map(cell).collect();
        let last = row.last.as_ref().map(|last| format!("{} {}", last.date, last.text));
        let next = row.next.as_ref().map(|next| format!("{} {} {}", next.date, next.what.code(), which(&next.title)));
        [row.code.clone(), row.state.code().replace('_', " "), cells.join(" "), format!("{}/{}", row.done, row.activities), or_dash(last), or_dash(next)]
    };
    let text = match glance.plans.is_empty() {
        true => "No action plans yet: `sala plan new` names one.".to_owned(),
        false => format!(
            "{}\n\nG green, A amber, R red; + something was reported, 0 reported that nothing was done, . no report",
            table(["Plan", "State", &months.join(" "), "Done", "Last word", "Next"], glance.plans.iter().map(row))
        ),
    };
    Answer::new(&json!({ "months": glance.months, "plans": glance.plans }), text)
}

/// As wide as the name of its month.
fn cell(cell: &Cell) -> String {
    // A colour alone would not say whether anybody reported.
    let light = cell.light.map_or_else(String::new, |light| light.code().chars().take(1).collect::<String>().to_uppercase());
    let told = match (cell.reports, cell.moving) {
        (0, _) => '.',
        (_, 0) => '0',
        _ => '+',
    };
    format!("{:^7}", format!("{light}{told}"))
}

/// What is due.
pub fn due(desk: &Desk, args: DueArgs) -> Result<Answer> {
    let DueArgs { of, plan, days, out, language } = args;
    let book = programme_of(desk, &of.programme)?;
    let plan = plan.map(|code| plan_of(desk, &of.programme, &code)).transpose()?.map(|(_, line)| line.id);
    let today = attendance::views::today(desk);
    let (facts, programme) = desk.read(|r| Ok((facts(r.sql(), r.book(book)?)?, programme::views::facts(r.sql(), r.book(book)?)?)))?;
    let mut everything = all(&facts, book, today);
    everything.retain(|due| plan.is_none_or(|plan| due.plan == plan));
    let shown = within(&everything, today, days);
    let rows = shown.iter().map(|due| {
        let when = if due.late { format!("{} late", due.date) } else { due.date.to_string() };
        [when, due.code.clone(), due.what.code().to_owned(), which(&due.title)]
    });
    let mut text = match shown.is_empty() {
        true => format!("Nothing is due within {}.", count(days, "day", "days")),
        false => table(["By", "Plan", "What", "Which"], rows),
    };
    let mut events = everything.len() as u64;
    if let Some(out) = &out {
        let programme = programme.ok_or_else(|| Error::Refused(Problem::new("no_such_programme").with("programme", of.programme.as_str())))?;
        let (gone, revisions) = desk.read(|r| Ok((taken_back(r, r.book(book)?, book, &facts, &all(&facts, book, today))?, revisions(r, r.book(book)?)?)))?;
        // Of a calendar that took an earlier file.
        everything.extend(gone.into_iter().filter(|due| plan.is_none_or(|plan| due.plan == plan)));
        may_cover(out, calendar::BEGINS)?;
        let held = calendar::held(desk, book, out)?;
        let todo = ToDo { programme: &programme, due: &everything, revisions: &revisions, held: &held, made: desk.now() };
        let made = calendar::due(todo, calendar::words(&language));
        write_file(out, made.as_bytes())?;
        events = calendar::names_in(&made).len() as u64;
        calendar::keep(desk, book, held, &made)?;
        text.push_str(&format!("\n\n{} in {}.", count(events, "event is", "events are"), out.display()));
    }
    let file = out.map(|out| out.display().to_string());
    Answer::new(&json!({ "due": shown, "file": file, "days": events }), text)
}

/// What is due in words: of a next step that has a day and no words nobody said what.
pub fn which(title: &str) -> String {
    if title.trim().is_empty() { "nobody said what".to_owned() } else { title.to_owned() }
}

/// Give a plan up.
pub fn drop(desk: &Desk, programme: &str, plan: &str, reason: String) -> Result<Answer> {
    let (book, line) = plan_of(desk, programme, plan)?;
    desk.change(book, "plan_state", |change| plans::advance(change, line.id, State::Dropped, &Why { reason, successor: None }, None))?;
    show::answer(desk, book, &line.code)
}

/// Let other plans take a plan's place.
pub fn supersede(desk: &Desk, args: Supersede) -> Result<Answer> {
    let Supersede { plan, of, by, reason } = args;
    let (book, line) = plan_of(desk, &of.programme, &plan)?;
    let by = by.iter().map(|code| plan_of(desk, &of.programme, code).map(|(_, plan)| plan.id)).collect::<Result<Vec<_>>>()?;
    desk.change(book, "plan_state", |change| lineage::supersede(change, line.id, &by, &reason))?;
    tree(desk, &of.programme)
}

/// Note which plan a plan came from.
pub fn came_from(desk: &Desk, args: CameFrom) -> Result<Answer> {
    let CameFrom { plan, of, origin, none: _ } = args;
    let (book, line) = plan_of(desk, &of.programme, &plan)?;
    let origin = origin.map(|code| plan_of(desk, &of.programme, &code)).transpose()?.map(|(_, plan)| plan.id);
    desk.change(book, "plan_origin", |change| lineage::came_from(change, line.id, origin, None))?;
    tree(desk, &of.programme)
}

/// Which plan came from which.
pub fn tree(desk: &Desk, programme: &str) -> Result<Answer> {
    let book = programme_of(desk, programme)?;
    let (plans, origins) = desk.read(|r| Ok((views::list(r.sql(), r.book(book)?)?, lineage::origins(r.sql(), r.book(book)?)?)))?;
    let lineage = lineage::lineage(&plans, &origins);
    let code = |id| plans.iter().find(|plan| plan.id == id).map_or("", |plan| plan.code.as_str());
    let steps: Vec<_> = lineage.steps.iter().map(|step| json!({ "from": code(step.from), "to": code(step.to) })).collect();
    let text: Vec<_> = lineage.steps.iter().map(|step| format!("{} -> {}", code(step.from), code(step.to))).collect();
    let text = if text.is_empty() { "No plan came from another.".to_owned() } else { text.join("\n") };
    Answer::new(&json!({ "steps": steps }), text)
}
