//! A packed page, read, written and read again.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = sala::fuzzing::page(bytes);
});
