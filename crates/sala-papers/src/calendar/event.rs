//! One session as an event.

use chrono::{Duration, NaiveDate, NaiveDateTime, TimeZone as _, Utc};
use chrono_tz::Tz;
use icalendar::{CalendarDateTime, Component as _, DatePerhapsTime, Event, EventLike as _, EventStatus, Property};
use sala::agenda::{Method, SessionStatus, clock, views::Placed};

use super::{Agenda, CalendarWords};

/// The event of a session.
pub(super) fn of(agenda: Agenda<'_>, session: &Placed, words: &'static CalendarWords) -> Event {
    let Placed { date, line } = session;
    let programme = agenda.programme;
    let zone = programme.timezone.as_deref().and_then(|zone| zone.parse::<Tz>().ok());
    let cancelled = line.status == SessionStatus::Cancelled.code();
    let mut event = Event::new();
    event.uid(&format!("{}@{}.sala", line.id, programme.id)).timestamp(agenda.made);
    event.sequence(agenda.revisions.get(&line.id).copied().unwrap_or_default().try_into().unwrap_or(u32::MAX));
    event.starts(moment(*date, line.starts_min, zone)).ends(moment(*date, line.ends_min, zone));
    // Many calendars show what they imported whatever its status says: the words say it too.
    let title = if cancelled { format!("{}: {}", words.cancelled, line.title) } else { line.title.clone() };
    event.summary(&title).description(&description(session, words));
    event.status(if cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed });
    event.append_property(Property::new("TRANSP", if cancelled { "TRANSPARENT" } else { "OPAQUE" }));
    event.categories([words.method(&line.method)]);
    if let Some(place) = place(agenda, session) {
        event.location(&place);
    }
    event.done()
}

/// Where: the room, and the house it is in. A visit is not in the house.
fn place(agenda: Agenda<'_>, session: &Placed) -> Option<String> {
    let away = session.line.method == Method::Visit.code();
    let house = agenda.programme.venue.as_ref().filter(|_| !away);
    let parts: Vec<_> = [session.line.room.as_ref(), house].into_iter().flatten().map(String::as_str).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// What is known beside title, time and place.
fn description(session: &Placed, words: &'static CalendarWords) -> String {
    let line = &session.line;
    let mut said = vec![words.method(&line.method).to_owned()];
    if !line.trainers.is_empty() {
        said.push(format!("{}: {}", words.trainers, line.trainers.join(", ")));
    }
    if line.status == SessionStatus::Held.code()
        && let Some(actual) = line.actual
    {
        said.push(format!("{} {}–{}", words.held, clock(actual.starts_min), clock(actual.ends_min)));
    }
    if let Some(reason) = &line.reason {
        said.push(reason.clone());
    }
    said.join("\n")
}

/// A minute of a day at the venue as the same moment everywhere. Without a zone it is that o'clock wherever it is read.
fn moment(date: NaiveDate, minute: i64, zone: Option<Tz>) -> DatePerhapsTime {
    let local = NaiveDateTime::from(date) + Duration::minutes(minute);
    // An hour that a change of the clocks leaves out is the hour after it.
    let at = |zone: Tz| zone.from_local_datetime(&local).earliest().or_else(|| zone.from_local_datetime(&(local + Duration::hours(1))).earliest());
    match zone.and_then(at) {
        Some(moment) => CalendarDateTime::Utc(moment.with_timezone(&Utc)).into(),
        None => CalendarDateTime::Floating(local).into(),
    }
}

/// A text where the library does not know that it is one.
pub(super) fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,")
}
