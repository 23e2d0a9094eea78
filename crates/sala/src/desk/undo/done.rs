//! What was done, as its row keeps it: cells by the names of kind and field, so that another version of Sala knows what is meant, or that it does not.

use std::collections::HashMap;

use minicbor::{Decode, Encode};

use crate::{
    EntryNo, Error, RecordId, Result,
    journal::{Cell, Former, Key, Registry, Replaced, Value},
};

/// What stood in each cell that an action wrote, book by book: the action, or a stroke of one in each of several books.
pub(super) type Books = Vec<(RecordId, Vec<Former>)>;

/// A row of more bytes than this is kept packed: most of it is ids of records, and those of one action are alike.
pub(super) const LARGE: usize = 64 << 10;
/// How what is packed begins; no row begins so that is not.
const PACKED: &[u8] = &[0x28, 0xB5, 0x2F, 0xFD];

/// How rows are kept; another number is another version's.
const FORMAT: u8 = 1;

#[derive(Encode, Decode)]
#[cbor(array)]
struct Row {
    #[n(0)]
    format: u8,
    #[n(1)]
    books: Vec<OfBook>,
}

#[derive(Encode, Decode)]
#[cbor(array)]
struct OfBook {
    #[cbor(n(0), with = "minicbor::bytes")]
    book: [u8; 16],
    /// Kind and field, each pair once.
    #[n(1)]
    shapes: Vec<(String, String)>,
    #[n(2)]
    cells: Vec<OfCell>,
}

#[derive(Encode, Decode)]
#[cbor(array)]
struct OfCell {
    #[n(0)]
    shape: u32,
    #[cbor(n(1), with = "minicbor::bytes")]
    a: [u8; 16],
    #[cbor(n(2), with = "minicbor::bytes")]
    b: Option<[u8; 16]>,
    #[n(3)]
    entry: i64,
    #[n(4)]
    created: bool,
    #[n(5)]
    values: Vec<OfValue>,
}

#[derive(Encode, Decode)]
#[cbor(array)]
struct OfValue {
    #[n(0)]
    entry: i64,
    #[cbor(n(1), with = "minicbor::bytes")]
    value: Vec<u8>,
    #[n(2)]
    saw: Vec<i64>,
}

/// The bytes of a row.
pub(super) fn to_bytes(books: &[(RecordId, Vec<Former>)]) -> Result<Vec<u8>> {
    Row { format: FORMAT, books: books.iter().map(|(book, formers)| of_book(*book, formers)).collect::<Result<_>>()? }.to_bytes()
}

/// What a row tells; none where this version cannot read all of it.
pub(super) fn from_bytes(bytes: &[u8], registry: &Registry) -> Option<Books> {
    Row::read(bytes)?.books.into_iter().map(|of| of.read(registry)).collect()
}

/// The same row where entries of it stand there under other numbers now; none where no entry of it does.
pub(super) fn standing_again(bytes: &[u8], again: &HashMap<EntryNo, EntryNo>) -> Result<Option<Vec<u8>>> {
    let Some(mut row) = Row::read(bytes) else { return Ok(None) };
    let mut moved = false;
    for cell in row.books.iter_mut().flat_map(|of| &mut of.cells) {
        if let Some(EntryNo(now)) = again.get(&EntryNo(cell.entry)) {
            (cell.entry, moved) = (*now, true);
        }
    }
    moved.then(|| row.to_bytes()).transpose()
}

impl Row {
    fn read(bytes: &[u8]) -> Option<Self> {
        let unpacked;
        let bytes = if bytes.starts_with(PACKED) {
            unpacked = zstd::decode_all(bytes).ok()?;
            &unpacked
        } else {
            bytes
        };
        minicbor::decode::<Self>(bytes).ok().filter(|row| row.format == FORMAT)
    }

    fn to_bytes(&self) -> Result<Vec<u8>> {
        let bytes = minicbor::to_vec(self).map_err(|e| Error::damaged("undo", e))?;
        if bytes.len() > LARGE { Ok(zstd::encode_all(&bytes[..], 1)?) } else { Ok(bytes) }
    }
}

fn of_book(book: RecordId, formers: &[Former]) -> Result<OfBook> {
    let mut shapes: Vec<(String, String)> = Vec::new();
    let mut cells = Vec::with_capacity(formers.len());
    for Former { cell, values, entry: EntryNo(entry), created } in formers {
        let Cell { kind, field, a, b } = cell;
        // Neighbouring entries speak of the same fields: look from the end.
        let shape = shapes.iter().rposition(|(k, f)| k == kind.name && f == field.name).unwrap_or_else(|| {
            shapes.push((kind.name.to_owned(), field.name.to_owned()));
            shapes.len() - 1
        });
        let value = |Replaced { entry: EntryNo(entry), value, saw }: &Replaced| {
            Ok(OfValue { entry: *entry, value: value.to_bytes()?, saw: saw.iter().map(|EntryNo(saw)| *saw).collect() })
        };
        let values = values.iter().map(value).collect::<Result<_>>()?;
        cells.push(OfCell { shape: shape as u32, a: *a.as_bytes(), b: b.map(|b| *b.as_bytes()), entry: *entry, created: *created, values });
    }
    Ok(OfBook { book: *book.as_bytes(), shapes, cells })
}

impl OfBook {
    fn read(self, registry: &Registry) -> Option<(RecordId, Vec<Former>)> {
        let shapes = self.shapes.iter().map(|(kind, field)| registry.find(kind, field)).collect::<Option<Vec<_>>>()?;
        let former = |OfCell { shape, a, b, entry, created, values }: OfCell| {
            let (kind, field) = *shapes.get(shape as usize)?;
            let cell = Cell { kind, field, a: RecordId::from_bytes(a), b: b.map(RecordId::from_bytes) };
            if cell.b.is_some() != (kind.key != Key::Single) {
                // The kind's records are named otherwise by now.
                return None;
            }
            let value = |OfValue { entry, value, saw }: OfValue| {
                Some(Replaced { entry: EntryNo(entry), value: Value::from_bytes(&value).ok()?, saw: saw.into_iter().map(EntryNo).collect() })
            };
            Some(Former { cell, values: values.into_iter().map(value).collect::<Option<_>>()?, entry: EntryNo(entry), created })
        };
        Some((RecordId::from_bytes(self.book), self.cells.into_iter().map(former).collect::<Option<_>>()?))
    }
}
