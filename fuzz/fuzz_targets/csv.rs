//! Candles as text: encoding, header, delimiter, rows.
#![no_main]

use domain::Timeframe;
use store::import::{ImportOptions, read_candles};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for timeframe in [None, Some(Timeframe::M1)] {
        let options = ImportOptions { file: "a.csv".to_owned(), timeframe, cancel: None };
        let Ok(parsed) = read_candles(bytes, Some(bytes.len() as u64), &options, &mut |_| {}) else {
            continue;
        };
        let times = &parsed.candles.time_ms;
        assert!(times.is_sorted() && times.iter().all(|t| parsed.timeframe.floor(*t) == *t));
        assert!(!times.is_empty() && times.len() <= bytes.len());
    }
});
