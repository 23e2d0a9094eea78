//! What a cell can hold: a short row of scalars, some of which may be personal.

use minicbor::{Decoder, Encoder, data::Type};

use crate::{Error, RecordId, Result};

/// One part of a value.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Scalar {
    /// Not recorded, or cleared.
    #[default]
    Null,
    /// A whole number.
    Int(i64),
    /// Text, NFC.
    Text(String),
    /// Bytes, such as the hash of an attachment.
    Bytes(Vec<u8>),
    /// Another record of the same book.
    Ref(RecordId),
    /// A type that only a newer version knows, as its CBOR stands in the page: kept and forwarded, folded after the upgrade.
    Newer(Vec<u8>),
}

/// The largest part of a type unknown to this version.
const MAX_NEWER: usize = 1 << 20;
/// How deep such a part may nest.
const MAX_DEPTH: usize = 16;

/// The value of a field: its parts in the registry's order. Trailing nulls are left out, so that a field that grows a part
/// in a later version keeps equal values equal.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Value(Vec<Scalar>);

impl Value {
    /// A value of these parts.
    #[must_use]
    pub fn new(mut parts: Vec<Scalar>) -> Self {
        while parts.last() == Some(&Scalar::Null) {
            parts.pop();
        }
        Self(parts)
    }

    /// Nothing: what an undo writes where nothing had been recorded.
    #[must_use]
    pub const fn cleared() -> Self {
        Self(Vec::new())
    }

    /// Part `i`, null where it was not given.
    #[must_use]
    pub fn part(&self, i: usize) -> &Scalar {
        self.0.get(i).unwrap_or(&Scalar::Null)
    }

    /// All parts that were given.
    #[must_use]
    pub fn parts(&self) -> &[Scalar] {
        &self.0
    }

    /// True where a part is of a type that only a newer version knows.
    #[must_use]
    pub(crate) fn is_newer(&self) -> bool {
        self.0.iter().any(|part| matches!(part, Scalar::Newer(_)))
    }

    /// CBOR (RFC 8949): an array of null, integer, text, bytes, or tag 37 (UUID) over 16 bytes.
    pub(crate) fn encode(&self, out: &mut Vec<u8>) -> Result<()> {
        let mut e = Encoder::new(out);
        let cbor = |e: minicbor::encode::Error<std::convert::Infallible>| Error::damaged("value", e);
        e.array(self.0.len() as u64).map_err(cbor)?;
        for part in &self.0 {
            match part {
                Scalar::Null => e.null(),
                Scalar::Int(i) => e.i64(*i),
                Scalar::Text(t) => e.str(t),
                Scalar::Bytes(b) => e.bytes(b),
                Scalar::Ref(id) => e.tag(minicbor::data::Tag::new(37)).and_then(|e| e.bytes(id.as_bytes())),
                Scalar::Newer(raw) => {
                    e.writer_mut().extend_from_slice(raw);
                    Ok(&mut e)
                }
            }
            .map_err(cbor)?;
        }
        Ok(())
    }

    /// The bytes of [`Value::encode`].
    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>> {
        let mut out = Vec::new();
        self.encode(&mut out)?;
        Ok(out)
    }

    pub(crate) fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        let cbor = |e: minicbor::decode::Error| Error::damaged("value", e);
        let n = d.array().map_err(cbor)?.ok_or_else(|| Error::damaged("value", "an array without length"))?;
        if n > 64 {
            return Err(Error::damaged("value", "more than 64 parts"));
        }
        let mut parts = Vec::with_capacity(n as usize);
        for _ in 0..n {
            let start = d.position();
            parts.push(match known(d).map_err(cbor)? {
                Some(part) => part,
                None => {
                    d.set_position(start);
                    skip(d, 0)?;
                    let raw = d.input().get(start..d.position()).unwrap_or_default();
                    if raw.len() > MAX_NEWER {
                        return Err(Error::damaged("value", "a part larger than the limit"));
                    }
                    Scalar::Newer(raw.to_vec())
                }
            });
        }
        // A writer that did not leave trailing nulls out said the same all the same.
        Ok(Self::new(parts))
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self> {
        Self::decode(&mut Decoder::new(bytes))
    }
}

/// The next part where its type is one of ours.
fn known(d: &mut Decoder<'_>) -> Result<Option<Scalar>, minicbor::decode::Error> {
    Ok(match d.datatype()? {
        Type::Null => {
            d.null()?;
            Some(Scalar::Null)
        }
        Type::String => Some(Scalar::Text(d.str()?.to_owned())),
        Type::Bytes => Some(Scalar::Bytes(d.bytes()?.to_vec())),
        Type::Tag if d.tag()?.as_u64() == 37 && d.datatype()? == Type::Bytes => d.bytes()?.try_into().ok().map(|id| Scalar::Ref(RecordId::from_bytes(id))),
        Type::U8 | Type::U16 | Type::U32 | Type::I8 | Type::I16 | Type::I32 => Some(Scalar::Int(d.i64()?)),
        // Beyond 64 bits with a sign it is not one of our numbers.
        Type::U64 | Type::I64 => d.i64().ok().map(Scalar::Int),
        _ => None,
    })
}

/// Pass one item, whatever it is, as long as its length is told and it does not nest without end.
fn skip(d: &mut Decoder<'_>, depth: usize) -> Result<()> {
    let cbor = |e: minicbor::decode::Error| Error::damaged("value", e);
    if depth > MAX_DEPTH {
        return Err(Error::damaged("value", "nested too deep"));
    }
    let inside = match d.datatype().map_err(cbor)? {
        Type::Array => d.array().map_err(cbor)?.unwrap_or(0),
        Type::Map => d.map().map_err(cbor)?.unwrap_or(0).saturating_mul(2),
        Type::Tag => d.tag().map(|_| 1).map_err(cbor)?,
        Type::ArrayIndef | Type::MapIndef | Type::StringIndef | Type::BytesIndef | Type::Break | Type::Unknown(_) => {
            return Err(Error::damaged("value", "a part without length"));
        }
        _ => return d.skip().map_err(cbor),
    };
    // Each item takes a byte at least: a length beyond the input ends at once.
    (0..inside).try_for_each(|_| skip(d, depth + 1))
}

impl<T: Into<Scalar>> From<T> for Value {
    fn from(part: T) -> Self {
        Self::new(vec![part.into()])
    }
}

impl From<i64> for Scalar {
    fn from(v: i64) -> Self {
        Self::Int(v)
    }
}
impl From<&str> for Scalar {
    fn from(v: &str) -> Self {
        Self::Text(v.to_owned())
    }
}
impl From<String> for Scalar {
    fn from(v: String) -> Self {
        Self::Text(v)
    }
}
impl From<RecordId> for Scalar {
    fn from(v: RecordId) -> Self {
        Self::Ref(v)
    }
}
impl From<Vec<u8>> for Scalar {
    fn from(v: Vec<u8>) -> Self {
        Self::Bytes(v)
    }
}
impl From<chrono::NaiveDate> for Scalar {
    fn from(v: chrono::NaiveDate) -> Self {
        Self::Text(v.format("%Y-%m-%d").to_string())
    }
}
impl<T: Into<Scalar>> From<Option<T>> for Scalar {
    fn from(v: Option<T>) -> Self {
        v.map_or(Self::Null, Into::into)
    }
}

/// A [`Value`] of the parts given, each anything that is a scalar or an option of one.
#[macro_export]
macro_rules! value {
    ($($part:expr),* $(,)?) => { $crate::journal::Value::new(vec![$($crate::journal::Scalar::from($part)),*]) };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_the_same_with_and_without_nothing_at_its_end() {
        let long = Value(vec![Scalar::Int(1), Scalar::Null, Scalar::Null]).to_bytes().unwrap();
        let read = Value::from_bytes(&long).unwrap();
        assert_eq!(read, Value::new(vec![Scalar::Int(1)]), "whatever wrote it");
        assert_eq!(read.to_bytes().unwrap(), Value::from(1).to_bytes().unwrap(), "and it stands beside others as the same value");
    }

    #[test]
    fn a_part_of_a_newer_type_comes_back_as_it_was() {
        let newer: [&[u8]; 9] = [
            &[0xfb, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0],           // 1.5
            &[0xf9, 0x3e, 0],                                // 1.5 in two bytes
            &[0x83, 1, 2, 0x81, 3],                          // a list in a list
            &[0xa1, 0x61, b'a', 1],                          // a map
            &[0xc1, 0x1a, 0x51, 0x4b, 0x67, 0xb0],           // a tag
            &[0xd8, 37, 0x41, 7],                            // the tag of a record, over something else
            &[0xf5],                                         // yes
            &[0x1b, 255, 255, 255, 255, 255, 255, 255, 255], // beyond 64 bits with a sign
            &[0x3b, 255, 255, 255, 255, 255, 255, 255, 255], // and below them
        ];
        for raw in newer {
            let bytes: Vec<u8> = [&[0x83, 0x61, b'x'][..], raw, &[5]].concat();
            let value = Value::from_bytes(&bytes).expect("kept");
            assert_eq!(value.parts(), ["x".into(), Scalar::Newer(raw.to_vec()), 5.into()], "its neighbours are read as ever");
            assert_eq!(value.to_bytes().expect("encoded"), bytes, "and it is written as it came");
        }
    }

    #[test]
    fn a_part_without_end_is_refused() {
        let deep: Vec<u8> = std::iter::once(0x81).chain(std::iter::repeat_n(0x81, 40)).chain([1]).collect();
        let large: Vec<u8> = [&[0x81, 0x81, 0x5a][..], &(2_u32 << 20).to_be_bytes(), &vec![0; 2 << 20]].concat();
        let cases: [(&[u8], &str); 5] = [
            (&deep, "nested without end"),
            (&large, "larger than any value"),
            (&[0x81, 0x9f, 1, 0xff], "a list that does not tell its length"),
            (&[0x81, 0x9b, 255, 255, 255, 255, 255, 255, 255, 255], "a list longer than its bytes"),
            (&[0x81, 0xff], "an end without a beginning"),
        ];
        for (bytes, what) in cases {
            assert!(Value::from_bytes(bytes).is_err(), "{what}");
        }
    }
}
