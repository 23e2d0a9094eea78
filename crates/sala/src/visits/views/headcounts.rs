//! What was counted at each checkpoint, by whom, and whether two laptops differ.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use rusqlite::Connection;
use serde::Serialize;

use crate::{
    EntryNo, Reader, RecordId, Result, Seen,
    journal::{BookNo, Scalar, Value, differing, origin, record_id},
    visits::{
        checkpoint::{Checkpoint, Point},
        headcount::{Explained, VehicleCount, Why, read_list},
        records::{COUNT, HEADCOUNT},
    },
};

/// Somebody who is accounted for, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExplainedView {
    /// Who.
    pub participant: RecordId,
    /// Code on the badge; empty where nothing is known of the person.
    pub code: String,
    /// Display name; none where it was withheld.
    pub name: Option<String>,
    /// Why.
    pub why: Why,
}

/// How many are in one vehicle, by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VehicleCountView {
    /// Which.
    pub vehicle: RecordId,
    /// What people call it.
    pub name: String,
    /// How many were counted in it.
    pub counted: i64,
}

/// A count as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CountView {
    /// How many were counted.
    pub counted: i64,
    /// How many were on the roster then.
    pub roster: i64,
    /// Who is accounted for.
    pub explained: Vec<ExplainedView>,
    /// How many in each vehicle; empty where all were counted together.
    pub vehicles: Vec<VehicleCountView>,
    /// True where the numbers do not meet and somebody answers for it.
    pub overridden: bool,
    /// Who; none where it was withheld.
    pub override_by: Option<String>,
    /// Why.
    pub override_reason: Option<String>,
}

/// What is noted at a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// The record.
    pub id: RecordId,
    /// Where.
    pub at: Checkpoint,
    /// The count; none where it was taken away.
    pub count: Option<CountView>,
    /// The entry that wrote it.
    pub version: Option<i64>,
}

/// A checkpoint with its count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HeadcountView {
    /// The kind of checkpoint.
    pub point: Point,
    /// The stop that it belongs to.
    pub stop: Option<RecordId>,
    /// The count; none where nobody counted yet.
    pub count: Option<CountView>,
    /// What the screen shows as the count, to be handed back.
    pub seen: Seen,
    /// True where two laptops counted differently and nobody has decided.
    pub conflict: bool,
    /// Who counted.
    pub author: Option<String>,
    /// On which laptop.
    pub replica_label: Option<String>,
    /// When, by that laptop's clock.
    #[serde(serialize_with = "crate::clock::in_answers_if_known")]
    pub at: Option<DateTime<Utc>>,
}

/// One count that was ever noted at a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PastCount {
    /// The count; none where it was taken away, or is kept for review.
    pub count: Option<CountView>,
    /// Who counted.
    pub author: String,
    /// On which laptop.
    pub replica_label: String,
    /// When, by that laptop's clock.
    #[serde(serialize_with = "crate::clock::in_answers")]
    pub at: DateTime<Utc>,
    /// True where somebody who had seen it counted again since.
    pub replaced: bool,
}

/// What people call those whom counts name.
struct Names {
    people: HashMap<RecordId, (String, Option<String>)>,
    vehicles: HashMap<RecordId, String>,
}

impl Names {
    /// Also of people who left and vehicles that were removed: a count is evidence of its hour.
    fn read(sql: &Connection, book: BookNo) -> Result<Self> {
        let query = "SELECT k.id, COALESCE(p.code, ''), p.name FROM participant p JOIN record k ON k.no = p.rec WHERE p.book = ?1";
        let people = sql.prepare_cached(query)?.query_map([book.0], |r| Ok((r.get(0)?, (r.get(1)?, r.get(2)?))))?.collect::<Result<_, _>>()?;
        let query = "SELECT k.id, COALESCE(w.name, '') FROM vehicle w JOIN record k ON k.no = w.rec WHERE w.book = ?1";
        let vehicles = sql.prepare_cached(query)?.query_map([book.0], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
        Ok(Self { people, vehicles })
    }

    /// The count that a value tells; none where it tells none.
    fn count(&self, value: &Value) -> Option<CountView> {
        let number = |i| if let Scalar::Int(n) = value.part(i) { Some(*n) } else { None };
        let text = |i| if let Scalar::Text(text) = value.part(i) { Some(text.as_str()) } else { None };
        let explained = read_list::<Explained>(text(2))?.into_iter().map(|one| {
            let (code, name) = self.people.get(&one.participant).cloned().unwrap_or_default();
            ExplainedView { participant: one.participant, code, name, why: one.why }
        });
        let vehicles = read_list::<VehicleCount>(text(3))?.into_iter().map(|one| {
            let name = self.vehicles.get(&one.vehicle).cloned().unwrap_or_default();
            VehicleCountView { vehicle: one.vehicle, name, counted: one.counted }
        });
        Some(CountView {
            counted: number(0)?,
            roster: number(1)?,
            explained: explained.collect(),
            vehicles: vehicles.collect(),
            overridden: number(4) == Some(1),
            override_by: text(5).map(str::to_owned),
            override_reason: text(6).map(str::to_owned),
        })
    }
}

/// What is noted on a visit, checkpoint by checkpoint; those that only a newer version knows are left out.
///
/// # Errors
/// Store failures.
pub fn headcounts(sql: &Connection, book: BookNo, visit: RecordId) -> Result<Vec<Noted>> {
    let names = Names::read(sql, book)?;
    let query = "SELECT k.id, h.point, ks.id, h.count_v, h.counted, h.roster, h.explained, h.vehicles, h.overridden, h.override_by, h.override_reason
                   FROM record v JOIN headcount h ON h.visit = v.no JOIN record k ON k.no = h.rec LEFT JOIN record ks ON ks.no = h.stop
                  WHERE v.book = ?1 AND v.id = ?2 AND COALESCE(h.removed, 0) = 0 ORDER BY k.id";
    let mut statement = sql.prepare_cached(query)?;
    let mut rows = statement.query((book.0, visit))?;
    let mut noted = Vec::new();
    while let Some(row) = rows.next()? {
        let point = row.get::<_, Option<String>>(1)?.and_then(|word| Point::from_code(&word));
        let Some(at) = point.and_then(|point| row.get(2).ok().and_then(|stop| Checkpoint::of(point, stop))) else { continue };
        let int = |i: usize| Ok::<Scalar, rusqlite::Error>(row.get::<_, Option<i64>>(i)?.into());
        let text = |i: usize| Ok::<Scalar, rusqlite::Error>(row.get::<_, Option<String>>(i)?.into());
        let value = Value::new(vec![int(4)?, int(5)?, text(6)?, text(7)?, int(8)?, text(9)?, text(10)?]);
        noted.push(Noted { id: row.get(0)?, at, count: names.count(&value), version: row.get(3)? });
    }
    Ok(noted)
}

/// Each checkpoint with its count.
pub(super) fn at_each(reader: &Reader<'_>, book: BookNo, points: &[Checkpoint], noted: Vec<Noted>) -> Result<Vec<HeadcountView>> {
    let sql = reader.sql();
    let mut disputed = HashSet::new();
    for cell in differing(sql, reader.tables(), Some(book))?.iter().filter(|d| d.plan.kind.name == HEADCOUNT.name).map(|d| d.cell) {
        disputed.insert(record_id(sql, cell.a)?);
    }
    let one = |at: &Checkpoint| {
        let found = noted.iter().find(|one| one.at == *at);
        let version = found.and_then(|one| one.version);
        let origin = version.filter(|_| found.is_some_and(|one| one.count.is_some())).map(|no| origin(sql, EntryNo(no))).transpose()?.flatten();
        Ok(HeadcountView {
            point: at.point(),
            stop: at.stop(),
            count: found.and_then(|one| one.count.clone()),
            seen: Seen::shown(version),
            conflict: found.is_some_and(|one| disputed.contains(&one.id)),
            replica_label: origin.as_ref().map(|o| reader.label(o.replica)).transpose()?,
            at: origin.as_ref().and_then(|o| DateTime::from_timestamp_millis(o.wall)),
            author: origin.map(|o| o.author),
        })
    };
    points.iter().map(one).collect()
}

/// Every count that was ever noted at a checkpoint, oldest first.
///
/// # Errors
/// Store failures.
pub fn headcount_history(reader: &Reader<'_>, book: BookNo, visit: RecordId, at: Checkpoint) -> Result<Vec<PastCount>> {
    let Some(noted) = headcounts(reader.sql(), book, visit)?.into_iter().find(|one| one.at == at) else { return Ok(Vec::new()) };
    let names = Names::read(reader.sql(), book)?;
    let past = reader.history(book, &COUNT.of(&HEADCOUNT, noted.id))?;
    let line = |past: crate::journal::Past| {
        let kept = COUNT.fault(&past.value).is_some();
        Ok(PastCount {
            count: names.count(&past.value).filter(|_| !kept),
            author: past.author,
            replica_label: reader.label(past.replica)?,
            at: DateTime::from_timestamp_millis(past.wall).unwrap_or_default(),
            replaced: !past.live,
        })
    };
    past.into_iter().map(line).collect()
}
