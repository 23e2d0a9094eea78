//! Chains that forked: a store that was copied, or put back from an old copy, wrote two different pages with one number.
//!
//! Both pages are evidence and both are folded: the chain goes on as two, its *branches*, and nothing is set aside.
//! Which of them this store keeps as the chain itself is a matter of which came first and is seen nowhere: entries of the
//! forked stretch are known by the page that holds them, everywhere.

use std::{cell::RefCell, collections::HashMap};

use rusqlite::{Connection, OptionalExtension as _};

use super::{
    absent::Absent,
    numbers::{BookNo, chain_no, chain_owner},
    page::{Entry, Page},
    registry::Registry,
    unsure::Unsure,
};
use crate::{EntryNo, ReplicaId, Result};

/// How pages call an entry: its author and its place; in a forked stretch, or where the page that holds it is not here, and that could
/// mean two entries, the first 16 bytes of the hash of that page, and its place.
pub(crate) type Name = (ReplicaId, u64);

/// Where a chain leaves its parent.
#[derive(Debug)]
struct Line {
    parent: Option<i64>,
    first_seq: u64,
    /// Stands for what came before a branch whose parent is not here.
    before: ReplicaId,
}

/// The forks that this store knows; empty nearly always.
#[derive(Debug, Default)]
pub(crate) struct Branches {
    lines: HashMap<i64, Line>,
    /// The first place that author and place do not name, by chain; for every chain of an author that forked.
    forked: HashMap<i64, u64>,
    /// Pages that are not here and in which open actions left.
    pub(super) absent: Absent,
    /// Entries outside the union that a name could mean as well.
    unsure: Unsure,
    /// What names meant so far, by name and book.
    meant: RefCell<HashMap<(ReplicaId, i64), Meant>>,
}

/// What a name means.
#[derive(Clone, Copy, Debug)]
pub(super) enum Meant {
    /// An author: behind a fork that could be either of two.
    Author(i64),
    /// The page that holds the entry, by its chain and its places. What lies outside them it does not name.
    Page { chain: i64, first: u64, end: u64 },
}

/// How a page is called whose entries author and place do not name.
pub(crate) fn page_name(hash: &[u8; 32]) -> ReplicaId {
    let mut name = [0; 16];
    name.copy_from_slice(hash.first_chunk::<16>().unwrap_or(&[0; 16]));
    ReplicaId(name)
}

/// Where a branch may have left the others at the earliest, of which the pages before the first one are missing: one page
/// before is enough for two different ones.
fn last_common(sql: &Connection, author: (i64, i64), first_page: i64) -> Result<u64> {
    let query = "SELECT coalesce(max(p.first_seq + p.entries), 1) FROM page p JOIN chain c ON c.no = p.chain
                 WHERE c.replica = ?1 AND c.book = ?2 AND p.number <= ?3";
    Ok(sql.prepare_cached(query)?.query_row((author.0, author.1, first_page - 2), |r| r.get::<_, i64>(0))? as u64)
}

/// The page here that is called so.
fn named(sql: &Connection, name: ReplicaId, book: BookNo) -> Result<Option<Meant>> {
    // Whoever writes can name pages that nobody knows by the thousand: each is looked for among hashes alone.
    let query = "SELECT p.chain, p.first_seq, p.first_seq + p.entries FROM page p INDEXED BY page_hash CROSS JOIN chain c ON c.no = p.chain
                 WHERE p.hash BETWEEN ?1 AND ?2 AND c.book = ?3 LIMIT 1";
    let page = |r: &rusqlite::Row<'_>| Ok(Meant::Page { chain: r.get(0)?, first: r.get::<_, i64>(1)?.unsigned_abs(), end: r.get::<_, i64>(2)?.unsigned_abs() });
    Ok(sql.prepare_cached(query)?.query_row(([name.0, [0; 16]].concat(), [name.0, [0xff; 16]].concat(), book.0), page).optional()?)
}

impl Branches {
    pub(crate) fn load(sql: &Connection) -> Result<Self> {
        let mut branches = Self { absent: Absent::read(sql)?, ..Self::default() };
        let query = "SELECT c.no, c.parent, c.first_seq, c.branch, c.replica, c.book, c.first_page FROM chain c WHERE c.branch <> x''";
        let mut statement = sql.prepare_cached(query)?;
        let mut rows = statement.query([])?;
        let (mut groups, mut orphans): (HashMap<(i64, i64), u64>, HashMap<_, i64>) = Default::default();
        while let Some(row) = rows.next()? {
            let (first_seq, first_page) = (row.get::<_, i64>(2)? as u64, row.get::<_, [u8; 32]>(3)?);
            branches.lines.insert(row.get(0)?, Line { parent: row.get(1)?, first_seq, before: page_name(&first_page) });
            let author = (row.get(4)?, row.get(5)?);
            let first = groups.entry(author).or_insert(first_seq);
            *first = first_seq.min(*first);
            if row.get::<_, Option<i64>>(1)?.is_none() {
                let page = row.get(6)?;
                let earliest = orphans.entry(author).or_insert(page);
                *earliest = page.min(*earliest);
            }
        }
        // The earlier a branch begins, the earlier it may have left the others: the first one of each author says it for all.
        for (author, first_page) in orphans {
            let common = last_common(sql, author, first_page)?;
            groups.entry(author).and_modify(|first| *first = common.min(*first));
        }
        for ((replica, book), first_seq) in groups {
            let chains: Vec<i64> = sql
                .prepare_cached("SELECT no FROM chain WHERE replica = ?1 AND book = ?2")?
                .query_map((replica, book), |r| r.get(0))?
                .collect::<Result<_, _>>()?;
            for chain in chains {
                branches.forked.insert(chain, first_seq);
            }
        }
        Ok(branches)
    }

    /// A page came that lies outside the union: what was read of those before it says nothing of its entries.
    pub(crate) fn came_outside(&mut self) {
        self.unsure = Unsure::default();
    }

    /// True for a chain of an author that forked.
    pub(crate) fn touch(&self, chain: i64) -> bool {
        self.forked.contains_key(&chain)
    }

    /// The entry that a page by `writer`, in `chain`, means by this name; none where it could be either of two: such an
    /// `over` replaces nothing, so that a value may have to be decided but is never lost.
    pub(crate) fn target(&self, sql: &Connection, (writer, chain): (ReplicaId, i64), book: BookNo, (id, seq): Name) -> Result<Option<EntryNo>> {
        if id == writer {
            return self.own(sql, chain, book, seq).map(Some);
        }
        Ok(match self.meant(sql, id, book)? {
            Meant::Page { chain, first, end } => (first..end).contains(&seq).then(|| EntryNo::new(chain, seq)),
            Meant::Author(chain) => {
                let ambiguous = self.forked.get(&chain).is_some_and(|first| seq >= *first);
                (!ambiguous).then(|| EntryNo::new(chain, seq))
            }
        })
    }

    /// The same, for an entry of such a page: none also where it could mean an entry outside the union.
    pub(super) fn target_of(
        &self,
        (sql, registry): (&Connection, &Registry),
        (page, entry): (&Page, &Entry),
        chain: i64,
        book: BookNo,
        name: Name,
    ) -> Result<Option<EntryNo>> {
        if name.0 != page.replica && self.unsure.is(sql, registry, book, name, (page, entry))? {
            return Ok(None);
        }
        self.target(sql, (page.replica, chain), book, name)
    }

    /// What a name means: an author; or a page by which somebody spoke who knew of a fork, also of one that is not known here, or not any more.
    fn meant(&self, sql: &Connection, id: ReplicaId, book: BookNo) -> Result<Meant> {
        if let Some(meant) = self.meant.borrow().get(&(id, book.0)) {
            return Ok(*meant);
        }
        let writes = "SELECT EXISTS (SELECT 1 FROM page p JOIN chain c ON c.no = p.chain JOIN replica r ON r.no = c.replica WHERE r.id = ?1 AND c.book = ?2)";
        let meant = if sql.prepare_cached(writes)?.query_row((id, book.0), |r| r.get(0))? {
            Meant::Author(chain_no(sql, id, book)?)
        } else if let Some(page) = named(sql, id, book)?.or_else(|| self.absent.named(id)) {
            page
        } else {
            Meant::Author(chain_no(sql, id, book)?)
        };
        self.meant.borrow_mut().insert((id, book.0), meant);
        Ok(meant)
    }

    /// The entry at this place in the past of a chain.
    fn own(&self, sql: &Connection, mut chain: i64, book: BookNo, seq: u64) -> Result<EntryNo> {
        while let Some(line) = self.lines.get(&chain).filter(|line| seq < line.first_seq) {
            chain = match line.parent {
                Some(parent) => parent,
                None => chain_no(sql, line.before, book)?,
            };
        }
        Ok(EntryNo::new(chain, seq))
    }

    /// What pages call this entry.
    pub(crate) fn name(&self, sql: &Connection, no: EntryNo) -> Result<Name> {
        let place = no.seq();
        if self.forked.get(&no.chain()).is_some_and(|first| place >= *first)
            && let Some(page) = page_of(sql, no)?
        {
            return Ok((page, place));
        }
        if let Some(page) = self.absent.page_of(sql, no)? {
            return Ok((page, place));
        }
        Ok((chain_owner(sql, no.chain())?.0, place))
    }

    /// A name as author and place, where those name the entry too: somebody called it by its page because they could not know that.
    pub(super) fn plain(&self, sql: &Connection, book: BookNo, (id, seq): Name) -> Result<Name> {
        Ok(match self.meant(sql, id, book)? {
            Meant::Page { chain, first, end } if (first..end).contains(&seq) && !self.touch(chain) => (chain_owner(sql, chain)?.0, seq),
            _ => (id, seq),
        })
    }

    /// What a page calls it that is being written here: where its name could also mean an entry that is here outside the union, that of its page.
    pub(super) fn called(&self, sql: &Connection, no: EntryNo) -> Result<Name> {
        let name = self.name(sql, no)?;
        if self.unsure.has(sql, chain_owner(sql, no.chain())?.1, name)?
            && let Some(page) = page_of(sql, no)?
        {
            return Ok((page, name.1));
        }
        Ok(name)
    }
}

/// What the page is called that holds an entry.
fn page_of(sql: &Connection, no: EntryNo) -> Result<Option<ReplicaId>> {
    let query = "SELECT hash FROM page WHERE chain = ?1 AND first_seq <= ?2 AND first_seq + entries > ?2";
    let page: Option<[u8; 32]> = sql.prepare_cached(query)?.query_row((no.chain(), no.seq() as i64), |r| r.get(0)).optional()?;
    Ok(page.map(|hash| page_name(&hash)))
}
