//! Applying: a verified bundle's pages and attachments into the store, within the import's transaction.

use rusqlite::{Connection, OptionalExtension as _};

use super::{
    export::Progress,
    format::AttachmentFrame,
    scan::{Author, Carried, Visitor},
};
use crate::{
    Problem, ReplicaId, Result,
    journal::{Fold, book_no, chain_no, take_in},
    store::attachments,
    trust,
};

/// Puts a verified bundle into the store.
pub(super) struct Applier<'a> {
    pub fold: Fold<'a>,
    pub bundle: i64,
    pub own: ReplicaId,
    pub new_entries: u64,
    pub known_entries: u64,
    pub attachments: u64,
    pub stamp: i64,
    pub gap: bool,
    /// The attachment whose pieces are being kept, and the number of the next piece.
    pub writing: Option<(i64, i64)>,
    pub with_attachments: bool,
    pub done: u64,
    pub total: u64,
    pub progress: Progress<'a>,
}

impl Visitor for Applier<'_> {
    fn author(&mut self, _: ReplicaId) -> Author {
        Author::Checked
    }

    fn page(&mut self, carried: Carried) -> Result<()> {
        let Carried { page, sealed, annex } = carried;
        let sql = self.fold.sql;
        let entries = page.len() as u64;
        let book = book_no(sql, page.book)?;
        let chain = chain_no(sql, page.replica, book)?;
        let hash_of = |number: u64| -> Result<Option<[u8; 32]>> {
            let query = "SELECT hash FROM page WHERE chain = ?1 AND number = ?2";
            Ok(sql.prepare_cached(query)?.query_row((chain, number as i64), |r| r.get(0)).optional()?)
        };
        match hash_of(page.number)? {
            Some(hash) if hash == sealed.hash => {
                self.known_entries += entries;
                return Ok(());
            }
            Some(_) => return forked(sql, &page),
            // Our own page that we do not hold: this store is an old copy of itself, and must not write on.
            None if page.replica == self.own => return forked(sql, &page),
            None => {}
        }
        let query = "SELECT hash, first_seq + entries FROM page WHERE chain = ?1 AND number = ?2";
        let before: Option<([u8; 32], i64)> =
            sql.prepare_cached(query)?.query_row((chain, page.number as i64 - 1), |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
        match before {
            Some((hash, next)) if hash != page.prev || next as u64 != page.first_seq => return forked(sql, &page),
            None if page.number > 1 => self.gap = true,
            _ => {}
        }
        let next: Option<Vec<u8>> = sql
            .prepare_cached("SELECT body FROM page WHERE chain = ?1 AND number = ?2")?
            .query_row((chain, page.number as i64 + 1), |r| r.get(0))
            .optional()?;
        if let Some(next) = next {
            let next = crate::journal::page::Page::decode(&crate::journal::unpack(&next)?)?;
            if next.prev != sealed.hash || next.first_seq != page.first_seq + entries {
                return forked(sql, &page);
            }
        }
        self.stamp = page.actions.iter().map(|a| a.stamp).max().unwrap_or(0).max(self.stamp);
        take_in(&mut self.fold, &sealed, &page, &annex, self.bundle)?;
        self.new_entries += entries;
        Ok(())
    }

    fn attachment(&mut self, frame: &AttachmentFrame) -> Result<()> {
        let sql = self.fold.sql;
        self.writing = None;
        if attachments::here(sql, &frame.hash)?.is_none() {
            self.attachments += 1;
            if self.with_attachments {
                self.writing = Some((attachments::begin(sql, &frame.hash, frame.bytes)?, 0));
            }
        }
        Ok(())
    }

    fn chunk(&mut self, data: &[u8]) -> Result<()> {
        self.done += data.len() as u64;
        if !(self.progress)(self.done, self.total) {
            return Problem::new("stopped").refuse();
        }
        if let Some((blob, i)) = &mut self.writing {
            attachments::append(self.fold.sql, *blob, *i, data)?;
            *i += 1;
        }
        Ok(())
    }
}

/// Two different pages of one replica with one number: a copied or restored store. Nothing of the bundle is taken.
fn forked(sql: &Connection, page: &crate::journal::page::Page) -> Result<()> {
    Problem::new("forked").with("replica", trust::label(sql, page.replica)?).with("page", page.number).refuse()
}
