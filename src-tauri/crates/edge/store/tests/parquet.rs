//! Parquet files as other programs write them (`parquet/write_forms.py`), and damaged ones.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use domain::{Candle, Candles, Timeframe};
use proptest::prelude::*;
use store::import::{ImportError, ImportOptions, Parsed, Progress, read_path, read_stream};

const FIRST_MS: i64 = 1_500_001_200_000;
const HOURLY: [&str; 6] =
    ["pandas_index_snappy", "micros_zstd", "decimals_gzip", "texts_brotli", "int96_lz4", "iso_plain"];

fn path(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/parquet")).join(format!("{name}.parquet"))
}

fn expected(timeframe: Timeframe) -> Candles {
    let candle = |i: i64| {
        let open = 100.0 + i as f64 / 100.0;
        let time_ms = timeframe.floor(FIRST_MS) + i * timeframe.ms();
        let exact = |v: f64| (v * 100.0).round() / 100.0;
        Candle {
            time_ms,
            open,
            high: exact(open + 1.0),
            low: exact(open - 0.5),
            close: exact(open + 0.25),
            volume: 1.5,
        }
    };
    Candles::from_candles(timeframe, (0..60).map(candle))
}

fn read(bytes: &[u8]) -> Result<Parsed, ImportError> {
    let options = ImportOptions { file: "test.parquet".into(), ..ImportOptions::default() };
    read_stream(bytes, &options, &mut |_| {})
}

/// Sums of hundredths in floating point may be a bit off the nearest hundredth.
fn close(a: &Candles, b: &Candles) -> bool {
    let columns =
        |c: &Candles| [c.open.clone(), c.high.clone(), c.low.clone(), c.close.clone(), c.volume.clone()];
    a.time_ms == b.time_ms
        && columns(a)
            .iter()
            .flatten()
            .zip(columns(b).iter().flatten())
            .all(|(a, b)| (a - b).abs() <= 2e-14 * b)
}

#[test]
fn each_form_gives_the_same_candles_by_path_and_by_stream() {
    for name in HOURLY {
        let mut heard = Vec::new();
        let parsed = read_path(&path(name), &ImportOptions::default(), &mut |p| heard.push(p)).unwrap();
        assert_eq!((parsed.timeframe, parsed.reversed), (Timeframe::H1, name == "int96_lz4"), "{name}");
        assert!(close(&parsed.candles, &expected(Timeframe::H1)), "{name}: {:?}", parsed.candles.get(0));
        let bytes = std::fs::read(path(name)).unwrap();
        let size = bytes.len() as u64;
        assert_eq!(
            heard.last(),
            Some(&Progress { rows: 60, bytes: size, total_bytes: Some(size) }),
            "{name}"
        );
        assert_eq!(read(&bytes).unwrap(), parsed, "{name}");
    }
    for exact in ["decimals_gzip", "texts_brotli"] {
        let parsed = read_path(&path(exact), &ImportOptions::default(), &mut |_| {}).unwrap();
        assert_eq!(parsed.candles, expected(Timeframe::H1), "{exact}");
    }
    let daily = read_path(&path("dates_snappy"), &ImportOptions::default(), &mut |_| {}).unwrap();
    assert!(close(&daily.candles, &expected(Timeframe::D1)));
}

#[test]
fn what_is_refused_names_file_and_reason() {
    let options = ImportOptions { timeframe: Some(Timeframe::M1), ..ImportOptions::default() };
    let error = read_path(&path("iso_plain"), &options, &mut |_| {}).unwrap_err();
    assert_eq!((error.file.as_str(), error.reason.code()), ("iso_plain.parquet", "timeframe_mismatch"));
    let options = ImportOptions { timeframe: Some(Timeframe::H4), ..ImportOptions::default() };
    let error = read_path(&path("iso_plain"), &options, &mut |_| {}).unwrap_err();
    assert_eq!((error.line, error.column.as_deref()), (1, Some("datetime")));
    assert_eq!(error.reason.code(), "off_grid");
    for (name, line, column, reason) in [
        ("row_41_without_close", 41, Some("close"), "empty_field"),
        ("lists", 0, None, "missing_column"),
        ("flags", 0, Some("open"), "column_type"),
    ] {
        let error = read_path(&path(name), &ImportOptions::default(), &mut |_| {}).unwrap_err();
        assert_eq!(
            (error.line, error.column.as_deref(), error.reason.code()),
            (line, column, reason),
            "{name}"
        );
    }
    let cancel = AtomicBool::new(true);
    let options = ImportOptions { cancel: Some(&cancel), ..ImportOptions::default() };
    let error = read_path(&path("iso_plain"), &options, &mut |_| {}).unwrap_err();
    assert_eq!(error.reason.code(), "cancelled");
    for bytes in [b"PAR1".as_slice(), b"PAR1 and then some text", b"PAREPARE"] {
        let error = read(bytes).unwrap_err();
        assert_eq!((error.line, error.reason.code()), (0, "bad_parquet"));
    }
}

#[test]
fn a_file_cut_short_is_refused() {
    let bytes = std::fs::read(path("micros_zstd")).unwrap();
    for length in (4..bytes.len()).step_by(37) {
        assert_eq!(read(&bytes[..length]).unwrap_err().reason.code(), "bad_parquet", "{length} bytes");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever is wrong in the bytes, the answer is an error or sound candles.
    #[test]
    fn damaged_files_neither_panic_nor_give_what_is_no_candle(
        which in 0..HOURLY.len(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut bytes = std::fs::read(path(HOURLY[which])).unwrap();
        for (at, byte) in damage {
            let at = 4 + at.index(bytes.len() - 4);
            bytes[at] = byte;
        }
        if let Ok(parsed) = read(&bytes) {
            prop_assert!(parsed.candles.iter().all(|c| c.check().is_ok()));
            prop_assert!(parsed.candles.time_ms.is_sorted_by(|a, b| a < b));
        }
    }
}
