//! Revoking a replica: from a page on it is no longer believed, here and wherever headquarters' files go.

use rusqlite::Connection;
use serde::Serialize;

use super::{
    line::{Lines, replaced},
    plan::named_replica,
};
use crate::{
    Desk, Problem, RecordId, ReplicaId, Result, fault,
    journal::{Tables, Why, arrange_forked, come_back, leave, not_allowed, refold_all},
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
                cuts.push(Cut::at(sql, replica, id, from)?);
            }
            if book.is_some() && cuts.is_empty() {
                return Problem::new("no_such_programme").refuse();
            }
            // What headquarters has never heard of is not believed, unless only one book was spoken of.
            let before = trust::revocation(sql, replica)?.map(|(r, _)| r).filter(|_| book.is_some());
            let Some(before) = before else { return Ok((cuts, book.is_none().then(|| from.unwrap_or(1)))) };
            // What was said of other books stands.
            cuts.extend(before.cuts.into_iter().filter(|cut| book.is_some_and(|book| cut.book != *book.as_bytes())));
            Ok((cuts, before.others))
        })
    }

    /// Believe a replica again, whatever it wrote meanwhile.
    ///
    /// # Errors
    /// As [`Desk::revoke`], and `not_revoked`.
    pub fn lift_revocation(&self, which: &str) -> Result<Revoked> {
        self.say(
            which,
            |sql, replica| {
                if trust::is_revoked(sql, replica)? { Ok((Vec::new(), None)) } else { Problem::new("not_revoked").with("replica", which).refuse() }
            },
        )
    }

    fn say(&self, which: &str, cuts: impl FnOnce(&Connection, ReplicaId) -> Result<(Vec<Cut>, Option<u64>)>) -> Result<Revoked> {
        let now = self.now().timestamp_millis();
        self.write_of_others(|sql| {
            // Not whoever goes on from it: where LAP-A is lost and was restored elsewhere, LAP-A 2 is the one to be believed.
            let certificate = named_replica(sql, which)?;
            let replica = certificate.replica();
            let (cuts, others) = cuts(sql, replica)?;
            trust::revoke(sql, &self.keys(), replica, cuts, others, now)?;
            fault::point("revoke.said");
            let moved = enforce_and_fold(sql, self.store.tables())?;
            let (entries_out, entries_back) = (moved.out.map_or(0, |(n, _)| n), moved.back);
            let conflicts = crate::journal::conflict_count(sql, self.store.tables(), None)?;
            Ok(Revoked { replica: replica.to_string(), label: certificate.label, entries_out, entries_back, conflicts })
        })
    }
}

/// Move pages out of the union that do not count, and those back that count again. Answers which: where any moved, what is
/// folded has to be folded again.
pub(super) fn enforce(sql: &Connection, standing: &Standing) -> Result<Vec<[u8; 32]>> {
    Ok(enforced(sql, standing)?.pages)
}

/// The same, folded anew.
pub(super) fn enforce_and_fold(sql: &Connection, tables: &Tables) -> Result<Moved> {
    let moved = enforced(sql, &Standing::read(sql)?)?;
    fault::point("revoke.left");
    if moved.any() {
        refold_all(sql, tables)?;
    }
    Ok(moved)
}

/// What moved.
#[derive(Default)]
pub(super) struct Moved {
    /// Entries that no longer count, and why the last of them do not.
    pub out: Option<(u64, &'static str)>,
    /// Entries that count again.
    pub back: u64,
    /// The pages, by hash.
    pub pages: Vec<[u8; 32]>,
}

impl Moved {
    pub(super) fn any(&self) -> bool {
        !self.pages.is_empty()
    }
}

fn enforced(sql: &Connection, standing: &Standing) -> Result<Moved> {
    let lines = Lines::read(sql, standing)?;
    let objection = |replica, book, number, hash: &[u8; 32]| standing.objection(replica, book, number).or_else(|| lines.objection(replica, book, number, hash));
    let mut moved = Moved::default();
    for (page, hash, why) in not_allowed(sql, objection)? {
        let entries = leave(sql, page, Why::NotAllowed(why))?;
        moved.pages.push(hash);
        moved.out = Some((moved.out.map_or(0, |(n, _)| n) + entries, why));
    }
    // Earlier versions put what had been closed in this very store outside as well: it comes back.
    let query = "SELECT hash, replica, book, number, bundle IS NULL FROM page_aside WHERE why <> 'set_aside' ORDER BY replica, book, number";
    let outside = sql
        .prepare(query)?
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get::<_, i64>(3)? as u64, r.get(4)?)))?
        .collect::<Result<Vec<([u8; 32], ReplicaId, RecordId, u64, bool)>, _>>()?;
    let counts = |(hash, r, b, n, own): &(_, _, _, _, bool)| *own || objection(*r, *b, *n, hash).is_none();
    let back: Vec<_> = outside.into_iter().filter(counts).map(|(hash, ..)| hash).collect();
    moved.back = come_back(sql, &back)?;
    moved.pages.extend(back);
    moved.pages.extend(discard(sql, objection)?);
    if moved.any() {
        arrange_forked(sql)?;
    }
    Ok(moved)
}

/// What a person set aside of an author who is not believed either is nobody's word: whoever names an entry in one of its places is not taken to have
/// meant it. Answers pages of which that is so now and was not, or the other way round.
fn discard(sql: &Connection, objection: impl Fn(ReplicaId, RecordId, u64, &[u8; 32]) -> Option<&'static str>) -> Result<Vec<[u8; 32]>> {
    let aside = sql
        .prepare_cached("SELECT hash, replica, book, number, discarded FROM page_aside WHERE why = 'set_aside'")?
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get::<_, i64>(3)? as u64, r.get(4)?)))?
        .collect::<Result<Vec<([u8; 32], ReplicaId, RecordId, u64, bool)>, _>>()?;
    let mut news = Vec::new();
    for (hash, replica, book, number, was) in aside {
        let is = objection(replica, book, number, &hash).is_some();
        if is != was {
            sql.prepare_cached("UPDATE page_aside SET discarded = ?2 WHERE hash = ?1")?.execute((hash, is))?;
            news.push(hash);
        }
    }
    Ok(news)
}

/// Judge anew after pages have come: one of them may show that another was written after the cut, or before it. Nothing
/// to do where no chain with a cut has forked, nothing lies outside, and nothing stands in the place of what headquarters held.
pub(super) fn reconsider(sql: &Connection, standing: &Standing, forked: bool) -> Result<Moved> {
    let outside = || sql.query_row("SELECT EXISTS (SELECT 1 FROM page_aside WHERE why <> 'set_aside')", [], |r| r.get(0));
    let unclear = || Ok::<_, crate::Error>(forked || outside()? || !replaced(sql, standing)?.is_empty());
    if standing.is_plain() || !unclear()? { Ok(Moved::default()) } else { enforced(sql, standing) }
}
