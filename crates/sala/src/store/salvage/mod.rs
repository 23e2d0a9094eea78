//! What can still be read of a store whose disk lost a part of it, row by row, without SQLite and without trusting an index: a row is
//! lost where its own page is, and nowhere else. Nothing is written.

mod cipher;
mod file;
mod log;
mod record;
mod stray;
mod tree;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    path::Path,
};

use rusqlite::types::Value;

use self::{
    file::Pages,
    tree::{Kind, Node, four},
};
use super::{Store, key};
use crate::{Problem, Result};

/// Tables that are not folded: what is recorded, who is believed, what this store notes of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Table {
    Meta,
    Replica,
    Book,
    Chain,
    Page,
    Tail,
    Annex,
    PageAside,
    Certificate,
    Request,
    Revocation,
    Bundle,
    Carried,
    SentPages,
    Receipt,
    ReceiptAside,
    ReceiptBlob,
    Asking,
    Quarantine,
    Blob,
    Chunk,
}

/// Their names.
const TABLES: &[(&str, Table)] = &[
    ("meta", Table::Meta),
    ("replica", Table::Replica),
    ("book", Table::Book),
    ("chain", Table::Chain),
    ("page", Table::Page),
    ("tail", Table::Tail),
    ("annex", Table::Annex),
    ("page_aside", Table::PageAside),
    ("certificate", Table::Certificate),
    ("request", Table::Request),
    ("revocation", Table::Revocation),
    ("bundle", Table::Bundle),
    ("carried", Table::Carried),
    ("sent_pages", Table::SentPages),
    ("receipt", Table::Receipt),
    ("receipt_aside", Table::ReceiptAside),
    ("receipt_blob", Table::ReceiptBlob),
    ("asking", Table::Asking),
    ("quarantine", Table::Quarantine),
    ("blob", Table::Blob),
    ("chunk", Table::Chunk),
];

/// How much of a database could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Health {
    /// Pages of the database.
    pub pages: u32,
    /// Those that are not what was written.
    pub unreadable: u32,
    /// Tables of which rows may be lost: none where the pages that cannot be read held nothing but what is folded or kept to find things.
    pub hurt: BTreeSet<Table>,
    /// The schema that the database has, where that can be read.
    pub schema: Option<u32>,
}

/// What a row is handed to: its table, its number in it, its values.
type Take<'a> = &'a mut dyn FnMut(Table, i64, Vec<Value>) -> Result<()>;

/// A damaged database.
pub(crate) struct Salvage {
    pages: Pages,
    /// Pages that were met, of rows and of what goes on of them.
    met: BTreeSet<u32>,
    /// Of a database that cannot say which of its pages are right: those that cannot be.
    wrong: BTreeSet<u32>,
    /// Tables of which rows are lost, or may lie where nothing leads to them.
    hurt: BTreeSet<Table>,
    /// A part of the list of tables is lost.
    unlisted: bool,
    /// Held as long as this is: nobody else works in the store meanwhile.
    _lock: Option<File>,
}

/// Whose pages are gone through.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    Of(Table),
    /// The list of all tables, itself a table.
    Schema,
    /// Folded tables and indexes: they are made anew.
    Nobody,
}

impl Salvage {
    /// Open the store in `dir` to read what can be read.
    ///
    /// # Errors
    /// `store_missing`, `store_in_use`, `store_key_missing`, `store_key_wrong`.
    pub(crate) fn open(dir: &Path) -> Result<Self> {
        if !Store::exists(dir) {
            return Problem::new("store_missing").with("path", dir.display().to_string()).refuse();
        }
        let lock = File::open(dir.join("lock")).ok();
        if lock.as_ref().is_some_and(|lock| matches!(fs4::FileExt::try_lock(lock), Err(fs4::TryLockError::WouldBlock))) {
            return Problem::new("store_in_use").with("path", dir.display().to_string()).refuse();
        }
        let pages = Pages::open(&dir.join("sala.db"), &key::find(dir)?)?;
        Ok(Self { pages, met: BTreeSet::new(), wrong: BTreeSet::new(), hurt: BTreeSet::new(), unlisted: false, _lock: lock })
    }

    /// Hand on every row that can be read. `progress` is told how many pages were gone through, and of how many.
    ///
    /// # Errors
    /// `stopped`; those of `take`; what the cipher says.
    pub(crate) fn read(&mut self, take: Take<'_>, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<Health> {
        (self.met, self.wrong, self.hurt, self.unlisted) = Default::default();
        let mut schema = None;
        if let Some(first) = self.pages.page(1)?.filter(|_| self.pages.tell()) {
            schema = four(&first, 60);
            self.free(four(&first, 32).unwrap_or(0))?;
        }
        let mut roots = BTreeMap::new();
        self.walk(1, Whose::Schema, &mut |_, _, row| {
            if let [Value::Text(kind), Value::Text(name), _, Value::Integer(root), ..] = &row[..]
                && let Ok(root) = u32::try_from(*root)
                && root > 1
            {
                let table = TABLES.iter().find(|(of, _)| kind == "table" && of == name);
                roots.insert(root, table.map(|(_, table)| *table));
            }
            Ok(())
        })?;
        if self.unlisted {
            self.hurt.extend(TABLES.iter().map(|(_, table)| *table).filter(|table| !roots.values().flatten().any(|led| led == table)));
        }
        let all = u64::from(self.pages.count);
        for (root, table) in roots {
            self.walk(root, table.map_or(Whose::Nobody, Whose::Of), take)?;
            if !progress((self.met.len() as u64).min(all), all) {
                return Problem::new("stopped").refuse();
            }
        }
        self.strays(take)?;
        let mut unreadable = 0;
        for number in 1..=self.pages.count {
            unreadable += u32::from(self.is_lost(number)?);
        }
        Ok(Health { pages: self.pages.count, unreadable, hurt: self.hurt.clone(), schema })
    }

    fn is_lost(&self, number: u32) -> Result<bool> {
        let told = self.pages.tell();
        Ok(if told { self.pages.page(number)?.is_none() } else { number == 1 || self.wrong.contains(&number) })
    }

    /// Something of this could not be read.
    fn loses(&mut self, whose: Whose) {
        match whose {
            Whose::Of(table) => {
                self.hurt.insert(table);
            }
            Whose::Schema => self.unlisted = true,
            Whose::Nobody => {}
        }
    }

    /// Pass by what is free: what stands there was taken away once.
    fn free(&mut self, mut trunk: u32) -> Result<()> {
        while trunk != 0 && self.met.insert(trunk) {
            let Some(page) = self.pages.page(trunk)? else { return Ok(()) };
            let leaves = four(&page, 4).unwrap_or(0) as usize;
            self.met.extend((0..leaves.min(page.len() / 4)).filter_map(|n| four(&page, 8 + 4 * n)));
            trunk = four(&page, 0).unwrap_or(0);
        }
        Ok(())
    }

    /// Go through all pages from this one on.
    fn walk(&mut self, root: u32, whose: Whose, take: Take<'_>) -> Result<()> {
        let mut open = vec![root];
        while let Some(number) = open.pop() {
            if !self.met.insert(number) {
                continue;
            }
            let page = self.pages.page(number)?.filter(|_| number != 1 || self.pages.tell());
            let Some(node) = page.as_ref().and_then(|page| Node::of(number, page)) else {
                self.wrong.insert(number);
                self.loses(whose);
                continue;
            };
            // The first ones last: rows come in their order then.
            open.extend(node.children().into_iter().rev());
            self.rows(&node, whose, &mut |rowid, row| match whose {
                Whose::Of(table) => take(table, rowid, row),
                Whose::Schema => take(Table::Meta, rowid, row),
                Whose::Nobody => Ok(()),
            })?;
        }
        Ok(())
    }

    /// Hand on the rows of a page.
    fn rows(&mut self, node: &Node<'_>, whose: Whose, take: &mut dyn FnMut(i64, Vec<Value>) -> Result<()>) -> Result<()> {
        for cell in node.rows() {
            let whole = match &cell {
                Some(cell) => self.whole(cell)?,
                None => None,
            };
            match (cell, whole.as_deref().and_then(record::row)) {
                (Some(cell), Some(row)) => take(cell.rowid, row)?,
                _ => self.loses(whose),
            }
        }
        Ok(())
    }

    /// All bytes of a row; none where a page of it is lost.
    fn whole(&mut self, cell: &tree::Cell<'_>) -> Result<Option<Vec<u8>>> {
        let mut bytes = cell.here.to_vec();
        let mut next = cell.goes_on;
        while let Some(number) = next.filter(|_| bytes.len() < cell.length) {
            self.met.insert(number);
            let Some(page) = self.pages.page(number)? else { return Ok(None) };
            let more = page.get(4..).unwrap_or_default();
            bytes.extend_from_slice(more.get(..more.len().min(cell.length - bytes.len())).unwrap_or_default());
            next = four(&page, 0);
        }
        Ok((bytes.len() == cell.length).then_some(bytes))
    }

    /// Rows in pages to which nothing leads any more, of tables that are hurt.
    fn strays(&mut self, take: Take<'_>) -> Result<()> {
        let hurt = self.hurt.clone();
        for number in 1..=self.pages.count {
            if hurt.is_empty() || self.met.contains(&number) {
                continue;
            }
            let page = self.pages.page(number)?;
            let Some(node) = page.as_ref().and_then(|page| Node::of(number, page)).filter(|node| node.kind() != Kind::Inner) else { continue };
            let kind = node.kind();
            self.rows(&node, Whose::Nobody, &mut |rowid, row| {
                let tables = stray::guess(kind, &row).iter().filter(|table| hurt.contains(table));
                tables.copied().try_for_each(|table| take(table, rowid, row.clone()))
            })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
