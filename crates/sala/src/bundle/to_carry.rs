//! What headquarters has not carried to each laptop yet: its own work, decisions among it, and what came from other laptops.

use rusqlite::Connection;
use serde::Serialize;

use super::held::{covers, held_by, sent_to};
use crate::{
    Desk, RecordId, ReplicaId, Result, Role,
    trust::{self, Certificate},
};

/// What waits for one laptop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ToCarry {
    /// The laptop.
    pub replica: String,
    /// What people call it.
    pub label: String,
    /// Entries that were written here.
    pub own: u64,
    /// Entries of other laptops.
    pub of_others: u64,
}

/// Entries of one author in one programme: a page, or what no page holds yet.
struct Written {
    chain: i64,
    /// None of what no page holds yet: no file has it.
    number: Option<u64>,
    entries: u64,
    author: ReplicaId,
    book: RecordId,
}

impl Desk {
    /// What has not been carried to the laptops that may still be given something, by their names: what is in no file for
    /// the laptop and what it has not said it holds. Empty where nothing waits, and on a laptop: there the journey says it.
    ///
    /// # Errors
    /// Store failures.
    pub fn to_carry(&self) -> Result<Vec<ToCarry>> {
        if self.role()? != Role::Hq {
            return Ok(Vec::new());
        }
        let (keys, now) = (self.keys(), self.now().timestamp_millis());
        self.read(|r| {
            let sql = r.sql();
            let written = written(sql)?;
            let mut found = Vec::new();
            for (laptop, _) in trust::certificates(sql)? {
                let id = laptop.replica();
                let gone = laptop.role() != Role::Site
                    || keys.is_own(&laptop.sign)
                    || laptop.has_ended(now)
                    || trust::revocation(sql, id)?.is_some_and(|(r, _)| r.stands())
                    || trust::successor(sql, id)?.is_some();
                if gone {
                    continue;
                }
                let (own, of_others) = waiting(sql, &laptop, &written, |author| keys.replicas().any(|own| own == author))?;
                if own + of_others > 0 {
                    found.push(ToCarry { replica: id.to_string(), label: laptop.label.clone(), own, of_others });
                }
            }
            found.sort_by(|one, other| one.label.cmp(&other.label));
            Ok(found)
        })
    }
}

/// How many entries written here, and how many of others, wait for a laptop.
fn waiting(sql: &Connection, laptop: &Certificate, written: &[Written], here: impl Fn(ReplicaId) -> bool) -> Result<(u64, u64)> {
    let id = laptop.replica();
    let held = held_by(sql, id)?;
    let sent = sent_to(sql, id)?;
    let carried = |one: &Written| one.number.is_some_and(|number| [&sent, &held].iter().any(|known| covers(known.get(&one.chain), number)));
    let waits = written.iter().filter(|one| one.author != id && laptop.covers(one.book) && !carried(one));
    Ok(waits.fold((0, 0), |(own, others), one| if here(one.author) { (own + one.entries, others) } else { (own, others + one.entries) }))
}

fn written(sql: &Connection) -> Result<Vec<Written>> {
    let query = "SELECT w.chain, w.number, w.entries, r.id, b.id
                   FROM (SELECT chain, number, entries FROM page UNION ALL SELECT chain, NULL, entries FROM tail) w
                   JOIN chain c ON c.no = w.chain JOIN replica r ON r.no = c.replica JOIN book b ON b.no = c.book";
    let one = |r: &rusqlite::Row<'_>| {
        let number = r.get::<_, Option<i64>>(1)?.map(|number| number as u64);
        Ok(Written { chain: r.get(0)?, number, entries: r.get::<_, i64>(2)? as u64, author: r.get(3)?, book: r.get(4)? })
    };
    Ok(sql.prepare_cached(query)?.query_map([], one)?.collect::<Result<_, _>>()?)
}
