//! What was read of a damaged store, row by row, before anything of it is believed.

use std::collections::{BTreeMap, HashMap};

use rusqlite::types::Value::{self, Blob, Integer, Text};

use crate::{journal::AnnexItem, store::Table, trust::Signed};

/// Rows by what they are.
#[derive(Default)]
pub(super) struct Found {
    /// What the store noted of itself. Where it is not known any more what was taken away, one name may have several values.
    pub notes: BTreeMap<String, Vec<Value>>,
    pub pages: Vec<FoundPage>,
    /// Open actions by chain and place.
    pub tail: BTreeMap<(i64, i64), (Vec<u8>, bool)>,
    pub annex: HashMap<i64, Vec<AnnexItem>>,
    pub outside: Vec<FoundOutside>,
    pub certificates: Vec<Signed>,
    pub revocations: Vec<Signed>,
    pub requests: Vec<Signed>,
    pub attachments: BTreeMap<[u8; 32], i64>,
    /// Attachments that lie in the database itself, by their numbers there.
    pub inside: HashMap<i64, [u8; 32]>,
    /// All others, as they are.
    pub others: BTreeMap<Table, Vec<Vec<Value>>>,
}

/// A page of the journal.
pub(super) struct FoundPage {
    pub chain: i64,
    pub hash: [u8; 32],
    pub sig: [u8; 64],
    pub body: Vec<u8>,
    pub bundle: Option<i64>,
}

/// One that lay outside the union.
pub(super) struct FoundOutside {
    pub hash: [u8; 32],
    pub sig: [u8; 64],
    pub body: Vec<u8>,
    pub annex: Vec<u8>,
    pub bundle: Option<i64>,
    pub why: String,
}

/// A value of exactly so many bytes.
pub(super) fn exactly<const N: usize>(value: &Value) -> Option<[u8; N]> {
    if let Blob(bytes) = value { bytes.as_slice().try_into().ok() } else { None }
}

pub(super) const fn number(value: &Value) -> Option<i64> {
    if let Integer(number) = value { Some(*number) } else { None }
}

impl Found {
    /// Take a row. One that is not what its table holds is left out.
    pub(super) fn take(&mut self, table: Table, no: i64, row: Vec<Value>) {
        let _ = self.taken(table, no, row);
    }

    fn taken(&mut self, table: Table, no: i64, mut row: Vec<Value>) -> Option<()> {
        match (table, &mut row[..]) {
            (Table::Meta, [Text(name), value]) => {
                let values = self.notes.entry(std::mem::take(name)).or_default();
                let value = std::mem::replace(value, Value::Null);
                if !values.contains(&value) {
                    values.push(value);
                }
            }
            (Table::Page, [_, Integer(chain), _, _, _, hash, sig, Blob(body), bundle]) => {
                let (hash, sig) = (exactly(hash)?, exactly(sig)?);
                self.pages.push(FoundPage { chain: *chain, hash, sig, body: std::mem::take(body), bundle: number(bundle) });
            }
            (Table::Tail, [Integer(chain), Integer(first), _, _, Blob(action), said @ ..]) => {
                self.tail.insert((*chain, *first), (std::mem::take(action), matches!(said, [Integer(1)])));
            }
            (Table::Annex, [_, salt, Blob(value)]) => {
                self.annex.entry(no).or_default().push(AnnexItem { salt: exactly(salt)?, value: std::mem::take(value) });
            }
            (Table::PageAside, [hash, _, _, _, _, sig, Blob(body), Blob(annex), bundle, Text(why), ..]) => {
                let (hash, sig, bundle) = (exactly(hash)?, exactly(sig)?, number(bundle));
                let (body, annex) = (std::mem::take(body), std::mem::take(annex));
                self.outside.push(FoundOutside { hash, sig, body, annex, bundle, why: std::mem::take(why) });
            }
            (Table::Certificate, [_, Blob(body), sig]) => self.certificates.push(Signed { sig: exactly(sig)?, body: std::mem::take(body) }),
            (Table::Revocation, [_, Blob(body), sig]) => self.revocations.push(Signed { sig: exactly(sig)?, body: std::mem::take(body) }),
            (Table::Request, [_, Blob(body), sig, _]) => self.requests.push(Signed { sig: exactly(sig)?, body: std::mem::take(body) }),
            (Table::Blob, [_, hash, Integer(bytes)]) => {
                let hash = exactly(hash)?;
                self.attachments.insert(hash, *bytes);
                self.inside.insert(no, hash);
            }
            // They may be as large as all else together: they are read once more where they are wanted.
            (Table::Chunk, _) => {}
            (Table::Replica | Table::Book | Table::Chain | Table::Bundle, [first, ..]) => {
                *first = Integer(no);
                self.others.entry(table).or_default().push(row);
            }
            (_, _) => self.others.entry(table).or_default().push(row),
        }
        Some(())
    }

    /// Rows of a table that is taken as it is.
    pub(super) fn rows(&self, table: Table) -> &[Vec<Value>] {
        self.others.get(&table).map_or(&[], Vec::as_slice)
    }

    /// What the store noted under this name; none where that is lost, or cannot be told from what it was once.
    pub(super) fn noted(&self, name: &str) -> Option<&Value> {
        match self.notes.get(name).map(Vec::as_slice) {
            Some([value]) => Some(value),
            _ => None,
        }
    }
}
