//! Visits as lists.

use sala::{
    Desk, Result,
    visits::{
        checkpoint::Point,
        views::{self, CountView, HeadcountView, VisitView},
    },
};
use serde_json::json;

use super::{AtVisit, programme_of};
use crate::{
    answer::{Answer, count, or_dash, table},
    commands::checks,
    words,
};

pub(super) fn list(desk: &Desk, programme: &str) -> Result<Answer> {
    let book = programme_of(desk, programme)?;
    let visits = desk.read(|r| views::list(r.sql(), r.book(book)?))?;
    let rows = visits.iter().map(|v| {
        [
            v.date.clone(),
            hours(v.starts_min, v.ends_min),
            v.host.clone(),
            v.stops.to_string(),
            v.vehicles.to_string(),
            if v.cancelled { "did not happen".to_owned() } else { format!("{} of {}", v.counted, v.checkpoints) },
            v.observations.to_string(),
            v.id.to_string(),
        ]
    });
    let text = match visits.is_empty() {
        true => "No visits yet: `sala visit add` plans one.".to_owned(),
        false => table(["Date", "Hours", "Host", "Stops", "Vehicles", "Counted", "Groups wrote", "Id"], rows),
    };
    let apart = checks::of(desk, book, Some(checks::OF_VISITS))?;
    Answer::new(&json!({ "visits": visits, "checks": apart }), text + &checks::told(&apart))
}

pub(super) fn one(desk: &Desk, at: &AtVisit) -> Result<Answer> {
    let (book, visit) = at.find(desk)?;
    let view = desk.read(|r| views::one(r, r.book(book)?, visit))?;
    Answer::new(&view, told(&view))
}

fn told(view: &VisitView) -> String {
    let line = &view.line;
    let mut text = format!("{}, {}  {}", line.host, line.date, hours(line.starts_min, line.ends_min)).trim_end().to_owned();
    if line.cancelled {
        let whose = if line.by_session { "its session did not" } else { "it did not" };
        text.push_str(&format!("\n  Did not happen: {}", line.reason.as_deref().unwrap_or(whose)));
    }
    for (name, value) in [("Session", &line.session_title), ("Purpose", &view.purpose), ("Contact", &view.contact), ("Telephone", &view.phone)] {
        if let Some(value) = value {
            text.push_str(&format!("\n  {name:<10} {value}"));
        }
    }
    if !view.stops_in_order.is_empty() {
        let rows = view.stops_in_order.iter().zip(1..).map(|(s, n)| [n.to_string(), s.name.clone(), or_dash(s.host.as_ref()), hours(s.starts_min, s.ends_min)]);
        text.push_str(&format!("\n\n{}", table(["Stop", "Name", "Host", "Hours"], rows)));
    }
    if !view.vehicles_by_name.is_empty() {
        let rows = view.vehicles_by_name.iter().map(|v| {
            let full = v.too_many.map_or_else(String::new, |over| format!("{over} too many"));
            [v.name.clone(), or_dash(v.plate.as_ref()), or_dash(v.seats), v.riders.to_string(), or_dash(v.driver.as_ref()), full]
        });
        text.push_str(&format!("\n\n{}", table(["Vehicle", "Plate", "Seats", "Riders", "Driver", ""], rows)));
        let standing = view.people.iter().filter(|one| one.vehicle.is_none()).count() as u64;
        if standing > 0 {
            text.push_str(&format!("\n{} without a seat", count(standing, "person", "people")));
        }
    }
    let rows = view.headcounts.iter().map(|one| [checkpoint(view, one), said(one), or_dash(one.author.as_ref()), or_dash(one.replica_label.as_ref())]);
    text.push_str(&format!("\n\n{} expected\n{}", count(view.roster as u64, "person", "people"), table(["Checkpoint", "Count", "Author", "Laptop"], rows)));
    for group in &view.observed {
        let texts = [("seen", &group.seen), ("lesson", &group.lesson), ("applicable", &group.applicable), ("question", &group.question)];
        let texts: Vec<_> = texts.into_iter().filter(|(_, one)| !one.text.is_empty()).map(|(what, one)| format!("  {what}: {}", one.text)).collect();
        if !texts.is_empty() {
            text.push_str(&format!("\n\nGroup {}\n{}", group.group_name, texts.join("\n")));
        }
    }
    text
}

/// `boarding/2 Kilns`, as `sala visit count --at` takes it, with the name of the stop.
fn checkpoint(view: &VisitView, one: &HeadcountView) -> String {
    let stop = one.stop.and_then(|stop| view.stops_in_order.iter().position(|known| known.id == stop));
    match (one.point, stop) {
        (Point::Stop | Point::Boarding, Some(at)) => {
            let name = view.stops_in_order.get(at).map(|stop| stop.name.as_str()).unwrap_or_default();
            format!("{}/{} {name}", one.point.code(), at + 1)
        }
        (point, _) => point.code().to_owned(),
    }
}

fn said(one: &HeadcountView) -> String {
    let said = one.count.as_ref().map_or_else(|| "-".to_owned(), count_words);
    if one.conflict { format!("{said}; two laptops differ: `sala conflicts`") } else { said }
}

/// A count in the words that the decision has too.
pub(super) fn count_words(count: &CountView) -> String {
    let explained: Vec<_> =
        count.explained.iter().map(|one| json!({ "participant": one.name.clone().unwrap_or_else(|| one.code.clone()), "why": one.why })).collect();
    let vehicles: Vec<_> = count.vehicles.iter().map(|one| json!({ "vehicle": one.name, "counted": one.counted })).collect();
    words::value(&json!({
        "counted": count.counted, "roster": count.roster, "explained": explained, "vehicles": vehicles,
        "overridden": count.overridden.then_some(1), "override_by": count.override_by, "override_reason": count.override_reason,
    }))
}

pub(super) fn hours(starts: Option<i64>, ends: Option<i64>) -> String {
    let clock = |minutes: i64| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    match (starts, ends) {
        (None, None) => "-".to_owned(),
        (starts, ends) => format!("{}\u{2013}{}", starts.map(clock).unwrap_or_default(), ends.map(clock).unwrap_or_default()),
    }
}
