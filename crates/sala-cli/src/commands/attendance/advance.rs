//! Marking in advance, over several days.

use clap::Args;
use sala::{
    Desk, Result,
    attendance::{self, Mark, Parts, Status, Stretch},
    programme::check_year,
};
use serde_json::json;

use super::named::{MaybeHalf, person, status};
use crate::{
    answer::{Answer, count},
    cli::OfProgramme,
    commands::programme_of,
    words,
};

/// `sala attendance advance`.
#[derive(Debug, Args)]
pub struct Advance {
    #[command(flatten)]
    of: OfProgramme,
    /// The person's code
    #[arg(long, value_name = "CODE")]
    participant: String,
    /// From this day on, or from this half of it, such as 2012-05-16/PM
    #[arg(long, value_name = "DATE[/HALF]")]
    from: MaybeHalf,
    /// Until this day, or this half of it, included
    #[arg(long, value_name = "DATE[/HALF]")]
    to: MaybeHalf,
    /// excused, not_arrived or departed
    #[arg(long, value_parser = status, default_value = "excused")]
    status: Status,
    /// Why
    #[arg(long)]
    reason: Option<String>,
    /// Who gave leave
    #[arg(long, value_name = "NAME")]
    approver: Option<String>,
}

pub(super) fn advance(desk: &Desk, args: Advance) -> Result<Answer> {
    let Advance { of, participant: code, from, to, status, reason, approver } = args;
    check_year(from.date)?;
    check_year(to.date)?;
    let mark = Mark::try_from(Parts { reason, approver, ..Parts::of(status) })?;
    let book = programme_of(desk, &of.programme)?;
    let participant = person(desk, book, &code)?;
    let stretch = Stretch { from: from.date, from_half: from.half, to: to.date, to_half: to.half };
    let done = desk.change(book, "attendance_advance", |change| attendance::advance(change, participant, &stretch, &mark))?;
    let mut text = format!("{code}: {} at {}.", words::mark(status), count(done.marked, "register", "registers"));
    if done.kept > 0 {
        text.push_str(&format!(" {} a mark already, which stays.", count(done.kept, "register had", "registers had")));
    }
    if done.closed > 0 {
        text.push_str(&format!(" {} closed: open it again first.", count(done.closed, "register is", "registers are")));
    }
    Answer::new(&json!({ "participant": code, "status": status, "marked": done.marked, "kept": done.kept, "closed": done.closed }), text)
}
