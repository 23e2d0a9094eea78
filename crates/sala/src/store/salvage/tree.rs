//! Pages of rows and how they hang together (SQLite documentation, "Database File Format", 1.6).

use super::record::number;

/// A page of rows.
pub(super) struct Node<'a> {
    page: &'a [u8],
    /// Where it begins: behind the file's own header in the first page.
    begins: usize,
    kind: Kind,
    cells: usize,
    usable: usize,
}

/// What a page of rows is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Leads to pages of a table.
    Inner,
    /// Rows of a table.
    Leaf,
    /// Leads to pages of an index, or of a table that is one, and holds rows of it.
    IndexInner,
    /// Rows of such a one.
    IndexLeaf,
}

/// A row, as far as its page holds it.
pub(super) struct Cell<'a> {
    /// Its number in its table; none in an index.
    pub rowid: i64,
    /// How long it is.
    pub length: usize,
    /// What of it lies here.
    pub here: &'a [u8],
    /// The page that holds what comes next of it.
    pub goes_on: Option<u32>,
}

fn two(page: &[u8], at: usize) -> Option<usize> {
    page.get(at..)?.first_chunk().map(|bytes| usize::from(u16::from_be_bytes(*bytes)))
}

pub(super) fn four(page: &[u8], at: usize) -> Option<u32> {
    page.get(at..)?.first_chunk().map(|bytes| u32::from_be_bytes(*bytes))
}

impl<'a> Node<'a> {
    /// The page as one of rows; none where it is not.
    pub(super) fn of(number: u32, page: &'a [u8]) -> Option<Self> {
        let begins = if number == 1 { 100 } else { 0 };
        let kind = match page.get(begins)? {
            2 => Kind::IndexInner,
            5 => Kind::Inner,
            10 => Kind::IndexLeaf,
            13 => Kind::Leaf,
            _ => return None,
        };
        let node = Self { page, begins, kind, cells: two(page, begins + 3)?, usable: page.len() };
        let content = two(page, begins + 5)?;
        let fits = node.header() + 2 * node.cells <= page.len() && (content == 0 || content >= node.header() + 2 * node.cells);
        fits.then_some(node)
    }

    pub(super) const fn kind(&self) -> Kind {
        self.kind
    }

    const fn leads_on(&self) -> bool {
        matches!(self.kind, Kind::Inner | Kind::IndexInner)
    }

    const fn header(&self) -> usize {
        self.begins + if self.leads_on() { 12 } else { 8 }
    }

    /// Where each cell begins.
    fn places(&self) -> impl Iterator<Item = Option<&'a [u8]>> {
        (0..self.cells).map(|n| self.page.get(two(self.page, self.header() + 2 * n)?..))
    }

    /// The pages that it leads to.
    pub(super) fn children(&self) -> Vec<u32> {
        if !self.leads_on() {
            return Vec::new();
        }
        self.places().map(|cell| cell.and_then(|cell| four(cell, 0))).chain([four(self.page, self.begins + 8)]).flatten().collect()
    }

    /// Its rows; none for one that cannot be one.
    pub(super) fn rows(&self) -> Vec<Option<Cell<'a>>> {
        if self.kind == Kind::Inner { Vec::new() } else { self.places().map(|cell| self.row(cell?)).collect() }
    }

    fn row(&self, cell: &'a [u8]) -> Option<Cell<'a>> {
        let cell = if self.kind == Kind::IndexInner { cell.get(4..)? } else { cell };
        let (length, cell) = number(cell)?;
        let length = usize::try_from(length).ok().filter(|length| *length <= LONGEST)?;
        let (rowid, cell) = if self.kind == Kind::Leaf { number(cell)? } else { (0, cell) };
        let here = self.here(length);
        let goes_on = if here < length { Some(four(cell, here)?) } else { None };
        Some(Cell { rowid: rowid.cast_signed(), length, here: cell.get(..here)?, goes_on })
    }

    /// How much of a row so long lies in its own page.
    const fn here(&self, length: usize) -> usize {
        let most = if matches!(self.kind, Kind::Leaf) { self.usable - 35 } else { (self.usable - 12) * 64 / 255 - 23 };
        if length <= most {
            return length;
        }
        let least = (self.usable - 12) * 32 / 255 - 23;
        let fills = least + (length - least) % (self.usable - 4);
        if fills <= most { fills } else { least }
    }
}

/// No row of a store is longer, in bytes.
const LONGEST: usize = 256 << 20;

/// True for what can hardly be anything else: a page of rows, each of which lies within it.
pub(super) fn holds_rows(page: &[u8]) -> bool {
    Node::of(0, page).is_some_and(|node| node.kind() == Kind::Leaf && node.cells > 0 && node.rows().iter().all(Option::is_some))
}
