//! Bytes of a text file into text, whatever program saved it.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::TableError;

/// Text with how it was understood.
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) encoding: String,
    pub(super) guessed: bool,
}

/// A mark at the start decides; then strict UTF-8; then UTF-16 by its zero bytes; then a guess
/// among the code pages that offices of the region still save (Thai 874, Western 1252,
/// Vietnamese 1258, Chinese GBK and Big5). A guess that leaves unreadable letters is refused.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, TableError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(TableError::Empty);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let body = bytes.get(mark..).unwrap_or_default();
        return strictly(encoding, body, false).ok_or(TableError::UnknownEncoding);
    }
    if let Some(decoded) = strictly(UTF_8, bytes, false) {
        return Ok(decoded);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return strictly(encoding, bytes, true).ok_or(TableError::UnknownEncoding);
    }
    if is_binary(bytes) {
        return Err(TableError::NotATable { looks_like: "binary" });
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    strictly(guess, bytes, true).ok_or(TableError::UnknownEncoding)
}

/// Decodes only if every byte has a meaning in the encoding and the result is text.
fn strictly(encoding: &'static Encoding, bytes: &[u8], guessed: bool) -> Option<Decoded> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    if text.contains('\0') {
        return None;
    }
    Some(Decoded { text: text.into_owned(), encoding: encoding.name().to_lowercase(), guessed })
}

/// Latin separators and digits leave a zero in every second byte, on one side.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let (mut even, mut odd) = (0usize, 0usize);
    for (at, byte) in bytes.iter().take(4096).enumerate() {
        if *byte == 0 {
            if at % 2 == 0 { even += 1 } else { odd += 1 }
        }
    }
    match (even, odd) {
        (0, odd) if odd > 1 => Some(UTF_16LE),
        (even, 0) if even > 1 => Some(UTF_16BE),
        _ => None,
    }
}

/// Control bytes that no text file holds.
fn is_binary(bytes: &[u8]) -> bool {
    bytes.iter().take(8192).any(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31))
}
