//! Going on under new keys: what a store does that may not be the only one to write under its name. Two stores that sign
//! with one key would write two different pages with one number; as two replicas they cannot.

use serde::{Deserialize, Serialize};

use rusqlite::Connection;

use super::{
    extent::{note_extent, note_lost},
    mark::Mark,
};
use crate::{
    Desk, Error, Problem, RecordId, ReplicaId, Result, fault,
    journal::{becomes, first_other, hand_over, refold_all},
    store::{NEW_KEYS_WANTED, forget, note, noted, takes_nothing},
    trust,
};

/// Where the store notes what people have not been told yet.
const UNTOLD: &str = "new_keys.untold";

/// Where the store notes under what name it wrote before, until it was opened once more: the machine may go dark before that is remembered.
pub(super) const ENDED: &str = "new_keys.ended";

/// Why a store goes on under new keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It was restored, and the store it was made of may still be at work.
    RestoredFromBackup,
    /// It was made of what could be read of one that the disk had damaged, and that may be mended.
    Rescued,
    /// An old copy was put in its place.
    StoreIsAnOldCopy,
    /// A copy of it writes elsewhere.
    StoreWasCopied,
}

/// A store that went on under new keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewKeys {
    /// Why.
    pub why: Why,
    /// What it is called from now on.
    pub label: String,
    /// What it was called before.
    pub former: String,
    /// The replica that it is from now on.
    pub replica: String,
    /// Its fingerprint in words.
    pub fingerprint: String,
    /// When (RFC 3339).
    pub at: String,
}

impl NewKeys {
    /// As it is told to people.
    #[must_use]
    pub fn problem(&self) -> Problem {
        let problem = match self.why {
            Why::RestoredFromBackup => Problem::new("restored_from_backup"),
            Why::Rescued => Problem::new("rescued"),
            Why::StoreIsAnOldCopy => Problem::new("store_is_an_old_copy"),
            Why::StoreWasCopied => Problem::new("store_was_copied"),
        };
        problem.with("label", self.label.as_str()).with("former", self.former.as_str()).with("fingerprint", self.fingerprint.as_str())
    }
}

impl Desk {
    /// Write on as a new replica. What no page holds yet goes on under the new key: closed under the former one it could be a second page
    /// of a number that is taken elsewhere. What is known to have left in a page that is not here is signed by neither: it waits for
    /// that page. The key that opens files stays, so files on their way still open.
    ///
    /// # Errors
    /// Store failures; the store goes on as it was then.
    pub fn go_on_under_new_keys(&self, why: Why) -> Result<NewKeys> {
        let now = self.now();
        let told = self.store.write_then(
            |sql| {
                let keys = self.keys();
                match why {
                    Why::Rescued => note_lost(sql, keys.replicas())?,
                    _ => note_extent(sql, keys.replica())?,
                }
                let mark = self.mark_of(keys.replica());
                let renewed = trust::renew(sql, &keys, now)?;
                fault::point("keys.renewed");
                let next = renewed.keys.replica();
                // Before anything gets another name: what waits for its page is named by it from now on.
                mark.note_what_left(sql, keys.replica())?;
                // What was kept for this key comes first: what was recorded since may name it.
                renewed.kept_as.map_or(Ok(()), |kept| becomes(sql, kept, next))?;
                if open_goes_on(sql, keys.replica(), next, &mark)? || renewed.kept_as.is_some() {
                    refold_all(sql, self.store.tables())?;
                }
                fault::point("keys.moved");
                let told = NewKeys {
                    why,
                    label: renewed.label,
                    former: renewed.former,
                    replica: next.to_string(),
                    fingerprint: trust::fingerprint(&renewed.keys.sign.public(), &renewed.keys.recipient()),
                    at: crate::rfc3339(now),
                };
                forget(sql, NEW_KEYS_WANTED)?;
                // What was done was another replica's, and may have been taken back or built upon elsewhere.
                self.forget_undo(sql)?;
                if !matches!(why, Why::RestoredFromBackup | Why::Rescued) {
                    note(sql, ENDED, keys.replica())?;
                }
                note(sql, UNTOLD, serde_json::to_string(&told).map_err(|e| Error::damaged("notice", e))?)?;
                Ok((told, renewed.keys, keys.replica()))
            },
            |(told, keys, former)| {
                self.use_keys(keys);
                if !matches!(why, Why::RestoredFromBackup | Why::Rescued) {
                    self.remember_end(former);
                }
                Ok(told)
            },
        )?;
        tracing::warn!(former = told.former, label = told.label, ?why, "this store goes on under new keys");
        Ok(told)
    }

    /// Write on as a new replica where a file showed that two stores write under these keys.
    pub(crate) fn go_on_if_wanted(&self) -> Result<()> {
        let wanted: Option<String> = self.read(|r| noted(r.sql(), NEW_KEYS_WANTED))?;
        match wanted.as_deref() {
            None => Ok(()),
            Some("store_is_an_old_copy") => self.go_on_under_new_keys(Why::StoreIsAnOldCopy).map(|_| ()),
            Some(_) => self.go_on_under_new_keys(Why::StoreWasCopied).map(|_| ()),
        }
    }

    /// Do what files showed that were taken in. They are taken in whatever comes of it: where the disk has no room for it, nothing is signed
    /// until there is, and it is tried again with the next file, whether one comes or is made, and when the store is opened.
    pub(crate) fn go_on_after_import(&self) -> Result<()> {
        match self.go_on_if_wanted() {
            Err(error) if takes_nothing(&error).is_some() => tracing::warn!("this store goes on under new keys once the disk has room: {error}"),
            gone_on => {
                gone_on?;
                self.say_again_if_wanted();
            }
        }
        Ok(())
    }

    /// That this store went on under new keys, until people have been told.
    ///
    /// # Errors
    /// Store failures.
    pub fn new_keys(&self) -> Result<Option<NewKeys>> {
        let told: Option<String> = self.read(|r| noted(r.sql(), UNTOLD))?;
        told.map(|told| serde_json::from_str(&told).map_err(|e| Error::damaged("notice", e))).transpose()
    }

    /// People have been told.
    ///
    /// # Errors
    /// Store failures.
    pub fn new_keys_were_told(&self) -> Result<()> {
        self.store.write(|sql| forget(sql, UNTOLD))
    }
}

/// What is open of a replica goes on as that of another, but for what left in pages that are not here. Answers whether anything did.
fn open_goes_on(sql: &Connection, former: ReplicaId, next: ReplicaId, mark: &Mark) -> Result<bool> {
    let query =
        "SELECT DISTINCT c.no, b.id FROM tail t JOIN chain c ON c.no = t.chain JOIN replica r ON r.no = c.replica JOIN book b ON b.no = c.book WHERE r.id = ?1";
    let open = sql.prepare(query)?.query_map([former], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<Vec<(i64, RecordId)>, _>>()?;
    let mut moved = false;
    for (chain, book) in open {
        if let Some(from) = first_other(sql, chain, mark.left(sql, former, book)?)? {
            moved |= hand_over(sql, chain, from, next)?;
        }
    }
    Ok(moved)
}
