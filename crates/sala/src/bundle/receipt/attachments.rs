//! Attachments that a holder says it has, and those that it asks for.

use rusqlite::Connection;

use super::Receipt;
use crate::Result;

impl Receipt {
    /// Keep which attachments the holder has and which it lacks. It may lose one that it had, and its files come in any order: what it says
    /// to have counts only where it did not wish for it since. A wish counts always, because what is sent once too often costs only its way, and a clock that
    /// was put back must not keep anybody without a picture for ever. A wish from the `future` was said by a clock that was wrong.
    pub(super) fn keep_attachments(&self, sql: &Connection, future: i64) -> Result<()> {
        let holder = self.holder();
        let known = "EXISTS (SELECT 1 FROM blob WHERE hash = ?2) OR EXISTS (SELECT 1 FROM book b JOIN mention m ON m.book = b.no AND m.hash = ?2)";
        let has = format!(
            "INSERT INTO receipt_blob (holder, hash) SELECT ?1, ?2 WHERE {known}
             ON CONFLICT (holder, hash) DO UPDATE SET wished = NULL WHERE wished <= ?3 OR wished > ?4"
        );
        for hash in self.attachments.as_chunks::<32>().0 {
            sql.prepare_cached(&has)?.execute((holder, hash, self.at, future))?;
        }
        let lacks = format!(
            "INSERT INTO receipt_blob (holder, hash, wished) SELECT ?1, ?2, ?3 WHERE {known}
             ON CONFLICT (holder, hash) DO UPDATE SET wished = CASE WHEN wished BETWEEN ?3 AND ?4 THEN wished ELSE ?3 END"
        );
        for hash in self.wants.iter().flat_map(|wants| wants.as_chunks::<32>().0) {
            sql.prepare_cached(&lacks)?.execute((holder, hash, self.at, future))?;
        }
        Ok(())
    }
}
