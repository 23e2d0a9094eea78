//! Putting a verified bundle's pages and attachments into the store, within the import's transaction.

use std::{collections::BTreeSet, sync::Arc};

use rusqlite::OptionalExtension as _;

use super::{
    format::AttachmentFrame,
    import::Mode,
    own::{self, is_discarded, is_here},
    scan::{Author, Carried, Visitor},
    watch::Watch,
};
use crate::{
    ReplicaId, Result, fault,
    journal::{
        Before, BookNo, Fold, Place, Placing, Why, arrange, book_no, complete, is_outside, is_spoken_of, keep_outside, keep_unfolded, lies_outside,
        may_be_meant, new_branch, note_carried, place_among_open, refold_all, take_in,
    },
    store::attachments::{self, Incoming},
    trust::{Keys, Standing},
};

/// Who writes here, and who is believed.
pub(super) struct Whose<'a> {
    keys: &'a Keys,
    standing: Arc<Standing>,
}

impl<'a> Whose<'a> {
    pub(super) const fn new(keys: &'a Keys, standing: Arc<Standing>) -> Self {
        Self { keys, standing }
    }
}

/// What came with a bundle, as it is told afterwards.
#[derive(Default)]
pub(super) struct Came {
    pub new_entries: u64,
    pub known_entries: u64,
    /// Entries of a file that was set aside, which this one brings too.
    pub back: u64,
    pub attachments: u64,
    /// Entries of pages that their author must not write, and why the last of them do not count.
    pub objected: Option<(u64, &'static str)>,
    /// Authors of pages whose predecessors have not come.
    pub gaps: BTreeSet<ReplicaId>,
    /// The latest stamp of its pages.
    pub stamp: i64,
    /// Pages of this very replica came that it does not hold: it is a copy, or was put back from one.
    pub own_elsewhere: bool,
}

impl Came {
    fn object(&mut self, entries: u64, why: &'static str) {
        self.objected = Some((self.objected.map_or(0, |(n, _)| n) + entries, why));
    }
}

/// Where pages belong among those of their authors, and what that asks for in the end.
#[derive(Default)]
struct Lines {
    /// Where the pages of authors that forked belong.
    placing: Placing,
    /// Authors that turned out to have forked, with the book.
    forked: BTreeSet<(ReplicaId, i64)>,
    /// Pages that came or left without being folded: everything is folded anew.
    unfolded: Vec<[u8; 32]>,
}

/// The attachments that come.
struct Pictures {
    /// A preview counts them and keeps none.
    kept: bool,
    /// Keeps them, from the first on.
    incoming: Option<Incoming>,
    /// Pieces of the one at hand are being kept.
    writing: bool,
}

/// How far the work is, in bytes of pages and attachments that were gone through.
struct Gone<'a> {
    bytes: u64,
    watch: Watch<'a>,
}

impl Gone<'_> {
    fn on(&mut self, bytes: usize) -> Result<()> {
        self.bytes += bytes as u64;
        self.watch.at(self.bytes)
    }
}

/// Puts a verified bundle into the store.
pub(super) struct Applier<'a> {
    fold: Fold<'a>,
    whose: Whose<'a>,
    bundle: i64,
    came: Came,
    lines: Lines,
    pictures: Pictures,
    gone: Gone<'a>,
    /// The pages have been taken in already.
    without_pages: bool,
}

/// What is left once a bundle is in the store.
pub(super) struct Applied<'a> {
    pub fold: Fold<'a>,
    pub came: Came,
    /// Authors that turned out to have forked, with the book.
    pub forked: BTreeSet<(ReplicaId, i64)>,
    /// Everything was folded anew.
    pub folded_anew: bool,
    pub watch: Watch<'a>,
}

impl<'a> Applier<'a> {
    /// `moved` are pages that left the union or came back with what the bundle said of their authors.
    pub(super) fn new(fold: Fold<'a>, whose: Whose<'a>, bundle: i64, mode: Mode, moved: Vec<[u8; 32]>, watch: Watch<'a>) -> Self {
        let pictures = Pictures { kept: mode == Mode::Apply, incoming: None, writing: false };
        let lines = Lines { unfolded: moved, ..Lines::default() };
        Self { fold, whose, bundle, came: Came::default(), lines, pictures, gone: Gone { bytes: 0, watch }, without_pages: false }
    }

    /// Take all its pages in, which fitted into memory: they are not read again.
    pub(super) fn take_pages(&mut self, pages: &[Carried]) -> Result<()> {
        pages.iter().try_for_each(|page| self.take_page(page))?;
        self.without_pages = true;
        Ok(())
    }

    /// See that all attachments are on the disk, and fold anew where pages came that could not be folded as they came.
    pub(super) fn settle(mut self) -> Result<Applied<'a>> {
        self.pictures.incoming.take().map_or(Ok(()), |mut incoming| incoming.stop())?;
        let Lines { forked, unfolded, .. } = &mut self.lines;
        let moved = super::revoke::reconsider(self.fold.sql, &self.whose.standing, !forked.is_empty())?;
        unfolded.extend(&moved.pages);
        if let Some((out, why)) = moved.out {
            self.came.new_entries = self.came.new_entries.saturating_sub(out);
            self.came.object(out, why);
        }
        for (replica, book) in &*forked {
            arrange(self.fold.sql, *replica, BookNo(*book))?;
        }
        if !unfolded.is_empty() {
            let before = Before::of(self.fold.sql, self.fold.tables, unfolded)?;
            refold_all(self.fold.sql, self.fold.tables)?;
            self.fold.count_anew(&before)?;
        }
        let Self { fold, came, lines: Lines { forked, unfolded, .. }, gone: Gone { watch, .. }, .. } = self;
        Ok(Applied { fold, came, forked, folded_anew: !unfolded.is_empty(), watch })
    }

    /// Take a page in.
    fn take_page(&mut self, carried: &Carried) -> Result<()> {
        fault::point("import.page");
        self.gone.on(carried.sealed.body.len())?;
        let Carried { page, sealed, annex } = carried;
        let sql = self.fold.sql;
        let entries = page.len() as u64;
        let book = book_no(sql, page.book)?;
        if page.replica == self.whose.keys.replica() && !is_here(sql, &sealed.hash)? {
            // It was closed by another store of this name, or by this one before it was put back, whatever it counts for.
            self.came.own_elsewhere = true;
        }
        if let Some(why) = self.whose.standing.objection(page.replica, page.book, page.number)
            && !own::is_own(sql, &sealed.hash, page.replica)?
        {
            if (!is_here(sql, &sealed.hash)? || is_discarded(sql, &sealed.hash)?) && may_be_meant(sql, page, book)? {
                // What was said of its places before it came has to be understood anew.
                self.lines.unfolded.push(sealed.hash);
            }
            keep_outside(sql, page, sealed, annex, Some(self.bundle), Why::NotAllowed(why))?;
            self.fold.branches.came_outside();
            // It counts as this bundle's too: what becomes of the one that brought it first is another question.
            sql.prepare_cached("INSERT OR IGNORE INTO carried (bundle, hash) SELECT bundle, hash FROM page_aside WHERE hash = ?2 AND bundle <> ?1")?
                .execute((self.bundle, sealed.hash))?;
            sql.prepare_cached("INSERT OR IGNORE INTO carried (bundle, hash) SELECT ?1, hash FROM page_aside WHERE hash = ?2 AND bundle <> ?1")?
                .execute((self.bundle, sealed.hash))?;
            let not_only_set_aside = "UPDATE page_aside SET bundle = ?1, why = ?3, discarded = 0 WHERE hash = ?2 AND why = 'set_aside'";
            sql.prepare_cached(not_only_set_aside)?.execute((self.bundle, sealed.hash, Why::NotAllowed(why).as_str()))?;
            self.came.object(entries, why);
            return Ok(());
        }
        // While it lay outside, what named its entries meant nothing.
        let was_outside = lies_outside(sql, &sealed.hash)?;
        let mut forks = false;
        let (place, met) = place_among_open(sql, page, &sealed.hash, book, &mut self.lines.placing)?;
        let anew = met.held || met.others.is_some();
        // What was recorded here and nowhere else stays what this store holds of its own, whatever becomes of the file that brought the page back.
        let brought_by = (!met.whole).then_some(self.bundle);
        if met.whole {
            note_carried(sql, self.bundle, &sealed.hash)?;
        }
        let chain = match place {
            Place::Known(chain) => {
                if complete(sql, chain, annex)? {
                    self.lines.unfolded.push(sealed.hash);
                }
                let query = "INSERT OR IGNORE INTO carried (bundle, hash) SELECT ?1, hash FROM page WHERE hash = ?2 AND bundle <> ?1";
                sql.prepare_cached(query)?.execute((self.bundle, sealed.hash))?;
                self.came.known_entries += entries;
                return Ok(());
            }
            Place::In { chain, gap } => {
                if gap && !is_outside(sql, page.replica, page.book, page.number - 1)? {
                    self.came.gaps.insert(page.replica);
                }
                chain
            }
            Place::Forks => {
                self.lines.forked.insert((page.replica, book.0));
                forks = true;
                new_branch(sql, page, &sealed.hash, book, &mut self.lines.placing)?
            }
        };
        self.came.stamp = page.actions.iter().map(|a| a.stamp).max().unwrap_or(0).max(self.came.stamp);
        if self.fold.branches.touch(chain) {
            // It may close the gap before a branch that could not be joined to its parent.
            self.lines.forked.insert((page.replica, book.0));
        }
        self.lines.placing.kept(page, &sealed.hash, book, chain);
        // What was said of this page before it came, or of its author's other branch, has to be understood anew.
        if forks || anew || was_outside || !self.lines.unfolded.is_empty() || self.fold.branches.touch(chain) || is_spoken_of(sql, &sealed.hash)? {
            self.lines.unfolded.push(sealed.hash);
            keep_unfolded(sql, sealed, page, annex, chain, brought_by)?;
        } else {
            take_in(&mut self.fold, sealed, page, annex, chain, self.bundle)?;
        }
        sql.prepare_cached("INSERT OR IGNORE INTO carried (bundle, hash) SELECT bundle, hash FROM page_aside WHERE hash = ?1 AND bundle IS NOT NULL")?
            .execute([sealed.hash])?;
        let was_outside = sql.prepare_cached("DELETE FROM page_aside WHERE hash = ?1 RETURNING why = 'set_aside'")?;
        if { was_outside }.query_row([sealed.hash], |r| r.get(0)).optional()?.unwrap_or(false) {
            self.came.back += entries;
        }
        self.came.new_entries += entries;
        Ok(())
    }
}

impl Visitor for Applier<'_> {
    fn author(&mut self, _: ReplicaId) -> Author {
        Author::Checked
    }

    fn page(&mut self, carried: Carried) -> Result<()> {
        if self.without_pages { Ok(()) } else { self.take_page(&carried) }
    }

    fn attachment(&mut self, frame: &AttachmentFrame) -> Result<()> {
        self.pictures.writing = false;
        if attachments::here(self.fold.sql, &frame.hash)?.is_some() {
            return Ok(());
        }
        self.came.attachments += 1;
        if self.pictures.kept {
            let incoming = match &mut self.pictures.incoming {
                Some(incoming) => incoming,
                none => none.insert(Incoming::start(self.fold.sql)?),
            };
            incoming.begin()?;
            self.pictures.writing = true;
        }
        Ok(())
    }

    fn chunk(&mut self, data: Vec<u8>) -> Result<()> {
        self.gone.on(data.len())?;
        if let Some(incoming) = self.pictures.incoming.as_mut().filter(|_| self.pictures.writing) {
            incoming.piece(data)?;
            fault::point("import.piece");
        }
        Ok(())
    }

    fn attached(&mut self, frame: &AttachmentFrame) -> Result<()> {
        if let Some(incoming) = self.pictures.incoming.as_mut().filter(|_| self.pictures.writing) {
            incoming.end(frame.hash)?;
            attachments::enter(self.fold.sql, &frame.hash, frame.bytes)?;
        }
        if !self.pictures.kept {
            attachments::count_as_here(self.fold.sql, &frame.hash, frame.bytes)?;
        }
        self.pictures.writing = false;
        Ok(())
    }
}
