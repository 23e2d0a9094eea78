//! Presentations as a screen shows them.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _};
use serde::Serialize;

use super::{
    held::Held,
    order::{Listed, drawn},
};
use crate::{Error, Problem, RecordId, Result, Seen, journal::BookNo, outputs::State};

/// An output and when it is presented.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Turn {
    /// The output.
    pub output: RecordId,
    /// The group that made it; none where everybody did.
    pub group_id: Option<RecordId>,
    /// What the group is called.
    pub group: Option<String>,
    /// The output's title.
    pub title: String,
    /// How far it has come.
    pub state: State,
    /// For how many minutes it is planned.
    pub minutes: Option<i64>,
    /// The minutes as shown, to be handed back.
    pub minutes_seen: Seen,
    /// When it was.
    #[serde(flatten)]
    pub held: Option<Held>,
    /// Its time as shown, to be handed back.
    pub held_seen: Seen,
    /// How long it took, or took so far, pauses left out; in seconds.
    pub used_seconds: Option<i64>,
}

/// The presentations of an exercise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Programme {
    /// The exercise.
    pub exercise: RecordId,
    /// What it is called.
    pub title: String,
    /// Its outputs, in the order in which they are presented; those that nobody has put in it come last, by group.
    pub turns: Vec<Turn>,
    /// What chance began with, where the order was drawn and stands as it was drawn.
    pub seed: Option<i64>,
    /// The order as shown, to be handed back.
    pub order_seen: Seen,
    /// When this was read, by this laptop's clock: what a running time is counted from.
    #[serde(serialize_with = "crate::clock::in_answers")]
    pub now: DateTime<Utc>,
}

/// The outputs of an exercise in their order.
///
/// # Errors
/// `no_such_exercise`.
pub fn turns(sql: &Connection, book: BookNo, exercise: RecordId) -> Result<Vec<Turn>> {
    Ok(programme(sql, book, exercise, DateTime::UNIX_EPOCH)?.turns)
}

/// The presentations of an exercise; `now` is what o'clock it is.
///
/// # Errors
/// `no_such_exercise`.
pub fn programme(sql: &Connection, book: BookNo, exercise: RecordId, now: DateTime<Utc>) -> Result<Programme> {
    let title = title_of(sql, book, exercise)?;
    let mut statement = sql.prepare_cached(include_str!("turns.sql"))?;
    let mut turns = statement.query_map((book.0, exercise), |row| turn(row, now))?.collect::<Result<Vec<_>, _>>()?;
    let query = "SELECT r.turns, r.seed, r.order_v FROM record x JOIN running_order r ON r.exercise = x.no
                  WHERE x.book = ?1 AND x.id = ?2 AND COALESCE(r.removed, 0) = 0";
    type Row = (Option<String>, Option<i64>, Option<i64>);
    let found: Option<Row> = sql.prepare_cached(query)?.query_row((book.0, exercise), |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).optional()?;
    let (list, seed, version) = found.unwrap_or_default();
    let order = list.as_deref().and_then(listed).unwrap_or_default();
    turns.sort_by_key(|turn| order.iter().position(|output| *output == turn.output).unwrap_or(order.len()));
    // An output that came later, or a hand, makes it another order than the one that was drawn.
    let now_there: Vec<_> = turns.iter().map(|turn| turn.output).collect();
    let as_drawn = |seed: &i64| u32::try_from(*seed).is_ok_and(|seed| drawn(now_there.clone(), seed) == now_there);
    Ok(Programme { exercise, title, seed: seed.filter(as_drawn), order_seen: Seen::shown(version), turns, now })
}

fn turn(row: &rusqlite::Row<'_>, now: DateTime<Utc>) -> rusqlite::Result<Turn> {
    let held = Held::read(row.get("began_ms")?, row.get("paused_since_ms")?, row.get("paused_ms")?, row.get("ended_ms")?);
    Ok(Turn {
        output: row.get("id")?,
        group_id: row.get("group_id")?,
        group: row.get("grp")?,
        title: row.get("title")?,
        state: State::from_stored(row.get::<_, Option<String>>("state")?.as_deref()),
        minutes: row.get("planned_minutes")?,
        minutes_seen: Seen::shown(row.get("minutes_v")?),
        held_seen: Seen::shown(row.get("held_v")?),
        used_seconds: held.map(|held| held.used_ms(now.timestamp_millis()) / 1_000),
        held,
    })
}

/// What an exercise is called.
///
/// # Errors
/// `no_such_exercise`.
pub(crate) fn title_of(sql: &Connection, book: BookNo, exercise: RecordId) -> Result<String> {
    let query = "SELECT COALESCE(e.title, '') FROM record k JOIN exercise e ON e.rec = k.no WHERE k.book = ?1 AND k.id = ?2 AND COALESCE(e.removed, 0) = 0";
    let title = sql.prepare_cached(query)?.query_row((book.0, exercise), |r| r.get(0)).optional()?;
    title.ok_or(Error::Refused(Problem::new("no_such_exercise")))
}

/// An order as it is kept; none where it cannot be read.
pub(super) fn listed(json: &str) -> Option<Vec<RecordId>> {
    let list: Vec<Listed> = serde_json::from_str(json).ok()?;
    Some(list.into_iter().map(|one| one.output).collect())
}

/// When a presentation was; none where nobody began it.
pub(super) fn held(sql: &Connection, book: BookNo, presentation: RecordId) -> Result<Option<Held>> {
    let query =
        "SELECT p.began_ms, p.paused_since_ms, p.paused_ms, p.ended_ms FROM record k JOIN presentation p ON p.rec = k.no WHERE k.book = ?1 AND k.id = ?2";
    let read = |r: &rusqlite::Row<'_>| Ok(Held::read(r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?));
    Ok(sql.prepare_cached(query)?.query_row((book.0, presentation), read).optional()?.flatten())
}
