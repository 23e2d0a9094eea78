//! Rows as they lie in a page (SQLite documentation, "Database File Format", 2.1).

use rusqlite::types::Value;

/// A number of one to nine bytes, and what follows it.
pub(super) fn number(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut value = 0_u64;
    for (i, byte) in bytes.iter().take(9).enumerate() {
        if i == 8 {
            return Some(((value << 8) | u64::from(*byte), bytes.get(9..)?));
        }
        value = (value << 7) | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((value, bytes.get(i + 1..)?));
        }
    }
    None
}

/// The values of a row; none where these bytes are no row.
pub(super) fn row(bytes: &[u8]) -> Option<Vec<Value>> {
    let (length, after) = number(bytes)?;
    let length = usize::try_from(length).ok()?;
    let mut types = after.get(..length.checked_sub(bytes.len() - after.len())?)?;
    let mut content = bytes.get(length..)?;
    let mut row = Vec::new();
    while !types.is_empty() {
        let (kind, rest) = number(types)?;
        types = rest;
        let size = usize::try_from(size(kind)?).ok()?;
        let (of, rest) = content.split_at_checked(size)?;
        content = rest;
        row.push(value(kind, of)?);
    }
    content.is_empty().then_some(row)
}

fn size(kind: u64) -> Option<u64> {
    Some(match kind {
        0 | 8 | 9 => 0,
        1..=4 => kind,
        5 => 6,
        6 | 7 => 8,
        10 | 11 => return None,
        _ => (kind - 12) / 2,
    })
}

fn value(kind: u64, bytes: &[u8]) -> Option<Value> {
    Some(match kind {
        0 => Value::Null,
        7 => Value::Real(f64::from_be_bytes(*bytes.first_chunk()?)),
        8 => Value::Integer(0),
        9 => Value::Integer(1),
        1..=6 => {
            let sign = if bytes.first()? & 0x80 == 0 { 0 } else { -1 };
            Value::Integer(bytes.iter().fold(sign, |value, byte| (value << 8) | i64::from(*byte)))
        }
        _ if kind.is_multiple_of(2) => Value::Blob(bytes.to_vec()),
        _ => Value::Text(String::from_utf8(bytes.to_vec()).ok()?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_rows_are_read_as_sqlite_writes_them_and_what_is_none_is_none() {
        assert_eq!(number(&[0x81, 0x00, 7]), Some((128, &[7][..])));
        assert_eq!(number(&[0xff; 9]), Some((u64::MAX, &[][..])), "nine bytes hold all 64 bits");
        assert_eq!(number(&[0x81]), None, "cut short");
        let written = [6, 0, 1, 9, 13 + 2 * 2, 12 + 2 * 3, 0xfe, b'h', b'i', 1, 2, 3];
        let read = [Value::Null, Value::Integer(-2), Value::Integer(1), Value::Text("hi".into()), Value::Blob(vec![1, 2, 3])];
        assert_eq!(row(&written), Some(read.to_vec()));
        assert_eq!(row(&written[..written.len() - 1]), None, "a value is cut short");
        assert_eq!(row(&[]), None);
        assert_eq!(row(&[2, 10]), None, "a kind that no file has");
        for n in 0..written.len() {
            let _ = row(&[&written[n..], &[0xff; 20]].concat());
        }
    }
}
