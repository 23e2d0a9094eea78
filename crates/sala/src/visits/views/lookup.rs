//! What rules ask of the store: is there such a visit, stop, vehicle; what else has that name.

use rusqlite::{Connection, OptionalExtension as _};

use crate::{RecordId, Result, journal::BookNo};

/// A record and what people call it.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub id: RecordId,
    pub name: String,
}

/// True where the programme has this visit.
pub(crate) fn has_visit(sql: &Connection, book: BookNo, visit: RecordId) -> Result<bool> {
    let query = "SELECT EXISTS (SELECT 1 FROM record k JOIN visit v ON v.rec = k.no WHERE k.book = ?1 AND k.id = ?2 AND COALESCE(v.removed, 0) = 0)";
    Ok(sql.prepare_cached(query)?.query_row((book.0, visit), |r| r.get(0))?)
}

/// True where the programme has this visit, or had it before it was removed.
pub(crate) fn was_visit(sql: &Connection, book: BookNo, visit: RecordId) -> Result<bool> {
    was(sql, book, visit, "SELECT EXISTS (SELECT 1 FROM record k JOIN visit v ON v.rec = k.no WHERE k.book = ?1 AND k.id = ?2)")
}

/// The session that a visit is; none where it is on a day of its own.
pub(crate) fn session_of(sql: &Connection, book: BookNo, visit: RecordId) -> Result<Option<RecordId>> {
    let query = with_visits!("SELECT ks.id FROM record k JOIN visit_at v ON v.rec = k.no JOIN record ks ON ks.no = v.session WHERE k.book = ?1 AND k.id = ?2");
    Ok(sql.prepare_cached(query)?.query_row((book.0, visit), |r| r.get(0)).optional()?)
}

/// True where there is this stop, or was.
pub(crate) fn was_stop(sql: &Connection, book: BookNo, stop: RecordId) -> Result<bool> {
    was(sql, book, stop, "SELECT EXISTS (SELECT 1 FROM record k JOIN stop s ON s.rec = k.no WHERE k.book = ?1 AND k.id = ?2)")
}

/// True where there is this vehicle, or was.
pub(crate) fn was_vehicle(sql: &Connection, book: BookNo, vehicle: RecordId) -> Result<bool> {
    was(sql, book, vehicle, "SELECT EXISTS (SELECT 1 FROM record k JOIN vehicle w ON w.rec = k.no WHERE k.book = ?1 AND k.id = ?2)")
}

fn was(sql: &Connection, book: BookNo, id: RecordId, query: &str) -> Result<bool> {
    Ok(sql.prepare_cached(query)?.query_row((book.0, id), |r| r.get(0))?)
}

/// The stops of a visit, in their order.
pub(crate) fn stops(sql: &Connection, book: BookNo, visit: RecordId) -> Result<Vec<Named>> {
    Ok(super::stops_of(sql, book, visit)?.into_iter().map(|stop| Named { id: stop.id, name: stop.name }).collect())
}

/// The vehicles of a visit.
pub(crate) fn vehicles(sql: &Connection, book: BookNo, visit: RecordId) -> Result<Vec<Named>> {
    Ok(super::vehicles_of(sql, book, visit)?.into_iter().map(|vehicle| Named { id: vehicle.id, name: vehicle.name }).collect())
}

/// The visit that stops there; none where there is no such stop.
pub(crate) fn visit_of_stop(sql: &Connection, book: BookNo, stop: RecordId) -> Result<Option<RecordId>> {
    let query = "SELECT v.id FROM record k JOIN stop s ON s.rec = k.no JOIN record v ON v.no = s.visit
                  WHERE k.book = ?1 AND k.id = ?2 AND COALESCE(s.removed, 0) = 0";
    Ok(sql.prepare_cached(query)?.query_row((book.0, stop), |r| r.get(0)).optional()?)
}

/// The visit that a vehicle drives; none where there is no such vehicle.
pub(crate) fn visit_of_vehicle(sql: &Connection, book: BookNo, vehicle: RecordId) -> Result<Option<RecordId>> {
    let query = "SELECT v.id FROM record k JOIN vehicle w ON w.rec = k.no JOIN record v ON v.no = w.visit
                  WHERE k.book = ?1 AND k.id = ?2 AND COALESCE(w.removed, 0) = 0";
    Ok(sql.prepare_cached(query)?.query_row((book.0, vehicle), |r| r.get(0)).optional()?)
}

/// How many counts were taken at a stop.
pub(crate) fn headcounts_at(sql: &Connection, book: BookNo, stop: RecordId) -> Result<u64> {
    let query = "SELECT count(*) FROM record k JOIN headcount h ON h.stop = k.no
                  WHERE k.book = ?1 AND k.id = ?2 AND h.counted IS NOT NULL AND COALESCE(h.removed, 0) = 0";
    Ok(sql.prepare_cached(query)?.query_row((book.0, stop), |r| r.get::<_, i64>(0))?.unsigned_abs())
}
