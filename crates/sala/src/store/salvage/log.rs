//! The write-ahead log (SQLite documentation, "Database File Format", 4): what was written last and not carried over yet, because the
//! machine went dark.

use std::{collections::HashMap, fs::File};

use super::file::read_at;

/// What a log holds.
#[derive(Default)]
pub(super) struct Logged {
    /// Where in it the newest of each page lies.
    pub pages: HashMap<u32, u64>,
    /// How many pages the database has with it.
    pub count: u32,
}

const HEADER: u64 = 32;
const FRAME: u64 = 24;
/// How a log begins; the last bit says in which order the words of its sums are read.
const MAGIC: u32 = 0x377f_0682;

/// The sum of a log, which goes on from frame to frame.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Sum(u32, u32);

impl Sum {
    fn on(self, bytes: &[u8], big: bool) -> Self {
        let word = |bytes: [u8; 4]| if big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) };
        bytes.as_chunks::<4>().0.as_chunks::<2>().0.iter().fold(self, |Self(a, b), [first, second]| {
            let a = a.wrapping_add(word(*first)).wrapping_add(b);
            Self(a, b.wrapping_add(word(*second)).wrapping_add(a))
        })
    }
}

fn word(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..).and_then(|bytes| bytes.first_chunk()).map_or(0, |word| u32::from_be_bytes(*word))
}

/// Read a log up to the last transaction that is whole in it; nothing where it is of another size of page.
pub(super) fn read(log: &File, size: u32) -> Logged {
    let mut header = [0; HEADER as usize];
    let mut kept = Logged::default();
    if read_at(log, 0, &mut header).is_err() || word(&header, 0) & !1 != MAGIC || word(&header, 8) != size {
        return kept;
    }
    let big = word(&header, 0) & 1 == 1;
    let mut sum = Sum(0, 0).on(header.get(..24).unwrap_or_default(), big);
    if sum != Sum(word(&header, 24), word(&header, 28)) {
        return kept;
    }
    let mut frame = vec![0; FRAME as usize + size as usize];
    let mut open = HashMap::new();
    for at in (0..).map(|n| HEADER + n * (FRAME + u64::from(size))) {
        if read_at(log, at, &mut frame).is_err() || frame.get(8..16) != header.get(16..24) {
            break;
        }
        let (head, page) = frame.split_at(FRAME as usize);
        sum = sum.on(head.get(..8).unwrap_or_default(), big).on(page, big);
        if sum != Sum(word(head, 16), word(head, 20)) {
            break;
        }
        open.insert(word(head, 0), at + FRAME);
        if word(head, 4) > 0 {
            kept.pages.extend(open.drain());
            kept.count = word(head, 4);
        }
    }
    kept
}
