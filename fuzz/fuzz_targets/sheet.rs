//! A spreadsheet, read and planned as a roster and as an agenda.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = sala::fuzzing::sheet(bytes);
});
