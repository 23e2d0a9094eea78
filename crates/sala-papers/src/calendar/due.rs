//! What is due of the plans, day by day. What was done since an earlier file that held it is in it too, cancelled: a calendar keeps what a later
//! file does not take back.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use icalendar::{Component as _, Event, EventLike as _, EventStatus, Property};
use sala::{
    RecordId,
    programme::views::Programme,
    progress::{Due, What},
};

use super::{CalendarWords, head};

/// What such a calendar is made from.
#[derive(Clone, Copy, Debug)]
pub struct ToDo<'a> {
    /// The programme.
    pub programme: &'a Programme,
    /// Everything with a day, what is settled too.
    pub due: &'a [Due],
    /// How often each may have become something else, by plan and what it is about.
    pub revisions: &'a BTreeMap<(RecordId, RecordId), u64>,
    /// The names of the events that earlier files held.
    pub held: &'a BTreeSet<String>,
    /// When this file is made.
    pub made: DateTime<Utc>,
}

/// The file.
#[must_use]
pub fn due(todo: ToDo<'_>, words: &'static CalendarWords) -> String {
    let mut calendar = head(todo.programme, "-//Sala//Plans//EN");
    let told = todo.due.iter().filter(|one| !one.settled || todo.held.contains(&name(todo, one)));
    calendar.extend(told.map(|one| event(todo, one, words)));
    calendar.to_string()
}

/// What an event is called for ever.
fn name(todo: ToDo<'_>, one: &Due) -> String {
    format!("{}-{}@{}.sala", one.about, one.what.code(), todo.programme.id)
}

fn event(todo: ToDo<'_>, one: &Due, words: &'static CalendarWords) -> Event {
    let mut event = Event::new();
    event.uid(&name(todo, one)).timestamp(todo.made);
    let about = if one.what == What::Report { one.plan } else { one.about };
    event.sequence(todo.revisions.get(&(one.plan, about)).copied().unwrap_or_default().try_into().unwrap_or(u32::MAX));
    // A date without an end lasts that day (RFC 5545, section 3.6.1); an end would have to be the day after.
    event.starts(one.date);
    let said = format!("{}: {} {}", one.code, words.due(one.what), one.title);
    event.summary(&if one.settled { format!("{}: {said}", words.cancelled) } else { said.clone() });
    event.status(if one.settled { EventStatus::Cancelled } else { EventStatus::Confirmed });
    // A day by which something is due takes nobody's hours.
    event.append_property(Property::new("TRANSP", "TRANSPARENT"));
    event.done()
}
