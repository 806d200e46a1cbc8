//! Candles in anything else: gzip, zip, Parquet.
#![no_main]

use store::import::{ImportOptions, read_stream};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let options = ImportOptions { file: "a.bin".to_owned(), ..ImportOptions::default() };
    if let Ok(parsed) = read_stream(bytes, &options, &mut |_| {}) {
        assert!(parsed.candles.time_ms.is_sorted() && !parsed.candles.is_empty());
    }
});
