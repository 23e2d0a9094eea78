//! Pages as one look at the store reads them: a list of many differences asks the same few pages again and again.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use rusqlite::{Connection, OptionalExtension as _};

use super::{page::Page, tail, take_in::kept_page};
use crate::Result;

/// The most entries that are kept unpacked, about; a look that needs more reads pages again.
const KEPT: usize = 1 << 18;

/// The pages of one snapshot.
pub(crate) struct Pages<'a> {
    pub(super) sql: &'a Connection,
    kept: RefCell<Kept>,
}

/// What was read so far.
#[derive(Default)]
struct Kept {
    pages: HashMap<(i64, i64), Rc<Page>>,
    tails: HashMap<i64, Rc<Vec<Page>>>,
    entries: usize,
}

impl Kept {
    fn make_room(&mut self, entries: usize) {
        if self.entries + entries > KEPT {
            *self = Self::default();
        }
        self.entries += entries;
    }
}

impl<'a> Pages<'a> {
    pub(crate) fn of(sql: &'a Connection) -> Self {
        Self { sql, kept: RefCell::default() }
    }

    /// A page; none where it is not here.
    pub(super) fn page(&self, chain: i64, number: i64) -> Result<Option<Rc<Page>>> {
        if let Some(page) = self.kept.borrow().pages.get(&(chain, number)) {
            return Ok(Some(Rc::clone(page)));
        }
        let query = "SELECT body FROM page WHERE chain = ?1 AND number = ?2";
        let Some(body) = self.sql.prepare_cached(query)?.query_row((chain, number), |r| r.get::<_, Vec<u8>>(0)).optional()? else { return Ok(None) };
        let page = Rc::new(kept_page(&body)?);
        let mut kept = self.kept.borrow_mut();
        kept.make_room(page.len());
        kept.pages.insert((chain, number), Rc::clone(&page));
        Ok(Some(page))
    }

    /// The actions of a chain that no page holds yet.
    pub(super) fn tail(&self, chain: i64) -> Result<Rc<Vec<Page>>> {
        if let Some(tail) = self.kept.borrow().tails.get(&chain) {
            return Ok(Rc::clone(tail));
        }
        let tail = Rc::new(tail::read(self.sql, chain)?);
        let mut kept = self.kept.borrow_mut();
        kept.make_room(tail.iter().map(Page::len).sum());
        kept.tails.insert(chain, Rc::clone(&tail));
        Ok(tail)
    }
}
