//! Revoking a replica: from a page on it is no longer believed, here and wherever headquarters' files go.

use rusqlite::Connection;
use serde::Serialize;

use super::plan::named_replica;
use crate::{
    Desk, Problem, RecordId, ReplicaId, Result, fault,
    journal::{Why, arrange_forked, come_back, leave, not_allowed, refold_all},
    trust::{self, Cut, Standing},
};

/// What a revocation did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Revoked {
    /// The replica.
    pub replica: String,
    /// What it is called.
    pub label: String,
    /// Entries that no longer count; they are kept, and count again when the revocation is lifted.
    pub entries_out: u64,
    /// Entries that count again.
    pub entries_back: u64,
    /// Differences that wait for a decision now.
    pub conflicts: u64,
}

impl Desk {
    /// Stop believing a replica from page `from` on, in one book or in all; without a page, from the first one on that is
    /// not here yet. What it wrote before stays.
    ///
    /// # Errors
    /// `not_headquarters`, `no_such_replica`, `ambiguous_replica`, `revoke_self`, `page_wrong`.
    pub fn revoke(&self, which: &str, from: Option<u64>, book: Option<RecordId>) -> Result<Revoked> {
        if from == Some(0) {
            return Problem::new("page_wrong").refuse();
        }
        self.say(which, |sql, replica| {
            let mut cuts = Vec::new();
            let mut statement = sql.prepare("SELECT id FROM book WHERE ?1 IS NULL OR id = ?1 ORDER BY no")?;
            for id in statement.query_map([book], |r| r.get::<_, RecordId>(0))? {
                let id = id?;
                let query = "SELECT coalesce(max(p.number), 0) + 1 FROM page p JOIN chain c ON c.no = p.chain
                             JOIN replica r ON r.no = c.replica JOIN book b ON b.no = c.book WHERE r.id = ?1 AND b.id = ?2";
                let next: i64 = sql.query_row(query, (replica, id), |r| r.get(0))?;
                cuts.push(Cut { book: *id.as_bytes(), page: from.unwrap_or(next as u64) });
            }
            if book.is_some() && cuts.is_empty() {
                return Problem::new("no_such_programme").refuse();
            }
            // What headquarters has never heard of is not believed, unless only one book was spoken of.
            let others = if book.is_some() { trust::revocation(sql, replica)?.and_then(|(r, _)| r.others) } else { Some(from.unwrap_or(1)) };
            Ok((cuts, others))
        })
    }

    /// Believe a replica again, whatever it wrote meanwhile.
    ///
    /// # Errors
    /// As [`Desk::revoke`].
    pub fn lift_revocation(&self, which: &str) -> Result<Revoked> {
        self.say(which, |_, _| Ok((Vec::new(), None)))
    }

    fn say(&self, which: &str, cuts: impl FnOnce(&Connection, ReplicaId) -> Result<(Vec<Cut>, Option<u64>)>) -> Result<Revoked> {
        let now = self.now().timestamp_millis();
        self.store.write(|sql| {
            // Not whoever goes on from it: where LAP-A is lost and was restored elsewhere, LAP-A 2 is the one to be believed.
            let certificate = named_replica(sql, which)?;
            let replica = certificate.replica();
            let (cuts, others) = cuts(sql, replica)?;
            trust::revoke(sql, &self.keys(), replica, cuts, others, now)?;
            fault::point("revoke.said");
            let (entries_out, entries_back) = enforce_counted(sql, &Standing::read(sql)?)?;
            fault::point("revoke.left");
            if entries_out + entries_back > 0 {
                arrange_forked(sql)?;
                refold_all(sql, self.store.tables())?;
            }
            let conflicts = crate::journal::conflict_count(sql, self.store.tables(), None)?;
            Ok(Revoked { replica: replica.to_string(), label: certificate.label, entries_out, entries_back, conflicts })
        })
    }
}

/// Move pages out of the union that do not count, and those back that count again. Answers whether any moved.
pub(super) fn enforce(sql: &Connection, standing: &Standing) -> Result<bool> {
    let (out, back) = enforce_counted(sql, standing)?;
    if out + back > 0 {
        arrange_forked(sql)?;
    }
    Ok(out + back > 0)
}

fn enforce_counted(sql: &Connection, standing: &Standing) -> Result<(u64, u64)> {
    let mut out = 0;
    for (page, why) in not_allowed(sql, |replica, book, number| standing.objection(replica, book, number))? {
        out += leave(sql, page, Why::NotAllowed(why))?;
    }
    let query = "SELECT hash, replica, book, number FROM page_aside WHERE why <> 'set_aside' ORDER BY replica, book, number";
    let outside = sql
        .prepare(query)?
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get::<_, i64>(3)? as u64)))?
        .collect::<Result<Vec<([u8; 32], ReplicaId, RecordId, u64)>, _>>()?;
    let back: Vec<_> = outside.into_iter().filter(|(_, r, b, n)| standing.objection(*r, *b, *n).is_none()).map(|(hash, ..)| hash).collect();
    Ok((out, come_back(sql, &back)?))
}
