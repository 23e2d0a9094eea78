//! The frames of a bundle, as they lie inside the seal.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = sala::fuzzing::bundle(bytes);
});
