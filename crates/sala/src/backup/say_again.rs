//! What left this store in a page that never came back: it was recorded, an old copy of the store holds it, and whoever carried the
//! page may have lost it. Once headquarters is known not to hold it either, what is still live of it is said again under the new key.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::{
    Desk, Error, RecordId, Result,
    bundle::{may_be_said, not_said_again, said_again},
    journal::{book_id, note_said, once_more, unsaid_actions, waiting_for_their_page},
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
        let tables = self.store.tables();
        if self.read(|r| once_more(r.sql(), tables))?.is_empty() {
            return Ok(());
        }
        self.store.write(|sql| {
            let mut all = once_more(sql, tables)?.into_iter().peekable();
            while let Some(first) = all.next() {
                let (book, author, wall) = (first.book, first.author.clone(), first.wall);
                let mut one = vec![first];
                while let Some(next) = all.next_if(|next| (next.book.0, &next.author, next.wall) == (book.0, &author, wall)) {
                    one.push(next);
                }
                let book = book_id(sql, book)?;
                // What it says stands under the former key all the same.
                let _ = allowed(sql, || self.act(sql, &author, book, |change| change.say_once_more(one)).map(drop))?;
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
        let done = allowed(sql, || {
            let (mut again, mut whole) = (HashMap::new(), true);
            for page in unsaid_actions(sql, chain)? {
                let author = page.actions.first().map_or("", |action| action.author.as_str());
                let (is_said, _) = self.act(sql, author, book, |change| change.say_again(chain, &page, &mut again))?;
                if is_said {
                    note_said(sql, chain, &page)?;
                }
                whole &= is_said;
            }
            may_be_said(sql, book)?;
            if whole { said_again(sql, chain) } else { Ok(()) }
        })?;
        // It stands here and nowhere else: whoever looks at what is kept for review sees it.
        done.map_or_else(|why| not_said_again(sql, book, why), Ok)
    }
}

/// Do one thing, all of it or nothing. What this laptop must not do any more prevents nothing else; answered is why.
fn allowed(sql: &Connection, work: impl FnOnce() -> Result<()>) -> Result<Result<(), &'static str>> {
    sql.execute_batch("SAVEPOINT said_again")?;
    let done = match work() {
        Err(Error::Refused(why)) => {
            sql.execute_batch("ROLLBACK TO said_again")?;
            tracing::warn!("what stands under a former key is not said again: {}", why.code);
            Err(why.code)
        }
        done => Ok(done?),
    };
    sql.execute_batch("RELEASE said_again")?;
    Ok(done)
}
