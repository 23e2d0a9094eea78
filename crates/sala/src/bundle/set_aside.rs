//! Setting a bundle aside: its pages leave the union and everything is folded anew, as if it had not been taken in. It is
//! kept, and can be taken in again.

use rusqlite::Connection;
use serde::Serialize;

use crate::{
    Desk, Problem, ReplicaId, Result, fault,
    journal::{Why, arrange_forked, come_back, conflict_count, leave, refold_all},
    trust,
};

/// A bundle that was taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TakenBundle {
    /// Its id.
    pub bundle: String,
    /// What its sender is called.
    pub from: String,
    /// When it was made, by the sender's clock (RFC 3339).
    pub made: String,
    /// When it was taken in (RFC 3339).
    pub taken: String,
    /// The name of its file.
    pub file: String,
    /// Entries that came with it.
    pub entries: u64,
    /// When it was set aside (RFC 3339), if it is.
    pub set_aside: Option<String>,
}

/// What setting a bundle aside, or taking it in again, did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SetAside {
    /// The bundle.
    pub bundle: String,
    /// What its sender is called.
    pub from: String,
    /// Pages that left or came back. Pages that another bundle brought too stay.
    pub pages: u64,
    /// Their entries.
    pub entries: u64,
    /// Differences that wait for a decision now.
    pub conflicts: u64,
}

fn time(millis: i64) -> String {
    crate::rfc3339(chrono::DateTime::from_timestamp_millis(millis).unwrap_or_default())
}

impl Desk {
    /// The bundles that were taken in, the latest first.
    ///
    /// # Errors
    /// Store failures.
    pub fn bundles(&self) -> Result<Vec<TakenBundle>> {
        self.read(|r| {
            let query = "SELECT id, sender, at, taken, file, set_aside,
                         (SELECT coalesce(sum(entries), 0) FROM page p WHERE p.bundle = b.no)
                         + (SELECT coalesce(sum(entries), 0) FROM page_aside p WHERE p.bundle = b.no) FROM bundle b ORDER BY taken DESC, no DESC";
            let mut statement = r.sql().prepare(query)?;
            let mut rows = statement.query([])?;
            let mut bundles = Vec::new();
            while let Some(row) = rows.next()? {
                bundles.push(TakenBundle {
                    bundle: row.get::<_, ReplicaId>(0)?.to_string(),
                    from: trust::label(r.sql(), row.get(1)?)?,
                    made: time(row.get(2)?),
                    taken: time(row.get(3)?),
                    file: row.get(4)?,
                    set_aside: row.get::<_, Option<i64>>(5)?.map(time),
                    entries: row.get::<_, i64>(6)? as u64,
                });
            }
            Ok(bundles)
        })
    }

    /// Set the bundle aside whose id begins so, or whose file is called so.
    ///
    /// # Errors
    /// `no_such_bundle`, `ambiguous_bundle`, `already_set_aside`.
    pub fn set_aside(&self, which: &str) -> Result<SetAside> {
        let now = self.now().timestamp_millis();
        self.write_of_others(|sql| {
            let (no, id, sender, aside) = find(sql, which)?;
            if aside {
                return Problem::new("already_set_aside").with("bundle", id.to_string()).refuse();
            }
            sql.execute("UPDATE bundle SET set_aside = ?2 WHERE no = ?1", (no, now))?;
            // What lies outside and another bundle carried too is that bundle's from now on.
            let elsewhere = "FROM carried c JOIN bundle o ON o.no = c.bundle WHERE c.hash = page_aside.hash AND o.set_aside IS NULL";
            sql.execute(&format!("INSERT OR IGNORE INTO carried (bundle, hash) SELECT bundle, hash FROM page_aside WHERE bundle = ?1 AND EXISTS (SELECT 1 {elsewhere})"), [no])?;
            sql.execute(&format!("UPDATE page_aside SET bundle = (SELECT c.bundle {elsewhere} LIMIT 1) WHERE bundle = ?1 AND EXISTS (SELECT 1 {elsewhere})"), [no])?;
            // What is outside for another reason stays outside for this one too, when that reason goes.
            sql.execute("UPDATE page_aside SET why = 'set_aside' WHERE bundle = ?1", [no])?;
            // Pages that another bundle carried too are that bundle's from now on; that this one carried them is remembered.
            let query = "INSERT OR IGNORE INTO carried (bundle, hash) SELECT p.bundle, p.hash FROM page p WHERE p.bundle = ?1
                         AND EXISTS (SELECT 1 FROM carried c JOIN bundle o ON o.no = c.bundle WHERE c.hash = p.hash AND o.set_aside IS NULL)";
            sql.execute(query, [no])?;
            let query = "UPDATE page SET bundle = (SELECT c.bundle FROM carried c JOIN bundle o ON o.no = c.bundle WHERE c.hash = page.hash AND o.set_aside IS NULL LIMIT 1)
                         WHERE bundle = ?1 AND EXISTS (SELECT 1 FROM carried c JOIN bundle o ON o.no = c.bundle WHERE c.hash = page.hash AND o.set_aside IS NULL)";
            sql.execute(query, [no])?;
            let pages = sql.prepare("SELECT no FROM page WHERE bundle = ?1")?.query_map([no], |r| r.get(0))?.collect::<Result<Vec<i64>, _>>()?;
            let mut entries = 0;
            for page in &pages {
                entries += leave(sql, *page, Why::SetAside)?;
                fault::point("set_aside.left");
            }
            // What its author must not write besides is nobody's word any more.
            let discarded = super::revoke::enforce(sql, &trust::Standing::read(sql)?)?;
            self.settled(sql, (id, sender), (pages.len() as u64, entries), !discarded.is_empty())
        })
    }

    /// Take a bundle in again that was set aside.
    ///
    /// # Errors
    /// `no_such_bundle`, `ambiguous_bundle`, `not_set_aside`.
    pub fn take_in_again(&self, which: &str) -> Result<SetAside> {
        self.write_of_others(|sql| {
            let (no, id, sender, aside) = find(sql, which)?;
            if !aside {
                return Problem::new("not_set_aside").with("bundle", id.to_string()).refuse();
            }
            sql.execute("UPDATE bundle SET set_aside = NULL WHERE no = ?1", [no])?;
            // Pages that came first with another bundle, which may still be set aside, come back as this one's.
            let others = "FROM page_aside WHERE why = 'set_aside' AND bundle <> ?1 AND hash IN (SELECT hash FROM carried WHERE bundle = ?1)";
            sql.execute(&format!("INSERT OR IGNORE INTO carried (bundle, hash) SELECT bundle, hash {others}"), [no])?;
            sql.execute(&format!("UPDATE page_aside SET bundle = ?1 WHERE hash IN (SELECT hash {others})"), [no])?;
            let query = "SELECT hash FROM page_aside WHERE bundle = ?1 AND why = 'set_aside' ORDER BY replica, book, number";
            let hashes = sql.prepare(query)?.query_map([no], |r| r.get(0))?.collect::<Result<Vec<[u8; 32]>, _>>()?;
            let entries = come_back(sql, &hashes)?;
            // Their author may have been revoked meanwhile.
            super::revoke::enforce(sql, &trust::Standing::read(sql)?)?;
            self.settled(sql, (id, sender), (hashes.len() as u64, entries), false)
        })
    }

    fn settled(&self, sql: &Connection, (id, sender): (ReplicaId, ReplicaId), (pages, entries): (u64, u64), anew: bool) -> Result<SetAside> {
        if pages > 0 || anew {
            arrange_forked(sql)?;
            refold_all(sql, self.store.tables())?;
            fault::point("set_aside.folded");
        }
        let conflicts = conflict_count(sql, self.store.tables(), None)?;
        Ok(SetAside { bundle: id.to_string(), from: trust::label(sql, sender)?, pages, entries, conflicts })
    }
}

/// The fewest letters of an id by which anything is done: whoever types a number or a letter may mean something else.
const TELLING: usize = 4;

/// The bundle whose id begins so, or whose file is called so: number, id, sender, and whether it is set aside.
fn find(sql: &Connection, which: &str) -> Result<(i64, ReplicaId, ReplicaId, bool)> {
    let wanted = which.trim().to_lowercase();
    let all = sql
        .prepare("SELECT no, id, sender, set_aside IS NOT NULL, file FROM bundle ORDER BY taken DESC, no DESC")?
        .query_map([], |r| Ok(((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?), r.get(4)?)))?
        .collect::<Result<Vec<((i64, ReplicaId, ReplicaId, bool), String)>, _>>()?;
    let is_it = |id: &ReplicaId, file: &str| !wanted.is_empty() && (id.to_string().starts_with(&wanted) || file.to_lowercase() == wanted);
    let found: Vec<_> = all.into_iter().filter(|((_, id, ..), file)| is_it(id, file)).collect();
    match found.as_slice() {
        [] => Problem::new("no_such_bundle").with("which", which).refuse(),
        [(one, file)] if wanted.len() >= TELLING || file.to_lowercase() == wanted => Ok(*one),
        several => {
            let named = several.iter().map(|((_, id, sender, _), file)| Ok(format!("{:.8} ({file}, {})", id.to_string(), trust::label(sql, *sender)?)));
            Problem::new("ambiguous_bundle").with("which", which).with("files", named.collect::<Result<Vec<_>>>()?).refuse()
        }
    }
}
