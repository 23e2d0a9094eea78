//! What left this store in a page that never came back: it was recorded, an old copy of the store holds it, and whoever carried the
//! page may have lost it. Once headquarters is known not to hold it either, what is still live of it is said again under the new key.

use crate::{
    Desk, Error, RecordId, Result,
    journal::{BookNo, open_actions, waiting_for_their_page},
    store::{SAY_AGAIN, forget, noted},
};

impl Desk {
    /// Say again what waits in vain. Where its page comes after all, that is two people who recorded the same.
    pub(crate) fn say_again_if_wanted(&self) -> Result<()> {
        if self.read(|r| noted::<i64>(r.sql(), SAY_AGAIN))?.is_none() {
            return Ok(());
        }
        self.store.write(|sql| {
            for (chain, BookNo(book)) in waiting_for_their_page(sql, self.replica())? {
                let book: RecordId = sql.prepare_cached("SELECT id FROM book WHERE no = ?1")?.query_row([book], |r| r.get(0))?;
                for page in open_actions(sql, chain)? {
                    let author = page.actions.first().map_or("", |action| action.author.as_str());
                    match self.act(sql, author, book, |change| change.say_again(chain, &page)) {
                        // A laptop that must not write here any more: what it holds is shown, and stays.
                        Err(Error::Refused(why)) => tracing::warn!("what left and did not come back is not said again: {}", why.code),
                        said => drop(said?),
                    }
                }
            }
            forget(sql, SAY_AGAIN)
        })
    }
}
