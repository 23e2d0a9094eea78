//! One session at work: moved, exchanged, made longer, cancelled, held.

use chrono::NaiveDate;
use clap::Args;
use sala::{
    Desk, Error, Problem, RecordId, Result,
    agenda::{
        self, Hours, SessionField, Swapped, clock, minutes, names_in,
        views::{Placed, all, placed},
    },
};
use serde_json::json;

use super::programme_of;
use crate::{answer::Answer, cli::OfProgramme};

/// Which session is meant.
#[derive(Debug, Args)]
pub struct Which {
    #[command(flatten)]
    of: OfProgramme,
    /// 2012-05-14/08:30, and where two begin then 2012-05-14/08:30/TITLE; or its id
    #[arg(long, value_name = "SESSION")]
    session: String,
}

/// `sala agenda move`.
#[derive(Debug, Args)]
pub struct Move {
    #[command(flatten)]
    which: Which,
    /// When it begins: 2012-05-15/09:00, or 09:00 on its own day
    #[arg(long, value_name = "DATE/TIME")]
    to: String,
}

/// `sala agenda swap`.
#[derive(Debug, Args)]
pub struct Swap {
    #[command(flatten)]
    which: Which,
    /// The other session
    #[arg(long, value_name = "SESSION")]
    with: String,
}

/// `sala agenda lengthen`.
#[derive(Debug, Args)]
pub struct Lengthen {
    #[command(flatten)]
    which: Which,
    /// When it ends
    #[arg(long, value_name = "TIME", required_unless_present = "by", conflicts_with = "by")]
    until: Option<String>,
    /// By how many minutes longer, or with a minus shorter
    #[arg(long, value_name = "MINUTES", allow_negative_numbers = true)]
    by: Option<i64>,
}

/// `sala agenda edit`.
#[derive(Debug, Args)]
#[group(id = "what", required = true, multiple = true, args = ["title", "room", "trainers"])]
pub struct Edit {
    #[command(flatten)]
    which: Which,
    /// What it is called
    #[arg(long)]
    title: Option<String>,
    /// Where it is; nothing takes the room away
    #[arg(long)]
    room: Option<String>,
    /// Who teaches, parted by semicolons; nothing takes them away
    #[arg(long, value_name = "NAMES")]
    trainers: Option<String>,
}

/// `sala agenda cancel`.
#[derive(Debug, Args)]
pub struct Cancel {
    #[command(flatten)]
    which: Which,
    /// Why
    #[arg(long, default_value = "", hide_default_value = true)]
    reason: String,
}

/// `sala agenda plan`.
#[derive(Debug, Args)]
pub struct Plan {
    #[command(flatten)]
    which: Which,
}

/// `sala agenda hold`.
#[derive(Debug, Args)]
pub struct Hold {
    #[command(flatten)]
    which: Which,
    /// When it really began
    #[arg(long, value_name = "TIME")]
    from: Option<String>,
    /// When it really ended
    #[arg(long, value_name = "TIME")]
    until: Option<String>,
}

impl Which {
    fn found(&self, desk: &Desk) -> Result<(RecordId, Placed)> {
        let book = programme_of(desk, &self.of.programme)?;
        Ok((book, named(desk, book, &self.session)?))
    }
}

fn named(desk: &Desk, book: RecordId, which: &str) -> Result<Placed> {
    let sessions = desk.read(|r| all(r.sql(), r.book(book)?))?;
    agenda::find(&sessions, which).cloned()
}

/// Let it begin at another time.
pub fn move_to(desk: &Desk, args: Move) -> Result<Answer> {
    let Move { which, to } = args;
    let (book, session) = which.found(desk)?;
    let (date, start) = match to.split_once('/') {
        Some((date, start)) => (date.trim().parse::<NaiveDate>().map_err(|_| wrong("date_wrong", date))?, start),
        None => (session.date, to.as_str()),
    };
    let start = time(start)?;
    desk.change(book, "move_session", |change| agenda::move_to(change, session.line.id, date, start, Some(&session.line.seen.slot)))?;
    told(desk, book, &session, "is now")
}

/// Let two exchange their times.
pub fn swap(desk: &Desk, args: Swap) -> Result<Answer> {
    let Swap { which, with } = args;
    let (book, one) = which.found(desk)?;
    let other = named(desk, book, &with)?;
    desk.change(book, "swap_sessions", |change| agenda::swap(change, shown(&one), shown(&other)))?;
    let now = |before: &Placed| desk.read(|r| placed(r.sql(), r.book(book)?, before.line.id));
    let (one, other) = (now(&one)?, now(&other)?);
    let text = format!("{} is now {}, {} is now {}.", one.line.title, when(&one), other.line.title, when(&other));
    Answer::new(&json!({ "sessions": [one, other] }), text)
}

fn shown(session: &Placed) -> Swapped<'_> {
    Swapped { session: session.line.id, seen: Some(&session.line.seen.slot) }
}

/// Let it end later or earlier.
pub fn lengthen(desk: &Desk, args: Lengthen) -> Result<Answer> {
    let Lengthen { which, until, by } = args;
    let (book, session) = which.found(desk)?;
    let ends = match until {
        Some(until) => time(&until)?,
        None => session.line.ends_min.saturating_add(by.unwrap_or_default()),
    };
    desk.change(book, "lengthen_session", |change| agenda::lengthen(change, session.line.id, ends, Some(&session.line.seen.slot)))?;
    told(desk, book, &session, "is now")
}

/// What it is called, where it is, who teaches.
pub fn edit(desk: &Desk, args: Edit) -> Result<Answer> {
    let Edit { which, title, room, trainers } = args;
    let (book, session) = which.found(desk)?;
    let seen = &session.line.seen;
    let given = |text: String| Some(text).filter(|text| !text.trim().is_empty());
    desk.change(book, "edit_session", |change| {
        let fields = [
            title.map(|title| (SessionField::Title { title }, &seen.title)),
            room.map(|room| (SessionField::Room { room: given(room) }, &seen.room)),
            trainers.map(|names| (SessionField::Trainers { trainers: names_in(&names) }, &seen.trainers)),
        ];
        fields.into_iter().flatten().try_for_each(|(field, seen)| agenda::edit(change, session.line.id, field, seen))
    })?;
    let now = desk.read(|r| placed(r.sql(), r.book(book)?, session.line.id))?;
    let place = now.line.room.as_deref().map(|room| format!(", {room}")).unwrap_or_default();
    let who = if now.line.trainers.is_empty() { String::new() } else { format!(", with {}", now.line.trainers.join(", ")) };
    let text = format!("{}, {}{place}{who}.", now.line.title, when(&now));
    Answer::new(&json!({ "session": now }), text)
}

/// It does not, or did not, take place.
pub fn cancel(desk: &Desk, args: Cancel) -> Result<Answer> {
    let Cancel { which, reason } = args;
    let (book, session) = which.found(desk)?;
    desk.change(book, "session_status", |change| agenda::cancel(change, session.line.id, &reason, &session.line.seen.status))?;
    let now = desk.read(|r| placed(r.sql(), r.book(book)?, session.line.id))?;
    let why = now.line.reason.as_deref().map(|reason| format!(" The reason: {reason}")).unwrap_or_default();
    let text = format!("{} is cancelled: it was planned for {}.{why}", now.line.title, when(&now));
    Answer::new(&json!({ "session": now }), text)
}

/// It is neither cancelled nor held: somebody said so by mistake.
pub fn plan(desk: &Desk, args: Plan) -> Result<Answer> {
    let (book, session) = args.which.found(desk)?;
    let seen = agenda::HeldSeen { status: &session.line.seen.status, actual: &session.line.seen.actual };
    desk.change(book, "session_status", |change| agenda::plan_again(change, session.line.id, seen))?;
    told(desk, book, &session, "is planned for")
}

/// It took place.
pub fn hold(desk: &Desk, args: Hold) -> Result<Answer> {
    let Hold { which, from, until } = args;
    let (book, session) = which.found(desk)?;
    let line = &session.line;
    // Told by one end alone, the other is as planned.
    let actual = match (&from, &until) {
        (None, None) => None,
        _ => Some(Hours { starts_min: from.as_deref().map_or(Ok(line.starts_min), time)?, ends_min: until.as_deref().map_or(Ok(line.ends_min), time)? }),
    };
    let seen = agenda::HeldSeen { status: &line.seen.status, actual: &line.seen.actual };
    desk.change(book, "hold_session", |change| agenda::hold(change, line.id, actual, Some(seen)))?;
    let now = desk.read(|r| placed(r.sql(), r.book(book)?, line.id))?;
    let held = now.line.actual.map_or_else(|| "as planned".to_owned(), |actual| format!("{}-{}", clock(actual.starts_min), clock(actual.ends_min)));
    let text = format!("{} was held {held}; planned for {}.", now.line.title, when(&now));
    Answer::new(&json!({ "session": now }), text)
}

fn told(desk: &Desk, book: RecordId, before: &Placed, what: &str) -> Result<Answer> {
    let now = desk.read(|r| placed(r.sql(), r.book(book)?, before.line.id))?;
    let text = format!("{} {what} {}.", now.line.title, when(&now));
    Answer::new(&json!({ "session": now }), text)
}

fn when(session: &Placed) -> String {
    format!("{} {}-{}", session.date, clock(session.line.starts_min), clock(session.line.ends_min))
}

fn time(text: &str) -> Result<i64> {
    minutes(text).ok_or_else(|| wrong("time_invalid", text))
}

fn wrong(code: &'static str, value: &str) -> Error {
    Error::Refused(Problem::new(code).with("value", value))
}
