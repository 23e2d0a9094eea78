//! What screens and rules read of visits.

/// A query over `visit_at`: the visits with the day and hours that they are on.
macro_rules! with_visits {
    ($query:expr) => {
        concat!("WITH ", include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/visits/views/at.sql")), $query)
    };
}

/// The same inside a query that begins with tables of its own, such as one over `register_at`.
macro_rules! and_visits {
    ($query:expr) => {
        concat!(", ", include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/visits/views/at.sql")), $query)
    };
}
pub(crate) use and_visits;

mod apart;
mod headcounts;
pub(crate) mod lookup;
mod observations;
mod people;

use rusqlite::Connection;
use serde::Serialize;

use super::{checkpoint, vehicle::too_many};
use crate::{Error, Problem, Reader, RecordId, Result, Seen, journal::BookNo};

pub use apart::{DaysApart, days_apart, never_joined};
pub use headcounts::{CountView, ExplainedView, HeadcountView, Noted, PastCount, VehicleCountView, headcount_history, headcounts};
pub use observations::{ObservationView, Written, observations};
pub use people::{Rider, riders};

/// One visit of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VisitLine {
    /// The record.
    pub id: RecordId,
    /// The day, ISO 8601.
    pub date: String,
    /// Who is visited.
    pub host: String,
    /// When it leaves, in minutes after midnight.
    pub starts_min: Option<i64>,
    /// When it is back.
    pub ends_min: Option<i64>,
    /// The session of the agenda that it is; none where it is on a day of its own.
    pub session: Option<RecordId>,
    /// What that is called.
    pub session_title: Option<String>,
    /// True where it did not, or will not, happen.
    pub cancelled: bool,
    /// True where that is said of its session and not of the visit itself.
    pub by_session: bool,
    /// Why.
    pub reason: Option<String>,
    /// How many stops it has.
    pub stops: usize,
    /// How many vehicles.
    pub vehicles: usize,
    /// At how many checkpoints heads are counted.
    pub checkpoints: usize,
    /// At how many of them somebody counted.
    pub counted: usize,
    /// At how many somebody answers for numbers that do not meet.
    pub overridden: usize,
    /// How many groups wrote something down.
    pub observations: usize,
}

/// The version of every editable field of a visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VisitSeen {
    /// Of the day.
    pub date: Seen,
    /// Of the host.
    pub host: Seen,
    /// Of the purpose.
    pub purpose: Seen,
    /// Of whom to ask for.
    pub contact: Seen,
    /// Of the times.
    pub times: Seen,
    /// Of the session.
    pub session: Seen,
    /// Of whether it happens.
    pub status: Seen,
}

/// A stop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StopView {
    /// The record.
    pub id: RecordId,
    /// What the place is called.
    pub name: String,
    /// Who receives the group there, where that is not the host of the visit.
    pub host: Option<String>,
    /// From when, in minutes after midnight.
    pub starts_min: Option<i64>,
    /// To when.
    pub ends_min: Option<i64>,
    /// What the screen shows as its name, to be handed back.
    pub name_seen: Seen,
    /// As its host.
    pub host_seen: Seen,
    /// As its times.
    pub times_seen: Seen,
}

/// A vehicle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VehicleView {
    /// The record.
    pub id: RecordId,
    /// What people call it.
    pub name: String,
    /// What stands on its plate.
    pub plate: Option<String>,
    /// How many passengers it takes.
    pub seats: Option<i64>,
    /// Who drives it; none where it was withheld.
    pub driver: Option<String>,
    /// How to reach them.
    pub phone: Option<String>,
    /// How many ride in it.
    pub riders: usize,
    /// By how many they are more than its seats.
    pub too_many: Option<u64>,
    /// What the screen shows as its name, to be handed back.
    pub name_seen: Seen,
    /// As its plate.
    pub plate_seen: Seen,
    /// As its seats.
    pub seats_seen: Seen,
    /// As its driver.
    pub driver_seen: Seen,
}

/// One visit with everything in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VisitView {
    /// As in lists.
    #[serde(flatten)]
    pub line: VisitLine,
    /// When it leaves, where that is said of the visit itself; none where it is that of its session.
    pub own_starts_min: Option<i64>,
    /// When it is back, likewise.
    pub own_ends_min: Option<i64>,
    /// What for.
    pub purpose: Option<String>,
    /// Whom to ask for; none where it was withheld.
    pub contact: Option<String>,
    /// How to reach them.
    pub phone: Option<String>,
    /// The versions shown, for editing.
    pub seen: VisitSeen,
    /// Where it stops, in order.
    pub stops_in_order: Vec<StopView>,
    /// What it drives in, in the order of their names.
    pub vehicles_by_name: Vec<VehicleView>,
    /// Everybody who takes part, each with their vehicle, in the order of the roster.
    pub people: Vec<Rider>,
    /// How many of them count: the roster that heads are held against.
    pub roster: usize,
    /// Its checkpoints in the order of the day, with what was counted.
    pub headcounts: Vec<HeadcountView>,
    /// What the groups brought home, every group of every set.
    pub observed: Vec<ObservationView>,
}

/// All visits, by day and hour, then in the order in which they were planned.
///
/// # Errors
/// Store failures.
pub fn list(sql: &Connection, book: BookNo) -> Result<Vec<VisitLine>> {
    let mut query = sql.prepare_cached(with_visits!(include_str!("list.sql")))?;
    let number = |row: &rusqlite::Row<'_>, column: &str| Ok::<_, rusqlite::Error>(row.get::<_, i64>(column)?.unsigned_abs() as usize);
    let line = |row: &rusqlite::Row<'_>| {
        let stops = number(row, "stops")?;
        Ok(VisitLine {
            id: row.get("id")?,
            date: row.get("date")?,
            host: row.get::<_, Option<String>>("host")?.unwrap_or_default(),
            starts_min: row.get("starts_min")?,
            ends_min: row.get("ends_min")?,
            session: row.get("session")?,
            session_title: row.get("session_title")?,
            cancelled: row.get("cancelled")?,
            by_session: row.get("by_session")?,
            reason: row.get("reason")?,
            stops,
            vehicles: number(row, "vehicles")?,
            checkpoints: if stops == 0 { 3 } else { 2 + 2 * stops },
            counted: number(row, "counted")?,
            overridden: number(row, "overridden")?,
            observations: number(row, "observations")?,
        })
    };
    Ok(query.query_map([book.0], line)?.collect::<Result<_, _>>()?)
}

/// One visit with everything in it.
///
/// # Errors
/// `no_such_visit`.
pub fn one(reader: &Reader<'_>, book: BookNo, visit: RecordId) -> Result<VisitView> {
    let sql = reader.sql();
    let line = list(sql, book)?.into_iter().find(|line| line.id == visit).ok_or_else(|| Error::Refused(Problem::new("no_such_visit")))?;
    let query = with_visits!(
        "SELECT v.purpose, v.person, v.phone, a.own_starts_min, a.own_ends_min, v.date_v, v.host_v, v.purpose_v, v.contact_v, v.times_v, v.of_session_v, v.status_v
           FROM record k JOIN visit v ON v.rec = k.no JOIN visit_at a ON a.rec = v.rec WHERE k.book = ?1 AND k.id = ?2"
    );
    let seen = |r: &rusqlite::Row<'_>, column: &str| Ok::<_, rusqlite::Error>(Seen::shown(r.get(column)?));
    let (purpose, contact, phone, (own_starts_min, own_ends_min), seen) = sql.prepare_cached(query)?.query_row((book.0, visit), |r| {
        let seen = VisitSeen {
            date: seen(r, "date_v")?,
            host: seen(r, "host_v")?,
            purpose: seen(r, "purpose_v")?,
            contact: seen(r, "contact_v")?,
            times: seen(r, "times_v")?,
            session: seen(r, "of_session_v")?,
            status: seen(r, "status_v")?,
        };
        Ok((r.get(0)?, r.get(1)?, r.get(2)?, (r.get(3)?, r.get(4)?), seen))
    })?;
    let stops_in_order = stops_of(sql, book, visit)?;
    let people = riders(sql, book, visit)?;
    let mut vehicles_by_name = vehicles_of(sql, book, visit)?;
    for vehicle in &mut vehicles_by_name {
        vehicle.riders = people.iter().filter(|one| one.vehicle == Some(vehicle.id)).count();
        vehicle.too_many = too_many(vehicle.seats, vehicle.riders);
    }
    let stops: Vec<_> = stops_in_order.iter().map(|stop| stop.id).collect();
    let noted = headcounts(sql, book, visit)?;
    let counted: Vec<_> = noted.iter().filter(|one| one.count.is_some()).map(|one| one.at).collect();
    let points = checkpoint::of_visit(&stops, &counted);
    let headcounts = headcounts::at_each(reader, book, &points, noted)?;
    let observed = observations(sql, book, visit)?;
    let roster = people.iter().filter(|one| one.counts).count();
    Ok(VisitView { line, own_starts_min, own_ends_min, purpose, contact, phone, seen, stops_in_order, vehicles_by_name, people, roster, headcounts, observed })
}

/// The stops of a visit, in their order.
///
/// # Errors
/// Store failures.
pub fn stops_of(sql: &Connection, book: BookNo, visit: RecordId) -> Result<Vec<StopView>> {
    let query = "SELECT k.id, COALESCE(s.name, '') AS name, s.host, s.starts_min, s.ends_min, s.name_v, s.host_v, s.times_v
                   FROM record v JOIN stop s ON s.visit = v.no JOIN record k ON k.no = s.rec
                  WHERE v.book = ?1 AND v.id = ?2 AND COALESCE(s.removed, 0) = 0 ORDER BY s.sequence, s.starts_min, k.id";
    let mut query = sql.prepare_cached(query)?;
    let stop = |r: &rusqlite::Row<'_>| {
        Ok(StopView {
            id: r.get("id")?,
            name: r.get("name")?,
            host: r.get("host")?,
            starts_min: r.get("starts_min")?,
            ends_min: r.get("ends_min")?,
            name_seen: Seen::shown(r.get("name_v")?),
            host_seen: Seen::shown(r.get("host_v")?),
            times_seen: Seen::shown(r.get("times_v")?),
        })
    };
    Ok(query.query_map((book.0, visit), stop)?.collect::<Result<_, _>>()?)
}

/// The vehicles of a visit, in the order of their names; who rides in them is counted by [`one`].
///
/// # Errors
/// Store failures.
pub fn vehicles_of(sql: &Connection, book: BookNo, visit: RecordId) -> Result<Vec<VehicleView>> {
    let query = "SELECT k.id, COALESCE(w.name, '') AS name, w.plate, w.seats, w.person, w.phone, w.name_v, w.plate_v, w.seats_v, w.driver_v
                   FROM record v JOIN vehicle w ON w.visit = v.no JOIN record k ON k.no = w.rec
                  WHERE v.book = ?1 AND v.id = ?2 AND COALESCE(w.removed, 0) = 0 ORDER BY w.name, k.id";
    let mut query = sql.prepare_cached(query)?;
    let vehicle = |r: &rusqlite::Row<'_>| {
        Ok(VehicleView {
            id: r.get("id")?,
            name: r.get("name")?,
            plate: r.get("plate")?,
            seats: r.get("seats")?,
            driver: r.get("person")?,
            phone: r.get("phone")?,
            riders: 0,
            too_many: None,
            name_seen: Seen::shown(r.get("name_v")?),
            plate_seen: Seen::shown(r.get("plate_v")?),
            seats_seen: Seen::shown(r.get("seats_v")?),
            driver_seen: Seen::shown(r.get("driver_v")?),
        })
    };
    Ok(query.query_map((book.0, visit), vehicle)?.collect::<Result<_, _>>()?)
}
