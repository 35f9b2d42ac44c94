//! `index` of `src/fuzzing.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    redress_fuzz::run("index", bytes);
});
