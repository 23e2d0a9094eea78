//! The pages of authors that forked, by what they follow: one who has thousands of branches must not have all of them gone through
//! for each page that comes.

use std::collections::{HashMap, HashSet, hash_map::Entry};

use rusqlite::Connection;

use super::{numbers::BookNo, page::Page};
use crate::{ReplicaId, Result};

/// Which chain holds a page, by its number and hash.
type Chains = HashMap<(u64, [u8; 32]), i64>;

/// What one run of work knows of authors that forked, in each book.
#[derive(Default)]
pub(crate) struct Placing {
    authors: HashMap<(ReplicaId, i64), Chains>,
    /// Those of whose pages receipts say nothing any more.
    unreceipted: HashSet<(ReplicaId, i64)>,
}

impl Placing {
    /// The pages of an author; none where it has not forked.
    pub(super) fn of(&mut self, sql: &Connection, replica: ReplicaId, book: BookNo) -> Result<Option<&Chains>> {
        let unknown = match self.authors.entry((replica, book.0)) {
            Entry::Occupied(known) => return Ok(Some(known.into_mut())),
            Entry::Vacant(unknown) => unknown,
        };
        let query = "SELECT EXISTS (SELECT 1 FROM replica r JOIN chain c ON c.replica = r.no WHERE r.id = ?1 AND c.book = ?2 AND c.branch <> x'')";
        if !sql.prepare_cached(query)?.query_row((replica, book.0), |r| r.get::<_, bool>(0))? {
            return Ok(None);
        }
        let query = "SELECT p.number, p.hash, p.chain FROM replica r JOIN chain c ON c.replica = r.no JOIN page p ON p.chain = c.no
                     WHERE r.id = ?1 AND c.book = ?2";
        let mut statement = sql.prepare_cached(query)?;
        let pages = statement.query_map((replica, book.0), |r| Ok(((r.get::<_, i64>(0)? as u64, r.get(1)?), r.get(2)?)))?;
        Ok(Some(unknown.insert(pages.collect::<Result<_, _>>()?)))
    }

    /// A page was kept in this chain.
    pub(crate) fn kept(&mut self, page: &Page, hash: &[u8; 32], book: BookNo, chain: i64) {
        if let Some(chains) = self.authors.get_mut(&(page.replica, book.0)) {
            chains.insert((page.number, *hash), chain);
        }
    }

    /// Pages of this author were closed or moved otherwise.
    pub(crate) fn forget(&mut self, replica: ReplicaId, book: BookNo) {
        self.authors.remove(&(replica, book.0));
    }

    /// True the first time that this is asked of an author in a book.
    pub(super) fn first_branch(&mut self, replica: ReplicaId, book: BookNo) -> bool {
        self.unreceipted.insert((replica, book.0))
    }
}

#[cfg(test)]
mod tests;
