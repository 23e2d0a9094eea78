//! Every file of the corpus and thousands of changed ones through the same doors as the fuzz targets, at every run of the tests.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

/// How often each file is changed: many more at night.
fn changes() -> u64 {
    if std::env::var_os("SALA_NIGHT").is_some() { 20_000 } else { 2_000 }
}

/// No file of this target's corpus, as it is or changed, makes its door give up; those that are good are read to their end.
fn holds<E: std::fmt::Debug>(target: &str, door: fn(&[u8]) -> Result<(), E>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    let (mut good, mut passed) = (0, 0_u64);
    for file in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let bytes = std::fs::read(&file).unwrap();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let answer = catch_unwind(AssertUnwindSafe(|| door(&bytes))).unwrap_or_else(|_| panic!("{target}/{name} makes the reader give up"));
        if name.starts_with("good-") {
            answer.unwrap_or_else(|why| panic!("{target}/{name} is what the product itself writes, and was refused: {why:?}"));
            good += 1;
        }
        for seed in 0..changes() {
            let changed = changed(&bytes, seed);
            let answer = catch_unwind(AssertUnwindSafe(|| door(&changed)));
            let answer = answer.unwrap_or_else(|_| panic!("{target}/{name}, changed with the seed {seed}, makes the reader give up"));
            passed += u64::from(answer.is_ok());
        }
    }
    assert!(good > 0, "the corpus of {target} has files that are read to their end, so that changes come to what lies deep");
    println!("{target}: {good} good files; {passed} changed ones were read all the same");
}

/// One to four changes: a bit, a byte that is a boundary somewhere, a piece gone, a piece twice, a cut.
fn changed(bytes: &[u8], seed: u64) -> Vec<u8> {
    let mut state = seed;
    // SplitMix64: the same changes at every run.
    let mut below = |bound: usize| {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound.max(1) as u64) as usize
    };
    let mut bytes = bytes.to_vec();
    for _ in 0..=below(4) {
        let at = below(bytes.len());
        let end = (at + 1 + below(16)).min(bytes.len());
        match below(12) {
            _ if bytes.is_empty() => break,
            0..4 => bytes[at] ^= 1 << below(8),
            4..8 => bytes[at] = [0, 1, 0x17, 0x18, 0x1b, 0x3b, 0x5f, 0x7f, 0x80, 0x9f, 0xbf, 0xff][below(12)],
            8 => drop(bytes.drain(at..end)),
            9 => {
                let piece = bytes[at..end].to_vec();
                drop(bytes.splice(at..at, piece));
            }
            10 => bytes[at..end].fill(0xff),
            _ => bytes.truncate(at),
        }
    }
    bytes
}

#[test]
fn no_bundle_however_changed_makes_its_reader_give_up() {
    holds("bundle", super::bundle);
}

#[test]
fn no_page_however_changed_makes_its_reader_give_up_and_what_is_read_is_written_again() {
    holds("page", super::page);
}

#[test]
fn no_spreadsheet_however_changed_makes_its_reader_give_up() {
    holds("sheet", super::sheet);
}
