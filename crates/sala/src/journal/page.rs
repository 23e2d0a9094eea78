//! A page: a closed run of one replica's entries in one book, hash-chained to the page before and signed. Immutable.
//!
//! The body is CBOR (RFC 8949) with the entries in columns, because columns compress: a register of plain marks costs
//! under ten bytes a mark. See `docs/file-format.md`.

use std::collections::HashSet;

use minicbor::{Decode, Decoder, Encode};

use super::{
    columns::{Columns, Reader},
    value::Value,
};
use crate::{Error, RecordId, ReplicaId, Result};

/// The newest page format this version writes and reads.
pub const FORMAT: u16 = 1;
/// The most entries in one page.
pub const MAX_ENTRIES: usize = 262_144;
/// Places and page numbers stay below this, so that an entry's local number holds them.
pub const MAX_PLACE: u64 = 1 << 39;
/// The latest stamp that is believed: 2150-01-01, in milliseconds. Writers stay below 2100.
pub(crate) const MAX_STAMP: i64 = 5_680_281_600_000;
/// The longest name of an author, in bytes: each action carries its own copy once it is read.
const MAX_AUTHOR: usize = 4096;
/// The most authors and pages by which the entries of one page call those that they replace. Each that nobody here has heard of is looked for
/// and entered; an honest page names a dozen.
pub(crate) const MAX_NAMES: usize = 16_384;
/// The largest body that is unpacked: what a full page of long texts may need, and no more.
pub const MAX_BODY: usize = 64 << 20;

/// An entry as its page tells it: ids, not local numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Place in the page's dictionary of (kind, field).
    pub shape: u32,
    /// The record, or the first of the pair, in the page's dictionary of records.
    pub a: u32,
    /// The second of the pair.
    pub b: Option<u32>,
    /// The value, without what stands in the annex.
    pub value: Value,
    /// Salted hash of what stands in the annex.
    pub annex: Option<[u8; 32]>,
    /// The exact entries this one replaces.
    pub over: Vec<(ReplicaId, u64)>,
}

/// One gesture of the user: a run of entries, all or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// Who, as the person at the laptop was called.
    pub author: String,
    /// What the machine's clock said, in milliseconds since 1970 (UTC); it may be wrong.
    pub wall: i64,
    /// The stamp that orders display.
    pub stamp: i64,
    /// The entries.
    pub entries: Vec<Entry>,
}

/// The name of a field and how many records name its row.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(array)]
pub struct Shape {
    /// Record kind.
    #[n(0)]
    pub kind: String,
    /// Field.
    #[n(1)]
    pub field: String,
    /// True where two records name the row.
    #[n(2)]
    pub pair: bool,
}

/// A page's content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Who wrote it.
    pub replica: ReplicaId,
    /// Which book.
    pub book: RecordId,
    /// From 1, without gaps, within the replica's chain in the book.
    pub number: u64,
    /// BLAKE3 of the body of the page before; zeros for page 1.
    pub prev: [u8; 32],
    /// Place of the first entry in the chain, from 1.
    pub first_seq: u64,
    /// Dictionary of (kind, field).
    pub shapes: Vec<Shape>,
    /// Dictionary of records.
    pub records: Vec<RecordId>,
    /// The actions.
    pub actions: Vec<Action>,
}

#[derive(Encode, Decode)]
#[cbor(array)]
struct Body<'a> {
    #[n(0)]
    format: u16,
    #[cbor(n(1), with = "minicbor::bytes")]
    replica: [u8; 16],
    #[cbor(n(2), with = "minicbor::bytes")]
    book: [u8; 16],
    #[n(3)]
    number: u64,
    #[cbor(n(4), with = "minicbor::bytes")]
    prev: [u8; 32],
    #[n(5)]
    first_seq: u64,
    #[n(6)]
    entries: u32,
    #[cbor(n(7), decode_with = "no_more_than_entries")]
    shapes: Vec<Shape>,
    #[cbor(b(8), with = "minicbor::bytes")]
    records: std::borrow::Cow<'a, [u8]>,
    #[cbor(n(9), decode_with = "no_more_than_entries")]
    authors: Vec<String>,
    #[cbor(b(10), with = "minicbor::bytes")]
    replicas: std::borrow::Cow<'a, [u8]>,
    #[cbor(b(11), with = "minicbor::bytes")]
    actions: std::borrow::Cow<'a, [u8]>,
    #[cbor(b(12), with = "minicbor::bytes")]
    targets: std::borrow::Cow<'a, [u8]>,
    #[cbor(b(13), with = "minicbor::bytes")]
    values: std::borrow::Cow<'a, [u8]>,
    #[cbor(b(14), with = "minicbor::bytes")]
    overs: std::borrow::Cow<'a, [u8]>,
    #[cbor(b(15), with = "minicbor::bytes")]
    annexes: std::borrow::Cow<'a, [u8]>,
}

/// A dictionary: each of its items is used, so that there are never more than entries. A list of empty items would take
/// dozens of times its bytes in memory.
fn no_more_than_entries<'b, C, T: Decode<'b, C>>(d: &mut Decoder<'b>, ctx: &mut C) -> Result<Vec<T>, minicbor::decode::Error> {
    let mut items = Vec::new();
    for item in d.array_iter_with(ctx)? {
        if items.len() == MAX_ENTRIES {
            return Err(minicbor::decode::Error::message("more items than entries"));
        }
        items.push(item?);
    }
    Ok(items)
}

/// True where each of so many items is named.
fn all_used(items: usize, named: impl Iterator<Item = u32>) -> bool {
    let mut used = vec![false; items];
    for item in named {
        if let Some(one) = used.get_mut(item as usize) {
            *one = true;
        }
    }
    used.iter().all(|used| *used)
}

impl Page {
    /// How many entries it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.actions.iter().map(|a| a.entries.len()).sum()
    }

    /// True for a page without entries; such a page is never written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entries with their place in the chain and the action they belong to.
    pub fn entries(&self) -> impl Iterator<Item = (u64, &Action, &Entry)> {
        self.actions.iter().flat_map(|a| a.entries.iter().map(move |e| (a, e))).zip(self.first_seq..).map(|((a, e), seq)| (seq, a, e))
    }

    /// How many authors and pages its entries name in their `over`.
    pub(super) fn names(&self) -> usize {
        let over = self.actions.iter().flat_map(|action| &action.entries).flat_map(|entry| &entry.over);
        over.map(|(name, _)| name).collect::<HashSet<_>>().len()
    }

    /// The body that is hashed and signed.
    pub(crate) fn encode(&self) -> Result<Vec<u8>> {
        let mut columns = Columns::default();
        for action in &self.actions {
            columns.action(action);
            for entry in &action.entries {
                columns.entry(entry)?;
            }
        }
        let targets = columns.targets();
        let body = Body {
            format: FORMAT,
            replica: self.replica.0,
            book: *self.book.as_bytes(),
            number: self.number,
            prev: self.prev,
            first_seq: self.first_seq,
            entries: u32::try_from(self.len()).map_err(|e| Error::damaged("page", e))?,
            shapes: self.shapes.clone(),
            records: self.records.iter().flat_map(|r| *r.as_bytes()).collect::<Vec<_>>().into(),
            authors: columns.authors,
            replicas: columns.replicas.iter().flat_map(|r| r.0).collect::<Vec<_>>().into(),
            actions: columns.actions.into(),
            targets,
            values: columns.values.into(),
            overs: columns.overs.into(),
            annexes: columns.annexes.into(),
        };
        minicbor::to_vec(&body).map_err(|e| Error::damaged("page", e))
    }

    /// Read a body. Every count and index is checked: the bytes may be anybody's.
    pub(crate) fn decode(bytes: &[u8]) -> Result<Self> {
        let damaged = |why: &str| Error::damaged("page", why);
        let mut d = Decoder::new(bytes);
        let body: Body = d.decode().map_err(|e| Error::damaged("page", e))?;
        if body.format != FORMAT {
            return Err(damaged("a page format newer than this version"));
        }
        let count = body.entries as usize;
        if count == 0 || count > MAX_ENTRIES || !(1..MAX_PLACE).contains(&body.number) || !(1..MAX_PLACE).contains(&body.first_seq) {
            return Err(damaged("impossible counts"));
        }
        if body.authors.iter().any(|author| author.len() > MAX_AUTHOR) {
            return Err(damaged("an author's name longer than the limit"));
        }
        let ids = |bytes: &[u8]| -> Result<Vec<[u8; 16]>> {
            let (chunks, rest) = bytes.as_chunks::<16>();
            if rest.is_empty() { Ok(chunks.to_vec()) } else { Err(damaged("a broken dictionary")) }
        };
        let records: Vec<_> = ids(&body.records)?.into_iter().map(RecordId::from_bytes).collect();
        let replicas: Vec<_> = ids(&body.replicas)?.into_iter().map(ReplicaId).collect();
        if replicas.len() > MAX_NAMES {
            return Err(damaged("more names than the limit"));
        }
        let mut reader = Reader::new(&body.actions, &body.targets, &body.values, &body.overs, &body.annexes, count)?;
        let mut actions = Vec::new();
        let mut left = count;
        while left > 0 {
            let head = reader.action()?;
            let author = body.authors.get(head.author).ok_or_else(|| damaged("an author out of range"))?;
            if head.entries == 0 || head.entries > left || !(0..=MAX_STAMP).contains(&head.stamp) {
                return Err(damaged("an action out of range"));
            }
            left -= head.entries;
            let entries = (0..head.entries).map(|_| reader.entry(&body.shapes, records.len(), &replicas)).collect::<Result<_>>()?;
            actions.push(Action { author: author.clone(), wall: head.wall, stamp: head.stamp, entries });
        }
        reader.finish()?;
        let entries = || actions.iter().flat_map(|a| &a.entries);
        let named = entries().flat_map(|entry| [Some(entry.a), entry.b]).flatten();
        if !all_used(body.shapes.len(), entries().map(|entry| entry.shape)) || !all_used(records.len(), named) {
            // A small file must not bring millions of names that nothing is said of.
            return Err(damaged("a dictionary with items that nobody uses"));
        }
        let named = replicas.len();
        let page = Self {
            replica: ReplicaId(body.replica),
            book: RecordId::from_bytes(body.book),
            number: body.number,
            prev: body.prev,
            first_seq: body.first_seq,
            shapes: body.shapes,
            records,
            actions,
        };
        if page.names() != named {
            return Err(damaged("a dictionary with names that no entry replaces, or one twice"));
        }
        if page.entries().any(|(seq, _, entry)| entry.over.iter().any(|(replica, place)| *replica == page.replica && *place >= seq)) {
            // Nobody has seen what he is about to write.
            return Err(damaged("an over that names itself or what comes after it"));
        }
        Ok(page)
    }
}
