//! Who was not there yet at a register, or no longer, as other registers say: "everyone present" is not said of them.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use crate::{RecordId, Result, attendance::status::Status, journal::BookNo};

/// What registers say of whoever was ever marked as not arrived or departed, and of whoever belongs only because they were seen.
const MARKS: &str = "SELECT kp.id, kg.id, m.status, COALESCE(p.status, '') IN ('nominated', 'no_show')
   FROM participant p JOIN mark m ON m.participant = p.rec JOIN record kp ON kp.no = p.rec JOIN record kg ON kg.no = m.register
  WHERE p.book = ?1 AND m.status IS NOT NULL
    AND (p.status IN ('nominated', 'no_show') OR EXISTS (SELECT 1 FROM mark o WHERE o.participant = p.rec AND o.status IN ('not_arrived', 'departed')))";

/// Everybody who had not come by this register, or had left before it: the next that is known of them is that they had not arrived, the last that
/// they had departed; or they were only nominated, and were first seen later.
pub(crate) fn away(sql: &Connection, book: BookNo, register: RecordId) -> Result<HashSet<RecordId>> {
    let mut marks: HashMap<RecordId, (bool, Vec<(RecordId, Status)>)> = HashMap::new();
    let mut statement = sql.prepare_cached(MARKS)?;
    let mut rows = statement.query([book.0])?;
    while let Some(row) = rows.next()? {
        let Ok(status) = Status::from_stored(row.get_ref(2)?.as_str().unwrap_or_default()) else { continue };
        let (only_seen, of_one) = marks.entry(row.get(0)?).or_default();
        *only_seen = row.get(3)?;
        of_one.push((row.get(1)?, status));
    }
    if marks.is_empty() {
        return Ok(HashSet::new());
    }
    let order = sql.prepare_cached(super::REGISTERS)?.query_map([book.0], |r| r.get("id"))?.collect::<Result<Vec<RecordId>, _>>()?;
    let place: HashMap<_, _> = order.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    let Some(here) = place.get(&register) else { return Ok(HashSet::new()) };
    let is_away = |only_seen: bool, marks: &[(RecordId, Status)]| {
        let mut placed: Vec<_> = marks.iter().filter_map(|(register, status)| Some((*place.get(register)?, *status))).collect();
        placed.sort_by_key(|(place, _)| *place);
        let next = placed.iter().find(|(place, _)| place > here).map(|(_, status)| *status);
        let last = placed.iter().rev().find(|(place, _)| place < here).map(|(_, status)| *status);
        let came = placed.iter().find(|(_, status)| matches!(status, Status::Present | Status::Late)).map(|(place, _)| place);
        next == Some(Status::NotArrived) || last == Some(Status::Departed) || (only_seen && came.is_some_and(|came| came > here))
    };
    Ok(marks.into_iter().filter(|(_, (only_seen, marks))| is_away(*only_seen, marks)).map(|(person, _)| person).collect())
}
