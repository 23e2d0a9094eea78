//! The cells that people write: a text, a group of parts, a removal, a personal field, a mark and a photograph, in each of two
//! books.

use sala::{
    RecordId,
    agenda::records::{SESSION, SLOT, TITLE},
    attendance::records::{MARK, MARK_VALUE},
    journal::{Cell, Key, REMOVED, Registry, Value},
    outputs::records::{ATTACHMENT, FILE},
    people::records::{CONTACT, PARTICIPANT},
    programme::records::PROGRAMME,
    value,
};

/// Cells of one book.
pub const PER_BOOK: usize = 6;
/// Where the removal of the session stands among them, behind what it removes.
pub const REMOVAL: usize = 2;
/// Where the photograph stands.
pub const PHOTOGRAPH: usize = 5;
/// All of them.
pub const CELLS: usize = 2 * PER_BOOK;

/// An older version of Sala: it knows no people and no marks.
pub fn older() -> &'static Registry {
    static OLDER: Registry = Registry::new(&[&PROGRAMME, &SESSION]);
    &OLDER
}

/// The cell with this number.
pub fn cell(books: &[RecordId; 2], cell: usize) -> Cell {
    let book = books[cell / PER_BOOK];
    let id = |kind: &str| RecordId::natural(book, kind, &["1"]);
    match cell % PER_BOOK {
        0 => TITLE.of(&SESSION, id("session")),
        1 => SLOT.of(&SESSION, id("session")),
        REMOVAL => REMOVED.of(&SESSION, id("session")),
        3 => CONTACT.of(&PARTICIPANT, id("participant")),
        PHOTOGRAPH => FILE.of(&ATTACHMENT, id("attachment")),
        _ => MARK_VALUE.of_pair(&MARK, id("register"), id("participant")),
    }
}

/// The photograph that belongs to the `n`th value.
pub fn photograph(n: i64) -> Vec<u8> {
    format!("What the flip chart of day {n} shows.").into_bytes()
}

/// The `n`th value that anybody writes.
pub fn value(cell: usize, n: i64) -> Value {
    match cell % PER_BOOK {
        0 => value![format!("Opening, number {n}. The hall is open from eight; bring the papers of day {n}, and a pen.")],
        1 => value!["2012-05-14", n, n + 60],
        REMOVAL => value![1],
        3 => value![format!("thida{n}@example.org"), format!("+856 20 {n}")],
        PHOTOGRAPH => value![blake3::hash(&photograph(n)).as_bytes().to_vec()],
        _ => value!["late", n % 50 + 1],
    }
}

/// Whether an older version knows it.
pub fn is_old(cell: usize) -> bool {
    cell % PER_BOOK <= REMOVAL
}

/// How to ask for the entry that a screen shows in a cell.
pub fn shown(cell: &Cell) -> String {
    let (a, b) = match cell.kind.key {
        Key::Single => ("rec", "book"),
        Key::Pair(a, b) => (a, b),
    };
    format!("SELECT {}_v FROM {} WHERE {a} = ?1 AND {b} = ?2", cell.field.name, cell.kind.name)
}
