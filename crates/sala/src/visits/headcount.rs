//! Nobody is left behind: counted and explained make the roster, or somebody answers for it by name.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::{
    checkpoint::Checkpoint,
    records::{AT, COUNT, HEADCOUNT},
    views::{self, lookup},
    visit::{MAX_NAME, known},
};
use crate::{
    Error, Problem, RecordId, Result, Seen,
    attendance::{
        status::MAX_TEXT,
        views::lookup::{Enrolled, people as enrolled},
    },
    journal::{Change, Scalar, Value},
    outputs::output::text,
    people::{name, value::codes},
    value,
};

/// More heads than any visit has.
const MOST: i64 = 10_000;

codes! {
    /// Why somebody is not among those counted, and need not be.
    Why {
        /// Has leave.
        Excused = "excused",
        /// Is not at the training today.
        NotHere = "not_here",
        /// Stays at this place and is fetched later.
        StayedBehind = "stayed_behind",
        /// Goes or comes back alone.
        OwnWay = "own_way",
    }
}

/// Somebody who is not counted and is accounted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Explained {
    /// Who.
    pub participant: RecordId,
    /// Why.
    pub why: Why,
}

/// How many are in one vehicle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct VehicleCount {
    /// Which.
    pub vehicle: RecordId,
    /// How many were counted in it.
    pub counted: i64,
}

/// Who goes on although the numbers do not meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// Who answers for it.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// A count as somebody takes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many were counted.
    pub counted: i64,
    /// How many of them in each vehicle; empty where all were counted together.
    pub vehicles: Vec<VehicleCount>,
    /// Who is accounted for.
    pub explained: Vec<Explained>,
    /// Who goes on although the numbers do not meet.
    pub overridden: Option<Override>,
}

/// A count that holds: its numbers meet, or somebody answers for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headcount {
    count: Count,
    roster: i64,
}

impl Headcount {
    /// Hold a count against the roster: whoever should be there.
    ///
    /// # Errors
    /// `count_out_of_range`, `vehicles_do_not_add_up`, `not_on_the_roster`, `explained_twice`, `headcount_does_not_add_up`,
    /// `override_not_needed`, `text_missing`, `text_too_long`.
    pub fn new(mut count: Count, roster: &HashSet<RecordId>) -> Result<Self> {
        let numbers = count.vehicles.iter().map(|one| one.counted).chain([count.counted]);
        if let Some(wrong) = numbers.into_iter().find(|n| !(0..=MOST).contains(n)) {
            return Problem::new("count_out_of_range").with("count", wrong).with("max", MOST).refuse();
        }
        let sum: i64 = count.vehicles.iter().map(|one| one.counted).sum();
        if !count.vehicles.is_empty() && sum != count.counted {
            return Problem::new("vehicles_do_not_add_up").with("sum", sum).with("counted", count.counted).refuse();
        }
        let mut named = HashSet::new();
        for one in &count.explained {
            if !roster.contains(&one.participant) {
                return Problem::new("not_on_the_roster").with("participant", one.participant.to_string()).refuse();
            }
            if !named.insert(one.participant) {
                return Problem::new("explained_twice").with("participant", one.participant.to_string()).refuse();
            }
        }
        // One order: two laptops that say the same say one value.
        count.explained.sort_unstable();
        count.vehicles.sort_unstable();
        let roster = roster.len() as i64;
        let meets = adds_up(count.counted, count.explained.len(), roster);
        count.overridden = match (meets, count.overridden) {
            (true, None) => None,
            (true, Some(_)) => return Problem::new("override_not_needed").refuse(),
            (false, None) => {
                let missing = roster - count.counted - count.explained.len() as i64;
                let problem = Problem::new("headcount_does_not_add_up").with("counted", count.counted).with("explained", count.explained.len());
                return problem.with("roster", roster).with("missing", missing).refuse();
            }
            (false, Some(Override { by, reason })) => {
                Some(Override { by: text("override_by", &name::clean(&by).text, MAX_NAME, true)?, reason: text("reason", &reason, MAX_TEXT, true)? })
            }
        };
        Ok(Self { count, roster })
    }

    fn into_value(self) -> Result<Value> {
        let Self { count: Count { counted, vehicles, explained, overridden }, roster } = self;
        let explained = list(&explained)?;
        let vehicles = list(&vehicles)?;
        let (by, reason) = overridden.map(|one| (one.by, one.reason)).unzip();
        Ok(value![counted, roster, explained, vehicles, by.is_some().then_some(1_i64), by, reason])
    }
}

/// Counted and explained are the roster.
#[must_use]
pub const fn adds_up(counted: i64, explained: usize, roster: i64) -> bool {
    counted + explained as i64 == roster
}

/// Note a count at a checkpoint. The roster is everybody who takes part now; who is here in another role stands beside it.
/// `seen` is what the screen showed as the count.
///
/// # Errors
/// `no_such_visit`, `no_such_stop`, `no_such_vehicle`, and those of [`Headcount::new`].
pub fn count(change: &mut Change<'_>, visit: RecordId, at: Checkpoint, count: Count, seen: Option<&Seen>) -> Result<bool> {
    known(change, visit)?;
    let (sql, book) = (change.sql(), change.book());
    if let Some(stop) = at.stop()
        && lookup::visit_of_stop(sql, book, stop)? != Some(visit)
    {
        return Problem::new("no_such_stop").refuse();
    }
    let vehicles = lookup::vehicles(sql, book, visit)?;
    if count.vehicles.iter().any(|one| !vehicles.iter().any(|known| known.id == one.vehicle)) {
        return Problem::new("no_such_vehicle").refuse();
    }
    let people = views::riders(sql, book, visit)?;
    let roster = people.iter().filter(|one| one.counts).map(|one| one.participant).collect();
    let headcount = match Headcount::new(count, &roster) {
        Ok(headcount) => headcount,
        // Whoever is not expected may have left the list, and has a code all the same.
        Err(error) => return Err(naming(error, &enrolled(sql, book)?)),
    };
    let id = id_of(change, visit, at);
    change.revive(&HEADCOUNT, id)?;
    change.set_if_new(AT.of(&HEADCOUNT, id), value![visit, at.point().code(), at.stop()])?;
    change.set_shown(COUNT.of(&HEADCOUNT, id), headcount.into_value()?, seen)
}

/// Take a count away that was noted at the wrong place. `seen` as in [`count`].
///
/// # Errors
/// `no_such_visit`; `no_such_headcount` where nobody counted there.
pub fn uncount(change: &mut Change<'_>, visit: RecordId, at: Checkpoint, seen: Option<&Seen>) -> Result<bool> {
    known(change, visit)?;
    if !views::headcounts(change.sql(), change.book(), visit)?.iter().any(|one| one.at == at && one.count.is_some()) {
        return Problem::new("no_such_headcount").refuse();
    }
    let id = id_of(change, visit, at);
    change.set_shown(COUNT.of(&HEADCOUNT, id), Value::cleared(), seen)
}

/// The record of the count at a checkpoint.
#[must_use]
pub fn id_of(change: &Change<'_>, visit: RecordId, at: Checkpoint) -> RecordId {
    let stop = at.stop().map(|stop| stop.to_string()).unwrap_or_default();
    change.natural(&HEADCOUNT, &[&visit.to_string(), at.point().code(), &stop])
}

/// A refusal that names a person by their code.
fn naming(error: Error, people: &[Enrolled]) -> Error {
    match error {
        Error::Refused(problem) => {
            let id = problem.params.get("participant").and_then(|id| id.as_str());
            let code = id.and_then(|id| people.iter().find(|one| one.id.to_string() == id)).map(|one| one.code.as_str());
            Error::Refused(match code {
                Some(code) => problem.with("participant", code),
                None => problem,
            })
        }
        other => other,
    }
}

fn list<T: Serialize>(items: &[T]) -> Result<Option<String>> {
    let text = (!items.is_empty()).then(|| serde_json::to_string(items)).transpose();
    text.map_err(|e| Error::damaged("headcount", e))
}

/// A list as it is stored; nothing where it is none of ours.
pub(super) fn read_list<T: for<'de> Deserialize<'de>>(text: Option<&str>) -> Option<Vec<T>> {
    text.map_or_else(|| Some(Vec::new()), |text| serde_json::from_str(text).ok())
}

/// What the fold holds of the rule. Whether somebody answers for the rest is told by a mark of its own: the name may be withheld.
pub(super) fn check_value(value: &Value) -> Result<(), &'static str> {
    let number = |i| match value.part(i) {
        Scalar::Int(n) => Some(*n),
        _ => None,
    };
    let text = |i| match value.part(i) {
        Scalar::Text(text) => Some(text.as_str()),
        _ => None,
    };
    if value.parts().is_empty() {
        return Ok(());
    }
    let (Some(counted), Some(roster)) = (number(0), number(1)) else { return Err("count_out_of_range") };
    let (Some(explained), Some(vehicles)) = (read_list::<Explained>(text(2)), read_list::<VehicleCount>(text(3))) else { return Err("list_unreadable") };
    let numbers = vehicles.iter().map(|one| one.counted).chain([counted, roster]);
    if numbers.into_iter().any(|n| !(0..=MOST).contains(&n)) {
        return Err("count_out_of_range");
    }
    if !adds_up(counted, explained.len(), roster) && number(4) != Some(1) {
        return Err("headcount_does_not_add_up");
    }
    Ok(())
}
