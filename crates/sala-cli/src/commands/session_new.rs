//! One session that is added to the agenda, with the fields that a list of them has.

use chrono::NaiveDate;
use clap::Args;
use sala::{
    Desk, Error, Problem, Result,
    agenda::{
        self, Method, NewSession, clock, minutes, names_in, overlaps_and_visits,
        views::{days, placed},
    },
    visits,
};
use serde_json::json;

use super::programme_of;
use crate::{answer::Answer, cli::OfProgramme, words};

/// `sala agenda add`.
#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    of: OfProgramme,
    /// The day, such as 2012-05-16
    #[arg(long)]
    date: NaiveDate,
    /// When it begins, such as 09:00
    #[arg(long, value_name = "TIME")]
    start: String,
    /// When it ends
    #[arg(long, value_name = "TIME")]
    end: String,
    /// What it is called
    #[arg(long)]
    title: String,
    /// ceremony, plenary, activity, group_work, presentation, visit or other
    #[arg(long, value_parser = method, default_value = "other")]
    method: Method,
    /// Where
    #[arg(long)]
    room: Option<String>,
    /// Who teaches, parted by semicolons
    #[arg(long, value_name = "NAMES", default_value = "", hide_default_value = true)]
    trainers: String,
}

fn method(text: &str) -> std::result::Result<Method, String> {
    Method::parse(text).ok_or_else(|| format!("a method is one of {}", Method::ALL.iter().map(|one| one.code()).collect::<Vec<_>>().join(", ")))
}

/// Add it; what it overlaps with is told, and nothing is refused because of it.
pub fn add(desk: &Desk, args: Add) -> Result<Answer> {
    let Add { of, date, start, end, title, method, room, trainers } = args;
    let book = programme_of(desk, &of.programme)?;
    let time = |text: &str| minutes(text).ok_or_else(|| Error::Refused(Problem::new("time_invalid").with("value", text)));
    let new = NewSession { date, starts_min: time(&start)?, ends_min: time(&end)?, method, title, room, trainers: names_in(&trainers) };
    let id = desk.change(book, "add_session", |change| agenda::add(change, new))?;
    let (session, day, visits) = desk.read(|r| {
        let book = r.book(book)?;
        Ok((placed(r.sql(), book, id)?, days(r.sql(), book)?.into_iter().find(|day| day.date == date), visits::views::list(r.sql(), book)?))
    })?;
    let beside: Vec<_> = day
        .iter()
        .flat_map(|day| overlaps_and_visits(day, &visits).into_iter().filter(|one| one.first == id || one.second == id).map(move |one| (day, one)))
        .collect();
    let line = &session.line;
    let mut text = format!("{} is planned for {} {}-{}.", line.title, session.date, clock(line.starts_min), clock(line.ends_min));
    for (day, overlap) in &beside {
        text.push_str(&format!("\n{}", words::overlap(day, overlap)));
    }
    let overlaps: Vec<_> = beside.iter().map(|(_, overlap)| overlap).collect();
    Answer::new(&json!({ "session": session, "overlaps": overlaps }), text)
}
