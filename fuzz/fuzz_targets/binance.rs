//! What Binance writes: answers of REST and frames of its streams.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| venues::fuzzing::binance(bytes));
