//! The registry of record kinds: what a domain folder stores, declared once. The fold, the folded tables and the
//! statements that write them are made from it.

use std::borrow::Cow;

use super::value::{Scalar, Value};
use crate::RecordId;

/// The type of one part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartType {
    /// 64-bit integer.
    Int,
    /// Text.
    Text,
    /// ISO 8601 date (`YYYY-MM-DD`, Gregorian).
    Date,
    /// Bytes.
    Bytes,
    /// The BLAKE3 hash of an attachment: 32 bytes. Whoever holds the entry wants the attachment too.
    Attachment,
    /// Another record of the book; folded to its local number.
    Ref,
}

/// One part of a field: one column of the folded table.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Column name, unique in its kind.
    pub name: &'static str,
    /// What it may hold.
    pub ty: PartType,
    /// Identifies a person: the page holds a salted hash, the value travels beside the page in the annex.
    pub personal: bool,
}

impl Part {
    const fn of(name: &'static str, ty: PartType) -> Self {
        Self { name, ty, personal: false }
    }
    /// An integer.
    #[must_use]
    pub const fn int(name: &'static str) -> Self {
        Self::of(name, PartType::Int)
    }
    /// A text.
    #[must_use]
    pub const fn text(name: &'static str) -> Self {
        Self::of(name, PartType::Text)
    }
    /// A date.
    #[must_use]
    pub const fn date(name: &'static str) -> Self {
        Self::of(name, PartType::Date)
    }
    /// Bytes.
    #[must_use]
    pub const fn bytes(name: &'static str) -> Self {
        Self::of(name, PartType::Bytes)
    }
    /// The hash of an attachment.
    #[must_use]
    pub const fn attachment(name: &'static str) -> Self {
        Self::of(name, PartType::Attachment)
    }
    /// A reference to another record of the book.
    #[must_use]
    pub const fn reference(name: &'static str) -> Self {
        Self::of(name, PartType::Ref)
    }
    /// The same part, kept in the annex because it identifies a person.
    #[must_use]
    pub const fn personal(mut self) -> Self {
        self.personal = true;
        self
    }
    fn accepts(&self, scalar: &Scalar) -> bool {
        match (self.ty, scalar) {
            (_, Scalar::Null)
            | (PartType::Int, Scalar::Int(_))
            | (PartType::Text, Scalar::Text(_))
            | (PartType::Bytes | PartType::Attachment, Scalar::Bytes(_))
            | (PartType::Ref, Scalar::Ref(_)) => true,
            (PartType::Date, Scalar::Text(t)) => t.len() == 10 && t.parse::<chrono::NaiveDate>().is_ok(),
            _ => false,
        }
    }
}

/// A rule over a whole value; answers the code of what it breaks.
pub type Check = fn(&Value) -> Result<(), &'static str>;

/// A field: the unit that is written, versioned and decided as one.
#[derive(Debug)]
pub struct Field {
    /// Name in pages; `<name>_v` and `<name>_t` are its columns of version and stamp.
    pub name: &'static str,
    /// Its parts.
    pub parts: &'static [Part],
    check: Option<Check>,
    /// All of it may be taken back, though its parts make sense only together.
    clearable: bool,
    /// Which of its rules this is; 0 where it has none.
    pub(super) rule: u32,
}

impl Field {
    /// A field of several parts that make sense only together.
    #[must_use]
    pub const fn new(name: &'static str, parts: &'static [Part]) -> Self {
        Self { name, parts, check: None, clearable: false, rule: 0 }
    }

    /// The same field, which may hold nothing again once it held something: people can take it back as they recorded it.
    #[must_use]
    pub const fn clearable(mut self) -> Self {
        self.clearable = true;
        self
    }

    /// Whether a decision may leave it empty. A single part may always be; several are given together, unless all of them may be
    /// taken back.
    #[must_use]
    pub const fn may_be_empty(&self) -> bool {
        self.clearable || self.parts.len() < 2
    }

    /// The same field with a rule. A value that breaks it is kept and listed for review, not folded.
    #[must_use]
    pub const fn checked(mut self, check: Check) -> Self {
        self.check = Some(check);
        self.rule = 1;
        self
    }

    /// The same field, whose rule was changed so many times. A store that was folded under the rule before is folded anew: a value
    /// that breaks the new one is taken from the screens, and one that only broke the old one comes back to them.
    #[must_use]
    pub const fn revised(mut self, times: u32) -> Self {
        self.rule += times;
        self
    }

    /// The cell of this field in the record `id`.
    #[must_use]
    pub const fn of(&'static self, kind: &'static Kind, id: RecordId) -> Cell {
        Cell { kind, field: self, a: id, b: None }
    }

    /// The cell of this field in the record that the pair `(a, b)` names.
    #[must_use]
    pub const fn of_pair(&'static self, kind: &'static Kind, a: RecordId, b: RecordId) -> Cell {
        Cell { kind, field: self, a, b: Some(b) }
    }

    /// Why this value cannot be folded, if it cannot.
    pub(crate) fn fault(&self, value: &Value) -> Option<&'static str> {
        if value.parts().len() > self.parts.len() || value.is_newer() {
            return Some("newer");
        }
        if !self.parts.iter().zip(value.parts()).all(|(part, scalar)| part.accepts(scalar)) {
            return Some("wrong_type");
        }
        self.check.and_then(|check| check(value).err())
    }

    /// The value split into what stands in the page and what stands in the annex.
    pub(crate) fn split(&self, value: &Value) -> (Value, Option<Value>) {
        if !self.parts.iter().any(|p| p.personal) {
            return (value.clone(), None);
        }
        let pick = |personal: bool| {
            let parts = self.parts.iter().enumerate().filter(|(_, p)| p.personal == personal);
            Value::new(parts.map(|(i, _)| value.part(i).clone()).collect())
        };
        let annex = pick(true);
        (pick(false), (!annex.parts().is_empty()).then_some(annex))
    }

    /// The value put together again; what is withheld is null.
    pub(crate) fn join<'v>(&self, page: &'v Value, annex: Option<&Value>) -> Cow<'v, Value> {
        let open = self.parts.iter().take_while(|p| !p.personal).count();
        if page.parts().len() <= open && annex.is_none() {
            return Cow::Borrowed(page);
        }
        let (mut open, mut closed) = (page.parts().iter(), annex.map_or(&[][..], Value::parts).iter());
        let mut next = |personal: bool| if personal { closed.next() } else { open.next() };
        let mut parts: Vec<_> = self.parts.iter().map(|p| next(p.personal).cloned().unwrap_or_default()).collect();
        // What a newer version added stays at the end, so that its presence is seen.
        parts.extend(open.cloned());
        parts.extend(closed.cloned());
        Cow::Owned(Value::new(parts))
    }
}

/// Every record can be removed; removing is a field like any other.
pub static REMOVED: Field = Field::new("removed", &[Part::int("removed")]);

/// How a kind's records are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// By one id.
    Single,
    /// By two records: what has a natural key, such as a mark by (register, participant).
    Pair(&'static str, &'static str),
}

/// A kind of record.
#[derive(Debug)]
pub struct Kind {
    /// Name in pages and of the folded table.
    pub name: &'static str,
    /// How its records are named.
    pub key: Key,
    /// Its fields, without [`REMOVED`].
    pub fields: &'static [&'static Field],
}

impl Kind {
    /// A kind whose records have an id of their own.
    #[must_use]
    pub const fn single(name: &'static str, fields: &'static [&'static Field]) -> Self {
        Self { name, key: Key::Single, fields }
    }

    /// A kind whose records are named by two others.
    #[must_use]
    pub const fn pair(name: &'static str, a: &'static str, b: &'static str, fields: &'static [&'static Field]) -> Self {
        Self { name, key: Key::Pair(a, b), fields }
    }

    /// All fields, the built-in one last.
    pub fn all_fields(&'static self) -> impl Iterator<Item = &'static Field> {
        self.fields.iter().copied().chain(std::iter::once(&REMOVED))
    }
}

/// One field of one record.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    /// The kind of record.
    pub kind: &'static Kind,
    /// The field.
    pub field: &'static Field,
    /// The record, or the first of the pair that names it.
    pub a: RecordId,
    /// The second of the pair.
    pub b: Option<RecordId>,
}

/// All kinds this version knows.
#[derive(Debug)]
pub struct Registry {
    kinds: &'static [&'static Kind],
}

impl Registry {
    /// A registry of these kinds.
    #[must_use]
    pub const fn new(kinds: &'static [&'static Kind]) -> Self {
        Self { kinds }
    }

    /// The kinds.
    #[must_use]
    pub const fn kinds(&self) -> &'static [&'static Kind] {
        self.kinds
    }

    /// The field that pages call so.
    #[must_use]
    pub fn find(&self, kind: &str, field: &str) -> Option<(&'static Kind, &'static Field)> {
        let kind = self.kinds.iter().find(|k| k.name == kind)?;
        kind.all_fields().find(|f| f.name == field).map(|f| (*kind, f))
    }
}
