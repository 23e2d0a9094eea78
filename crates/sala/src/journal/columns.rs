//! The columns of a page body: unsigned LEB128 numbers, signed ones zigzagged, differences where neighbours are alike.

use std::borrow::Cow;

use minicbor::Decoder;

use super::{
    page::{Action, Entry, Shape},
    value::Value,
};
use crate::{Error, ReplicaId, Result};

/// The most entries that one entry replaces or, removing a record, names as seen.
pub(super) const MAX_OVER: usize = 4095;

/// Append an unsigned LEB128 number.
fn put(out: &mut Vec<u8>, mut n: u64) {
    while n >= 0x80 {
        out.push((n as u8) | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

const fn zigzag(n: i64) -> u64 {
    ((n << 1) ^ (n >> 63)) as u64
}

const fn unzigzag(n: u64) -> i64 {
    ((n >> 1) as i64) ^ -((n & 1) as i64)
}

/// Columns being written.
#[derive(Default)]
pub(super) struct Columns {
    pub authors: Vec<String>,
    pub replicas: Vec<ReplicaId>,
    pub actions: Vec<u8>,
    pub values: Vec<u8>,
    pub overs: Vec<u8>,
    pub annexes: Vec<u8>,
    shapes: Vec<u8>,
    firsts: Vec<u8>,
    seconds: Vec<u8>,
    last: Last,
    since_over: u64,
    since_annex: u64,
}

/// What differences are taken against.
#[derive(Default)]
struct Last {
    wall: i64,
    stamp: i64,
    a: i64,
    b: i64,
}

/// The index of `item` in a dictionary, entered if new.
fn intern<T: PartialEq + Clone>(dictionary: &mut Vec<T>, item: &T) -> u64 {
    dictionary.iter().position(|known| known == item).unwrap_or_else(|| {
        dictionary.push(item.clone());
        dictionary.len() - 1
    }) as u64
}

impl Columns {
    pub(super) fn action(&mut self, action: &Action) {
        put(&mut self.actions, action.entries.len() as u64);
        put(&mut self.actions, intern(&mut self.authors, &action.author));
        let wall = action.wall.wrapping_sub(self.last.wall);
        put(&mut self.actions, zigzag(wall));
        // The stamp usually moves as the wall clock does: then this is one zero byte.
        put(&mut self.actions, zigzag(action.stamp.wrapping_sub(self.last.stamp).wrapping_sub(wall)));
        (self.last.wall, self.last.stamp) = (action.wall, action.stamp);
    }

    pub(super) fn entry(&mut self, entry: &Entry) -> Result<()> {
        put(&mut self.shapes, u64::from(entry.shape));
        put(&mut self.firsts, zigzag(i64::from(entry.a) - self.last.a));
        self.last.a = i64::from(entry.a);
        if let Some(b) = entry.b {
            put(&mut self.seconds, zigzag(i64::from(b) - self.last.b));
            self.last.b = i64::from(b);
        }
        entry.value.encode(&mut self.values)?;
        self.since_over += 1;
        if entry.over.len() > MAX_OVER {
            // What no reader takes is never kept: the store would not open any more.
            return Err(Error::damaged("page", "an over longer than the limit"));
        }
        if !entry.over.is_empty() {
            put(&mut self.overs, self.since_over);
            put(&mut self.overs, entry.over.len() as u64);
            for (replica, seq) in &entry.over {
                let replica = intern(&mut self.replicas, replica);
                put(&mut self.overs, replica);
                put(&mut self.overs, *seq);
            }
            self.since_over = 0;
        }
        self.since_annex += 1;
        if let Some(hash) = &entry.annex {
            put(&mut self.annexes, self.since_annex);
            self.annexes.extend_from_slice(hash);
            self.since_annex = 0;
        }
        Ok(())
    }

    /// The three target columns, the first two led by their length in bytes.
    pub(super) fn targets(&self) -> Cow<'static, [u8]> {
        let mut out = Vec::with_capacity(self.shapes.len() + self.firsts.len() + self.seconds.len() + 8);
        put(&mut out, self.shapes.len() as u64);
        put(&mut out, self.firsts.len() as u64);
        out.extend_from_slice(&self.shapes);
        out.extend_from_slice(&self.firsts);
        out.extend_from_slice(&self.seconds);
        out.into()
    }
}

/// A column being read.
struct Column<'a>(&'a [u8]);

impl<'a> Column<'a> {
    fn damaged() -> Error {
        Error::damaged("page", "a column ends early")
    }

    fn number(&mut self) -> Result<u64> {
        let mut n = 0_u64;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.0.split_first().ok_or_else(Self::damaged)?;
            self.0 = rest;
            n |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(n);
            }
        }
        Err(Error::damaged("page", "a number without end"))
    }

    fn index(&mut self, bound: usize) -> Result<usize> {
        let n = usize::try_from(self.number()?).unwrap_or(usize::MAX);
        if n < bound { Ok(n) } else { Err(Error::damaged("page", "an index out of range")) }
    }

    /// A number near `last`, within `bound`.
    fn near(&mut self, last: &mut i64, bound: usize) -> Result<u32> {
        let n = last.wrapping_add(unzigzag(self.number()?));
        *last = n;
        u32::try_from(n).ok().filter(|n| (*n as usize) < bound).ok_or_else(|| Error::damaged("page", "a record out of range"))
    }

    fn take(&mut self, n: usize) -> Result<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(n).ok_or_else(Self::damaged)?;
        self.0 = rest;
        Ok(head)
    }
}

/// The start of an action.
pub(super) struct ActionHead {
    pub entries: usize,
    pub author: usize,
    pub wall: i64,
    pub stamp: i64,
}

/// The columns of a body being read, in step.
pub(super) struct Reader<'a> {
    actions: Column<'a>,
    shapes: Column<'a>,
    firsts: Column<'a>,
    seconds: Column<'a>,
    values: Decoder<'a>,
    values_len: usize,
    overs: Column<'a>,
    annexes: Column<'a>,
    last: Last,
    next_over: u64,
    next_annex: u64,
}

impl<'a> Reader<'a> {
    pub(super) fn new(actions: &'a [u8], targets: &'a [u8], values: &'a [u8], overs: &'a [u8], annexes: &'a [u8], entries: usize) -> Result<Self> {
        let mut targets = Column(targets);
        let shapes_len = targets.index(entries.saturating_mul(10) + 1)?;
        let firsts_len = targets.index(entries.saturating_mul(10) + 1)?;
        let shapes = Column(targets.take(shapes_len)?);
        let firsts = Column(targets.take(firsts_len)?);
        let mut reader = Self {
            actions: Column(actions),
            shapes,
            firsts,
            seconds: targets,
            values: Decoder::new(values),
            values_len: values.len(),
            overs: Column(overs),
            annexes: Column(annexes),
            last: Last::default(),
            next_over: 0,
            next_annex: 0,
        };
        reader.next_over = Self::distance(&mut reader.overs)?;
        reader.next_annex = Self::distance(&mut reader.annexes)?;
        Ok(reader)
    }

    /// How many entries until the next one that this sparse column speaks of.
    fn distance(column: &mut Column<'_>) -> Result<u64> {
        if column.0.is_empty() { Ok(u64::MAX) } else { column.number() }
    }

    pub(super) fn action(&mut self) -> Result<ActionHead> {
        let entries = self.actions.index(usize::MAX)?;
        let author = self.actions.index(usize::MAX)?;
        let wall = unzigzag(self.actions.number()?);
        let stamp = unzigzag(self.actions.number()?).wrapping_add(wall);
        self.last.wall = self.last.wall.wrapping_add(wall);
        self.last.stamp = self.last.stamp.wrapping_add(stamp);
        Ok(ActionHead { entries, author, wall: self.last.wall, stamp: self.last.stamp })
    }

    pub(super) fn entry(&mut self, shapes: &[Shape], records: usize, replicas: &[ReplicaId]) -> Result<Entry> {
        let shape = self.shapes.index(shapes.len())?;
        let a = self.firsts.near(&mut self.last.a, records)?;
        let pair = shapes.get(shape).is_some_and(|s| s.pair);
        let b = if pair { Some(self.seconds.near(&mut self.last.b, records)?) } else { None };
        let value = Value::decode(&mut self.values)?;
        let mut over = Vec::new();
        self.next_over = self.next_over.wrapping_sub(1);
        if self.next_over == 0 {
            for _ in 0..=self.overs.index(MAX_OVER + 1)?.checked_sub(1).ok_or_else(|| Error::damaged("page", "an empty over"))? {
                let replica = self.overs.index(replicas.len())?;
                let replica = replicas.get(replica).ok_or_else(|| Error::damaged("page", "a replica out of range"))?;
                let place = self.overs.number()?;
                if !(1..super::page::MAX_PLACE).contains(&place) {
                    return Err(Error::damaged("page", "an over out of range"));
                }
                over.push((*replica, place));
            }
            self.next_over = Self::distance(&mut self.overs)?;
        }
        let mut annex = None;
        self.next_annex = self.next_annex.wrapping_sub(1);
        if self.next_annex == 0 {
            let hash = self.annexes.take(32)?;
            annex = Some(hash.try_into().map_err(|e| Error::damaged("page", e))?);
            self.next_annex = Self::distance(&mut self.annexes)?;
        }
        Ok(Entry { shape: shape as u32, a, b, value, annex, over })
    }

    /// Every column must be used up: bytes that nobody reads are nobody's evidence.
    pub(super) fn finish(&self) -> Result<()> {
        let used = [&self.actions, &self.shapes, &self.firsts, &self.seconds, &self.overs, &self.annexes].iter().all(|c| c.0.is_empty());
        if used && self.values.position() == self.values_len { Ok(()) } else { Err(Error::damaged("page", "bytes left over")) }
    }
}
