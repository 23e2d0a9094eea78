//! What left this store in a page that never came back: it was recorded, an old copy of the store holds it, and whoever carried the
//! page may have lost it. Once headquarters is known not to hold it either, what is still live of it is said again under the new key.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::{
    Desk, Error, RecordId, Result,
    bundle::{may_be_said, not_said_again, said_again},
    journal::{BookNo, book_id, doubles, open_actions, waiting_for_their_page},
    store::{SAY_AGAIN, forget, noted},
};

impl Desk {
    /// Say again what waits in vain. What cannot be said now, because the disk is full or this laptop must not write there any more,
    /// is shown as before, and prevents no other work.
    pub(crate) fn say_again_if_wanted(&self) {
        if let Err(error) = self.say_again() {
            tracing::warn!("what left and did not come back is not said again yet: {error}");
        }
        if let Err(error) = self.settle_doubles() {
            tracing::warn!("what went on under another key and came back all the same stands twice: {error}");
        }
    }

    /// What was open here went on under another key, for nobody knew that it had left; then the page came in which it did. Whoever
    /// replaced or removed it there had no double to see.
    fn settle_doubles(&self) -> Result<()> {
        if self.read(|r| doubles(r.sql()))?.is_empty() {
            return Ok(());
        }
        self.store.write(|sql| {
            for ((book, author), doubles) in doubles(sql)? {
                self.act(sql, &author, book_id(sql, BookNo(book))?, |change| change.settle_doubles(&doubles))?;
            }
            Ok(())
        })
    }

    fn say_again(&self) -> Result<()> {
        let Some(wanted) = self.read(|r| noted::<String>(r.sql(), SAY_AGAIN))? else { return Ok(()) };
        let wanted: Vec<i64> = serde_json::from_str(&wanted).map_err(|e| Error::damaged("chains", e))?;
        self.store.write(|sql| {
            for (chain, book) in waiting_for_their_page(sql, self.replica())?.into_iter().filter(|(chain, _)| wanted.contains(chain)) {
                self.chain_again(sql, chain, book_id(sql, book)?)?;
            }
            forget(sql, SAY_AGAIN)
        })
    }

    /// What waits in a chain, action by action as it was recorded; all of it or nothing.
    fn chain_again(&self, sql: &Connection, chain: i64, book: RecordId) -> Result<()> {
        sql.execute_batch("SAVEPOINT said_again")?;
        let mut again = HashMap::new();
        let said = open_actions(sql, chain)?.iter().try_for_each(|page| {
            let author = page.actions.first().map_or("", |action| action.author.as_str());
            self.act(sql, author, book, |change| change.say_again(chain, page, &mut again)).map(drop)
        });
        match said {
            Err(Error::Refused(why)) => {
                sql.execute_batch("ROLLBACK TO said_again")?;
                tracing::warn!("what left and did not come back is not said again: {}", why.code);
                // It stands here and nowhere else: whoever looks at what is kept for review sees it.
                not_said_again(sql, book, why.code)?;
            }
            said => {
                said?;
                may_be_said(sql, book)?;
                said_again(sql, chain)?;
            }
        }
        Ok(sql.execute_batch("RELEASE said_again")?)
    }
}
