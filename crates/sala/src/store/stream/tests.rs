//! What was sealed in segments opens as it was, or not at all.

use std::io::{Read, Write};

use super::{SEGMENT, StreamKey, StreamReader, StreamWriter, TAG};

fn keys() -> [StreamKey; 2] {
    [StreamKey::Aes256Gcm([7; 32].into()), StreamKey::ChaCha20Poly1305([7; 32].into())]
}

fn content(bytes: usize) -> Vec<u8> {
    (0..bytes as u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect()
}

/// Written in pieces of `size` bytes.
fn sealed(key: &StreamKey, content: &[u8], size: usize) -> Vec<u8> {
    let mut out = StreamWriter::new(key, Vec::new()).unwrap();
    content.chunks(size).for_each(|piece| out.write_all(piece).unwrap());
    out.finish().unwrap()
}

/// Read in pieces of `size` bytes.
fn opened(key: &StreamKey, sealed: &[u8], size: usize) -> std::io::Result<Vec<u8>> {
    let (mut reader, mut piece, mut all) = (StreamReader::new(key, sealed)?, vec![0; size], Vec::new());
    loop {
        match reader.read(&mut piece)? {
            0 => return Ok(all),
            n => all.extend_from_slice(&piece[..n]),
        }
    }
}

#[test]
fn it_comes_back_byte_for_byte_however_it_is_cut_into_pieces() {
    for key in &keys() {
        for bytes in [0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 2 * SEGMENT, 3 * SEGMENT + 77] {
            let content = content(bytes);
            let whole = sealed(key, &content, 1 << 20);
            assert_eq!(whole.len(), bytes + TAG * bytes.div_ceil(SEGMENT).max(1), "{bytes} bytes in as few segments as hold them");
            for size in [1 << 20, SEGMENT, SEGMENT + 5, 999] {
                assert_eq!(sealed(key, &content, size), whole, "{bytes} bytes written in pieces of {size}");
                assert_eq!(opened(key, &whole, size).unwrap(), content, "{bytes} bytes read in pieces of {size}");
            }
        }
    }
}

#[test]
fn what_was_changed_cut_off_moved_repeated_or_added_does_not_open() {
    let (segment, content) = (SEGMENT + TAG, content(3 * SEGMENT + 77));
    for key in &keys() {
        let whole = sealed(key, &content, 1 << 20);
        let (first, rest) = whole.split_at(segment);
        let (second, rest) = rest.split_at(segment);
        let flipped = |at: usize| {
            let mut flipped = whole.clone();
            flipped[at] ^= 1;
            flipped
        };
        for (why, wrong) in [
            ("nothing", Vec::new()),
            ("cut within the first segment", whole[..1_000].to_vec()),
            ("cut within a tag", whole[..10].to_vec()),
            ("cut between two segments", whole[..2 * segment].to_vec()),
            ("cut within the last", whole[..whole.len() - 1].to_vec()),
            ("the last alone", whole[3 * segment..].to_vec()),
            ("the first bit", flipped(0)),
            ("a bit of a tag", flipped(segment - 1)),
            ("the last bit", flipped(whole.len() - 1)),
            ("two segments changed places", [second, first, rest].concat()),
            ("a segment left out", [first, rest].concat()),
            ("a segment twice", [first, first, second, rest].concat()),
            ("a byte more", [&whole[..], &[0]].concat()),
            ("the last twice", [&whole[..], &whole[3 * segment..]].concat()),
            ("an empty segment more", [&whole[..], &[0; TAG]].concat()),
        ] {
            for size in [1 << 20, 999] {
                assert!(opened(key, &wrong, size).is_err(), "{why}, read in pieces of {size}");
            }
        }
        assert!(opened(&StreamKey::Aes256Gcm([8; 32].into()), &whole, 1 << 20).is_err(), "under another key");
    }
    let [gcm, poly] = &keys();
    assert!(opened(gcm, &sealed(poly, &content, 1 << 20), 1 << 20).is_err(), "by another cipher");
}

#[test]
fn a_full_last_segment_is_the_last_and_nothing_may_follow_it() {
    let content = content(2 * SEGMENT);
    for key in &keys() {
        let whole = sealed(key, &content, 1 << 20);
        assert_eq!(opened(key, &whole, 1 << 20).unwrap(), content);
        assert!(opened(key, &whole[..SEGMENT + TAG], 1 << 20).is_err(), "without it, it is cut off");
        assert!(opened(key, &[&whole[..], &whole[..SEGMENT + TAG]].concat(), 1 << 20).is_err(), "nothing comes after it");
    }
}
