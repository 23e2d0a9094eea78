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

/// What one author wrote in one programme.
struct Written {
    chain: i64,
    author: ReplicaId,
    book: RecordId,
    /// Numbers and entries of its pages.
    pages: Vec<(u64, u64)>,
    /// Entries that no page holds yet: no file has them.
    open: u64,
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
                    || trust::is_revoked(sql, id)?
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
    let (mut own, mut of_others) = (0, 0);
    // What is the same for all pages of a chain is asked once: among two hundred programmes there are thousands of pages.
    for one in written.iter().filter(|one| one.author != id && laptop.covers(one.book)) {
        let (held, sent) = (held.get(&one.chain), sent.get(&one.chain));
        let waits = one.pages.iter().filter(|(number, _)| !covers(sent, *number) && !covers(held, *number));
        *(if here(one.author) { &mut own } else { &mut of_others }) += one.open + waits.map(|(_, entries)| entries).sum::<u64>();
    }
    Ok((own, of_others))
}

fn written(sql: &Connection) -> Result<Vec<Written>> {
    let query = "SELECT c.no, r.id, b.id, (SELECT coalesce(sum(t.entries), 0) FROM tail t WHERE t.chain = c.no)
                   FROM chain c JOIN replica r ON r.no = c.replica JOIN book b ON b.no = c.book";
    let one = |r: &rusqlite::Row<'_>| {
        let open = r.get::<_, i64>(3)? as u64;
        Ok(Written { chain: r.get(0)?, author: r.get(1)?, book: r.get(2)?, pages: Vec::new(), open })
    };
    let mut written = sql.prepare_cached(query)?.query_map([], one)?.collect::<Result<Vec<_>, _>>()?;
    let mut pages = sql.prepare_cached("SELECT number, entries FROM page WHERE chain = ?1")?;
    for one in &mut written {
        let page = |r: &rusqlite::Row<'_>| Ok((r.get::<_, i64>(0)? as u64, r.get::<_, i64>(1)? as u64));
        one.pages = pages.query_map([one.chain], page)?.collect::<Result<_, _>>()?;
    }
    Ok(written)
}
